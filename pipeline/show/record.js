// Records as the page uses them: read once, offsets turned into JavaScript's own, names for codes.

const TYPES = [
  {key: "people", one: "person", many: "People"},
  {key: "organizations", one: "organization", many: "Organizations"},
  {key: "places", one: "place", many: "Places"},
  {key: "dates", one: "date", many: "Dates"},
  {key: "numbers", one: "number", many: "Numbers"},
  {key: "quotes", one: "quote", many: "Quotes"},
  {key: "events", one: "event", many: "Events"},
];
const KINDS = {
  igo: "intergovernmental body", ngo: "non-governmental", armed_group: "armed group", security_force: "security force", other: "",
  admin1: "state or province", admin2: "county or district", indirect: "in the article’s words", mixed: "partly in the article’s words", direct: "word for word",
};
const kindName = (kind) => KINDS[kind] ?? (kind ?? "").replaceAll("_", " ");

const regionNames = new Intl.DisplayNames(["en"], {type: "region"});
const countryName = (code) => {
  if (!/^[A-Z]{2}$/.test(code ?? "")) return code ?? "";
  return code === "XK" ? "Kosovo" : regionNames.of(code);
};

// The country of a place, where it says more than the place itself.
const countryOf = (place) => (place.kind === "country" || countryName(place.country) === place.name ? "" : countryName(place.country));

// A function from offsets of the record to offsets in a string of JavaScript, which counts UTF-16.
function offsetReader(text, unit) {
  const plain = unit === "utf16" || (unit === "codepoint" && !/[\ud800-\udfff]/.test(text)) || (unit === "byte" && !/[^\x00-\x7f]/.test(text));
  if (plain) return (offset) => offset;
  const map = [];  // unit -> UTF-16, built in one pass
  let at = 0;
  for (const letter of text) {
    const code = letter.codePointAt(0);
    const units = unit === "codepoint" ? 1 : code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (let i = 0; i < units; ++i) map.push(at);
    at += letter.length;
  }
  map.push(at);
  return (offset) => map[Math.min(offset, map.length - 1)];
}

class Story {
  constructor(record, index) {
    this.record = record;
    this.index = index;
    this.text = record.article.text ?? "";
    this.title = record.article.title ?? this.firstLine() ?? record.id;
  }
  firstLine() {
    const line = this.text.trimStart().split("\n", 1)[0];
    if (!line) return null;
    return line.length > 110 ? line.slice(0, 110).replace(/\s+\S*$/, "") + " …" : line;
  }
  get at() {
    return (this.reader ??= offsetReader(this.text, this.record.offsets));
  }
  slice(start, end) {
    return this.text.slice(this.at(start), this.at(end));
  }
  get haystack() {
    return (this.lower ??= `${this.title}\n${this.record.article.publisher ?? ""}\n${this.text}`.toLowerCase());
  }
  // A person, organization, place, number, date, quote or event by its id.
  get(id) {
    if (!this.byId) {
      this.byId = new Map();
      for (const type of TYPES) for (const fact of this.record[type.key]) this.byId.set(fact.id, {type: type.key, fact});
    }
    return this.byId.get(id);
  }
  nameOf(id) {
    const found = this.get(id);
    return found && (found.fact.name ?? found.fact.text);
  }
  // Every stretch of the text that a fact stands on.
  get spans() {
    if (this.allSpans) return this.allSpans;
    const out = [];
    const add = (type, id, span, part) => out.push({type, id, part, start: this.at(span.start), end: this.at(span.end)});
    for (const type of ["people", "organizations", "places"])
      for (const fact of this.record[type]) for (const mention of fact.mentions ?? []) add(type, fact.id, mention, mention.kind);
    for (const type of ["numbers", "dates", "quotes"]) for (const fact of this.record[type]) add(type, fact.id, fact);
    for (const event of this.record.events) add("events", event.id, event.trigger);
    return (this.allSpans = out.filter((span) => span.end > span.start));
  }
}

const eventName = (event) => event.label ?? [event.type, event.mode].filter(Boolean).join(" ").toLowerCase();
const STATUS = {
  occurred: "", ongoing: "going on", planned: "planned", threatened: "threatened", attempted: "attempted", demanded: "demanded",
  denied: "denied", hypothetical: "hypothetical",
};
const statusOf = (event) => [event.negated ? "did not take place" : "", STATUS[event.status] ?? event.status].filter(Boolean).join(", ");

// ---- numbers and dates in words

// "1500000" -> "1,500,000", without passing through a floating number.
const grouped = (decimal) => {
  const [whole, fraction] = decimal.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (fraction ? "." + fraction : "");
};
// Units of UCUM as they are read: "[mi_i]" -> "mi", "{percentage_point}" -> "percentage point".
const UNITS = {a: "years", mo: "months", wk: "weeks", d: "days", Cel: "°C", "[degF]": "°F", "%": ""};
const unitName = (unit = "") => UNITS[unit] ?? unit.replace(/_(i|us|av|br|tr)(?=\])/g, "").replace(/[[\]{}]/g, "").replaceAll("_", " ");
function numberName(number) {
  const value = number.value !== undefined ? grouped(number.value) : `${number.min !== undefined ? grouped(number.min) : "…"} to ${number.max !== undefined ? grouped(number.max) : "…"}`;
  const percent = number.kind === "percent" && (number.unit ?? "%") === "%";
  return [(number.approx ?? "").replaceAll("_", " "), value + (percent ? " %" : ""), unitName(number.unit), number.of ?? ""].filter(Boolean).join(" ");
}

const DAY = new Intl.DateTimeFormat("en-GB", {day: "numeric", month: "long", year: "numeric", timeZone: "UTC"});
const MONTH = new Intl.DateTimeFormat("en-GB", {month: "long", year: "numeric", timeZone: "UTC"});
const PARTS = {MO: "morning", MI: "midday", AF: "afternoon", EV: "evening", NI: "night", DT: "daytime"};
const SEASONS = {SP: ["spring", 3], SU: ["summer", 6], FA: ["autumn", 9], WI: ["winter", 12]};
const utc = (year, month = 1, day = 1) => Date.UTC(year, month - 1, day);

// A value of TIMEX3 -> {at: milliseconds, label}; null where it is no point of the calendar (durations, "recently", a Friday of no known week).
function calendar(value) {
  let match;
  if ((match = /^(\d{4})-(\d{2})-(\d{2})(?:T(.+))?/.exec(value))) {
    const at = utc(+match[1], +match[2], +match[3]);
    if (Number.isNaN(at)) return null;
    const time = match[4] === undefined ? "" : PARTS[match[4]] ?? match[4].replace(/^(\d\d:\d\d)(:00)?/, "$1");
    const hour = /^(\d\d):?(\d\d)?/.exec(match[4] ?? "");
    return {at: at + (hour ? (+hour[1] * 60 + +(hour[2] ?? 0)) * 60000 : 0), label: DAY.format(at) + (time ? ", " + time : ""), precise: true};
  }
  if ((match = /^(\d{4})-W(\d{2})(-WE)?$/.exec(value))) {
    const january4 = utc(+match[1], 1, 4);  // is in week 1, whose Monday is counted from (ISO 8601)
    const monday = january4 - ((new Date(january4).getUTCDay() + 6) % 7) * 864e5 + (+match[2] - 1) * 7 * 864e5;
    return match[3] ? {at: monday + 5 * 864e5, label: "weekend of " + DAY.format(monday + 5 * 864e5)} : {at: monday, label: "week of " + DAY.format(monday)};
  }
  if ((match = /^(\d{4})-Q([1-4])$/.exec(value))) return {at: utc(+match[1], 3 * match[2] - 2), label: `${["first", "second", "third", "fourth"][match[2] - 1]} quarter of ${match[1]}`};
  if ((match = /^(\d{4})-H([12])$/.exec(value))) return {at: utc(+match[1], match[2] === "1" ? 1 : 7), label: `${match[2] === "1" ? "first" : "second"} half of ${match[1]}`};
  if ((match = /^(\d{4})-(SP|SU|FA|WI)$/.exec(value))) return {at: utc(+match[1], SEASONS[match[2]][1]), label: `${SEASONS[match[2]][0]} ${match[1]}`};
  if ((match = /^(\d{4})-(\d{2})$/.exec(value))) return {at: utc(+match[1], +match[2]), label: MONTH.format(utc(+match[1], +match[2]))};
  if ((match = /^(?:FY)?(\d{4})$/.exec(value))) return {at: utc(+match[1]), label: value.startsWith("FY") ? "financial year " + match[1] : match[1]};
  if ((match = /^(\d{3})X?$/.exec(value))) return {at: utc(+(match[1] + "0")), label: match[1] + "0s"};
  if ((match = /^(\d{2})(XX)?$/.exec(value))) return {at: utc(+(match[1] + "00")), label: `${+match[1] + 1}th century`};
  return null;
}
const dateName = (date) => calendar(date.value)?.label ?? date.value;
const publishedName = (story) => (story.record.article.published ? dateName({value: story.record.article.published.slice(0, 10)}) : "");

// ---- elements

// el("p", {class: "x", onclick: f}, "text", child, …); false and null are left out. Text never becomes markup.
function el(name, attributes, ...children) {
  const svg = ["svg", "path", "circle", "text", "g", "rect", "title", "line"].includes(name);
  const out = svg ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) out.addEventListener(key.slice(2), value);
    else out.setAttribute(key, value === true ? "" : value);
  }
  out.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return out;
}
const byId = (id) => document.getElementById(id);
const plural = (n, one, many = one + "s") => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
