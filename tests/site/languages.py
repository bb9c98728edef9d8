#!/usr/bin/python3
"""Looks for texts of another language that are not marked as such.

  tests/site/languages.py PUBLIC

On every page: text in kana or kanji stands where `lang` is Japanese (kanji also where it is Chinese), and English stands
where it is English. English is what the theme says in English (themes/kyodo/i18n/en.yaml, the keys of i18n/ready/), and
what has two of its small words. Attributes that are read aloud count as text. Each page is a case; the last line is
`N passed, N failed`.
"""

import re
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SPOKEN = ("alt", "aria-label", "title", "placeholder")
SMALL = re.compile(r"\b(the|of|and|is|are|for|with|this|that|from|your|you|has|have|not|here|at)\b", re.I)


@cache
def own_words(language):
    """What a language says as English does."""
    table = ROOT / f"themes/kyodo/i18n/ready/{language}.yaml"
    return set(yaml.load(table.read_text(encoding="utf-8"), yaml.BaseLoader).values()) if table.exists() else set()


def english_words():
    theme = yaml.load((ROOT / "themes/kyodo/i18n/en.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    words = {str(text).strip() for key, text in theme.items() if not key.startswith(("language_", "state_"))}
    for table in (ROOT / "themes/kyodo/i18n/ready").glob("*.yaml"):
        pairs = yaml.load(table.read_text(encoding="utf-8"), yaml.BaseLoader)
        words |= {str(key) for key, text in pairs.items() if key != text}
    return {word for word in words if re.search(r"[A-Za-z]{3}", word) and "{" not in word}


ENGLISH = english_words()
BOTH = {"Language（言語", "Language（言語）", "言語（Language"}  # for those who read neither


@cache
def foreign(text, language):
    if text in BOTH:
        return False
    if re.search(r"[ぁ-んァ-ヶ]", text) and not language.startswith("ja"):
        return True
    if re.search(r"[一-鿿]", text) and not language.startswith(("ja", "zh")):
        return True
    if language.startswith("en"):
        return False
    return text in ENGLISH - own_words(language.split("-")[0]) or len(SMALL.findall(text)) > 1


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open = [("", "")]  # element, language
        self.wrong = []

    def tell(self, text):
        text = re.sub(r"\s+", " ", text).strip(" :,.|/()")
        if text and foreign(text, self.open[-1][1]):
            self.wrong.append(f"{self.open[-1][1]}: {text[:60]}")

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.open.append((tag, found.get("lang") or self.open[-1][1]))
        for name in SPOKEN:
            if found.get(name) and tag != "link":
                self.tell(found[name])
        if tag in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while len(self.open) > 1 and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(tag in ("script", "style", "code", "title") for tag, _ in self.open):
            self.tell(data)


def main():
    public = Path(sys.argv[1])
    passed = failed = 0
    told = {}
    for page in sorted(public.rglob("*.html")):
        reader = Reader()
        reader.feed(page.read_text(encoding="utf-8"))
        passed, failed = passed + (not reader.wrong), failed + bool(reader.wrong)
        for one in reader.wrong:
            told.setdefault(one, []).append(page.relative_to(public).as_posix())
    for one, pages in told.items():
        print(f"{pages[0]}{f' and {len(pages) - 1} more' if len(pages) > 1 else ''}: {one}")
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
