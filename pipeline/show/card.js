// The card that tells, beside a mark under the pointer or in focus, what the words were read as and why.

function describe(story, id, part) {
  const found = story.get(id);
  if (!found) return null;
  const {type, fact} = found;
  const rows = [];
  const row = (name, value) => value && rows.push([name, value]);
  let name = fact.name ?? fact.text;
  switch (type) {
    case "people":
      for (const role of fact.roles ?? []) row(role.former ? "former role" : "role", roleName(story, role));
      row("named", part === "name" ? "" : part && kindName(part));
      break;
    case "organizations":
      row("kind", [kindName(fact.kind), countryName(fact.country)].filter(Boolean).join(", "));
      row("short", fact.acronym);
      break;
    case "places":
      row("kind", kindName(fact.kind));
      row("country", countryOf(fact));
      row("position", fact.lat !== undefined ? `${fact.lat.toFixed(2)}, ${fact.lon.toFixed(2)}` : "not resolved");
      row("named", part === "demonym" ? "by its people or adjective" : "");
      break;
    case "numbers":
      name = numberName(fact);
      row("kind", kindName(fact.kind));
      break;
    case "dates":
      name = dateName(fact);
      row("value", name === fact.value ? "" : fact.value);
      row("kind", fact.kind === "date" ? "" : fact.kind);
      row("reckoned from", fact.anchor === "published" ? "the day of publication" : fact.anchor === "text" ? "an earlier date of the text" : "");
      break;
    case "quotes":
      name = speakerName(story, fact) || "nobody named";
      row("quote", kindName(fact.kind));
      row("by", fact.cue);
      break;
    case "events":
      name = eventName(fact);
      row("status", statusOf(fact) || "took place");
      row("kind", [fact.type, fact.mode].filter(Boolean).join(", ") + (fact.cameo ? ` (CAMEO ${fact.cameo})` : ""));
      for (const one of fact.arguments) row(one.effect ? `${one.role}, ${one.effect}` : one.role, one.text);
      break;
  }
  if (fact.confidence !== undefined) row("confidence", fact.confidence.toFixed(2));
  return {type, name, rows, why: fact.why};
}

function cardContent(story, mark) {
  const about = describe(story, mark.dataset.id, mark.dataset.part);
  if (!about) return null;
  const outer = mark.parentElement.closest("mark.m");
  const also = outer && describe(story, outer.dataset.id, outer.dataset.part);
  return [
    el("p", {class: `label ${about.type}`}, typeOne(about.type)),
    el("p", {class: "name"}, about.name),
    about.rows.length > 0 && el("dl", {}, about.rows.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value)))),
    about.why && el("p", {class: "why"}, el("span", {}, "why "), el("code", {}, about.why)),
    also && el("p", {class: "also"}, `within: ${typeOne(also.type)}, ${also.name}`),
  ];
}

const card = {
  mark: null,
  show(story, mark) {
    if (this.mark === mark) return;
    this.hide();
    const content = cardContent(story, mark);
    if (!content) return;
    const box = byId("card");
    box.replaceChildren(...content.filter(Boolean));
    box.hidden = false;
    this.mark = mark;
    mark.setAttribute("aria-describedby", "card");
    const at = mark.getClientRects()[0] ?? mark.getBoundingClientRect();
    const gap = 8, width = box.offsetWidth, height = box.offsetHeight;
    const left = Math.max(gap, Math.min(at.left, innerWidth - width - gap));
    const below = at.bottom + gap + height <= innerHeight || at.top < height + gap;
    box.style.left = `${left}px`;
    box.style.top = `${below ? at.bottom + gap : at.top - height - gap}px`;
  },
  hide() {
    if (!this.mark) return false;
    this.mark.removeAttribute("aria-describedby");
    this.mark = null;
    byId("card").hidden = true;
    return true;
  },
};
