#!/usr/bin/env python3
"""Forty articles in which nobody attacks, threatens or protests: sport, stage, recipes, markets, weather, games.

    FACTBOX=build/dev/factbox tests/quiet/test_quiet.py

Their words are those of force all the same ("attacked early", "a minister is kidnapped" in a novel). At most one event of force may come out.
"""
import json
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
FORCE = {"ASSAULT", "THREATEN", "PROTEST"}
ALLOWED = 1


def main():
    done = subprocess.run([os.environ["FACTBOX"], "extract", "-q", str(HERE / "articles.jsonl")], check=True, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL)
    records = [json.loads(line) for line in done.stdout.splitlines()]
    if len(records) != 40 or any(record["status"] != "ok" for record in records):
        sys.exit(f"quiet: {len(records)} records, or one that is not ok; expected 40")
    false = [f"{record['id']}: {event['type']} '{event['trigger']['text']}'" for record in records for event in record.get("events", [])
             if event["type"] in FORCE]
    for line in false:
        print("quiet: " + line, file=sys.stderr)
    return 0 if len(false) <= ALLOWED else 1


if __name__ == "__main__":
    sys.exit(main())
