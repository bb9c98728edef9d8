#!/usr/bin/python3
"""Starts sites with `kyodo init` and builds them.

  tests/site/start.py KYODO [--keep DIR]

With each set of languages, and with each kind of content alone, with all and with none: the new site builds without an
error, a warning or a note, has every page that a site needs, leaves no blank unfilled and no page that nothing leads to,
marks what is in another language, and says of its examples that they are such. What is there already is never changed,
and wrong answers are told before anything is written. On a terminal answers are typed, wrong ones among them, until the
input ends early. The last line is `N passed, N failed`.
"""

import argparse
import json
import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import termios
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

HERE = Path(__file__).resolve().parent
KINDS = ["news", "events", "groups", "places", "supports", "cases", "guideline"]
SITES = [("ja", ["all"]), ("en", ["all"]), ("ja,en", ["all"]), ("en,ja", ["all"]), ("ja,en", ["none"]), ("ja,en", [])]
SITES += [("ja,en", [kind]) for kind in KINDS]
SITES += [(languages, ["all"]) for languages in ("ko", "pt,vi", "zh-Hans,zh-Hant,ja", "ar", "ja,en,ko", "en,ko", "ja-x-easy", "pt-BR")]
PAGES = ["index.html", "search.html", "404.html", "site-map.html", "privacy.html", "accessibility.html"]
NO_LINK_NEEDED = {"404.html"}


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name == "href" and tag == "a" and value]


def links_of(path, root):
    parser = Links()
    parser.feed(path.read_text(encoding="utf-8"))
    page = "https://site/" + path.relative_to(root).as_posix()
    return {urldefrag(urljoin(page, link))[0].removeprefix("https://site/") for link in parser.found}


def orphans(public):
    """Pages that cannot be reached from the home page of their language."""
    pages = {path.relative_to(public).as_posix() for path in public.rglob("*.html")}
    waiting = [page for page in pages if page.split("/")[-1] == "index.html" and page.count("/") <= 1]
    seen = set(waiting)
    while waiting:
        for link in links_of(public / waiting.pop(), public):
            if link in pages and link not in seen:
                seen.add(link)
                waiting.append(link)
    return sorted(page for page in pages - seen if page.split("/")[-1] not in NO_LINK_NEEDED)


class Tests:
    def __init__(self, kyodo, folder):
        self.kyodo = kyodo
        self.folder = folder
        self.passed = self.failed = 0

    def check(self, name, problems):
        problems = [str(one) for one in problems if one]
        self.failed += bool(problems)
        self.passed += not problems
        if problems:
            print(f"{name}: " + "; ".join(problems[:5]), flush=True)

    def run(self, *arguments, cwd=None):
        return subprocess.run([self.kyodo, *arguments], cwd=cwd or self.folder, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120, check=False)

    def told_of(self, site, verb="build"):
        built = self.run(verb, "--lang", "en", "--format", "json", cwd=site)
        told = [json.loads(line) for line in (built.stdout + built.stderr).splitlines() if line.startswith("{")]
        return [built.returncode, *[one for one in told if one.get("severity")]]

    def typed(self, name, answers, *arguments):
        """Runs init on a terminal. Each answer is typed when it is asked for; None ends the input (Ctrl-D)."""
        ours, theirs = pty.openpty()
        attributes = termios.tcgetattr(theirs)
        attributes[3] &= ~termios.ECHO
        termios.tcsetattr(theirs, termios.TCSANOW, attributes)
        program = subprocess.Popen([self.kyodo, "init", name, *arguments], cwd=self.folder, stdin=theirs, stdout=theirs,
                                   stderr=theirs)
        os.close(theirs)
        said, waiting, answered = "", list(answers), 0
        while select.select([ours], [], [], 60)[0]:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            said += part.decode("utf-8", "replace")
            if said.endswith("]: ") and said.count("]: ") > answered and waiting:
                answered = said.count("]: ")
                answer = waiting.pop(0)
                os.write(ours, b"\x04" if answer is None else answer.encode() + b"\n")
        os.close(ours)
        return program.wait(timeout=60), said.replace("\r\n", "\n"), waiting

    def terminal(self):
        site = self.folder / "typed-ja"
        code, said, left = self.typed("typed-ja", ["jp", "ja、en", "みどり市の協働", "", "midori", "https://city.example.jp/kyodo",
                                                   "Tokyo", "", "evens", "events，groups"], "--lang", "ja")
        self.check("typed answers, some of them wrong (ja)", [
            code and said, left, *[text for text in ("言語の記号ではありません: jp", "選べないものです: evens", "「events」",
                                                     "次にすること") if text not in said], said.count("時間帯") < 3 and said])
        settings = (site / "content/site.yaml").read_text(encoding="utf-8") if site.exists() else ""
        self.check("typed answers are taken (ja)", [text for text in (
            "languages: [ja, en]", 'ja: "みどり市の協働"', 'en: "Our City Kyodo Portal"', "https://city.example.jp/kyodo/",
            "Asia/Tokyo", "{to: events}", "{to: groups}") if text not in settings] + ["{to: places}" in settings])
        self.check("typed answers: builds without a warning (ja)", self.told_of(site))
        self.check("typed answers: checked without a warning (ja)", self.told_of(site, "check"))
        code, said, left = self.typed("typed-en", ["", "", "", "", "", ""], "--lang", "en")
        self.check("nothing but Enter (en)", [code and said, left, "What to do next" not in said and said])
        self.check("nothing but Enter: builds without a warning (en)", self.told_of(self.folder / "typed-en"))
        code, said, _ = self.typed("typed-ko", ["ko", "", "", "", ""], "--lang", "en")
        self.check("Korean alone (en)", [code and said, "우리 도시" not in said, *self.told_of(self.folder / "typed-ko")])
        for language, word in (("ja", "何も書きませんでした"), ("en", "nothing was written")):
            for before in ([], ["ja"], ["ja", "", "", ""]):
                code, said, _ = self.typed("stopped", [*before, None], "--lang", language)
                self.check(f"Ctrl-D after {len(before)} answers ({language})",
                           [code != 2 and f"exit {code}", word not in said and said, (self.folder / "stopped").exists()])
        code, said, left = self.typed("given", [], "--lang", "en", "--yes")
        self.check("--yes asks nothing on a terminal", [code and said, "]: " in said and said])

    def site(self, languages, kinds):
        name = "-".join([languages.replace(",", "-"), *kinds])
        options = [f"--kinds={kind}" for kind in kinds]
        made = self.run("init", name, "--languages", languages, "--name", 'Midori "1"', *options, "--lang", "en")
        self.check(f"{name}: init", [made.returncode and made.stderr])
        site, public = self.folder / name, self.folder / name / "public"
        self.check(f"{name}: builds without a warning", self.told_of(site))
        self.check(f"{name}: pages", [page for page in PAGES if not (public / page).exists()])
        self.check(f"{name}: no page that nothing leads to", orphans(public))
        marked = subprocess.run([sys.executable, HERE / "languages.py", public], capture_output=True, text=True, check=False)
        self.check(f"{name}: texts of other languages are marked", [marked.returncode and marked.stdout])
        blanks = [path for path in site.rglob("*") if path.is_file() and not {public, site / ".public.kyodo"} & set(path.parents)
                  and re.search(r"@[a-z_.]+@|^ *#(ja|en) ", path.read_text(encoding="utf-8", errors="replace"), re.M)]
        self.check(f"{name}: no blanks", blanks)
        examples = [path for path in (site / "content").rglob("*example*") if "schema" not in path.parts
                    and not re.search("^(example: true|translation:)", path.read_text(encoding="utf-8"), re.M)]
        self.check(f"{name}: examples are marked", examples)

    def refusals(self):
        full = self.folder / "full"
        full.mkdir()
        (full / "notes.txt").write_text("mine")
        for language, word in (("ja", "空のフォルダーではありません"), ("en", "The folder is not empty")):
            refused = self.run("init", "full", "--lang", language)
            left = [path.name for path in full.iterdir()] == ["notes.txt"]
            self.check(f"a folder that is not empty ({language})",
                       [refused.returncode != 3, word not in refused.stderr and refused.stderr, not left])
        for wrong, rule in ((["--url", "example"], "config.base-url"), (["--languages", "ja,ja"], "config.languages"),
                            (["--time-zone", "Tokyo"], "config.time-zone"), (["--kinds", "evens"], "usage.kinds")):
            refused = self.run("init", "wrong", *wrong, "--lang", "en")
            self.check(f"a wrong answer: {wrong}", [refused.returncode != 2, rule not in refused.stderr and refused.stderr,
                                                    (self.folder / "wrong").exists()])
        told = self.run("init", "told", "--lang", "en")
        self.check("what is usual is told", [text for text in ("ja,en", "https://example.jp/", "Asia/Tokyo")
                                             if text not in told.stdout])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=lambda path: str(Path(path).resolve()))
    parser.add_argument("--keep", type=Path, help="the folder that the sites are made in; it must be empty")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kyodo-start-") as folder:
        tests = Tests(arguments.kyodo, arguments.keep or Path(folder))
        for languages, kinds in SITES:
            tests.site(languages, kinds)
        tests.refusals()
        tests.terminal()
    print(f"{tests.passed} passed, {tests.failed} failed")
    sys.exit(1 if tests.failed else 0)


if __name__ == "__main__":
    main()
