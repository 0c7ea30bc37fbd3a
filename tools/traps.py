#!/usr/bin/env python3
"""Short texts in which one thing is easily got wrong, and how many of them come out right.

    tools/traps.py -o build/traps                                     docs.jsonl and gold.jsonl
    build/release/factbox extract build/traps/docs.jsonl -o build/traps/records.jsonl
    tools/traps.py --score build/traps/records.jsonl [--failed]       passed of all, by phenomenon; what is wrong with those that fail

corpora/traps/*.txt hold the traps. `== PHENOMENON: LAYERS` begins a group; a trap is its paragraphs, a line each, with marks as in
corpora/news/FORMAT.md, then its facts, indented; an empty line ends it. `@title:`, `@published:`, `@publisher:` in front of it replace
"In brief", 2024-03-13 (a Wednesday) and "The Courier".

A trap passes if each of the layers of its group is exactly as marked: mentions and their kind of thing, amounts and units, values of dates,
quotes and speakers; `clusters`: the same mentions for the same person; `geo`: country and state of a place. Of events the types, modes (where
gold has one), status and negation must be there, and no other event but STATEMENT; if the facts say `not TYPE`, the only thing that must not be is an
event of that type which is said to have taken place or to be going on.
"""
import argparse
import collections
import json
import pathlib
import re
import sys

import compile_corpus

FOLDER = compile_corpus.SOURCE / "corpora" / "traps"
DEFAULTS = {"title": "In brief", "published": "2024-03-13", "publisher": "The Courier", "kind": "trap", "style": "brief", "variety": "any", "fold": "test"}
LAYERS = "people organizations places clusters geo numbers dates quotes events".split()
ANNOTATED = {"clusters": "people.entities", "geo": "places.country", "numbers": "numbers.value", "dates": "dates.value", "quotes": "quotes.speaker", "events": "events"}


class Trap(compile_corpus.Article):
    """One trap as an article. Words of layers that are not asked about stay unmarked, so nothing is looked for outside of marks."""

    def look_for_bare(self):
        pass

    def __init__(self, name, phenomenon, layers, line, header, text, facts, events):
        self.phenomenon, self.layers, self.line = phenomenon, layers, line
        self.forbidden = [fact.split()[1] for fact in facts if fact.startswith("not ")]
        head = "".join(f"{key}: {value}\n" for key, value in (DEFAULTS | header).items())
        super().__init__(name, head + "\n" + "\n\n".join(text) + "\n---\n" + "\n".join(fact for fact in facts if not fact.startswith("not ")), events)
        known = {kind for kind, _ in events}
        self.errors = [(line, 1, reason) for _, _, reason in self.errors] + [(line, 1, f"no type of event: {one}") for one in self.forbidden if one not in known]

    def record(self):
        out = super().record() | {"phenomenon": self.phenomenon}
        out["annotated"] = sorted({ANNOTATED.get(layer, f"{layer}.mentions") for layer in self.layers})
        return out


def read(path, events):
    """The traps of a file, and mistakes of the file itself as (line, column, reason)."""
    traps, mistakes = [], []
    group, header, text, facts, first = None, {}, [], [], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n") + [""], 1):
        heading = re.fullmatch(r"== ([a-z0-9-]+): (.+)", line)
        if heading:
            group = (heading[1], heading[2].split())
            mistakes += [(number, 1, f"no layer: {layer}") for layer in group[1] if layer not in LAYERS]
        elif line.startswith("#"):
            pass
        elif line.startswith("@"):
            key, _, value = line[1:].partition(":")
            header[key] = value.strip()
        elif line.startswith("  "):
            facts.append(line.strip())
        elif line.strip():
            first = first or number
            text.append(line)
        if line.strip() == "" and text:
            if group is None:
                mistakes.append((first, 1, "a trap without a heading `== PHENOMENON: LAYERS`"))
            else:
                name = f"{group[0]}-{sum(trap.phenomenon == group[0] for trap in traps) + 1}"
                traps.append(Trap(name, *group, first, header, text, facts, events))
            header, text, facts, first = {}, [], [], 0
    return traps, mistakes


def load(paths):
    """All traps; prints mistakes as file:line:column: reason."""
    events, traps, wrong = compile_corpus.ontology(), [], 0
    for path in paths:
        found, mistakes = read(path, events)
        for line, column, reason in sorted(mistakes + [error for trap in found for error in trap.errors]):
            print(f"{path}:{line}:{column}: {reason}", file=sys.stderr)
            wrong += 1
        traps += found
    return traps, wrong


# ---- what a record says of a layer, in a form that can be compared

def overlaps(a, b):
    return a["start"] < b["end"] and b["start"] < a["end"]


def mentions(record, layer, keys=()):
    return {(m["start"], m["end"], m["text"], *(fact.get(key) for key in keys)) for fact in record[layer] for m in fact["mentions"]}


def clusters(record):
    return {tuple(sorted((m["start"], m["end"], m["text"]) for m in fact["mentions"])) for fact in record["people"]}


def amounts(record):
    """With what is meant, not how it is put: a vague number ("dozens") is one whatever its bounds, and every percentage is in percent."""
    out = set()
    for n in record["numbers"]:
        vague = n.get("approx") in compile_corpus.VAGUE
        values = [None if vague else amount(n.get(key)) for key in ("value", "min", "max")]
        out.add((n["start"], n["end"], n["text"], n["kind"], *values, n.get("unit") if n["kind"] in ("money", "measure") else None, n.get("approx")))
    return out


def amount(text):
    return None if text is None else round(float(text), 6)


def quotes(record):
    names = {fact["id"]: {m["start"] for m in fact["mentions"]} for layer in ("people", "organizations", "places") for fact in record[layer]}
    return {(q["start"], q["text"].rstrip(",.;"), min(names.get(q.get("speaker"), {None}), default=None) if q.get("speaker") else None) for q in record["quotes"] if q["kind"] == "direct"}


def differences(trap, record):
    """What a record has wrong about a trap, as sentences; none if it passes."""
    out = []

    def compare(layer, wanted, found):
        out.extend(f"{layer}: missing {one}" for one in sorted(wanted - found, key=str))
        out.extend(f"{layer}: too many {one}" for one in sorted(found - wanted, key=str))
    gold = trap.gold
    for layer in trap.layers:
        if layer in ("people", "organizations", "places"):
            compare(layer, mentions(gold, layer), mentions(record, layer))
            if layer == "organizations":
                kinds = {(m["start"], m["end"]): fact.get("kind") for fact in record[layer] for m in fact["mentions"]}
                for fact in gold[layer]:
                    at = (fact["mentions"][0]["start"], fact["mentions"][0]["end"])
                    if "kind" in fact and at in kinds and kinds[at] != fact["kind"]:
                        out.append(f"organizations: {fact['name']} is {kinds[at]}, not {fact['kind']}")
        elif layer == "clusters":
            compare(layer, clusters(gold), clusters(record))
        elif layer == "geo":
            found = {(m["start"], fact.get("country"), fact.get("admin1")) for fact in record["places"] for m in fact["mentions"]}
            for fact in gold["places"]:
                if not any(start == fact["mentions"][0]["start"] and country == fact.get("country") and fact.get("admin1") in (None, admin1) for start, country, admin1 in found):
                    out.append(f"geo: {fact['name']} is not in {fact.get('country')} {fact.get('admin1', '')}")
        elif layer == "numbers":
            compare(layer, amounts(gold), amounts(record))
        elif layer == "dates":
            found = {(d["start"], d["end"], d["text"], d["value"]) for d in record["dates"]}
            wanted = {(d["start"], d["end"], d["text"], next((v for v in [d["value"], *d.get("alt", [])] if (d["start"], d["end"], d["text"], v) in found), d["value"])) for d in gold["dates"]}
            compare(layer, wanted, found)
        elif layer == "quotes":
            compare(layer, quotes(gold), quotes(record))
        else:
            out += wrong_events(trap, record)
    return out


def wrong_events(trap, record):
    out, used = [], set()
    for event in trap.gold["events"]:
        match = next((e for e in record["events"] if e["id"] not in used and e["type"] == event["type"] and event.get("mode") in (None, e.get("mode"))
                      and e["status"] == event["status"] and e["negated"] == event["negated"] and overlaps(e["trigger"], event["trigger"])), None)
        if match:
            used.add(match["id"])
        else:
            out.append(f"events: missing {event['type']}/{event.get('mode', '')} {event['status']}{' negated' if event['negated'] else ''} “{event['trigger']['text']}”")
    for event in record["events"]:
        real = event["status"] in ("occurred", "ongoing") and not event["negated"]
        if (event["type"] in trap.forbidden and real) or (not trap.forbidden and event["id"] not in used and event["type"] != "STATEMENT"):
            out.append(f"events: too many {event['type']}/{event.get('mode', '')} {event['status']} “{event['trigger']['text']}”")
    return out


def score(traps, path, show_failed):
    records = {}
    for line in open(path, encoding="utf-8"):
        record = json.loads(line)
        records[record["id"]] = record
    table = collections.OrderedDict()
    for trap in traps:
        if trap.name not in records:
            print(f"{path}: has no record of {trap.name}", file=sys.stderr)
            return None
        wrong = differences(trap, records[trap.name])
        passed, of = table.get(trap.phenomenon, (0, 0))
        table[trap.phenomenon] = (passed + (not wrong), of + 1)
        if wrong and show_failed:
            print(f"{trap.name}: {trap.text.partition(chr(10) + chr(10))[2]}")
            print("".join(f"    {one}\n" for one in wrong), end="")
    width = max(map(len, table))
    for phenomenon, (passed, of) in table.items():
        print(f"{phenomenon:{width}}  {passed:3} of {of}")
    passed, of = (sum(pair[i] for pair in table.values()) for i in (0, 1))
    print(f"{'all':{width}}  {passed:3} of {of}, {len(table)} phenomena")
    return passed, of


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", type=pathlib.Path, metavar="TRAPS.txt", help="default: all of corpora/traps")
    parser.add_argument("-o", "--output", type=pathlib.Path, metavar="FOLDER", help="write docs.jsonl and gold.jsonl there")
    parser.add_argument("--score", type=pathlib.Path, metavar="RECORDS", help="print how many pass")
    parser.add_argument("--failed", action="store_true", help="with --score: what is wrong with those that fail")
    options = parser.parse_args()
    traps, wrong = load(options.paths or sorted(FOLDER.glob("*.txt")))
    if wrong or not traps:
        return 1
    if options.output:
        options.output.mkdir(parents=True, exist_ok=True)
        for name, rows in (("docs.jsonl", [t.doc() for t in traps]), ("gold.jsonl", [t.record() for t in traps])):
            (options.output / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    if options.score and score(traps, options.score, options.failed) is None:
        return 1
    if not options.score:
        print(f"{len(traps)} traps, {len({trap.phenomenon for trap in traps})} phenomena")
    return 0


if __name__ == "__main__":
    sys.exit(main())
