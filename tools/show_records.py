"""Prints the records of factbox as a table for people: show_records.py [--all] RECORDS.jsonl

    == Magnitude 6.9 earthquake shakes southern Peru (Andes Newswire, 2024-08-19)
      people   Julio César Ticona Flores   Civil defence chief
      places   Arequipa                    city, PE               -16.3989  -71.5350
"""
import argparse
import json
import os
import sys
import unicodedata

SHOWN = 8  # values of a kind, without --all
WIDTHS = (13, 34, 40)  # of the first three columns


def width(text):
    """Columns that a terminal needs for the text: wide letters take two, combining marks none."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cell(text, columns):
    """The text, cut or filled to so many columns."""
    text = " ".join(text.split())
    if width(text) > columns:
        while width(text) > columns - 1:
            text = text[:-1]
        text = text.rstrip() + "…"
    return text + " " * (columns - width(text))


def joined(*parts):
    return ", ".join(part for part in parts if part)


def people(record):
    names = {one["id"]: one["name"] for one in record["organizations"] + record["places"]}
    for person in record["people"]:
        roles = []
        for role in person.get("roles", []):
            title, of = role.get("title", ""), names.get(role.get("of"), "")
            role_text = (f"{title} ({of})" if of else title) if title else f"of {of}"
            roles.append(("former " if role.get("former") else "") + role_text)
        yield person["name"], "; ".join(roles), ""


def organizations(record):
    for one in record["organizations"]:
        yield one["name"], joined(one.get("acronym"), one.get("kind"), one.get("country")), ""


def places(record):
    for one in record["places"]:
        position = f"{one['lat']:9.4f} {one['lon']:9.4f}" if "lat" in one else ""
        yield one["name"], joined(one.get("kind"), one.get("country")), position


def numbers(record):
    for one in record["numbers"]:
        amount = " to ".join(one[key] for key in ("min", "max") if key in one) if "value" not in one else one["value"]
        words = [one.get("approx", "").replace("_", " "), amount, one.get("unit", ""), one.get("of", "")]
        yield one["text"], " ".join(word for word in words if word), one["kind"]


def dates(record):
    for one in record["dates"]:
        yield one["text"], one.get("value", ""), joined(one["kind"], one.get("precision") if one.get("precision") != one["kind"] else "")


def quotes(record):
    for one in record["quotes"]:
        yield one["text"], one.get("speaker_text", ""), one["kind"]


def events(record):
    for one in record["events"]:
        who = [argument["role"] + " " + argument["text"] for argument in one["arguments"]]
        yield one.get("label", one["type"]), "; ".join(who), one["status"]


KINDS = (people, organizations, places, numbers, dates, quotes, events)


def show(record, limit):
    article = record["article"]
    title = article.get("title") or " ".join(article.get("text", "").split())[:60] or record["id"]
    about = joined(article.get("publisher"), article.get("published", "")[:10])
    print(f"== {title}" + (f" ({about})" if about else ""))
    if "error" in record:
        print("  error        " + record["error"]["message"])
    for kind in KINDS:
        rows = list(dict.fromkeys(kind(record)))
        shown = rows[:limit] if len(rows) > limit + 1 else rows
        for i, row in enumerate(shown):
            line = "  " + "  ".join(cell(text, columns) for text, columns in zip((kind.__name__ if i == 0 else "", *row[:2]), WIDTHS))
            print((line + "  " + row[2]).rstrip())
        if len(shown) < len(rows):
            print("  " + " " * WIDTHS[0] + f"  … and {len(rows) - len(shown)} more")
    print()


def main():
    parser = argparse.ArgumentParser(description="Prints the records of factbox as a table.")
    parser.add_argument("records", help="the file that 'factbox extract' wrote, or - for standard input")
    parser.add_argument("--all", action="store_true", help=f"every value, not only the first {SHOWN} of a kind")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    with sys.stdin if arguments.records == "-" else open(arguments.records, encoding="utf-8") as lines:
        for line in lines:
            show(json.loads(line), sys.maxsize if arguments.all else SHOWN)
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:  # whoever reads has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
