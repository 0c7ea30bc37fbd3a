#!/usr/bin/env python3
"""What the documentation says of the program is compared with the program: options, verbs, fields, links, version, sessions.

    FACTBOX=build/dev/factbox tests/docs/test_docs.py             run
    FACTBOX=build/dev/factbox tests/docs/test_docs.py --update    write the sessions of README.md anew, with what the program says now
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import unittest

FACTBOX = os.path.abspath(os.environ["FACTBOX"])
SOURCE = pathlib.Path(__file__).resolve().parent.parent.parent
SKIPPED = {"build", "out", ".git", "node_modules"}


def run(*arguments):
    return subprocess.run([FACTBOX, *arguments], capture_output=True, check=True, stdin=subprocess.DEVNULL).stdout.decode("utf-8")


def read(name):
    return (SOURCE / name).read_text(encoding="utf-8")


def options(text):
    """Every option that a help text lists: {"-o", "--output", …}."""
    return {name for line in re.findall(r"(?m)^  (-\S+)", text) for name in line.split(",")}


def verbs():
    part = run("--help").split("Subcommands:\n")[1].split("\n\n")[0]
    return re.findall(r"(?m)^  ([a-z]+) ", part)


def pages():
    for path in sorted(SOURCE.rglob("*.md")):
        if not SKIPPED & set(path.relative_to(SOURCE).parts):
            yield path


def sessions(text):
    """README.md's sessions (blocks of console) with the output that their commands have now."""
    def again(block):
        out = ""
        for command in re.findall(r"(?m)^\$ (.*)$", block.group(1)):
            shell = command.replace("build/release/factbox", FACTBOX)
            done = subprocess.run(["bash", "-c", "set -o pipefail; " + shell], cwd=SOURCE, capture_output=True, check=True, stdin=subprocess.DEVNULL)
            out += f"$ {command}\n" + "".join(line.rstrip() + "\n" for line in done.stdout.decode("utf-8").rstrip("\n").split("\n"))
        return f"```console\n{out}```"
    return re.sub(r"(?ms)^```console\n(.*?)^```$", again, text)


class Sessions(unittest.TestCase):
    def test_readme_shows_what_the_program_says(self):
        self.maxDiff = None
        text = read("README.md")
        self.assertIn("$ build/release/factbox extract", text)
        self.assertEqual(text, sessions(text), "tests/docs/test_docs.py --update writes them anew")


class Manual(unittest.TestCase):
    def setUp(self):
        self.sections = dict(re.findall(r"(?ms)^\.SH ([A-Z ]+)\n(.*?)(?=^\.SH |\Z)", read("docs/man/factbox.1")))

    def documented(self, section):
        """The options that the section has a paragraph (.TP) for."""
        tags = re.findall(r"(?m)^\.TP\n(.*)", self.sections[section])
        return {name.replace("\\-", "-") for tag in tags for name in re.findall(r"\\-[\w\\-]+", tag)}

    def test_every_option_of_every_verb(self):
        self.assertEqual(self.documented("OPTIONS"), options(run("--help")))
        found = verbs()
        self.assertGreater(len(found), 3)
        for verb in found:
            with self.subTest(verb):
                self.assertIn(verb.upper(), self.sections, "has no section")
                self.assertEqual(self.documented(verb.upper()), options(run(verb, "--help")) - {"-h", "--help"})
                self.assertRegex(self.sections["SYNOPSIS"], rf"(?m)^\.B factbox {verb}$")

    def test_choices(self):
        for verb in verbs():
            for listed in re.findall(r": ((?:[a-z0-9]+(?: \(default\))?, )*[a-z0-9]+(?: \(default\))? or [a-z0-9]+)\n", run(verb, "--help")):
                for choice in re.findall(r"[a-z0-9]{2,}", listed.replace("(default)", "").replace(" or ", " ")):
                    self.assertRegex(self.sections[verb.upper()] + self.sections["EXTRACT"], rf"\b{choice}\b", verb)


class Pages(unittest.TestCase):
    def test_links(self):
        checked = 0
        for page in pages():
            text = re.sub(r"(?ms)^```.*?^```", "", page.read_text(encoding="utf-8"))
            for target in re.findall(r"\]\(([^)\s]+)\)", text):
                if re.match(r"[a-z]+:", target) or target.startswith("#"):
                    continue
                checked += 1
                self.assertTrue((page.parent / target.split("#")[0]).exists(), f"{page.relative_to(SOURCE)}: {target} is not there")
        self.assertGreater(checked, 20)

    def test_paths(self):
        """Files that the main pages name in `code` exist."""
        for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "gazetteers/README.md", "docs/cases.md", "docs/data.md"):
            for path in re.findall(r"`((?:tools|tests|pipeline|extractors|gazetteers|docs|corpora|include|cmake)/[\w./-]+)`", read(name)):
                self.assertTrue((SOURCE / path).exists(), f"{name}: {path} is not there")

    def test_every_folder_has_its_line(self):
        text = read("ARCHITECTURE.md")
        for parent in ("pipeline", "extractors", "gazetteers", "tests"):
            for folder in sorted((SOURCE / parent).iterdir()):
                if folder.is_dir() and not folder.name.startswith((".", "_")):
                    self.assertRegex(text, rf"\b{folder.name}/", f"ARCHITECTURE.md does not mention {parent}/{folder.name}")

    def test_every_field_of_the_record(self):
        def keys(value):
            if isinstance(value, dict):
                yield from value.get("properties", {})
                for inner in value.values():
                    yield from keys(inner)
        found = set(keys(json.loads(run("schema"))))
        self.assertGreater(len(found), 50)
        text = read("docs/record.md")
        missing = sorted(key for key in found if f"`{key}`" not in text)
        self.assertEqual(missing, [], "docs/record.md does not mention them")

    def test_every_stage(self):
        stages = re.findall(r"load\.Add\(Make(\w+)Stage", read("pipeline/run/stages.cc"))
        self.assertGreater(len(stages), 5)
        listed = re.findall(r"(?m)^\| `(\w+)` \|", read("ARCHITECTURE.md").split("## Stages")[1].split("\n## ")[0])
        self.assertEqual(listed, [stage.lower() for stage in stages], "the table of stages in ARCHITECTURE.md")

    def test_changelog_knows_the_version(self):
        version = run("--version").split()[1]
        self.assertRegex(read("CHANGELOG.md"), rf"(?m)^## {re.escape(version)}\b")


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        (SOURCE / "README.md").write_text(sessions(read("README.md")), encoding="utf-8")
    else:
        unittest.main()
