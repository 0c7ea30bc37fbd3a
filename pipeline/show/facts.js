// The facts of one article, a section a kind, beside its text.

const AREAS = new Set(["country", "admin1", "admin2", "region", "water", "mountain"]);

const roleName = (story, role) => [role.title, role.of && story.nameOf(role.of)].filter(Boolean).join(", ");
const speakerName = (story, quote) => {
  const name = quote.speaker && story.nameOf(quote.speaker);
  if (!name) return quote.speaker_text ?? "";
  return name;
};

// A button that leads to the words of a fact.
const lead = (id, ...content) => el("button", {type: "button", class: "lead", "data-go": id}, content);
const times = (n) => n > 1 && el("span", {class: "times", title: `${n} times in the text`}, `×${n}`);
const unsure = (fact) => fact.confidence !== undefined && fact.confidence < 0.5 && el("span", {class: "tag", title: `confidence ${fact.confidence.toFixed(2)}`}, "unsure");

function section(type, title, count, ...content) {
  return el("section", {class: `facts-of ${type}`, "aria-labelledby": `h-${type}`}, el("h3", {id: `h-${type}`}, title, el("span", {class: "n"}, String(count))), content);
}
const factItem = (fact, ...content) => el("li", {"data-fact": fact.id}, content);

function peopleSection(story) {
  return section("people", "People", story.record.people.length, el("ul", {class: "rows"}, story.record.people.map((one) => factItem(one,
    lead(one.id, one.name), times((one.mentions ?? []).length), unsure(one),
    (one.roles ?? []).length > 0 && el("p", {class: "note"}, [...new Set(one.roles.map((role) => (role.former ? "former " : "") + roleName(story, role)))].join("; "))))));
}

function organizationsSection(story) {
  return section("organizations", "Organizations", story.record.organizations.length, el("ul", {class: "rows"}, story.record.organizations.map((one) => factItem(one,
    lead(one.id, one.name, one.acronym && one.acronym !== one.name && ` (${one.acronym})`), times((one.mentions ?? []).length), unsure(one),
    el("p", {class: "note"}, [kindName(one.kind), countryName(one.country)].filter(Boolean).join(", "))))));
}

function placesSection(story, choose) {
  const places = story.record.places;
  const onMap = places.filter((one) => one.lat !== undefined).map((one) => ({id: one.id, name: one.name, lat: one.lat, lon: one.lon, weight: (one.mentions ?? []).length, area: AREAS.has(one.kind)}));
  return section("places", "Places", places.length, onMap.length > 0 && drawMap(onMap, choose), el("ul", {class: "rows"}, places.map((one) => factItem(one,
    lead(one.id, one.name), times((one.mentions ?? []).length), unsure(one),
    el("p", {class: "note"}, [kindName(one.kind), countryOf(one), one.lat === undefined && "not on the map"].filter(Boolean).join(", "))))));
}

// Dates in the order of the calendar, each with the events that it dates; the day of publication stands among them.
function timelineSection(story) {
  const entries = new Map(), loose = [];
  const entry = (value) => {
    const when = calendar(value);
    if (!when) return null;
    if (!entries.has(when.label)) entries.set(when.label, {...when, dates: [], events: [], published: false});
    return entries.get(when.label);
  };
  const eventsOf = new Map();
  for (const event of story.record.events)
    for (const argument of event.arguments)
      if (argument.role === "date" && argument.ref) eventsOf.set(argument.ref, [...(eventsOf.get(argument.ref) ?? []), event]);
  for (const date of story.record.dates) {
    const found = date.kind === "date" || date.kind === "time" ? entry(date.value) : null;
    if (!found) loose.push(date);
    else {
      found.dates.push(date);
      found.events.push(...(eventsOf.get(date.id) ?? []));
    }
  }
  const published = story.record.article.published && entry(story.record.article.published.slice(0, 10));
  if (published) published.published = true;
  const line = [...entries.values()].sort((a, b) => a.at - b.at);
  return section("dates", "Timeline", story.record.dates.length,
    el("ol", {class: "timeline"}, line.map((one) => el("li", {class: one.events.length ? "full" : one.dates.length ? "" : "only-published"},
      el("p", {class: "when"}, one.label, one.published && el("span", {class: "tag"}, "published")),
      one.dates.length > 0 && el("p", {class: "note"}, one.dates.map((date, i) => [i > 0 && " · ", lead(date.id, `“${date.text}”`)])),
      [...new Set(one.events)].map((event) => el("p", {class: "what"}, lead(event.id, eventName(event)), statusOf(event) && el("span", {class: "tag"}, statusOf(event))))))),
    loose.length > 0 && el("div", {class: "loose"}, el("h4", {}, "Durations and other times"),
      el("ul", {class: "inline"}, loose.map((date) => factItem(date, lead(date.id, date.text), el("span", {class: "note"}, " " + date.value))))));
}

function quotesSection(story) {
  return section("quotes", "Quotes", story.record.quotes.length, story.record.quotes.map((quote) => el("figure", {class: `quote ${quote.kind}`, "data-fact": quote.id},
    el("blockquote", {}, lead(quote.id, quote.kind === "direct" ? `“${quote.text}”` : quote.text)),
    el("figcaption", {}, quote.speaker_text ? [
      "— ", quote.speaker ? lead(quote.speaker, speakerName(story, quote)) : el("span", {}, quote.speaker_text),
      quote.speaker && quote.speaker_text !== speakerName(story, quote) && el("span", {class: "note"}, ` as “${quote.speaker_text}”`),
    ] : el("span", {class: "note"}, "— speaker not told"), quote.kind !== "direct" && el("span", {class: "tag"}, kindName(quote.kind))))));
}

function eventCard(story, event) {
  const status = statusOf(event);
  const rows = event.arguments.map((one) => el("div", {}, el("dt", {}, one.role),
    el("dd", {}, one.ref && story.get(one.ref) ? lead(one.ref, one.text) : one.text, one.effect && el("span", {class: "tag"}, one.effect.replaceAll("_", " ")),
      (one.country || one.sector) && el("span", {class: "note"}, ` ${[countryName(one.country), one.sector].filter(Boolean).join(" ")}`))));
  if (event.attribution_text) rows.push(el("div", {}, el("dt", {}, "says"), el("dd", {}, event.attribution ? lead(event.attribution, event.attribution_text) : event.attribution_text)));
  return el("article", {class: "event", "data-fact": event.id, "aria-label": eventName(event)},
    el("h4", {}, lead(event.id, eventName(event)), status && el("span", {class: "tag strong"}, status), unsure(event)),
    el("p", {class: "note"}, [event.type, event.mode].filter(Boolean).join(" · "), " · “", event.trigger.text, "”"),
    rows.length > 0 && el("dl", {}, rows),
    event.why && el("p", {class: "why"}, el("span", {}, "why "), el("code", {}, event.why)));
}
function eventsSection(story) {
  return section("events", "Events", story.record.events.length, story.record.events.map((event) => eventCard(story, event)));
}

function numbersSection(story) {
  return section("numbers", "Numbers", story.record.numbers.length, el("ul", {class: "rows two"}, story.record.numbers.map((one) => factItem(one,
    lead(one.id, one.text), el("span", {class: "note"}, " " + numberName(one))))));
}

const SECTIONS = {events: eventsSection, people: peopleSection, organizations: organizationsSection, places: placesSection, dates: timelineSection, quotes: quotesSection, numbers: numbersSection};

function renderFacts(story, state, choose) {
  const shown = Object.keys(SECTIONS).filter((type) => !state.hidden.has(type) && story.record[type].length > 0);
  if (!shown.length) return [el("p", {class: "note empty"}, "Nothing was found, or all kinds are hidden.")];
  const jump = el("nav", {class: "jump", "aria-label": "Kinds of facts"}, shown.map((type) => el("a", {href: `#h-${type}`, "data-jump": `h-${type}`}, type === "dates" ? "Timeline" : TYPES.find((one) => one.key === type).many)));
  return [jump, ...shown.map((type) => SECTIONS[type](story, choose))];
}
