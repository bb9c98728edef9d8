#!/usr/bin/python3
"""Changes one thing of the program at a time and counts how often tests notice.

  tests/mutation.py [--count 200] [--seed 1] [--only generator/check]

Works on a copy of the sources in build/mutation, which is compiled without optimising (the first time takes some minutes).
Each change is one operator, number, condition or statement of a line of generator/; what does not compile is drawn again,
and so is what makes the same program (its bytes are compared). A change is noticed when the unit tests, the small theme,
the error messages or the suite of its folder fail or do not come to an end. What nothing noticed is listed. The last line is
`N of M changes were noticed, P %`. Exit code 1: less than LEAST.
"""

import argparse
import hashlib
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORK = ROOT / "build/mutation"
TREE, BUILD = WORK / "tree", WORK / "build"
LEAST = 85  # per cent
SECONDS = 300  # for a suite; with nothing changed all of them take less than a fifth
PARTS = ("CMakeLists.txt", "generator", "content", "themes", "scripts", "tests", "examples")

# What is found, and what stands there instead.
CHANGES = [
    (r"(?<= )==(?= )", "!="), (r"(?<= )!=(?= )", "=="), (r"(?<= )<(?= )", "<="), (r"(?<= )<=(?= )", "<"),
    (r"(?<= )>(?= )", ">="), (r"(?<= )>=(?= )", ">"), (r"(?<= )&&(?= )", "||"), (r"(?<= )\|\|(?= )", "&&"),
    (r"(?<= )\+(?= )", "-"), (r"(?<= )-(?= )", "+"), (r"(?<= )\+=(?= )", "-="), (r"\+\+(?=\w)", "--"),
    (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"(?<=[( ])!(?=\w)", ""), (r"\bcontinue;", "break;"),
    (r"\bbreak;", "continue;"), (r"(?<![\w.'\"])\d+(?![\w.'\"])", lambda found: str(int(found.group()) + 1)),
    (r"\bif \((?=\w)", "if (true || "), (r"\bif \((?=\w)", "if (false && "),
    (r"^ +(?!return|delete|using|const|auto|std::\w+<|static|case|break|continue|template)[\w.>\-]+\(.*\);$", ";"),
    (r"^ +[\w.>\-\[\]]+ [+|&]?= .*;$", ";"),
]


def copy_sources():
    """Only what has changed is written, so that only that is compiled again."""
    keep = set()
    for part in PARTS:
        start = ROOT / part
        for path in sorted(start.rglob("*")) if start.is_dir() else [start]:
            name = path.relative_to(ROOT)
            if not path.is_file() or "node_modules" in name.parts or "__pycache__" in name.parts:
                continue
            keep.add(name)
            to = TREE / name
            if not to.exists() or to.read_bytes() != path.read_bytes():
                to.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(path, to)
    for path in TREE.rglob("*"):
        if path.is_file() and path.relative_to(TREE) not in keep:
            path.unlink()


def compiled():
    return subprocess.run(["cmake", "--build", BUILD, "--target", "kyodo", "unit_tests"], capture_output=True, check=False).returncode == 0


def programs():
    return [hashlib.sha256((BUILD / name).read_bytes()).digest() for name in ("kyodo", "unit_tests")]


# After the unit tests, for all, and for what is in one folder.
SUITES = ["golden/run.py", "errors/run.py"]
SUITES_OF = {
    "cli": ["errors/system.py"], "edit": ["site/edit.py CONTENT"], "explain": ["site/start.py"], "import": ["data/tables.py", "data/imports.py"],
    "output": ["site/publish.py"], "publish": ["site/publish.py", "site/web_hosts.py"], "records": ["site/new.py CONTENT --every 5"],
    "serve": ["site/serve.py", "site/edit.py CONTENT"], "setup": ["site/setup.py"], "start": ["site/start.py"],
    "status": ["site/status.py"], "verify": ["site/verify.py"],
}


def suites_for(folder):
    # First the cases of files that include a header of the folder: most changes are noticed there, in seconds.
    near = [path.stem for path in (TREE / "tests/unit").glob("*.cc") if f'#include "{folder}/' in path.read_text(encoding="utf-8")]
    if near:
        yield [BUILD / "unit_tests", "-a", "-#", ",".join(f"[#{name}]" for name in near)]
    yield [BUILD / "unit_tests", "-a"]
    for one in SUITES + SUITES_OF.get(folder, []):
        name, *arguments = one.replace("CONTENT", str(TREE / "content")).split()
        yield ["/usr/bin/python3", TREE / "tests" / name, BUILD / "kyodo", *arguments]


def noticed_by(folder):
    """The suite that fails; none."""
    for command in suites_for(folder):
        name = next(Path(part).relative_to(WORK).as_posix() for part in command[:2] if WORK in Path(part).parents)
        try:
            done = subprocess.run(command, cwd=TREE, capture_output=True, timeout=SECONDS, stdin=subprocess.DEVNULL, check=False)
        except subprocess.TimeoutExpired:
            return f"{name}, which did not end"
        if done.returncode != 0:
            return name
    return None


def places(only):
    """(file, line, what the line becomes) of every change that can be made."""
    for path in sorted((TREE / only).rglob("*.cc")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
            code = line.split("//")[0].rstrip()
            if not code.strip() or code.lstrip().startswith(("#", "static_assert", "constexpr", "template", "namespace", "using")):
                continue
            bare = re.sub(r'"(\\.|[^"\\])*"|\'(\\.|[^\'\\])*\'', lambda text: '"' + "x" * (len(text.group()) - 2) + '"', code)
            for pattern, to in CHANGES:
                for found in re.finditer(pattern, bare):
                    put = to(found) if callable(to) else to
                    yield path, number, code[:found.start()] + put + code[found.end():]


def apart(found, seed):
    """In an order by chance, one of a line."""
    found = list(found)
    random.Random(seed).shuffle(found)
    seen = set()
    for path, number, line in found:
        if (path, number) not in seen:
            seen.add((path, number))
            yield path, number, line


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="generator", metavar="FOLDER")
    arguments = parser.parse_args()
    copy_sources()
    subprocess.run(["cmake", "-S", TREE, "-B", BUILD, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=None", "-DCMAKE_CXX_FLAGS=-O0",
                    "-DCMAKE_UNITY_BUILD=ON"], check=True, stdout=subprocess.DEVNULL)
    if not compiled():
        sys.exit("The program does not compile.")
    if suite := noticed_by(""):
        sys.exit(f"Before anything is changed, this fails: {suite}")
    original = programs()
    tried = noticed = 0
    for path, number, line in apart(places(arguments.only), arguments.seed):
        if tried == arguments.count:
            break
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        before, lines[number] = lines[number], line
        path.write_text("\n".join(lines), encoding="utf-8")
        try:
            if not compiled() or programs() == original:
                continue
            tried += 1
            suite = noticed_by(path.relative_to(TREE).parts[1])
        finally:
            path.write_text(text, encoding="utf-8")
        noticed += bool(suite)
        where = f"{path.relative_to(TREE)}:{number + 1}"
        print(f"{tried}  {where}: {suite or 'NOTHING'}", flush=True)
        if not suite:
            print(f"    - {before.strip()}\n    + {line.strip()}", flush=True)
    share = 100 * noticed / max(tried, 1)
    print(f"{noticed} of {tried} changes were noticed, {share:.1f} %")
    sys.exit(0 if share >= LEAST else 1)


if __name__ == "__main__":
    main()
