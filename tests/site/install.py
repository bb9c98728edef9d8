#!/usr/bin/python3
"""Installs kyodo into a folder of its own and uses it from there.

  tests/site/install.py BUILD      BUILD is the folder that it was compiled in

Everything is where the Filesystem Hierarchy Standard says; the installed program starts a site and builds it, wherever
it is; it goes by KYODO_DATA; without its data it lists the places where it looked; the manual pages name every option
and are well formed. The last line is `N passed, N failed`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FILES = ["bin/kyodo", "share/kyodo/themes/kyodo/templates/layout.html", "share/kyodo/themes/kyodo/collections/events.yaml",
         "share/kyodo/themes/kyodo/start/start.yaml", "share/man/man1/kyodo.1", "share/man/ja/man1/kyodo.1",
         "share/doc/kyodo/copyright", "share/doc/kyodo/staff-manual.md",
         "share/doc/kyodo/MANUAL-PREVIEW-JA.png"]
VERBS = [["init"], ["build"], ["check"], ["serve"], ["publish"], ["new"], ["rename"], ["remove"], ["status"], ["search"],
         ["import", "calendar"], ["import", "table"], ["export"], ["schema"], ["explain"], ["verify"], ["setup", "ci"]]
LEFT_TO_HELP = {"help", "version", "allow-private", "with-private", "set", "into"}  # `kyodo import calendar --help` explains these
failures = []
count = 0


def check(name, problems):
    global count
    count += 1
    problems = [str(one) for one in problems if one]
    if problems:
        failures.append(name)
        print(f"{name}: " + "; ".join(problems[:5]), flush=True)


def run(program, *arguments, cwd, **variables):
    environment = {key: value for key, value in os.environ.items() if key != "KYODO_DATA"} | variables
    return subprocess.run([str(program), *arguments], cwd=cwd, env=environment, capture_output=True, text=True,
                          stdin=subprocess.DEVNULL, timeout=120, check=False)


def makes_a_site(program, folder, **variables):
    """What goes wrong when the program starts a site in the folder and builds it."""
    folder.mkdir()
    made = run(program, "init", "city", "--lang", "en", cwd=folder, **variables)
    built = run(program, "build", "--lang", "en", cwd=folder / "city", **variables) if made.returncode == 0 else made
    return [built.returncode and built.stderr, "warning:" in built.stderr and built.stderr]


def manual(prefix):
    options = set()
    for verb in VERBS:
        text = run(prefix / "bin/kyodo", *verb, "--help", "--lang", "en", cwd=prefix).stdout
        options |= set(re.findall(r"--([a-z-]+)", text))
    page = (prefix / "share/man/man1/kyodo.1").read_text(encoding="utf-8").replace("\\-", "-")
    check("the manual page names every option", sorted(options - LEFT_TO_HELP - set(re.findall(r"--([a-z-]+)", page))))
    if shutil.which("groff"):
        for name in ("share/man/man1/kyodo.1", "share/man/ja/man1/kyodo.1"):
            done = subprocess.run(["groff", "-Kutf8", "-man", "-ww", "-Tutf8", prefix / name], capture_output=True, text=True, check=False)
            wrong = [line for line in done.stderr.splitlines() if "cannot break line" not in line and "can't break line" not in line]
            check(f"{name} is well formed", wrong)


def main():
    build = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="kyodo-install-") as folder:
        folder = Path(folder)
        prefix = folder / "prefix"
        done = subprocess.run(["cmake", "--install", build, "--prefix", prefix], capture_output=True, text=True, check=False)
        check("cmake --install", [done.returncode and done.stderr])
        check("where things are", [name for name in FILES if not (prefix / name).is_file()])
        check("the installed program", makes_a_site(prefix / "bin/kyodo", folder / "one"))
        moved = folder / "moved"
        prefix.rename(moved)
        check("the same somewhere else", makes_a_site(moved / "bin/kyodo", folder / "two"))
        alone = folder / "a/b/kyodo"
        alone.parent.mkdir(parents=True)
        shutil.copy(moved / "bin/kyodo", alone)
        check("KYODO_DATA", makes_a_site(alone, folder / "three", KYODO_DATA=str(moved / "share/kyodo")))
        if not any(Path(place).exists() for place in ("/usr/share/kyodo", "/usr/local/share/kyodo")):
            places = [str(folder / "a/share/kyodo/themes"), "/usr/local/share/kyodo/themes", "/usr/share/kyodo/themes"]
            for verb, rule in ((["init", "city"], "start.missing"), (["check", "--site", "two/city/content"], "theme.missing")):
                told = run(alone, *verb, "--lang", "en", cwd=folder)
                check(f"where {verb[0]} looked", [told.returncode == 0, f"[{rule}]" not in told.stderr and told.stderr]
                      + [place for place in places if place not in told.stderr])
        manual(moved)
    print(f"{count - len(failures)} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
