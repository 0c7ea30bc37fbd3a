"""tools/setup on machines that are not this one: a PATH of nothing but a few tools, and of apt, dpkg and sudo that only write down what they are told."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

SETUP = pathlib.Path(__file__).resolve().parent.parent.parent / "tools" / "setup"
TOOLS = ("bash", "env", "awk", "sed", "dirname", "cat", "tail", "mktemp", "rm")


class Setup(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="factbox-setup-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.bin = self.folder / "bin"
        self.bin.mkdir()
        for tool in TOOLS:
            os.symlink(shutil.which(tool), self.bin / tool)
        self.program("id", "echo 0")

    def program(self, name, text):
        path = self.bin / name
        path.write_text("#!/bin/bash\n" + text + "\n")
        path.chmod(0o755)

    def machine(self, missing=(), apt="exit 0"):
        """A Debian that lacks some packages."""
        self.program("dpkg-query", f'case "${{*: -1}}" in {"|".join(missing) or "nothing"}) exit 1 ;; esac\necho -n "install ok installed"')
        self.program("apt-get", f'echo "apt-get $*" >> {self.folder}/log\n{apt}')

    def run_setup(self, *groups, code=0, **environment):
        done = subprocess.run([SETUP, *groups], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
                              env={"PATH": str(self.bin), "TMPDIR": str(self.folder), **environment})
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def asked(self):
        log = self.folder / "log"
        return log.read_text() if log.exists() else ""

    def test_nothing_is_missing(self):
        self.machine()
        self.assertEqual(self.run_setup("build", "test", "ci"), "")
        self.assertEqual(self.asked(), "")

    def test_only_what_is_missing_is_installed(self):
        self.machine(missing=("libre2-dev", "ninja-build", "clang-14"))
        self.assertRegex(self.run_setup("build"), r"installing what factbox needs.*: ninja-build libre2-dev\n$")
        self.assertRegex(self.asked(), r"(?s)^apt-get [^\n]*update\napt-get [^\n]*install -y --no-install-recommends ninja-build libre2-dev\n$")

    def test_a_command_stands_for_its_package(self):
        self.machine(missing=("npm",))
        self.assertIn("lacks: npm\n", self.run_setup("test"))
        self.program("npm", "exit 0")
        self.assertEqual(self.run_setup("test"), "")

    def test_stale_lists_that_cannot_be_renewed_are_no_failure(self):
        self.machine(missing=("cmake",), apt='[[ "$*" != *update ]]')
        self.run_setup("build")
        self.assertIn("install -y --no-install-recommends cmake", self.asked())

    def test_apt_fails(self):
        self.machine(missing=("cmake",), apt='echo "E: Unable to locate package cmake"; exit 100')
        said = self.run_setup("build", code=2)
        self.assertIn("E: Unable to locate package cmake", said)
        self.assertIn("apt-get could not install: cmake", said)

    def test_sudo_only_where_it_is_needed(self):
        self.machine(missing=("cmake",))
        self.program("id", "echo 1000")
        said = self.run_setup("build", code=2)
        self.assertIn("no sudo", said)
        self.assertIn("As root: apt-get install cmake", said)
        self.program("sudo", f'echo "sudo" >> {self.folder}/log; exec "$@"')
        self.run_setup("build")
        self.assertRegex(self.asked(), r"^sudo\napt-get .*update\nsudo\napt-get .*install")

    def test_no_apt(self):
        self.assertRegex(self.run_setup("build", code=2), r"(?s)has no apt.*libicu-dev.*FACTBOX_SETUP=skip")
        self.assertEqual(self.run_setup("build", FACTBOX_SETUP="skip"), "")

    def test_unknown_group(self):
        self.machine()
        self.assertIn("has no group 'biuld'", self.run_setup("biuld", code=2))


if __name__ == "__main__":
    unittest.main()
