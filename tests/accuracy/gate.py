#!/usr/bin/env python3
"""Holds the accuracy of factbox: extracts from the development sets, scores the records, compares with the floors in floors.json.

    tests/accuracy/gate.py                       compare; exit code 1 where a figure is below its floor
    tests/accuracy/gate.py --update              raise the floors to what was reached; floors are never lowered
    tests/accuracy/gate.py --update --allow-regression    … but for those that are named then, one a line

The sets and their scorers are no part of the project: they are looked for in ../shared (--shared, or FACTBOX_SHARED). Where they are not,
nothing is measured, and a line says so. A set, or a scorer, that has changed since the floors were set stops the gate until somebody
looks at the figures and updates.

Output is the same on every run, so there is no tolerance but the rounding of floors: down, to a thousandth.
"""
import argparse
import hashlib
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent

# What is pinned of each set. Measures that the gold of a set does not have are left out by the scorer.
NAMES = ("names/PER exact", "names/ORG exact", "names/LOC exact", "places/within 161 km if found", "places/end to end", "places/country if found",
         "entities/B3 end to end", "dates/overlap", "dates/value if found", "quotes/span", "quotes/speaker head if found", "quotes/speaker head end to end")
VALUES = ("strict", "value", "strict+value")
EVENTS = ("class", "spans", "source", "target", "roles", "relevance", "type", "both, attested", "killed, attested", "injured, attested", "typed triggers",
          "arguments")
# Set → scorer and the fold that is measured (the other one is what models are trained on).
SETS = {
    "worldwide-dev": ("names.py", "dev"),
    "conll03-dev": ("names.py", "dev"),
    "wikigold": ("names.py", None),
    "gum-news": ("names.py", "dev"),
    "ieer-apw": ("names.py", None),
    "dwie-dev": ("names.py", None),
    "lgl-dev": ("names.py", None),
    "geovirus": ("names.py", None),
    "tudloc-dev": ("names.py", None),
    "numbers-dev": ("values.py", None),
    "dates-dev": ("values.py", None),
    "polnear-dev": ("names.py", "dev"),
    "cameo-sentences-dev": ("events.py sentences", None),
    "casualties-dev": ("events.py casualties", None),
    "muc4-dev": ("events.py muc4", "tst1 tst2"),
    "wikievents-dev": ("events.py wikievents", None),
}


def fingerprint_of(*paths):
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def figures_of(scores, scorer):
    """{"measure": F1} of a scorer's JSON."""
    if scorer == "names.py":
        return {name: scores["measures"][name]["f"] for name in NAMES if name in scores["measures"]}
    if scorer.startswith("events.py"):
        figures = {name: scores["measures"][name]["f"] for name in EVENTS if name in scores["measures"]}
        false = scores["measures"].get("false-event rate")  # lower is better: what is left of the whole is pinned
        return figures | ({"sentences without a false event": 1 - false["f"]} if false else {})
    return {f"{layer}/{name}": rows["all"][name] for layer, rows in scores.items() for name in VALUES if name in rows.get("all", {})}


def part_of(documents, gold, folds, folder):
    """The documents of some folds, and their gold, as files in `folder`."""
    ids = set()
    with open(documents, encoding="utf-8") as lines, open(folder / "docs.jsonl", "w", encoding="utf-8") as out:
        for line in lines:
            document = json.loads(line)
            if document["fold"] in folds:
                ids.add(document["id"])
                out.write(line)
    with open(gold, encoding="utf-8") as lines, open(folder / "gold.jsonl", "w", encoding="utf-8") as out:
        out.writelines(line for line in lines if json.loads(line)["id"] in ids)
    return folder / "docs.jsonl", folder / "gold.jsonl"


def measure(factbox, shared, name, scorer, fold, folder):
    data = shared / "data" / name
    records = pathlib.Path(folder) / f"{name}.jsonl"
    script, *kind = scorer.split()
    documents, gold = data / "docs.jsonl", data / "gold.jsonl"
    if kind and fold:  # this scorer does not know folds
        documents, gold = part_of(documents, gold, fold.split(), pathlib.Path(folder))
    subprocess.run([str(factbox), "extract", "-q", "-o", str(records), str(documents)], check=True, stdin=subprocess.DEVNULL)
    command = [sys.executable, str(shared / "score" / script), *kind, "--json", str(gold), str(records)]
    command += ["--fold", fold] if fold and not kind else []
    done = subprocess.run(command, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    return figures_of(json.loads(done.stdout), scorer)


def compare(name, figures, pinned, fingerprint):
    """Prints a line a figure; returns what is wrong."""
    wrong = []
    pinned = pinned or {"fingerprint": fingerprint, "floors": {}}
    if pinned["fingerprint"] != fingerprint:
        wrong.append(f"{name}: the set or its scorer is not the one that the floors are of (--update)")
    for measure_name in sorted(set(figures) | set(pinned["floors"])):
        figure, floor = figures.get(measure_name), pinned["floors"].get(measure_name)
        shown = "   -  " if figure is None else f"{figure:.4f}"
        print(f"{name:<14} {measure_name:<31} {shown}  floor {'-' if floor is None else format(floor, '.3f')}")
        if figure is None:
            wrong.append(f"{name}: {measure_name} is no longer measured")
        elif floor is None:
            wrong.append(f"{name}: {measure_name} has no floor yet (--update)")
        elif figure < floor:
            wrong.append(f"{name}: {measure_name} is {figure:.4f}, below its floor {floor:.3f}")
    return wrong


def updated(name, figures, pinned, fingerprint, allow):
    """The new entry of a set, and what would be lowered or lost."""
    old = pinned["floors"] if pinned else {}
    floors, lowered = {}, []
    for measure_name in sorted(set(figures) | set(old)):
        new = math.floor(figures.get(measure_name, 0.0) * 1000 + 1e-9) / 1000
        if new < old.get(measure_name, 0.0):
            lowered.append(f"{name}: {measure_name} {old[measure_name]:.3f} → " + (f"{new:.3f}" if measure_name in figures else "not measured"))
            if not allow:
                new = old[measure_name]
            elif measure_name not in figures:
                continue
        floors[measure_name] = new
    return {"fingerprint": fingerprint, "floors": floors}, lowered


def main():
    parser = argparse.ArgumentParser(description="Compares the accuracy of factbox with its floors.")
    parser.add_argument("--factbox", default=SOURCE / "build" / "release" / "factbox")
    parser.add_argument("--shared", default=os.environ.get("FACTBOX_SHARED") or SOURCE.parent / "shared", help="folder with data/ and score/")
    parser.add_argument("--floors", default=HERE / "floors.json")
    parser.add_argument("--update", action="store_true", help="raise the floors to what was reached")
    parser.add_argument("--allow-regression", action="store_true", help="with --update: lower floors as well; each is named")
    arguments = parser.parse_args()
    shared = pathlib.Path(arguments.shared)
    if not (shared / "data").is_dir() or not (shared / "score").is_dir():
        print(f"accuracy: skipped, there are no development sets in {shared}")
        return 0

    floors_path = pathlib.Path(arguments.floors)
    floors = json.loads(floors_path.read_text(encoding="utf-8")) if floors_path.exists() else {}
    wrong, lowered, result = [], [], {}
    with tempfile.TemporaryDirectory(prefix="factbox-accuracy-") as folder:
        for name, (scorer, fold) in SETS.items():
            data = shared / "data" / name
            if not data.is_dir():
                wrong.append(f"{name}: is not in {shared / 'data'}")
                continue
            figures = measure(arguments.factbox, shared, name, scorer, fold, folder)
            fingerprint = fingerprint_of(data / "docs.jsonl", data / "gold.jsonl", shared / "score" / scorer.split()[0])
            wrong += compare(name, figures, floors.get(name), fingerprint)
            result[name], fallen = updated(name, figures, floors.get(name), fingerprint, arguments.allow_regression)
            lowered += fallen

    if arguments.update:
        for line in lowered:
            print(("lowered: " if arguments.allow_regression else "kept, though not reached: ") + line)
        floors_path.write_text(json.dumps({**floors, **result}, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
        return 1 if lowered and not arguments.allow_regression else 0
    for line in wrong:
        print("accuracy: " + line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
