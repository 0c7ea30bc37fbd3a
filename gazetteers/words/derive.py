#!/usr/bin/env python3
"""Writes common_words.tsv: usual English words in small letters, so that "Rebels" at a sentence start is not taken for a name.

The words come from SCOWL (Debian package scowl, folder /usr/share/dict/scowl): levels 10 and 20 whole, and the words of the news,
news_words.tsv, with those inflections that levels 35 to 50 have ("militant" brings "militants"). American and British spellings are both in.
Limits: single letters and words with an apostrophe are left out, and so are words that in the press are nearly always names (NAMES).

Run: apt-get install scowl && python3 derive.py [folder of the lists]
"""
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
SCOWL = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/dict/scowl")
# In small letters these are words, but rare ones; with a capital they are people.
NAMES = set("bob dick jack jill jimmy ken kelly nick pat peter rod sue ted tom tommy willy".split())


def level(number):
    words = set()
    for dialect in ("english", "american", "british"):
        path = SCOWL / f"{dialect}-words.{number}"
        if path.exists():
            words |= set(re.findall(r"^[a-z]{2,}$", path.read_text(encoding="latin-1"), re.M))
    return words


def inflections(word):
    """Spellings that may be forms of the word; only those that SCOWL has are taken."""
    forms = {word}
    for stem in (word, word + word[-1]):
        forms |= {stem + end for end in ("s", "es", "ed", "ing", "er", "ers", "ly")}
    if word.endswith("e"):
        forms |= {word[:-1] + end for end in ("ed", "ing", "es", "ers")} | {word + "d"}
    if word.endswith("y"):
        forms |= {word[:-1] + end for end in ("ies", "ied", "ily")}
    if word.endswith("ize"):
        forms |= inflections(word[:-3] + "ise")
    return forms


def main():
    usual = level(10) | level(20)
    rarer = level(35) | level(40) | level(50)
    lines = (HERE / "news_words.tsv").read_text(encoding="utf-8").splitlines()
    news = [line for line in lines if line and not line.startswith("#")][1:]
    words = set(usual)
    for word in news:
        words.add(word)
        words |= inflections(word) & rarer
    words -= NAMES
    with open(HERE / "common_words.tsv", "w", encoding="utf-8", newline="\n") as out:
        out.write("# Derived from SCOWL by derive.py; do not edit: additions go into news_words.tsv.\nword\n")
        out.writelines(word + "\n" for word in sorted(words))
    print(f"common_words.tsv: {len(words)} rows")


main()
