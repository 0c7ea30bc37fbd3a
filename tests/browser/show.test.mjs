// The page of `factbox show` as a reader uses it.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {extract, launch, open, show, sizeOf} from "./page.mjs";

let browser, samples, address;
before(async () => {
  browser = await launch();
  samples = extract();
  address = show(samples, "--title", "Sample articles");
});
after(() => browser.close());

const indexOf = (id) => samples.findIndex((record) => record.id.startsWith(id)) + 1;
const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

// Runs `use` on a page and demands that nothing went wrong meanwhile.
async function on(target, use, options) {
  const page = await open(target, options);
  await use(page);
  assert.deepEqual(page.problems, []);
  await page.context().close();
}

test("every article opens, its marks are the words of its facts", () => on(address, async (page) => {
  assert.equal(await page.title(), "Sample articles");
  assert.equal(await page.locator("#articles li").count(), samples.length + 1);
  for (const [i, record] of samples.entries()) {
    await page.evaluate((n) => (location.hash = `#${n}`), i + 1);
    await page.waitForFunction((n) => document.querySelectorAll("#articles [aria-current]")[0] === document.querySelectorAll("#articles button")[n], i + 1);
    // Pieces of a mark, joined, are the text of the record; paragraphs part only at line breaks.
    const words = await page.evaluate(() => {
      const out = {};
      for (const mark of document.querySelectorAll("#article mark")) (out[mark.dataset.id] ??= []).push(mark.textContent);
      return out;
    });
    for (const one of [...record.people, ...record.organizations, ...record.places])
      for (const mention of one.mentions) assert.ok(words[one.id].join("\n").includes(mention.text), `${record.id} ${one.id} ${mention.text}`);
    for (const one of [...record.numbers, ...record.dates]) assert.equal(words[one.id].join(""), one.text, record.id);
    for (const one of record.quotes) assert.ok(words[one.id].join("").replace(/\s/g, "").includes(one.text.replace(/\s/g, "")), `${record.id} ${one.id}`);
    for (const one of record.events) assert.equal(words[one.id].join(""), one.trigger.text, record.id);
    const body = await page.locator("#article .text p:not(.byline)").allTextContents();
    const plain = record.article.sections.filter((one) => one.kind === "body").map((one) => [...record.article.text].slice(one.start, one.end).join("")).join("\n");
    assert.equal(body.join("\n"), plain.split("\n").filter((line) => line.trim()).join("\n"), record.id);
    for (const type of ["people", "organizations", "places", "dates", "numbers", "quotes", "events"])
      assert.equal(await page.locator(`#facts .${type} h3`).count(), record[type].length ? 1 : 0, `${record.id} ${type}`);
  }
}));

test("offsets of every unit, overlapping spans, hostile text", async () => {
  const text = "💥 Zürich — “Ana Ruiz </script><b>&amp; said \u2028 in São Paulo 🎉,” said Ana Ruiz, mayor of São Paulo, on 3 May 2024. Police arrested 12 people in Kraków.\n\n<img src=x onerror=alert(1)>";
  const shown = [];
  for (const unit of ["codepoint", "byte", "utf16"]) {
    const records = extract([{id: "x", title: "</script><script>throw 1</script>", text, url: "javascript:alert(1)"}], "--offsets", unit);
    await on(show(records), async (page) => {
      shown.push(await page.locator("#article").innerHTML());
      assert.equal(await page.locator("#article img, #article b, #article script, #article a").count(), 0);
      for (const one of records[0].places) assert.ok((await page.locator(`#article mark[data-id="${one.id}"]`).allTextContents()).includes(one.mentions[0].text));
    });
  }
  assert.equal(shown[0], shown[1]);
  assert.equal(shown[0], shown[2]);
  // Spans that cross: the person begins inside the quote and ends behind it.
  const [record] = extract([{id: "x", text: "He met “old Ana Ruiz” and left."}]);
  record.quotes = [{id: "q1", kind: "direct", start: 8, end: 15, text: "old Ana"}];
  record.people = [{id: "p1", name: "Ana Ruiz", roles: [], mentions: [{start: 12, end: 20, text: "Ana Ruiz", kind: "name"}], confidence: 1}];
  for (const key of ["organizations", "places", "numbers", "dates", "events"]) record[key] = [];
  await on(show([record]), async (page) => {
    assert.equal(await page.locator("#article p:not(.byline)").textContent(), record.article.text);
    assert.deepEqual(await page.locator('#article mark[data-id="p1"]').allTextContents(), ["Ana", " Ruiz"]);
    assert.equal(await page.locator('#article mark[data-id="p1"][tabindex]').count(), 1);
  });
});

test("pointing at a mark tells what it is and why", () => on(`${address}#${indexOf("leeds")}`, async (page) => {
  const mark = page.locator("mark.people").first();
  await mark.hover();
  const card = page.locator("#card");
  assert.ok(await card.isVisible());
  assert.match(await card.textContent(), /person.*Hollingsworth.*why .*people:/s);
  assert.equal(await mark.getAttribute("aria-describedby"), "card");
  await page.keyboard.press("Escape");
  assert.ok(!(await card.isVisible()));
}));

test("from words to the fact and back", () => on(`${address}#${indexOf("leeds")}`, async (page) => {
  await page.locator("mark.people").first().click();
  assert.match(await page.locator("#facts li.on").textContent(), /Hollingsworth/);
  await page.locator('#facts [data-fact="p1"] .lead').click();
  const first = await page.locator("mark.here").boundingBox();
  await page.locator('#facts [data-fact="p1"] .lead').click();
  assert.notDeepEqual(await page.locator("mark.here").boundingBox(), first);
  await page.locator(".event .lead").first().click();
  assert.ok((await page.locator("#article .evidence").count()) > 0);
  assert.ok((await page.locator("#article .argument").count()) > 0);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".evidence, .on").count(), 0);
}));

test("filters", () => on(address, async (page) => {
  await page.fill("#search", "champions LEAGUE");
  await page.waitForFunction(() => document.querySelectorAll("#articles li:not([hidden])").length === 2);
  assert.match(await page.locator("#count").textContent(), /^1 of 1\d articles/);
  await page.locator("#articles li:not([hidden]) button").nth(1).click();
  assert.ok((await page.locator("#article .hit").count()) > 1);
  await page.fill("#search", "no such words at all");
  await page.locator("#clear").click();
  assert.equal(await page.locator("#articles li:not([hidden])").count(), samples.length + 1);
  const type = samples.flatMap((record) => record.events)[0].type;
  await page.selectOption("#event-type", type);
  assert.equal(await page.locator("#articles li:not([hidden])").count(), 1 + samples.filter((record) => record.events.some((event) => event.type === type)).length);
  await page.selectOption("#event-type", "");
  await page.locator(".toggles button.places").click();
  assert.equal(await page.locator("mark.places").count(), 0);
  assert.equal(await page.locator("#facts .places").count(), 0);
  assert.equal(await page.locator(".toggles button.places").getAttribute("aria-pressed"), "false");
}));

test("the overview leads to articles", () => on(address, async (page) => {
  assert.equal(await page.locator(".overview h2").textContent(), "All articles");
  assert.ok((await page.locator(".map circle").count()) > 20);
  await page.locator(".overview .people .lead").first().click();
  const listed = await page.locator("#articles li:not([hidden])").count();
  assert.ok(listed > 1 && listed < samples.length);
}));

test("keys", () => on(address, async (page) => {
  const current = () => page.locator("#articles [aria-current]").textContent();
  assert.match(await current(), /All articles/);
  await page.keyboard.press("j");
  assert.ok((await current()).startsWith(samples[0].article.title));
  await page.keyboard.press("j");
  assert.ok((await current()).startsWith(samples[1].article.title));
  await page.keyboard.press("k");
  assert.ok((await current()).startsWith(samples[0].article.title));
  await page.keyboard.press("n");
  assert.ok(await page.locator("#card").isVisible());
  await page.keyboard.press("Enter");
  assert.ok((await page.locator("mark.on").count()) > 0);
  await page.keyboard.press("0");
  assert.equal(await page.locator("#article mark").count(), 0);
  await page.keyboard.press("0");
  await page.keyboard.press("1");
  assert.equal(await page.locator("mark.people").count(), 0);
  await page.keyboard.press("/");
  await page.keyboard.type("rail jk");
  assert.equal(await page.inputValue("#search"), "rail jk");
  await page.keyboard.press("Escape");
  assert.equal(await page.inputValue("#search"), "");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  assert.ok(await page.locator("#help").isVisible());
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("#help").isVisible()));
  await page.keyboard.press("o");
  assert.match(await current(), /All articles/);
}));

// Relative luminance and contrast, as WCAG 2.2 defines them.
const contrast = (page, selector) => page.locator(selector).first().evaluate((element) => {
  const rgb = (text) => text.match(/[\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4)).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  let back = element;
  while (/rgba\(.*, 0\)|transparent/.test(getComputedStyle(back).backgroundColor)) back = back.parentElement;
  const pair = [light(rgb(getComputedStyle(element).color)), light(rgb(getComputedStyle(back).backgroundColor))].sort((a, b) => b - a);
  return (pair[0] + 0.05) / (pair[1] + 0.05);
});

for (const scheme of ["light", "dark"]) {
  test(`contrast, ${scheme}`, () => on(`${address}#${indexOf("leeds")}`, async (page) => {
    const dark = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(dark === "rgb(255, 255, 255)", scheme === "light");
    const types = ["people", "organizations", "places", "dates", "numbers", "quotes", "events"];
    for (const selector of [".text p:not(.byline)", ".byline", ".item-note", ".item-event", "#facts .note", ".tag", "dt", ".why code", "mark.events", ".jump a", "mark.quotes", ...types.map((type) => `.facts-of.${type} h3`)])
      assert.ok((await contrast(page, selector)) >= 4.5, `${selector}: ${await contrast(page, selector)}`);
  }, {colorScheme: scheme}));
}

test("the colours can be chosen", () => on(address, async (page) => {
  const back = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await back();
  await page.keyboard.press("d");
  await page.keyboard.press("d");
  assert.notEqual(await back(), before);
  await page.reload();
  assert.notEqual(await back(), before);
}));

test("400 pixels", () => on(address, async (page) => {
  assert.ok((await overflow(page)) <= 0);
  assert.ok(!(await page.locator("#list").isVisible()));
  await page.locator("#open-list").click();
  assert.ok(await page.locator("#list").isVisible());
  await page.locator("#articles li").nth(3).locator("button").click();
  assert.ok(!(await page.locator("#list").isVisible()));
  for (let i = 1; i <= samples.length; ++i) {
    await page.evaluate((n) => (location.hash = `#${n}`), i);
    await page.waitForTimeout(30);
    assert.ok((await overflow(page)) <= 0, samples[i - 1].id);
  }
}, {viewport: {width: 400, height: 850}}));

test("print leaves text and facts", () => on(`${address}#${indexOf("leeds")}`, async (page) => {
  await page.emulateMedia({media: "print"});
  assert.ok(!(await page.locator("#list").isVisible()));
  assert.ok(!(await page.locator(".toggles").isVisible()));
  assert.ok(await page.locator("#facts").isVisible());
  assert.ok((await page.pdf()).length > 20000);
}));

test("an article that could not be read, a note, records that were left out", () => {
  const records = extract([{id: "good", text: "Rain fell in Lisbon."}, {id: "cut", title: "Nothing here", text: " "}].slice(0, 1));
  const failed = {...records[0], id: "bad", status: "error", error: {code: "no_text", message: "holds no text"}, article: {authors: [], keywords: [], sections: []}, places: []};
  const noted = {...records[0], id: "noted", notes: [{code: "invalid_utf8", text: "2 ill-formed sequences were replaced"}]};
  return on(show([failed, noted, records[0]], "--limit", "2") + "#1", async (page) => {
    assert.match(await page.locator("#article").textContent(), /could not be read.*holds no text/);
    assert.match(await page.locator("#count").textContent(), /1 more left out/);
    await page.keyboard.press("j");
    assert.match(await page.locator("#article .notes").textContent(), /ill-formed/);
  });
});

test("500 articles are quick", async () => {
  const many = Array.from({length: 500}, (_, i) => {
    const record = structuredClone(samples[i % samples.length]);
    record.id = `${record.id}-${i}`;
    record.article.title = `${record.article.title} (${i})`;
    return record;
  });
  const target = show(many);
  assert.ok(sizeOf(target) < 25e6);
  await on(target, async (page) => {
    const loaded = await page.evaluate(() => performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart);
    assert.ok(loaded < 5000, `loading takes ${loaded} ms`);
    const step = await page.evaluate(() => {
      const start = performance.now();
      for (let i = 0; i < 40; ++i) document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "j", bubbles: true}));
      return (performance.now() - start) / 40;
    });
    assert.ok(step < 250, `an article takes ${step} ms`);
    const search = await page.evaluate(() => {
      const start = performance.now();
      const field = document.querySelector("#search");
      field.value = "geneva";
      field.dispatchEvent(new Event("input"));
      return new Promise((done) => setTimeout(() => done(performance.now() - start), 130));
    });
    assert.ok(search < 2500, `a search takes ${search} ms`);
    console.log(`500 articles: ${loaded} ms to load, ${step.toFixed(1)} ms an article, ${search.toFixed(0)} ms a search (120 of them waiting for more letters)`);
  });
});
