// Writes given.tsv and surnames.tsv from the name lists of the npm package @faker-js/faker (MIT).
//
// Example: faker's Italian locale lists "Andrea" as a man's name, the German one as a woman's; the row here is
//   Andrea <tab> de|it <tab> x
// Limits: only names in Latin script are taken, as faker writes them. The culture is the language part of the
// locale code, so names of Lagos or Mumbai that faker files under en_NG or en_IN say "en"; the hand-written files
// given_more.tsv and surnames_more.tsv say more about those.
//
// Run: npm install @faker-js/faker@10.6.0 && node derive.mjs [folder of the package]
import { writeFileSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const here = path.dirname(new URL(import.meta.url).pathname);
const folder = path.resolve(process.argv[2] ?? 'node_modules/@faker-js/faker');
const { allLocales } = await import(pathToFileURL(path.join(folder, 'dist/index.js')).href);
const version = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version;

// Not names that people bear: Australian nicknames, fun spellings, Esperanto forms of other peoples' names.
const SKIP = new Set(['en_AU_ocker', 'en_BORK', 'eo', 'base']);
// Slips of the source: cut-off words, abbreviations, endings that stand alone.
const SLIPS = new Set(['Aw', 'Co', 'Da', 'De', 'El', 'Itt', 'Kc', 'Lg', 'Ne', "Jeanne d'Arc", 'Nguyen van', 'Re', 'Scc', 'Skipped', 'Wm']);
const LOWER_PARTS = new Set(['de', 'del', 'den', 'der', 'des', 'di', 'du', 'la', 'las', 'los', 'ten', 'ter', 'van', 'von']);
// A name: Latin letters, with blanks, hyphens, apostrophes and full stops inside only.
const NAME = /^[\p{Script=Latin}\p{M}]+(?:[ '\u2019\u02bb\u02bc-][\p{Script=Latin}\p{M}]+)*$/u;

function clean(text) {
  let name = text.normalize('NFC').trim().replace(/\s+/g, ' ').replace(/[`\u2018\u2019\u02bb\u02bc]/g, "'");
  if (!NAME.test(name)) return null;
  if ([...name].length < 2) return null;
  // "MÜLLER" and "müller" are "Müller"; mixed case ("McDonald", "O'Brien", "van Dijk") is left as written.
  if (name === name.toUpperCase() || name === name.toLowerCase()) {
    name = name.toLowerCase().replace(/(^|[ '-])(\p{L})/gu, (whole, before, letter) => before + letter.toUpperCase());
  }
  if (name === 'COmfort') name = 'Comfort';
  // "Da silva" is "Da Silva", "Ajose-adeogun" is "Ajose-Adeogun"; a particle stays small ("Jansen van Rensburg").
  name = name.replace(/(?<=[ -])[^ -]+/gu, (part) => (LOWER_PARTS.has(part) ? part : part.replace(/^d'(?=\p{Lu})|^\p{Ll}/u, (start) => (start === "d'" ? start : start.toUpperCase()))));
  return SLIPS.has(name) ? null : name;
}

// Two spellings that differ in case only are one name ("Macdonald", "MacDonald"): the first in this order stands.
function add(table, text, culture, gender) {
  const name = clean(text);
  if (name === null) return;
  const key = name.toLowerCase();
  const row = table.get(key) ?? { name, cultures: new Set(), genders: new Set() };
  if (name < row.name) row.name = name;
  row.cultures.add(culture);
  row.genders.add(gender);
  table.set(key, row);
}

const given = new Map();
const surnames = new Map();
for (const [code, locale] of Object.entries(allLocales).sort(([a], [b]) => (a < b ? -1 : 1))) {
  if (SKIP.has(code)) continue;
  const culture = code.split('_')[0];
  for (const [table, lists] of [[given, locale.person?.first_name], [surnames, locale.person?.last_name]]) {
    for (const [kind, names] of Object.entries(lists ?? {})) {
      const gender = { male: 'm', female: 'f' }[kind] ?? 'x';
      for (const name of names ?? []) add(table, name, culture, gender);
    }
  }
}

function write(file, header, table, cells) {
  const rows = [...table.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const note = `# Derived from @faker-js/faker ${version} (MIT) by derive.mjs; do not edit: additions go into the file with _more in its name.\n`;
  writeFileSync(path.join(here, file), note + header + '\n' + rows.map((row) => cells(row).join('\t') + '\n').join(''));
  console.log(`${file}: ${rows.length} rows`);
}

const cultures = (row) => [...row.cultures].sort().join('|');
write('given.tsv', 'name\tcultures\tgender', given, (row) => [
  row.name, cultures(row), row.genders.size === 1 ? [...row.genders][0] : 'x']);
write('surnames.tsv', 'name\tcultures', surnames, (row) => [row.name, cultures(row)]);
