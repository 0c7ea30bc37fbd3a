// The page: which article is open, what is hidden, what is searched for, and the keys.

const stories = [...document.querySelectorAll("script.record")].map((script, index) => new Story(JSON.parse(script.textContent), index));
const leftOut = Number(byId("left-out").textContent);
const state = {
  open: -1,           // index of the open article; -1: the overview
  hidden: new Set(),  // kinds whose marks and facts do not show
  words: [],          // of the search, in small letters
  eventType: "",
  chosen: null,       // id of the fact whose words are lit
  turn: 0,            // which of its mentions was gone to
};
let listed = stories;  // those that pass the filters, in order

// ---- the list of articles

const rows = stories.map((story) => {
  const event = story.record.events?.[0];
  const button = el("button", {type: "button", onclick: () => openStory(story.index, true)},
    el("span", {class: "item-title"}, story.title),
    el("span", {class: "item-note"}, [story.record.article.publisher, publishedName(story)].filter(Boolean).join(" · ")),
    story.record.status !== "ok" && el("span", {class: "tag strong"}, story.record.status === "error" ? "could not be read" : "partly read"),
    event && el("span", {class: "item-event"}, eventName(event)));
  return el("li", {}, button);
});
const overviewRow = el("li", {class: "overview-row"}, el("button", {type: "button", onclick: () => openStory(-1, true)}, el("span", {class: "item-title"}, "All articles"), el("span", {class: "item-note"}, "overview")));

function applyFilters() {
  listed = stories.filter((story) => state.words.every((word) => story.haystack.includes(word)) &&
    (!state.eventType || story.record.events.some((event) => event.type === state.eventType)));
  const shown = new Set(listed);
  stories.forEach((story, i) => (rows[i].hidden = !shown.has(story)));
  byId("none").hidden = listed.length > 0;
  const total = plural(stories.length, "article") + (leftOut > 0 ? ` (${leftOut.toLocaleString("en")} more left out)` : "");
  byId("count").textContent = listed.length === stories.length ? total : `${listed.length.toLocaleString("en")} of ${total}`;
}

function setFilters(text, eventType) {
  byId("search").value = text;
  byId("event-type").value = eventType;
  state.words = text.toLowerCase().split(/\s+/).filter(Boolean);
  state.eventType = eventType;
  applyFilters();
  render(false);
}

// ---- rendering

function toggles() {
  return el("div", {class: "toggles", role: "group", "aria-label": "Kinds of marks"}, TYPES.map((type, i) =>
    el("button", {type: "button", class: type.key, "aria-pressed": String(!state.hidden.has(type.key)), title: `key ${i + 1}`, onclick: () => toggleType(type.key)}, el("span", {class: `m ${type.key}`}, type.many))));
}

function toggleType(key) {
  if (state.hidden.has(key)) state.hidden.delete(key);
  else state.hidden.add(key);
  const focused = document.activeElement?.closest?.(".toggles") ? key : null;
  render(false);
  if (focused) document.querySelector(`.toggles button.${focused}`)?.focus();
}

function failureOf(story) {
  const {error, source} = story.record;
  return el("div", {class: "text"}, el("h2", {class: "headline"}, story.title), byline(story),
    el("p", {class: "failure"}, el("strong", {}, "This article could not be read. "), `${error?.message ?? "No reason is given."} `, error?.code && el("code", {}, error.code)));
}

function notesOf(story) {
  const notes = story.record.notes ?? [];
  return notes.length > 0 && el("ul", {class: "notes"}, notes.map((note) => el("li", {}, note.text)));
}

function render(moved) {
  card.hide();
  document.body.classList.toggle("on-overview", state.open < 0);
  for (const current of byId("articles").querySelectorAll("[aria-current]")) current.removeAttribute("aria-current");
  (state.open < 0 ? overviewRow : rows[state.open]).firstChild.setAttribute("aria-current", "true");
  const article = byId("article"), facts = byId("facts");
  if (state.open < 0) {
    article.replaceChildren(renderOverview(listed, leftOut, (text) => narrow(text, state.eventType), (type) => narrow(byId("search").value, type)));
    facts.replaceChildren();
  } else {
    const story = stories[state.open];
    const failed = story.record.status === "error";
    article.replaceChildren(...[failed ? null : toggles(), failed ? failureOf(story) : renderText(story, state), notesOf(story)].filter(Boolean));
    facts.replaceChildren(...(failed ? [] : renderFacts(story, state, choose)));
    light();
  }
  if (moved) {
    scrollTo(0, 0);
    article.scrollTop = facts.scrollTop = 0;
  }
}

function narrow(text, type) {
  setFilters(text, type);
  showList(true);
  if (listed.length) (rows[listed[0].index].firstChild).focus();
}

function openStory(index, focus) {
  state.open = index;
  state.chosen = null;
  showList(false);
  render(true);
  const hash = index < 0 ? "#overview" : `#${index + 1}`;
  if (location.hash !== hash) history.replaceState(null, "", hash);
  (index < 0 ? overviewRow : rows[index]).scrollIntoView({block: "nearest"});
  if (focus) byId("article").focus({preventScroll: true});
}

// The next or previous of the list, from where one is.
function step(by) {
  if (!listed.length) return;
  const at = listed.findIndex((story) => story.index >= state.open);
  const here = at >= 0 && listed[at].index === state.open;
  const to = state.open < 0 ? (by > 0 ? 0 : -1) : at < 0 ? (by > 0 ? listed.length : listed.length - 1) : here ? at + by : by > 0 ? at : at - 1;
  if (to >= listed.length) return;
  openStory(to < 0 ? -1 : listed[to].index, true);
}

// ---- facts and their words

const marksOf = (id) => [...byId("article").querySelectorAll(`mark[data-id="${CSS.escape(id)}"]`)];

function light() {
  for (const one of document.querySelectorAll(".on")) one.classList.remove("on");
  if (!state.chosen) return;
  for (const one of document.querySelectorAll(`[data-id="${CSS.escape(state.chosen)}"], [data-fact="${CSS.escape(state.chosen)}"]`)) one.classList.add("on");
}

// Lights a fact; an event also shows its sentence and arguments.
function choose(id) {
  const story = stories[state.open];
  const before = state.chosen && story.get(state.chosen)?.type, now = id && story.get(id)?.type;
  state.chosen = id;
  state.turn = 0;
  if (before === "events" || now === "events") byId("article").querySelector(".text").replaceWith(renderText(story, state));
  light();
}

const calm = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");

// From a fact to its words; again: to its next mention.
function goTo(id) {
  const again = state.chosen === id ? state.turn + 1 : 0;
  if (state.chosen !== id) choose(id);
  const marks = marksOf(id).filter((mark) => mark.hasAttribute("tabindex"));
  if (!marks.length) return;
  state.turn = again % marks.length;
  const mark = marks[state.turn];
  mark.scrollIntoView({block: "center", behavior: calm()});
  for (const one of marks) one.classList.toggle("here", one === mark);
}

// From words to their fact.
function showFact(id) {
  choose(id);
  const fact = byId("facts").querySelector(`[data-fact="${CSS.escape(id)}"]`) ?? byId("facts").querySelector(`[data-go="${CSS.escape(id)}"]`);
  if (fact && getComputedStyle(byId("facts")).position === "sticky") fact.scrollIntoView({block: "center", behavior: calm()});
}

function stepMark(by) {
  const marks = [...byId("article").querySelectorAll("mark[tabindex]")];
  if (!marks.length) return;
  const at = marks.indexOf(document.activeElement?.closest?.("mark"));
  const to = at < 0 ? (by > 0 ? 0 : marks.length - 1) : (at + by + marks.length) % marks.length;
  for (const mark of marks) mark.tabIndex = -1;
  marks[to].tabIndex = 0;
  marks[to].focus();
}

// ---- light and dark, the list on narrow screens

const THEMES = ["auto", "light", "dark"];
let theme = "auto";
function setTheme(name) {
  theme = name;
  document.documentElement.style.colorScheme = name === "auto" ? "light dark" : name;
  byId("theme").textContent = {auto: "Auto", light: "Light", dark: "Dark"}[name];
  byId("theme").setAttribute("aria-label", `Colours: ${name === "auto" ? "as the system has it" : name}. Change`);
  try {
    localStorage.setItem("factbox-theme", name);
  } catch {
    // Pages opened from a file may have no storage; the choice then lasts as long as the page.
  }
}
const nextTheme = () => setTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length]);

function showList(open) {
  document.body.classList.toggle("list-open", open);
  byId("open-list").setAttribute("aria-expanded", String(open));
}

// ---- events of the browser

// Esc: the nearest open thing goes first.
function escape() {
  if (card.hide()) return;
  if (document.activeElement === byId("search")) {
    if (byId("search").value) setFilters("", state.eventType);
    else byId("search").blur();
  } else if (document.body.classList.contains("list-open")) showList(false);
  else if (state.chosen) choose(null);
  else if (state.words.length || state.eventType) setFilters("", "");
}

const KEYS = {
  j: () => step(1), k: () => step(-1), n: () => stepMark(1), p: () => stepMark(-1), o: () => openStory(-1, true), d: nextTheme,
  "/": () => {
    showList(true);
    byId("search").focus();
    byId("search").select();
  },
  "?": () => byId("help").showModal(),
  0: () => {
    if (state.hidden.size) state.hidden.clear();
    else for (const type of TYPES) state.hidden.add(type.key);
    render(false);
  },
};
TYPES.forEach((type, i) => (KEYS[i + 1] = () => toggleType(type.key)));

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  if (event.key === "Escape") return escape();
  if (event.target.matches("input, select, textarea")) {
    if (event.key === "Enter" && event.target.id === "search" && listed.length) openStory(listed[0].index, true);
    return;
  }
  if (event.key === "Enter" && event.target.matches("mark")) return showFact(event.target.dataset.id);
  const action = KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

const markAt = (event) => event.target.closest?.("#article mark.m");
for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const mark = markAt(event);
    if (mark && state.open >= 0) card.show(stories[state.open], mark);
    else if (!event.target.closest?.("#card")) card.hide();
  });
}
document.addEventListener("scroll", () => card.hide(), {capture: true, passive: true});
document.addEventListener("click", (event) => {
  const mark = markAt(event), lead = event.target.closest?.("[data-go]"), jump = event.target.closest?.("[data-jump]");
  if (jump) {
    event.preventDefault();
    byId(jump.dataset.jump).scrollIntoView({block: "start", behavior: calm()});
  } else if (lead) goTo(lead.dataset.go);
  else if (mark && getSelection().isCollapsed) {
    const id = mark.dataset.id;
    showFact(id);
    const again = marksOf(id)[0];
    if (again) card.show(stories[state.open], mark.isConnected ? mark : again);
  }
});

let waiting = 0;
byId("search").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => setFilters(byId("search").value, state.eventType), 120);
});
byId("event-type").addEventListener("change", (event) => setFilters(byId("search").value, event.target.value));
byId("filter").addEventListener("submit", (event) => event.preventDefault());
byId("clear").addEventListener("click", () => setFilters("", ""));
byId("theme").addEventListener("click", nextTheme);
byId("open-help").addEventListener("click", () => byId("help").showModal());
byId("open-list").addEventListener("click", () => showList(!document.body.classList.contains("list-open")));
addEventListener("hashchange", () => openFromHash());

function openFromHash() {
  const number = /^#(\d+)$/.exec(location.hash);
  if (number && stories[number[1] - 1]) openStory(number[1] - 1, false);
  else openStory(stories.length === 1 && location.hash !== "#overview" ? 0 : -1, false);
}

// ---- begin

byId("title").textContent = document.title;
let stored = null;
try {
  stored = localStorage.getItem("factbox-theme");
} catch {
  // As above.
}
setTheme(THEMES.includes(stored) ? stored : "auto");
byId("articles").append(overviewRow, ...rows);
byId("event-type").append(...[...new Set(stories.flatMap((story) => story.record.events.map((event) => event.type)))].sort().map((type) => el("option", {value: type}, type.toLowerCase())));
applyFilters();
openFromHash();
