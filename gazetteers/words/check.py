#!/usr/bin/env python3
"""Checks the tables of gazetteers/people and gazetteers/words: columns, cells, doubled keys, values outside their lists.

Example of what it finds: a row "Sgt. <tab> rank" in a table of six columns, printed as titles.tsv:17: 2 cells, 6 columns.
Limits: it looks at the form of a table, not at whether a name is one.

Run: python3 gazetteers/words/check.py    exit code 0 all well, 1 mistakes were found
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
CODES = r"[a-z]{2,3}(\|[a-z]{2,3})*"
SECTORS = ("GOV LEG JUD MIL COP SPY PRM REB UAF UNK PTY OPP ELI CVL BUS LAB AGR CRM EDU JRN MED REL REF SOC PRE").split()


def one_of(*values):
    return "|".join(map(re.escape, values))


# table: columns with the pattern of their cells ("" any text), and how many columns make the key
TEXT = r"\S(.*\S)?"
OPTIONAL = r"(\S(.*\S)?)?"
TABLES = {
    "people/given.tsv": ([("name", TEXT), ("cultures", CODES), ("gender", "[mfx]")], 1),
    "people/given_more.tsv": ([("name", TEXT), ("cultures", CODES), ("gender", "[mfx]")], 1),
    "people/surnames.tsv": ([("name", TEXT), ("cultures", CODES)], 1),
    "people/surnames_more.tsv": ([("name", TEXT), ("cultures", CODES)], 1),
    "people/common_word_names.tsv": ([("name", TEXT), ("part", one_of("given", "surname", "both")),
                                      ("reason", one_of("word", "month", "place", "org", "title"))], 1),
    "people/particles.tsv": ([("particle", TEXT), ("cultures", CODES), ("capital", one_of("lower", "either"))], 1),
    "people/suffixes.tsv": ([("suffix", TEXT), ("kind", one_of("generation", "degree", "licence", "legal", "legislator", "honour",
                                                               "medal", "fellow", "religious", "service", "other"))], 1),
    "people/titles.tsv": ([("title", TEXT), ("aliases", OPTIONAL),
                           ("kind", one_of("honorific", "rank", "office", "nobility", "religious", "profession", "role")),
                           ("sector", one_of("", *SECTORS)), ("former_ok", one_of("yes", "no")),
                           ("position", one_of("before", "after", "both"))], 1),
    "words/abbreviations.tsv": ([("abbreviation", r"\S.*\."),
                                 ("kind", one_of("title", "never", "initialism", "month", "state", "company", "digit", "other"))], 1),
    "words/weapons.tsv": ([("name", TEXT), ("aliases", OPTIONAL),
                           ("class", one_of("firearm", "explosive", "heavy_weapon", "missile", "rocket", "drone", "aircraft",
                                            "armour", "ship", "blade", "chemical", "other"))], 1),
    "words/religions.tsv": ([("name", TEXT), ("adherent", TEXT), ("adjective", TEXT)], 1),
    "words/ethnic_groups.tsv": ([("name", TEXT), ("aliases", OPTIONAL), ("countries", r"([A-Z]{2}(\|[A-Z]{2})*)?")], 1),
    "words/languages.tsv": ([("name", TEXT), ("iso639", "[a-z]{3}")], 1),
    "words/reporting_verbs.tsv": ([("lemma", TEXT), ("forms", TEXT), ("strength", one_of("strong", "weak")),
                                   ("stance", one_of("neutral", "positive", "negative", "doubt", "order", "ask", "threat",
                                                     "promise")), ("kind", one_of("speech", "thought", "writing"))], 1),
    "words/festivals.tsv": ([("name", TEXT), ("aliases", OPTIONAL),
                             ("rule", r"(\d\d-\d\d|(easter|orthodox)[+-]\d+|nth:\d\d:[1-7]:(-1|[1-5]))?"), ("country", "([A-Z]{2})?")], 4),
    "words/not_names.tsv": ([("word", TEXT), ("reason", one_of("date", "function", "noun", "label", "adjective", "acronym"))], 1),
    "words/news_words.tsv": ([("word", "[a-z]+")], 1),
    "words/common_words.tsv": ([("word", "[a-z]{2,}")], 1),
}
# Columns whose values must be unlike each other in the whole table, the name's own included.
LISTS = {"people/titles.tsv": ("title", "aliases"), "words/weapons.tsv": ("name", "aliases"),
         "words/ethnic_groups.tsv": ("name", "aliases")}


def check(name, columns, key_size):
    mistakes, keys, values = [], {}, {}
    names = [column for column, _ in columns]
    header = False
    text = (ROOT / name).read_text(encoding="utf-8")
    if not text.endswith("\n") or "\r" in text:
        mistakes.append(f"{name}: no line break at the end, or carriage returns")
    for number, line in enumerate(text.split("\n"), 1):
        where = f"{name}:{number}"
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = True
            if cells != names:
                mistakes.append(f"{where}: header is {cells}, not {names}")
            continue
        if len(cells) != len(names):
            mistakes.append(f"{where}: {len(cells)} cells, {len(names)} columns")
            continue
        for cell, (column, pattern) in zip(cells, columns):
            if not re.fullmatch(pattern, cell):
                mistakes.append(f"{where}: {column} is {cell!r}")
            parts = cell.split("|")
            if cell and (len(set(parts)) < len(parts) or any(part != part.strip() or not part for part in parts)):
                mistakes.append(f"{where}: {column} has an empty or doubled part: {cell!r}")
            if column in ("cultures", "countries") and parts != sorted(parts):
                mistakes.append(f"{where}: {column} is not sorted")
        key = tuple(cells[:1]) if key_size == 1 else (cells[0], cells[key_size - 1])
        if key in keys:
            mistakes.append(f"{where}: {key} stands in line {keys[key]} too")
        keys[key] = number
        for column in LISTS.get(name, ()):
            for part in filter(None, cells[names.index(column)].split("|")):
                if part in values:
                    mistakes.append(f"{where}: {part!r} stands in line {values[part]} too")
                values[part] = number
    print(f"{name}: {len(keys)} rows")
    return mistakes


def main():
    mistakes = [mistake for name, (columns, key_size) in TABLES.items() for mistake in check(name, columns, key_size)]
    print("\n".join(mistakes))
    sys.exit(1 if mistakes else 0)


main()
