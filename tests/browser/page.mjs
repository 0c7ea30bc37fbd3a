// What the tests of the page share: records of the sample articles, pages of them, and a browser that reports every error on the console.
import {execFileSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {chromium} from "playwright-core";

export const folder = mkdtempSync(join(tmpdir(), "factbox-browser-"));
process.on("exit", () => rmSync(folder, {recursive: true, force: true}));

const factbox = (...parameters) => execFileSync(process.env.FACTBOX, parameters, {maxBuffer: 1 << 30, stdio: ["ignore", "pipe", "inherit"]});

// Records of articles (objects), or of the samples.
export function extract(articles, ...options) {
  const source = join(folder, "articles.jsonl");
  if (articles) writeFileSync(source, articles.map((one) => JSON.stringify(one) + "\n").join(""));
  const out = factbox("extract", "-q", "--why", ...options, articles ? source : join(process.env.SOURCE, "corpora/samples"));
  return out.toString().trimEnd().split("\n").map((line) => JSON.parse(line));
}

let pages = 0;
// The address of a page of records.
export function show(records, ...options) {
  const name = join(folder, `page${++pages}`);
  writeFileSync(name + ".jsonl", records.map((one) => JSON.stringify(one) + "\n").join(""));
  factbox("show", name + ".jsonl", "-o", name + ".html", ...options);
  return "file://" + name + ".html";
}
export const sizeOf = (address) => readFileSync(address.slice(7)).length;

let browser;
export async function launch() {
  browser = await chromium.launch({executablePath: process.env.CHROMIUM, args: ["--no-sandbox"]});
  return browser;
}

// A tab on the address. `problems` fills with everything that goes wrong, requests to anywhere included.
export async function open(address, options = {}) {
  const context = await browser.newContext({viewport: {width: 1400, height: 900}, reducedMotion: "reduce", ...options});
  const page = await context.newPage();
  page.problems = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.problems.push(message.text()));
  page.on("pageerror", (error) => page.problems.push(String(error.stack)));
  page.on("request", (request) => /^(file|data):/.test(request.url()) || page.problems.push("asked for " + request.url()));
  await page.goto(address);
  return page;
}
