#!/usr/bin/env python3
"""Compiles annotated articles to gold: compile_corpus.py [--check | -o FOLDER] [--fold FOLD] ARTICLE.txt | FOLDER ...

    title: [Beira|l1] port shut
    published: 2024-03-14

    [Ana Sousa|p1], [54|n 54 age], said [“We are shut.”|q p1 said]
    ---
    p1 MZ GOV role="harbour master" of=l1
    e1 COMPANY/close "shut" place=l1

A file is a header, a text with marks `[words|id values]` that may nest, and after `---` facts about what was marked. FORMAT.md beside the
corpus tells all of it. With -o, FOLDER gets docs.jsonl (articles as `extract` reads them) and gold.jsonl (partial records as `evaluate`
reads them). All mistakes of all files are told at once, as file:line:column: reason.

Beyond the syntax it looks for marks that were forgotten: a name that is marked here and bare there, digits, number words, days, months and
quotations outside of marks. What is meant to stay bare is listed under `bare`. It cannot know whether a mark is right.
"""
import argparse
import json
import pathlib
import re
import shlex
import sys

SOURCE = pathlib.Path(__file__).resolve().parent.parent
HEADER = ("title", "published", "publisher", "kind", "style", "variety", "fold")
FOLDS = ("train", "test")
LAYERS = {"p": "people", "o": "organizations", "l": "places", "n": "numbers", "d": "dates", "q": "quotes"}
ENTITIES = "pol"
KINDS = {  # of record.md
    "o": "government igo ngo company party armed_group security_force court media university team other".split(),
    "l": "country admin1 admin2 city district facility region water mountain road other".split(),
    "n": "count money percent measure ordinal age ratio score plain".split(),
}
APPROX = "about around nearly at_least at_most up_to more_than less_than dozens hundreds thousands millions".split()
VAGUE = "dozens hundreds thousands millions".split()  # of a number without a value
SECTORS = "GOV LEG JUD MIL COP SPY PRM REB UAF UNK PTY OPP ELI CVL BUS LAB AGR CRM EDU JRN MED REL REF SOC PRE".split()
STATUS = "occurred ongoing planned threatened attempted demanded denied hypothetical".split()
VERBAL = {"THREATEN": "threatened", "REQUEST": "demanded", "APPEAL": "demanded", "AGREE": "planned"}
ROLES = "actor recipient victim target instrument place date count about".split()
EFFECTS = ("killed injured missing abducted arrested released rescued evacuated displaced infected affected damaged destroyed seized none "
           "participants jobs money votes score level change").split()
TIMEX = re.compile(r"P(\d+(\.\d+)?|X)(Y|M|W|D|DE|CE)|PT?(\d+(\.\d+)?[YMWDHS])*(T(\d+(\.\d+)?|X)[HMS].*)?|P\d+Y\d+M|(PAST|PRESENT|FUTURE)_REF|"
                   r"[\dX]{2,4}(-([\dX]{2}|[QH]\d|W[\dX]{2}|SP|SU|FA|WI))?(-([\dX]{2}|[1-7]|WE))?(T([\dX]{2}(:\d\d){0,2}(Z|[+-]\d\d:\d\d)?|MO|AF|EV|NI|DT|MI))?")
NUMBER_WORDS = ("two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty "
                "thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion lakh crore dozen dozens hundreds thousands").split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September October November December".split()
BARE = re.compile(r"\d[\d.,]*|\b(?:%s)\b|\b(?:%s)\b" % ("|".join(NUMBER_WORDS), "|".join(DAYS)))
ANNOTATED = ["people.mentions", "organizations.mentions", "places.mentions", "people.entities", "organizations.entities", "places.entities",
             "places.demonyms", "places.country", "places.point", "places.geonames", "dates.span", "dates.value", "numbers.span", "numbers.value",
             "quotes.span", "quotes.speaker", "events"]


def ontology():
    """(type, mode) pairs of the project's table of events."""
    pairs = set()
    for line in open(SOURCE / "extractors/events/ontology.tsv", encoding="utf-8"):
        if not line.startswith(("#", "type\t")) and line.strip():
            cells = line.rstrip("\n").split("\t")
            pairs.add((cells[0], cells[1]))
    return pairs


class Mark:
    def __init__(self, start, where):
        self.start, self.where = start, where  # code points of the text; (line, column) of the file
        self.end, self.id, self.words = start, "", []


class Article:
    """One file, read. `errors` are (line, column, reason); what could be read stands beside them."""

    def __init__(self, name, source, events):
        self.name, self.errors, self.header, self.events = name, [], {}, events
        self.text, self.origin, self.marks, self.bare = "", [], [], []
        self.facts = {}
        self.gold = {layer: [] for layer in LAYERS.values()} | {"events": []}
        self.read(source)

    def error(self, where, reason):
        self.errors.append((*where, reason))

    # ---- the three parts of a file

    def read(self, source):
        lines = source.split("\n")
        at = 0
        title = None
        while at < len(lines) and lines[at].strip():
            key, colon, value = lines[at].partition(":")
            if not colon or key not in HEADER:
                self.error((at + 1, 1), f"no header of this name: {key!r}; known are {', '.join(HEADER)}")
            elif key == "title":
                title = (at, len(lines[at]) - len(value.lstrip()))
                self.header[key] = value.strip()
            else:
                self.header[key] = value.strip()
            if key == "published" and not re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
                self.error((at + 1, 1), "published is no day such as 2024-03-14")
            if key == "fold" and value.strip() not in FOLDS:
                self.error((at + 1, 1), "fold is train or test")
            at += 1
        for key in HEADER:
            if key not in self.header:
                self.error((1, 1), f"the header has no {key}")
        end = next((i for i in range(at, len(lines)) if lines[i].rstrip() == "---"), None)
        if end is None:
            self.error((len(lines), 1), "no line `---` between text and facts")
            end = len(lines)
        out = []
        if title is not None:
            self.paragraph([(title[0], title[1])], lines, out)
        block = []
        for i in range(at, end + 1):
            if i < end and lines[i].strip():
                block.append((i, 0))
            elif block:
                self.paragraph(block, lines, out)
                block = []
        self.text = "".join(out)
        self.read_facts(lines, end + 1)
        self.resolve()
        self.look_for_bare()

    def paragraph(self, block, lines, out):
        """Reads one paragraph, lines joined by a space, into `out`, `origin` and `marks`."""
        def put(char, where):
            out.append(char)
            self.origin.append(where)
        if out:
            put("\n", (block[0][0] + 1, 1)), put("\n", (block[0][0] + 1, 1))
        open_marks = []
        for number, (line, first) in enumerate(block):
            if number:
                put(" ", (line + 1, 1))
            row = lines[line].rstrip()
            i = first
            while i < len(row):
                where = (line + 1, i + 1)
                if row[i] == "\\" and i + 1 < len(row):
                    put(row[i + 1], where)
                    i += 2
                elif row[i] == "[":
                    open_marks.append(Mark(len(out), where))
                    i += 1
                elif row[i] == "|" and open_marks:
                    i = self.close(open_marks.pop(), row, i + 1, out)
                elif row[i] in "|]":
                    self.error(where, f"{row[i]!r} outside of a mark; write \\{row[i]}")
                    i += 1
                else:
                    put(row[i], where)
                    i += 1
        for mark in open_marks:
            self.error(mark.where, "this mark is not closed in its paragraph")

    def close(self, mark, row, start, out):
        """Reads `id values]` of a mark; the place behind it."""
        depth, i = 1, start
        while i < len(row):
            depth += {"[": 1, "]": -1}.get(row[i], 0)
            if not depth:
                break
            i += 1
        mark.end = len(out)
        words = self.split(row[start:i], mark.where)
        if depth:
            self.error(mark.where, "this mark has no ] on the line of its |")
        elif not words or not re.fullmatch(r"[pol]\w+~?|[ndq]\w*", words[0]):
            self.error(mark.where, f"no id such as p1, o1, l1, l1~, n, d or q after the |: {row[start:i]!r}")
        elif mark.end == mark.start or out[mark.start].isspace() or out[mark.end - 1].isspace():
            self.error(mark.where, "a mark is not empty and does not begin or end with a space")
        else:
            mark.id, mark.words = words[0], words[1:]
            self.marks.append(mark)
        return i + 1

    def split(self, text, where):
        try:
            lexer = shlex.shlex(text, posix=True)
            lexer.whitespace_split, lexer.commenters, lexer.quotes, lexer.escape = True, "", '"', ""
            return list(lexer)
        except ValueError as error:
            self.error(where, f"{error}: {text!r}")
            return []

    def read_facts(self, lines, first):
        for i in range(first, len(lines)):
            line = lines[i].strip()
            where = (i + 1, 1)
            if not line or line.startswith("#"):
                continue
            words = self.split(line, where)
            if words and words[0] == "bare":
                self.bare += words[1:]
            elif words and words[0] in self.facts:
                self.error(where, f"facts of {words[0]} stand here and in line {self.facts[words[0]][0][0]}")
            elif words and re.fullmatch(r"[pole]\w+", words[0]):
                self.facts[words[0]] = (where, line, words[1:])
            elif words:
                self.error(where, f"facts begin with the id of a person, organization, place or event, or with `bare`: {words[0]!r}")

    # ---- marks and facts to gold

    def slice(self, mark):
        return {"start": mark.start, "end": mark.end, "text": self.text[mark.start:mark.end]}

    def resolve(self):
        self.marks.sort(key=lambda m: (m.start, -m.end))
        counters, self.things = {}, {}
        taken = {m.id for m in self.marks}
        for mark in self.marks:
            letter = mark.id[0]
            if mark.id in "ndq":  # an id of their own for those that nothing refers to
                counters.setdefault(letter, 1)
                while f"{letter}{counters[letter]}" in taken:
                    counters[letter] += 1
                mark.id = f"{letter}{counters[letter]}"
                taken.add(mark.id)
            elif letter in "ndq" and mark.id in self.things:
                self.error(mark.where, f"a second mark with the id {mark.id}")
            if letter in ENTITIES:
                self.mention(mark)
            elif letter == "n":
                self.number(mark)
            elif letter == "d":
                self.date(mark)
        for mark in self.marks:
            if mark.id[0] == "q":
                self.quote(mark)
        for id, (where, line, words) in self.facts.items():
            if id[0] == "e":
                continue
            if id not in self.things:
                self.error(where, f"{id} has no mark in the text")
            else:
                self.attributes(id, where, words)
        for id, thing in self.things.items():
            if id[0] == "l" and "kind" not in thing:
                self.error(thing.get("where", (1, 1)), f"place {id} has no kind among the facts")
            if id[0] in ENTITIES:
                self.finish_entity(id, thing)
        for id, (where, line, words) in self.facts.items():
            if id[0] == "e":
                self.event(id, where, words)
        for thing in self.things.values():
            thing.pop("where", None)

    def mention(self, mark):
        demonym = mark.id.endswith("~")
        id = mark.id.rstrip("~")
        if demonym and id[0] != "l":
            self.error(mark.where, "only places have demonyms")
        if mark.words:
            self.error(mark.where, f"{id} is a name; its values stand among the facts: {' '.join(mark.words)!r}")
        if id not in self.things:
            self.things[id] = {"id": id, "where": mark.where, "mentions": []}
            self.gold[LAYERS[id[0]]].append(self.things[id])
        self.things[id]["mentions"].append(self.slice(mark) | {"kind": "demonym" if demonym else "name"})

    def finish_entity(self, id, thing):
        names = [m["text"] for m in thing["mentions"] if m["kind"] == "name"]
        name = thing.setdefault("name", max(names, key=len) if names else thing["mentions"][0]["text"])
        for mention in thing["mentions"]:
            if id[0] != "l" and len(mention["text"]) < len(name):
                mention["kind"] = "short"
        roles = thing.pop("role", [])
        if id[0] == "p":
            thing["roles"] = roles
        if id[0] == "l" and thing.get("kind") == "country":
            thing["is"] = "country"

    def attributes(self, id, where, words):
        thing = self.things[id]
        former = False
        for word in words:
            key, equals, value = word.partition("=")
            if not equals:
                if word in KINDS.get(id[0], ()):
                    thing["kind"] = word
                elif word in SECTORS:
                    thing["sector"] = word
                elif re.fullmatch(r"[A-Z]{2}|[A-Z]{3}", word):
                    thing["country"] = word
                elif word == "former":
                    former = True
                else:
                    self.error(where, f"{id}: no kind, sector or country: {word!r}")
            elif key == "name" or key == "acronym" and id[0] == "o" or key == "admin1" and id[0] == "l":
                thing[key] = value
            elif key == "role" and id[0] == "p":
                start = self.near(value, thing["mentions"][0]["start"])
                if start is None:
                    self.error(where, f"{id}: the text has no words {value!r}")
                else:
                    thing.setdefault("role", []).append({"title": value, "former": former, "start": start, "end": start + len(value)})
                former = False
            elif key == "of" and thing.get("role") and value in self.things:
                thing["role"][-1]["of"] = value
            elif key == "geonames" and id[0] == "l" and value.isdigit():
                thing["geonames"] = int(value)
            elif key in ("lat", "lon") and id[0] == "l" and re.fullmatch(r"-?\d+(\.\d+)?", value):
                thing[key] = float(value)
            else:
                self.error(where, f"{id}: not understood: {word!r}")

    def number(self, mark):
        item = {"id": mark.id, **self.slice(mark)}
        for word in mark.words:
            low, dots, high = word.partition("..")
            if re.fullmatch(r"-?\d+(\.\d+)?", word):
                item["value"] = word
            elif dots and re.fullmatch(r"-?\d+(\.\d+)?", low) and re.fullmatch(r"-?\d+(\.\d+)?", high):
                item["min"], item["max"] = low, high
            elif word == "%":
                item["kind"], item["unit"] = "percent", "%"
            elif word.startswith(("measure:", "percent:")):
                item["kind"], _, item["unit"] = word.partition(":")
            elif word in KINDS["n"]:
                item["kind"] = word
            elif word in APPROX:
                item["approx"] = word
            elif re.fullmatch(r"[A-Z]{3}", word):
                item["kind"], item["unit"] = "money", word
            elif word.startswith("of="):
                item["of"] = word[3:]
            else:
                self.error(mark.where, f"no amount, kind, unit or approximation of a number: {word!r}")
        if "value" not in item and "min" not in item and item.get("approx") not in VAGUE:
            self.error(mark.where, f"this number has no value: {item['text']!r}")
        item.setdefault("kind", "count")
        if item["kind"] == "age":
            item["unit"] = "a"
        self.things[mark.id] = item
        self.gold["numbers"].append(item)

    def date(self, mark):
        item = {"id": mark.id, **self.slice(mark)}
        for word in mark.words:
            if word == "set":
                item["kind"] = "set"
            elif word.startswith("alt="):
                item.setdefault("alt", []).append(word[4:])
            elif TIMEX.fullmatch(word) and "value" not in item:
                item["value"] = word
            else:
                self.error(mark.where, f"no TIMEX3 value: {word!r}")
        value = item.get("value", "")
        if not value:
            self.error(mark.where, f"this date has no value: {item['text']!r}")
        item.setdefault("kind", "duration" if re.match(r"P(T|\d|X)", value) else "time" if "T" in value else "date")
        self.things[mark.id] = item
        self.gold["dates"].append(item)

    def quote(self, mark):
        """Without its marks of quotation: `“No.”` is `No.`, as in records."""
        start, end = mark.start, mark.end
        if self.text[start] in "“\"‘'":
            start += 1
        if self.text[end - 1] in "”\"’'" and end - start > 1:
            end -= 1
        item = {"id": mark.id, "kind": "direct", "start": start, "end": end, "text": self.text[start:end]}
        speaker, cue, phrase = (mark.words + ["-"] * 3)[:3]
        if len(mark.words) > 3:
            self.error(mark.where, f"a quote has a speaker, a cue and the speaker's words, each in \"…\" if it is several: {' '.join(mark.words[3:])!r}")
        if speaker != "-" and speaker not in self.things:
            self.error(mark.where, f"the speaker {speaker} has no mark in the text")
        elif speaker != "-":
            item["speaker"] = speaker
        place = None
        if phrase != "-":
            place = self.outside(phrase, mark)
            if place is None:
                self.error(mark.where, f"no speaker {phrase!r} in the quote's paragraph or the one before")
        elif "speaker" in item:
            phrase, place = self.speaker_mention(self.things[speaker], mark)
        if place is not None:
            item |= {"speaker_text": phrase, "speaker_start": place, "speaker_end": place + len(phrase)}
        if cue != "-":
            at = self.outside(cue, mark)
            if at is None:
                self.error(mark.where, f"no cue {cue!r} in the quote's paragraph or the one before")
            else:
                item |= {"cue": cue, "cue_start": at, "cue_end": at + len(cue)}
        self.things[mark.id] = item
        self.gold["quotes"].append(item)

    def paragraph_of(self, mark):
        """Start and end of the mark's paragraph, and the start of the one before."""
        start = self.text.rfind("\n\n", 0, mark.start) + 2 if "\n\n" in self.text[:mark.start] else 0
        end = self.text.find("\n\n", mark.end)
        before = self.text.rfind("\n\n", 0, max(0, start - 2))
        return start, len(self.text) if end < 0 else end, 0 if before < 0 else before + 2

    def outside(self, words, mark):
        """The place of the words nearest to a quote and outside of it: in its paragraph, else in the one before."""
        start, end, before = self.paragraph_of(mark)
        for low, high in ((start, end), (before, end)):
            found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.text[low:high])]
            found = [low + f for f in found if low + f >= mark.end or low + f + len(words) <= mark.start]
            if found:
                return min(found, key=lambda f: max(f - mark.end, mark.start - f - len(words)))
        return None

    def speaker_mention(self, thing, mark):
        start, end, _ = self.paragraph_of(mark)
        free = [m for m in thing["mentions"] if m["start"] >= mark.end or m["end"] <= mark.start]
        near = [m for m in free if start <= m["start"] < end] or [m for m in free if m["end"] <= mark.start] or free
        if not near:
            return "", None
        best = min(near, key=lambda m: max(m["start"] - mark.end, mark.start - m["end"]))
        return best["text"], best["start"]

    def near(self, words, place, nth=None):
        """The start of the words nearest to a place, or of their nth occurrence; None where they are not."""
        found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.text)]
        if nth is not None:
            return found[nth - 1] if nth <= len(found) else None
        return min(found, key=lambda f: abs(f - place)) if found else None

    def event(self, id, where, words):
        if len(words) < 2:
            self.error(where, "an event is `e1 TYPE/mode [status] [negated] \"trigger\" role=…`")
            return
        kind, _, mode = words[0].partition("/")
        if (kind, mode) not in self.events:
            self.error(where, f"{id}: the ontology has no {words[0]}")
        event = {"id": id, "type": kind} | ({"mode": mode} if mode else {}) | {"status": VERBAL.get(kind, "occurred"), "negated": False}
        trigger, arguments = None, []
        plain = [word for word in words[1:] if "=" not in word]  # the last is the trigger, which may be a word such as "threatened"
        if plain:
            trigger = self.trigger(plain.pop())
            if trigger is None:
                self.error(where, f"{id}: the text has no words for its trigger")
                return
            event["trigger"] = trigger
        for word in plain:
            if word == "negated":
                event["negated"] = True
            elif word in STATUS:
                event["status"] = word
            else:
                self.error(where, f"{id}: no status: {word!r}")
        for word in words[1:]:
            key, equals, value = word.partition("=")
            if not equals or not trigger:
                continue
            if key == "by":
                self.attribution(event, value, trigger, where)
            elif key in ROLES:
                arguments += [a for part in self.parts(value) if (a := self.argument(id, key, part, trigger, where))]
            else:
                self.error(where, f"{id}: no role: {word!r}")
        if trigger is None:
            self.error(where, f"{id}: no trigger")
        event["arguments"] = arguments
        self.gold["events"].append(event)

    def parts(self, value):
        """`p1,p2:killed` are two; words with a comma are one, unless every part is an id."""
        pieces = value.split(",")
        return pieces if all(re.fullmatch(r"[polnd]\w*\d(:\w+)?", piece) for piece in pieces) else [value]

    def trigger(self, word):
        word, _, nth = word.partition("#")
        body = self.text.find("\n\n") + 2
        start = self.near(word, body, int(nth)) if nth.isdigit() else self.near_after(word, body)
        return None if start is None else {"start": start, "end": start + len(word), "text": word}

    def near_after(self, words, place):
        """The first occurrence behind a place, else the first of all: triggers stand in the body if they can."""
        found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", self.text)]
        return next((f for f in found if f >= place), found[0] if found else None)

    def attribution(self, event, value, trigger, where):
        if value in self.things:
            event["attribution"] = value
            return
        start = self.near(value, trigger["start"])
        if start is None:
            self.error(where, f"{event['id']}: the text has no words {value!r}")
        else:
            event |= {"attribution_text": value, "attribution_start": start, "attribution_end": start + len(value)}

    def argument(self, id, role, value, trigger, where):
        argument = {"role": role}
        effect = re.search(r":(\w+)$", value)
        if effect and effect[1] in EFFECTS:
            argument["effect"], value = effect[1], value[:effect.start()]
        actor = re.search(r"@([A-Z]{2,3})?(\.([A-Z]{3}))?$", value)
        if actor:
            argument |= {k: v for k, v in (("country", actor[1]), ("sector", actor[3])) if v}
            value = value[:actor.start()]
        if re.fullmatch(r"[polndq]\w*\d", value):
            if value not in self.things:
                self.error(where, f"{id}: {value} has no mark in the text")
                return None
            thing = self.things[value]
            spots = thing.get("mentions", [thing])
            spot = min(spots, key=lambda m: abs(m["start"] - trigger["start"]))
            argument = {"role": role, "ref": value, "start": spot["start"], "end": spot["end"], "text": spot["text"]} | argument
            if role in ("actor", "recipient", "victim"):
                argument |= {k: thing[k] for k in ("country", "sector") if k in thing and k not in argument}
            return argument
        if role in ("place", "date", "count"):
            self.error(where, f"{id}: {role} wants the id of a place, date or number: {value!r}")
        start = self.near(value, trigger["start"])
        if start is None:
            self.error(where, f"{id}: the text has no words {value!r}")
            return None
        return {"role": role, "text": value, "start": start, "end": start + len(value)} | argument

    # ---- what was forgotten

    def look_for_bare(self):
        covered = [(m.start, m.end) for m in self.marks if m.id[0] != "q"]
        free = [True] * len(self.text)
        for start, end in covered:
            free[start:end] = [False] * (end - start)
        for word in self.bare:
            found = list(re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", self.text))
            if not found:
                self.error((len(self.origin) and self.origin[-1][0], 1), f"bare: the text has no words {word!r}")
            for match in found:
                free[match.start():match.end()] = [False] * len(match[0])
        names = {m["text"] for layer in ("people", "organizations", "places") for e in self.gold[layer] for m in e["mentions"]}
        for name in sorted(names, key=len, reverse=True):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", self.text):
                if all(free[match.start():match.end()]):
                    self.error(self.origin[match.start()], f"{name!r} is marked elsewhere but not here")
        for match in BARE.finditer(self.text):
            if free[match.start()]:
                self.error(self.origin[match.start()], f"neither number, date nor name: {match[0]!r}")
        quotes = [(m.start, m.end) for m in self.marks if m.id[0] == "q"]
        for match in re.finditer(r"“[^”\n]+”|\"[^\"\n]+\"", self.text):
            inside = any(start <= match.start() < end for start, end in quotes)
            if not inside and len(match[0].split()) > 3 and match[0].strip("“”\"") not in self.bare:
                self.error(self.origin[match.start()], f"a quotation without a mark: {match[0][:40]}")

    def doc(self):
        title, _, _ = self.text.partition("\n\n")
        return {"id": self.name, "title": title, "text": self.text, "published": self.header["published"], "publisher": self.header["publisher"]}

    def record(self):
        own = {"id": self.name, **{k: self.header[k] for k in ("fold", "kind", "style", "variety")}}
        return own | {"length": len(self.text), "annotated": ANNOTATED} | self.gold


def files(paths):
    for path in paths:
        if path.is_dir():
            yield from sorted(path.glob("*.txt"))
        else:
            yield path


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="+", type=pathlib.Path, metavar="ARTICLE.txt|FOLDER")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--check", action="store_true", help="only tell mistakes")
    what.add_argument("-o", "--output", type=pathlib.Path, metavar="FOLDER", help="write docs.jsonl and gold.jsonl there")
    parser.add_argument("--fold", choices=FOLDS, help="only articles of this fold")
    options = parser.parse_args()
    events, articles, mistakes = ontology(), [], 0
    for path in files(options.paths):
        try:
            article = Article(path.stem, path.read_text(encoding="utf-8"), events)
        except (OSError, UnicodeDecodeError) as error:
            print(f"{path}: {getattr(error, 'strerror', None) or 'this is no UTF-8'}", file=sys.stderr)
            mistakes += 1
            continue
        for line, column, reason in sorted(article.errors):
            print(f"{path}:{line}:{column}: {reason}", file=sys.stderr)
        mistakes += len(article.errors)
        if any(other.name == article.name for other in articles):
            print(f"{path}:1:1: a second article of the name {path.stem}", file=sys.stderr)
            mistakes += 1
        if options.fold in (None, article.header.get("fold")):
            articles.append(article)
    if mistakes or not articles:
        print(f"{mistakes} mistake{'s' * (mistakes > 1)}" if mistakes else "no articles", file=sys.stderr)
        return 1
    if options.output:
        try:
            options.output.mkdir(parents=True, exist_ok=True)
            for name, rows in (("docs.jsonl", [a.doc() for a in articles]), ("gold.jsonl", [a.record() for a in articles])):
                (options.output / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        except OSError as error:
            print(f"{options.output}: {error.strerror}", file=sys.stderr)
            return 1
    words = sum(len(a.text.split()) for a in articles)
    print(f"{len(articles)} articles, {words} words, " + ", ".join(f"{sum(len(a.gold[k]) for a in articles)} {k}" for k in articles[0].gold))
    return 0


if __name__ == "__main__":
    sys.exit(main())
