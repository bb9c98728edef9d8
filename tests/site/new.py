#!/usr/bin/python3
"""Writes, renames and removes records as a member of staff would.

  tests/site/new.py KYODO CONTENT [--every N]

In a copy of the site CONTENT: a new event by answers on a terminal, wrong ones among them, until the input ends early, in
both languages; a record of every collection by the very command that kyodo says is to be typed; copies of records. All
pass `check`, also when every example in a remark is made a line of its own. Then a record of every collection is renamed
and the site built: no link is dead, and every old address leads on. Git takes a renaming back with the one command that is
printed. What is referred to is not removed, and what is not, is. With --every N, one collection of N stands for all. The
last line is `N passed, N failed`.
"""

import argparse
import html
import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
import termios
from pathlib import Path
from urllib.parse import unquote, urljoin

NOW = "2026-12-01T09:00+09:00"


def example_lines(text):
    """With each example in a remark as a line that counts."""
    return re.sub(r"^#(?=[a-z_]+:)", "", text, flags=re.M)


def dead_links(public):
    """Links of pages to files that are not there."""
    files = {path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()}
    dead = set()
    for page in sorted(name for name in files if name.endswith(".html")):
        text = (public / page).read_text(encoding="utf-8")
        for link in re.findall(r'(?:href|src)="([^"#?]+)', text):
            target = urljoin("https://site/" + page, html.unescape(link))
            name = unquote(target.removeprefix("https://site/"))
            if target.startswith("https://site/") and name not in files and name + "index.html" not in files:
                dead.add(f"{page}: {link}")
    return sorted(dead) + [not files and "no page"]


class Tests:
    def __init__(self, kyodo, content, folder, every):
        self.kyodo = kyodo
        self.folder = folder
        self.site = folder / "content"
        shutil.copytree(content, self.site)
        self.collections = sorted(path.stem for path in (self.site / "schema").glob("*.yaml"))[::every]
        self.records = {one: sorted({path.name.split(".")[0] for path in (self.site / one).iterdir()} - {"index", "404"})
                        for one in self.collections}
        self.passed = self.failed = 0

    def check(self, name, problems):
        problems = [str(one) for one in problems if one]
        self.failed += bool(problems)
        self.passed += not problems
        if problems:
            print(f"{name}: " + "; ".join(problems[:5]), flush=True)

    def run(self, *arguments, lang="en"):
        return subprocess.run([self.kyodo, *arguments, "--lang", lang], cwd=self.folder, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=300, check=False)

    def git(self, *arguments):
        done = subprocess.run(["git", "-c", "user.name=staff", "-c", "user.email=staff@example.jp", *arguments],
                              cwd=self.folder, capture_output=True, text=True, check=False)
        return done.stdout + (done.stderr if done.returncode else "")

    def errors(self):
        done = self.run("check", "--drafts", "--now", NOW)
        return [done.returncode and "\n".join(line for line in done.stderr.splitlines() if "error" in line)[:1500]]

    def files(self):
        return {path for path in self.site.rglob("*") if path.is_file()}

    def typed(self, answers, *arguments):
        """Runs `new` on a terminal. Each answer is typed when it is asked for; None ends the input (Ctrl-D)."""
        ours, theirs = pty.openpty()
        attributes = termios.tcgetattr(theirs)
        attributes[3] &= ~termios.ECHO
        termios.tcsetattr(theirs, termios.TCSANOW, attributes)
        program = subprocess.Popen([self.kyodo, "new", *arguments], cwd=self.folder, stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        said, seen, waiting = "", 0, list(answers)
        while select.select([ours], [], [], 60)[0]:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            said += part.decode("utf-8", "replace")
            if said.endswith(": ") and len(said) > seen and waiting:
                seen = len(said)
                answer = waiting.pop(0)
                os.write(ours, b"\x04" if answer is None else answer.encode() + b"\n")
        os.close(ours)
        return program.wait(timeout=60), said.replace("\r\n", "\n"), waiting

    def terminal(self):
        before = self.files()
        for language, answers, words, slug in (
            ("ja", ["", "冬の料理会", "Winter cooking", "みんなで汁物を作ります。", "", "料理", "ワークショップ", "港区", ""],
             ["必要な項目です", "workshop", "ワークショップ", "料理", "kyodo serve --drafts"], "fuyu-no-ryori-kai"),
            ("en", ["冬の音楽会", "Winter concert", "", "Music.", "", "festival", "minato", "Winter_Concert", "winter-concert"],
             ["Not usable as a name", "kyodo serve --drafts", "Written"], "winter-concert"),
        ):
            code, said, left = self.typed(answers, "events", "--lang", language)
            made = self.files() - before
            before |= made
            self.check(f"an event, typed ({language})", [code and said, left and said,
                                                         *[word + " is not in: " + said for word in words if word not in said],
                                                         [path.name for path in made] != [f"{slug}.yaml"] and made])
        text = (self.site / "events/fuyu-no-ryori-kai.yaml")
        text = text.read_text(encoding="utf-8") if text.exists() else ""
        self.check("what was typed is written", [line for line in ("ja: 冬の料理会", "en: Winter cooking", "type: workshop",
                                                                   "municipality: minato", "draft: true") if line not in text])
        for language, word in (("ja", "何も書きませんでした"), ("en", "nothing was written")):
            for answers in ([None], ["会", "", "文", None]):
                code, said, _ = self.typed(answers, "events", "--lang", language)
                self.check(f"Ctrl-D after {len(answers) - 1} answers ({language})",
                           [code != 2 and f"exit {code}", word not in said and said, self.files() - before])

    def by_options(self):
        for number, collection in enumerate(self.collections):
            language = "ja" if number % 2 else "en"
            told = self.run("new", collection, lang=language)
            commands = [line.strip() for line in told.stderr.splitlines() if line.strip().startswith("kyodo new")]
            self.check(f"{collection}: what is missing is told", [told.returncode != 2 and told.stderr, len(commands) != 1 and told.stderr])
            if len(commands) != 1:
                continue
            before = self.files()
            done = self.run(*shlex.split(commands[0])[1:], lang=language)
            made = self.files() - before
            self.check(f"{collection}: the command that is told writes it", [done.returncode and done.stderr, not made and "nothing is there"])
            again = self.run(*shlex.split(commands[0])[1:], "--set", "slug=" + min((path.name.split(".")[0] for path in made), default="x"))
            self.check(f"{collection}: nothing is overwritten", [again.returncode != 2 and again.stdout, "new.exists" not in again.stderr and again.stderr])
        self.check("new records: check finds no error", self.errors())

    def examples(self, new):
        kept = {path: path.read_text(encoding="utf-8") for path in new}
        lines = 0
        for path, text in kept.items():
            lines += example_lines(text) != text
            path.write_text(re.sub("^draft: true\n", "", example_lines(text), flags=re.M), encoding="utf-8")
        self.check("files with examples", [lines < len(self.collections) and f"{lines} of {len(kept)}"])
        self.check("every example passes", self.errors())
        for path, text in kept.items():
            path.write_text(text, encoding="utf-8")

    def copies(self):
        for source, target in (("events/example-minato-1", "ryori"), ("cases/tomakomai-05-town-talk", "talk"), ("groups/shiba-kaigi", "kai")):
            collection = source.split("/")[0]
            done = self.run("new", collection, "--from", source, "--set", f"slug={target}", "--set", "title.ja=写し" if collection == "cases" else "name.ja=写し")
            made = [path.read_text(encoding="utf-8") for path in (self.site / collection).glob(target + ".*")]
            self.check(f"a copy of {source}", [done.returncode and done.stderr, not made and "none", "draft: true" not in "".join(made) and made,
                                               re.search("^(example|aliases):", "".join(made), re.M), "写し" not in "".join(made) and made])
        self.check("copies: check finds no error", self.errors())
        for wrong, rule in ((["new", "evens"], "usage.collection"), (["new", "events", "--from", "events/none"], "usage.record"),
                            (["new", "events", "--from", "groups/shiba-kaigi"], "new.from"), (["new", "events", "--set", "nmae=x"], "usage.set"),
                            (["rename", "events/none", "x"], "usage.record"), (["rename", "groups/kai", "groups/talk talk"], "slug.format"),
                            (["rename", "groups/kai", "events/kai"], "rename.collection"), (["rename", "groups/kai", "shiba-kaigi"], "rename.exists")):
            done = self.run(*wrong)
            self.check(" ".join(wrong), [done.returncode == 0 and "exit 0", rule not in done.stderr and done.stderr])

    def undo(self):
        self.git("init", "-q")
        self.git("add", "-A")
        self.git("commit", "-qm", "content")
        stale = self.run("check", "--now", NOW).stderr.count("translation.stale")
        shown = self.run("rename", "forms/co-hosting", "forms/together")
        self.check("rename shows what it would do", [shown.returncode and shown.stderr, "Nothing is written" not in shown.stdout and shown.stdout,
                                                     self.git("status", "--short")])
        done = self.run("rename", "forms/co-hosting", "forms/together", "--yes")
        undo = [line.strip() for line in done.stdout.splitlines() if line.strip().startswith("git stash")]
        status = self.git("status", "--short")
        self.check("rename writes", [done.returncode and done.stderr, "forms/together.yaml" not in status and status, len(undo) != 1 and done.stdout])
        changed = self.git("diff", "--numstat", "--", "content/cases")
        self.check("rename changes the lines that refer alone", [line for line in changed.splitlines() if line.split()[0] != line.split()[1]])
        self.check("translations stay up to date", [self.run("check", "--now", NOW).stderr.count("translation.stale") != stale])
        if undo:
            self.git(*shlex.split(undo[0])[1:])
        self.check("git takes it back with one command", [self.git("status", "--short")])

    def renames(self):
        old = {}
        self.run("build", "--out", "public", "--quiet", "--now", NOW)
        for collection in self.collections:
            slug = self.records[collection][len(self.records[collection]) // 2]
            done = self.run("rename", f"{collection}/{slug}", f"renamed-{slug}"[:60].rstrip("-"), "--yes")
            self.check(f"rename {collection}/{slug}", [done.returncode and done.stderr])
            old[f"{collection}/{slug}"] = re.findall(r"[^ ,]+\.html", next((line for line in done.stdout.splitlines() if "lead on" in line), ""))
        built = self.run("build", "--out", "public", "--quiet", "--now", NOW)
        self.check("the site with new names", [built.returncode and built.stderr, "page.gone" in built.stderr and built.stderr,
                                               built.stderr.count("translation.stale") > 1 and built.stderr])
        self.check("no link is dead", dead_links(self.folder / "public"))
        for name, addresses in old.items():
            pages = [self.folder / "public" / address for address in addresses]
            self.check(f"the old address of {name}", [f"{page} is no page" for page in pages if not page.exists() or
                                                      "renamed-" not in page.read_text(encoding="utf-8")])
        self.check("old addresses", [sum(map(bool, old.values())) < len(self.collections) - 2 and old])

    def removals(self):
        referred = self.run("remove", "municipalities/none")
        self.check("remove what is not there", [referred.returncode != 2 and referred.stdout])
        before = self.files()
        for record in ("desks/shiba", "guidelines/minato", "groups/shiba-kaigi", "pages/about"):
            for language, word in (("ja", "参照されている"), ("en", "is referred to")):
                done = self.run("remove", record, "--yes", lang=language)
                places = re.findall(r"^  content/[^:]+:\d+:\d+: .", done.stdout, re.M)
                self.check(f"remove {record} ({language})", [done.returncode != 1 and f"exit {done.returncode}", not places and done.stdout,
                                                             word not in done.stdout + done.stderr and done.stderr])
        self.check("what is referred to stays", [before - self.files()])
        done = self.run("remove", "groups/kai", "--yes")
        self.check("what is not referred to goes", [done.returncode and done.stderr, (self.site / "groups/kai.yaml").exists()])
        self.check("after that, check finds no error", self.errors())

    def broken(self):
        broken = self.run("remove", "groups/shiba-kaigi", "--leave-broken", "--yes")
        told = self.run("check", "--now", NOW)
        self.check("--leave-broken", [broken.returncode and broken.stderr, (self.site / "groups/shiba-kaigi.yaml").exists(),
                                      "groups/shiba-kaigi" not in told.stderr and told.stderr])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=lambda path: str(Path(path).resolve()))
    parser.add_argument("content", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="the folder that the copy is made in; it must be empty")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kyodo-new-") as folder:
        tests = Tests(arguments.kyodo, arguments.content, arguments.keep or Path(folder), arguments.every)
        before = tests.files()
        tests.terminal()
        tests.by_options()
        tests.examples(tests.files() - before)
        tests.copies()
        tests.undo()
        tests.removals()
        tests.renames()
        tests.broken()
    print(f"{tests.passed} passed, {tests.failed} failed")
    sys.exit(1 if tests.failed else 0)


if __name__ == "__main__":
    main()
