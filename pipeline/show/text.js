// The text of an article with marks. Spans may overlap in any way; elements may not, so a span that crosses another is cut in pieces.
//
//   a quote [0,20) and a person [15,25)  ->  <mark quote>…<mark person>…</mark></mark><mark person>…</mark>

const RANK = {hit: 9, evidence: -2, quotes: 0, argument: 1, events: 2, people: 3, organizations: 3, places: 3, dates: 4, numbers: 5};
const typeOne = (key) => TYPES.find((type) => type.key === key)?.one;

function markOf(span, continued) {
  if (span.type === "hit") return el("span", {class: "hit"});
  if (span.type === "evidence") return el("span", {class: "evidence"});
  if (span.type === "argument") return el("span", {class: "argument", "data-role": span.role});
  return el("mark", {class: `m ${span.type}`, "data-id": span.id, "data-part": span.part, tabindex: continued ? undefined : "-1"});
}

// The text from `from` to `to` with its spans (sorted), appended to `parent`.
function appendMarked(parent, text, from, to, spans) {
  const here = spans.filter((span) => span.start < to && span.end > from);
  const edges = [...new Set(here.flatMap((span) => [Math.max(span.start, from), Math.min(span.end, to)]))].sort((a, b) => a - b);
  let stack = [];  // open spans with their elements, outermost first
  let at = from, next = 0;
  const top = () => (stack.length ? stack[stack.length - 1].element : parent);
  const open = (span, continued) => {
    const element = markOf(span, continued);
    top().append(element);
    stack.push({span, element});
  };
  for (const edge of [...edges, to]) {
    if (edge > at) top().append(text.slice(at, edge));
    at = edge;
    const first = stack.findIndex((one) => one.span.end <= edge);
    if (first >= 0) {
      const again = stack.slice(first).filter((one) => one.span.end > edge);
      stack = stack.slice(0, first);
      for (const one of again) open(one.span, true);
    }
    for (; next < here.length && Math.max(here[next].start, from) <= edge && edge < to; ++next) open(here[next], here[next].start < from);
  }
}

const inOrder = (a, b) => a.start - b.start || b.end - a.end || RANK[a.type] - RANK[b.type];

// Where the words of a search stand.
function hitsOf(text, words) {
  const lower = text.toLowerCase();
  if (lower.length !== text.length) return [];  // a letter whose small form is longer would shift all that follows
  const out = [];
  for (const word of words)
    for (let at = lower.indexOf(word); at >= 0; at = lower.indexOf(word, at + word.length)) out.push({type: "hit", start: at, end: at + word.length});
  return out;
}

// What belongs to one event, when it is chosen.
function spansOfEvent(story, event) {
  const out = [event.evidence, ...(event.further_evidence ?? [])].map((one) => ({type: "evidence", start: story.at(one.start), end: story.at(one.end)}));
  for (const one of event.arguments) out.push({type: "argument", role: one.role, start: story.at(one.start), end: story.at(one.end)});
  return out;
}

// Title and paragraphs of an article. `state`: {hidden: Set of types, words, chosen}.
function renderText(story, state) {
  const chosen = state.chosen && story.get(state.chosen);
  const spans = [
    ...story.spans.filter((span) => !state.hidden.has(span.type)),
    ...hitsOf(story.text, state.words),
    ...(chosen?.type === "events" ? spansOfEvent(story, chosen.fact) : []),
  ].sort(inOrder);
  const out = el("div", {class: "text"});
  const sections = story.record.article.sections ?? [];
  const titled = sections.some((section) => section.kind === "title");
  const headline = el("h2", {class: "headline"});
  const body = [];
  if (!titled) headline.append(story.record.article.title ?? "");
  for (const section of sections.length ? sections : [{kind: "body", start: 0, end: Number.MAX_SAFE_INTEGER}]) {
    const start = story.at(Math.min(section.start, story.text.length * 4)), end = Math.min(story.at(section.end) ?? story.text.length, story.text.length);
    if (section.kind === "title") {
      appendMarked(headline, story.text, start, end, spans);
      continue;
    }
    for (const match of story.text.slice(start, end).matchAll(/[^\n]*\S[^\n]*/g)) {
      const paragraph = el("p");
      appendMarked(paragraph, story.text, start + match.index, start + match.index + match[0].length, spans);
      body.push(paragraph);
    }
  }
  if (headline.childNodes.length) out.append(headline);
  out.append(byline(story), ...body);
  const first = out.querySelector("mark.m[tabindex]");
  if (first) first.tabIndex = 0;  // one stop for the tab key; n and p move from mark to mark
  return out;
}

function byline(story) {
  const {article, source} = story.record;
  const safe = /^https?:\/\//i.test(article.url ?? "");
  const parts = [
    article.publisher && el("span", {class: "publisher"}, article.publisher),
    article.authors?.length > 0 && article.authors.join(", ") !== article.publisher && el("span", {}, article.authors.join(", ")),
    article.published && el("time", {datetime: article.published}, publishedName(story)),
    article.section && el("span", {}, article.section),
    safe && el("a", {href: article.url, rel: "noreferrer noopener", target: "_blank"}, "Original"),
    source?.uri && el("span", {class: "source", title: "where the article was read"}, source.uri),
  ];
  return el("p", {class: "byline"}, parts);
}
