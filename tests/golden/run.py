#!/usr/bin/python3
"""Builds the site of tests/errors/base, and compares every file with the one that is kept.

  tests/golden/run.py KYODO [--accept]

The theme of that site is `plain`: four templates, four strings, and nothing of the theme
that comes with kyodo. It lies beside the site, as a theme that several sites share. Each
folder here is a case: `site/` has the files that are added to the site, or take the place
of files there; `expected/` has all that is then built.

--accept writes what was built: read the difference before you keep it. The last line is
`N passed, N failed`, where each file is one, also one that is expected and no longer built.
"""

import argparse
import difflib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
BASE = HERE.parent / "errors" / "base"
NOW = "2026-04-01T09:00+09:00"


def make_site(case, folder):
    site = folder / "content"
    shutil.copytree(BASE, site)
    (site / "themes").rename(folder / "themes")
    if (case / "site").exists():
        shutil.copytree(case / "site", site, dirs_exist_ok=True)


def build(kyodo, folder):
    command = [kyodo, "build", "--site", "content", "--out", "public", "--now", NOW, "--lang", "en", "--quiet"]
    environment = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{done.stdout}{done.stderr}the site cannot be built")
    return folder / "public"


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def difference(name, old, new):
    if old is None or new is None:
        return f"{name}: " + ("is not expected" if old is None else "is expected and was not built")
    lines = difflib.unified_diff(old.decode().splitlines(), new.decode().splitlines(), name, "kyodo build", lineterm="")
    return "\n".join(lines)


def accept(folder, built):
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in built.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=lambda path: Path(path).resolve())
    parser.add_argument("--accept", action="store_true")
    arguments = parser.parse_args()
    passed = failed = 0
    for case in sorted(path for path in HERE.iterdir() if path.is_dir()):
        with tempfile.TemporaryDirectory(prefix="kyodo-golden-") as folder:
            make_site(case, Path(folder))
            built = files_of(build(arguments.kyodo, Path(folder)))
        if arguments.accept:
            accept(case / "expected", built)
        expected = files_of(case / "expected")
        for name in sorted(expected.keys() | built.keys()):
            old, new = expected.get(name), built.get(name)
            passed += old == new
            failed += old != new
            if old != new:
                print(difference(f"{case.name}/expected/{name}", old, new))
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


if __name__ == "__main__":
    main()
