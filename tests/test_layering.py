"""Who may include whom: the shape of the tree (ARCHITECTURE.md), read from the sources and held.

base <- text, tagger <- gazetteer <- document <- extractors <- record, run <- cli; fetching and reading articles know nothing of extractors, extractors
never include one another, headers include nothing of other people's libraries, public headers include nothing of ours.
"""

import os
import re
import unittest
from pathlib import Path

ROOT = Path(os.environ.get("FACTBOX_SOURCE_DIR", Path(__file__).resolve().parent.parent))

LIBRARY = {"base", "text", "tagger", "gazetteer", "document"}
# What a folder may include besides itself. One that is not here is a mistake: decide where it stands.
MAY_INCLUDE = {
    "base": set(),
    "text": {"base"},
    "tagger": {"base"},
    "gazetteer": {"base", "text", "tagger"},
    "document": {"base", "text", "gazetteer"},
    "article": {"base", "text", "document"},
    "fetch": {"base", "text", "document", "article"},
    "extractors": LIBRARY,
    "record": LIBRARY,
    "show": {"base", "text"},
    "evaluate": LIBRARY | {"article", "record"},
    "run": LIBRARY | {"article", "fetch", "record", "evaluate", "extractors", "factbox"},
    "train": LIBRARY | {"article", "extractors", "run"},
    "cli": LIBRARY | {"article", "fetch", "record", "evaluate", "show", "run", "train", "factbox"},
    "factbox": set(),
}
# The command line is a program, not a part of the library; its options are CLI11's.
THIRD_PARTY_IN_HEADERS = {"pipeline/cli/choice.h": {"CLI/CLI.hpp"}}

INCLUDE = re.compile(r'^\s*#\s*include\s*(["<])([^">]+)[">]')


def owner(path):
    """The folder of MAY_INCLUDE, and the extractor if it is one, that a file or an include belongs to."""
    parts = path.split("/")
    if parts[0] == "extractors":
        return "extractors", parts[1]
    if parts[0] in ("pipeline", "include"):
        parts = parts[1:]
    return parts[0], None


def violations(files):
    """files: path from the root -> text. A sentence for each include that should not be there."""
    out = []
    for path, text in sorted(files.items()):
        folder, extractor = owner(path)
        if folder not in MAY_INCLUDE:
            out.append(f"{path}: the folder {folder} is not in the table of test_layering.py")
            continue
        for number, line in enumerate(text.splitlines(), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            quoted, name = match.group(1) == '"', match.group(2)
            where = f"{path}:{number}: "
            if quoted and "/" in name:
                to, other = owner(name)
                if to == folder and other != extractor:
                    out.append(where + f"the extractor {extractor} includes the extractor {other}: they meet in layers")
                elif to != folder and to not in MAY_INCLUDE[folder]:
                    out.append(where + f"{folder} may not include {to}")
            elif path.endswith(".h"):
                foreign = "/" in name or name.endswith((".h", ".hpp"))
                if not quoted and foreign and name not in THIRD_PARTY_IN_HEADERS.get(path, ()):
                    out.append(where + f"<{name}> in a header: keep it behind a .cc")
            if quoted and "/" not in name:
                out.append(where + f'"{name}" does not say its folder')
    return out


def sources():
    files = {}
    for top in ("pipeline", "extractors", "include"):
        for path in sorted((ROOT / top).rglob("*")):
            if path.suffix in (".h", ".cc"):
                files[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
    return files


class Layering(unittest.TestCase):
    def test_the_tree_keeps_its_shape(self):
        files = sources()
        self.assertGreater(len(files), 50)
        self.assertEqual(violations(files), [])

    def test_every_kind_of_violation_is_seen(self):
        def seen(path, include):
            return violations({path: f"// text\n#include {include}\n"})

        for path, include in [
            ("pipeline/base/a.cc", '"text/fold.h"'),
            ("pipeline/text/a.h", '"gazetteer/gazetteer.h"'),
            ("pipeline/document/a.cc", '"extractors/names/names.h"'),
            ("pipeline/article/a.cc", '"extractors/names/names.h"'),
            ("pipeline/fetch/a.cc", '"run/pipeline.h"'),
            ("extractors/names/a.cc", '"extractors/dates/dates.h"'),
            ("extractors/names/a.cc", '"run/pipeline.h"'),
            ("extractors/names/a.cc", '"article/item_reader.h"'),
            ("pipeline/run/a.cc", '"cli/verbs.h"'),
            ("pipeline/cli/a.cc", '"extractors/names/names.h"'),
            ("include/factbox/a.h", '"base/result.h"'),
            ("pipeline/text/a.h", "<unicode/brkiter.h>"),
            ("pipeline/text/a.h", "<re2/re2.h>"),
            ("pipeline/base/a.h", "<simdjson.h>"),
            ("pipeline/cli/a.h", "<CLI/CLI.hpp>"),
            ("pipeline/text/a.cc", '"fold.h"'),
            ("pipeline/newcomer/a.cc", '"base/result.h"'),
        ]:
            self.assertEqual(len(seen(path, include)), 1, (path, include))

    def test_what_is_allowed_passes(self):
        for path, include in [
            ("pipeline/text/a.h", '"base/result.h"'),
            ("pipeline/text/a.h", "<string>"),
            ("pipeline/text/a.cc", "<re2/re2.h>"),
            ("extractors/names/a.cc", '"extractors/names/names.h"'),
            ("extractors/names/a.cc", '"document/stage.h"'),
            ("pipeline/run/stages.cc", '"extractors/names/names.h"'),
            ("pipeline/cli/choice.h", "<CLI/CLI.hpp>"),
        ]:
            self.assertEqual(violations({path: f"#include {include}\n"}), [], (path, include))


if __name__ == "__main__":
    unittest.main()
