#!/usr/bin/python3
"""A build after a change gives what a clean build gives: again.py KYODO [--edits N] [--seed S] [--pages N]

A made-up site (scripts/make-corpus) is edited at random: texts, headings, links, keys, references, vocabularies,
schemas, settings, templates, styles, days, files that come, go and get other names, and what kyodo keeps beside the
site is lost or damaged. After each edit the site is built over the last one and, elsewhere, from nothing; both must end
alike and hold the same bytes. The last line is `N passed, N failed`.
"""

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
from determinism import compare  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = ("掃除の道具を{}つ足しました。", "次の集まりは{}日後です。", "They met {} times.", "**{} people** came.", "[{}](https://example.org/)")


class Trial:
    def __init__(self, kyodo, folder, dice):
        self.kyodo, self.folder, self.dice = kyodo, folder, dice
        self.site, self.out, self.clean = folder / "site", folder / "again/public", folder / "clean/public"
        self.day, self.count, self.sound, self.reused = 1, 0, 0, 0
        self.undo = []

    def build(self, out):
        return subprocess.run([self.kyodo, "build", "--site", self.site, "--out", out, "--now", f"2026-12-{self.day:02d}", "--lang", "en", "--explain"],
                              capture_output=True, text=True, timeout=600)

    # What is edited. Each returns words for it, and leaves in `undo` how to take it back.

    def write(self, path, text):
        before = path.read_text(encoding="utf-8")
        self.undo.append(lambda: path.write_text(before, encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        return path.relative_to(self.folder).as_posix()

    def document(self):
        return self.dice.choice(sorted(path for path in self.site.rglob("*.md") if "pages" not in path.parts))

    def parts(self, path):
        _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
        return front, body

    def sentence(self):
        path = self.document()
        self.count += 1
        return "a sentence in " + self.write(path, path.read_text(encoding="utf-8") + "\n" + self.dice.choice(SENTENCES).format(self.count) + "\n")

    def shorter(self):
        path = self.document()
        front, body = self.parts(path)
        blocks = body.split("\n\n")
        plain = [i for i, block in enumerate(blocks) if block.strip() and block.strip()[0] not in "#|>-!["]
        if len(plain) > 1:
            del blocks[self.dice.choice(plain)]
        return "a paragraph gone from " + self.write(path, f"---\n{front}---\n" + "\n\n".join(blocks))

    def heading(self):
        path = self.document()
        self.count += 1
        return "a heading in " + self.write(path, path.read_text(encoding="utf-8") + f"\n## Part {self.count}\n\nText.\n")

    def link(self):
        path, other = self.document(), self.document()
        depth = len(path.parent.relative_to(self.site).parts)
        name = "../" * depth + other.relative_to(self.site).as_posix()
        return "a link in " + self.write(path, path.read_text(encoding="utf-8") + f"\nSee [that]({name}).\n")

    def key(self):
        path = self.document()
        front, body = self.parts(path)
        self.count += 1
        front = re.sub(r"(?m)^summary: .*$", f"summary: Another summary, number {self.count}.", front)
        return "a key of " + self.write(path, f"---\n{front}---\n{body}")

    def record(self):
        path = self.dice.choice(sorted((self.site / "groups").glob("*.yaml")))
        self.count += 1
        text = re.sub(r"(?m)^founded_fy: \d+$", f"founded_fy: {1950 + self.count % 70}", path.read_text(encoding="utf-8"))
        if self.dice.random() < 0.5:
            text = re.sub(r"(?m)^  en: (\w)", f"  en: The {self.count} \\1", text, count=1)
        return "a record, " + self.write(path, text)

    def reference(self):
        path = self.dice.choice(sorted((self.site / "projects").glob("*.yaml")))
        text = path.read_text(encoding="utf-8")
        groups = sorted(one.stem for one in (self.site / "groups").glob("*.yaml"))
        return "a reference of " + self.write(path, re.sub(r"(?m)^groups: .*$", f"groups: [{self.dice.choice(groups)}]", text))

    def term(self):
        path = self.dice.choice(sorted((self.site / "vocabularies").glob("*.yaml")))
        self.count += 1
        return "a term of " + self.write(path, re.sub(r"(?m)^(    en: .*)$", f"\\1 {self.count}", path.read_text(encoding="utf-8"), count=1))

    def schema(self):
        path = self.site / "schema/cases.yaml"
        self.count += 1
        return "a schema, " + self.write(path, re.sub(r"(?m)^  en: .*$", f"  en: Label {self.count}", path.read_text(encoding="utf-8"), count=1))

    def setting(self):
        path = self.site / "site.yaml"
        self.count += 1
        return "settings, " + self.write(path, re.sub(r"(?m)^  en: .*$", f"  en: Site {self.count}", path.read_text(encoding="utf-8"), count=1))

    def template(self):
        path = self.site / "themes/kyodo/templates/cases.html"
        there = path.exists()
        if not there:
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / "themes/kyodo/templates/cases.html", path)
            self.undo.append(lambda: shutil.rmtree(path.parents[2]))
        self.count += 1
        return "a template, " + self.write(path, path.read_text(encoding="utf-8") + f"{{# {self.count} #}}\n")

    def style(self):
        path = self.site / "assets/own.css"
        path.parent.mkdir(exist_ok=True)
        self.count += 1
        before = path.read_text() if path.exists() else None
        self.undo.append(lambda: path.write_text(before) if before else path.unlink())
        path.write_text(f"p {{ order: {self.count}; }}\n")
        return "an asset"

    def gone(self):
        path = self.document()
        before = path.read_text(encoding="utf-8")
        self.undo.append(lambda: path.write_text(before, encoding="utf-8"))
        path.unlink()
        return f"{path.relative_to(self.folder)} gone"

    def renamed(self):
        path = self.document()
        slug, ending = path.name.split(".", 1)
        self.count += 1
        for one in sorted(path.parent.glob(f"{slug}.*.md")):
            other = one.with_name(f"{slug}-{self.count}.{one.name.split('.', 1)[1]}")
            one.rename(other)
            self.undo.append(lambda one=one, other=other: other.rename(one))
        return f"{path.relative_to(self.folder)} renamed"

    def new(self):
        path = self.document()
        slug, ending = path.name.split(".", 1)
        self.count += 1
        other = path.with_name(f"{slug}-copy-{self.count}.{ending}")
        shutil.copyfile(path, other)
        self.undo.append(other.unlink)
        return f"{path.relative_to(self.folder)} copied"

    def tomorrow(self):
        self.day = self.day % 28 + 1
        return f"the {self.day}th"

    def touched(self):
        path = self.document()
        path.touch()
        return f"{path.relative_to(self.folder)} touched"

    def damaged(self):
        path = self.out.parent / ".public.kyodo/pages"
        if path.exists():
            data = bytearray(path.read_bytes())
            at = self.dice.randrange(max(len(data), 1))
            choice = self.dice.randrange(3)
            data = data[:at] if choice == 0 else data[:at] + bytes([data[at] ^ 1]) + data[at + 1:] if choice == 1 and data else b""
            path.write_bytes(data)
        return "notes damaged; " + self.sentence()

    def page_touched(self):
        """Somebody changes a published page by hand."""
        pages = sorted(self.out.rglob("*.html"))
        if pages:
            page = self.dice.choice(pages)
            page.write_bytes(page.read_bytes() + b" ")
        return "a published page changed; " + self.sentence()

    def one(self):
        """None, or words about what is wrong."""
        self.undo = []
        kinds = [self.sentence] * 14 + [self.shorter] * 5 + [self.heading, self.link, self.key, self.record, self.reference, self.term, self.schema,
                                                           self.setting, self.template, self.style, self.gone, self.renamed, self.new,
                                                           self.tomorrow, self.touched, self.damaged, self.page_touched]
        what = [self.dice.choice(kinds)() for _ in range(self.dice.choice((1, 1, 1, 2)))]
        words = " and ".join(what)
        again = self.build(self.out)
        shutil.rmtree(self.clean.parent, ignore_errors=True)
        clean = self.build(self.clean)
        if again.returncode != clean.returncode:
            return f"after {words}: ended with {again.returncode}, a clean build with {clean.returncode}\n{again.stderr}{clean.stderr}"
        if clean.returncode != 0:  # the edit cannot stand: the published site stays, and the next edit begins before it
            for back in reversed(self.undo):
                back()
            return None
        self.sound += 1
        self.reused += "every page ←" not in again.stdout
        different = compare(self.clean, self.out)
        return f"after {words}: {different}\n{again.stdout}" if different else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=Path)
    parser.add_argument("--edits", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pages", type=int, default=500)
    options = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        subprocess.run([ROOT / "scripts/make-corpus", str(options.pages), folder / "site"], check=True, capture_output=True)
        trial = Trial(options.kyodo.resolve(), folder, random.Random(options.seed))
        trial.build(trial.out)
        for number in range(options.edits):
            wrong = trial.one()
            if wrong:
                print(f"! edit {number} of seed {options.seed}, {wrong}")
            passed, failed = passed + (not wrong), failed + bool(wrong)
        if trial.reused == 0 or trial.sound < options.edits / 3:
            print("! too few edits could be built, or no build left a page as it was")
            failed += 1
        print(f"{trial.sound} of {options.edits} edits could be built, {trial.reused} builds left pages as they were")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
