// What all articles have in common: who and where is named most, when, and which kinds of events. Entries are put together by their name alone,
// so two people of one name are one here; inside an article they are not.

// Name -> how many articles and mentions, most first.
function gather(stories, type, keyOf) {
  const out = new Map();
  for (const story of stories) {
    for (const fact of story.record[type]) {
      const key = keyOf(fact, story);
      if (!key) continue;
      const one = out.get(key) ?? {key, fact, mentions: 0, stories: new Set()};
      one.mentions += fact.mentions?.length ?? 1;
      one.stories.add(story);
      out.set(key, one);
    }
  }
  return [...out.values()].sort((a, b) => b.stories.size - a.stories.size || b.mentions - a.mentions || (a.key < b.key ? -1 : 1));
}

const SHOWN_FIRST = 12;
// A list of which the first dozen shows, and the rest on demand.
function longList(entries, render) {
  const list = el("ul", {class: "rows"}, entries.slice(0, SHOWN_FIRST).map(render));
  const rest = entries.length - SHOWN_FIRST;
  if (rest <= 0) return list;
  const more = el("button", {type: "button", class: "link more", onclick: () => {
    list.append(...entries.slice(SHOWN_FIRST, 500).map(render));
    more.remove();
  }}, `Show ${Math.min(rest, 500 - SHOWN_FIRST).toLocaleString("en")} more`);
  return [list, more];
}

// Articles a day, month or year, as bars of one colour with their numbers in words.
function histogram(stories) {
  const days = stories.map((story) => story.record.article.published?.slice(0, 10)).filter(Boolean).sort();
  if (days.length < 2 || days[0] === days[days.length - 1]) return null;
  const span = (Date.parse(days[days.length - 1]) - Date.parse(days[0])) / 864e5;
  const [length, step] = span <= 45 ? [10, "day"] : span <= 1500 ? [7, "month"] : [4, "year"];
  const counts = new Map();
  for (const day of days) counts.set(day.slice(0, length), (counts.get(day.slice(0, length)) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const bars = [];
  const date = new Date(days[0].slice(0, length).padEnd(7, "-01").padEnd(10, "-01") + "T00:00:00Z");
  while (date.toISOString().slice(0, length) <= days[days.length - 1].slice(0, length)) {
    const key = date.toISOString().slice(0, length), n = counts.get(key) ?? 0;
    bars.push({label: calendar(key).label, n});
    if (step === "day") date.setUTCDate(date.getUTCDate() + 1);
    else if (step === "month") date.setUTCMonth(date.getUTCMonth() + 1);
    else date.setUTCFullYear(date.getUTCFullYear() + 1);
  }
  return el("figure", {class: "bars"},
    el("div", {role: "img", "aria-label": `Articles a ${step}, from ${bars[0].label} to ${bars[bars.length - 1].label}, at most ${most}`},
      bars.map((bar) => el("span", {class: bar.n ? "bar-n" : "bar-n zero", style: `--h:${(bar.n / most).toFixed(3)}`, title: `${bar.label}: ${plural(bar.n, "article")}`}))),
    el("figcaption", {}, el("span", {}, bars[0].label), el("span", {}, `articles a ${step}, at most ${most}`), el("span", {}, bars[bars.length - 1].label)));
}

// `search(text)` and `pickEvent(type)` narrow the list of articles.
function renderOverview(stories, leftOut, search, pickEvent) {
  const good = stories.filter((story) => story.record.status !== "error");
  const row = (note) => (one) => el("li", {}, el("button", {type: "button", class: "lead", onclick: () => search(one.fact.name)}, one.key),
    el("span", {class: "times"}, plural(one.stories.size, "article")), note && note(one) && el("p", {class: "note"}, note(one)));
  const people = gather(good, "people", (fact) => fact.name);
  const organizations = gather(good, "organizations", (fact) => fact.name);
  const places = gather(good, "places", (fact) => fact.name + (countryOf(fact) && `, ${countryOf(fact)}`));
  const events = gather(good, "events", (fact) => fact.type);
  const voices = gather(good, "quotes", (fact, story) => (fact.speaker ? story.nameOf(fact.speaker) : null)).sort((a, b) => b.mentions - a.mentions);
  const onMap = places.filter((one) => one.fact.lat !== undefined).map((one) => ({id: one.key, search: one.fact.name, name: one.fact.name, lat: one.fact.lat, lon: one.fact.lon, weight: one.stories.size, area: AREAS.has(one.fact.kind)}));
  const group = (type, title, count, ...content) => el("section", {class: `facts-of ${type}`}, el("h3", {}, title, el("span", {class: "n"}, count.toLocaleString("en"))), content);
  const failed = stories.length - good.length;
  const most = Math.max(1, ...events.map((one) => one.mentions));
  return el("div", {class: "overview"},
    el("h2", {class: "headline"}, "All articles"),
    el("p", {class: "byline"}, [
      el("span", {}, plural(stories.length, "article")), failed > 0 && el("span", {}, `${plural(failed, "article")} could not be read`),
      leftOut > 0 && el("span", {}, `${plural(leftOut, "more record")} left out of this page`), el("span", {}, "names are put together by spelling")]),
    histogram(good),
    onMap.length > 0 && drawMap(onMap, (key) => search(onMap.find((one) => one.id === key).search)),
    el("div", {class: "columns"},
      people.length > 0 && group("people", "People", people.length, longList(people, row())),
      organizations.length > 0 && group("organizations", "Organizations", organizations.length, longList(organizations, row((one) => kindName(one.fact.kind)))),
      places.length > 0 && group("places", "Places", places.length, longList(places, row())),
      events.length > 0 && group("events", "Kinds of events", events.length, longList(events, (one) => el("li", {class: "measure", style: `--w:${(one.mentions / most).toFixed(3)}`},
        el("button", {type: "button", class: "lead", onclick: () => pickEvent(one.key)}, one.key.toLowerCase()), el("span", {class: "times"}, `${plural(one.mentions, "event")} in ${plural(one.stories.size, "article")}`)))),
      voices.length > 0 && group("quotes", "Who is quoted", voices.length, longList(voices, (one) => el("li", {}, el("button", {type: "button", class: "lead", onclick: () => search(one.key)}, one.key), el("span", {class: "times"}, plural(one.mentions, "quote")))))));
}
