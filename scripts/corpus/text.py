"""Sentences in two languages at once, and how they are written down."""

import re

QUOTED = re.compile(r"""^[\s\-?:,\[\]{}#&*!|>'"%@`~=]|: |:$| #|\s$""")
HEISEI, REIWA = 1989, 2019


class Pair:
    """A text in Japanese and in English."""
    __slots__ = ("ja", "en")

    def __init__(self, ja, en):
        self.ja = ja
        self.en = en

    def __getitem__(self, language):
        return self.ja if language == "ja" else self.en


def fiscal_year(year):
    era, number = ("令和", year - REIWA + 1) if year >= REIWA else ("平成", year - HEISEI + 1)
    latin = "Reiwa" if era == "令和" else "Heisei"
    return Pair(f"{era}{'元' if number == 1 else number}年度（{year}年度）", f"fiscal {year} ({latin} {number})")


class Voice:
    """Fills the slots of sentences: the same in both languages."""

    def __init__(self, random, **slots):
        self.random = random
        self.slots = slots

    def say(self, pair, **more):
        """`pair` and what follows it in `more` with their slots filled."""
        random = self.random
        slots = {"n": random.randrange(11, 240), "k": random.randrange(2, 7), **self.slots, **more}
        ja = pair[0].format_map({key: value.ja if isinstance(value, Pair) else value for key, value in slots.items()})
        en = pair[1].format_map({key: value.en if isinstance(value, Pair) else value for key, value in slots.items()})
        return Pair(ja, en[:1].upper() + en[1:])

    def pick(self, pool, **more):
        return self.say(self.random.choice(pool), **more)

    def several(self, pool, count, **more):
        return [self.say(one, **more) for one in self.random.sample(pool, min(count, len(pool)))]


def paragraph(pairs):
    return Pair("".join(one.ja for one in pairs), " ".join(one.en for one in pairs))


def scalar(text):
    """A text as a YAML scalar on one line."""
    if QUOTED.search(text):
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text


def both(key, pair):
    return f"{key}:\n  ja: {scalar(pair.ja)}\n  en: {scalar(pair.en)}\n"


def both_lists(key, pairs):
    ja = "".join(f"    - {scalar(one.ja)}\n" for one in pairs)
    en = "".join(f"    - {scalar(one.en)}\n" for one in pairs)
    return f"{key}:\n  ja:\n{ja}  en:\n{en}"


def both_blocks(key, pair):
    """Markdown of more than one line."""
    out = f"{key}:\n"
    for language in ("ja", "en"):
        lines = pair[language].rstrip("\n").split("\n")
        out += f"  {language}: |\n" + "".join(f"    {line}\n" if line else "\n" for line in lines)
    return out


def plain(**values):
    """Keys with plain values; lists in square brackets; absent ones are left out."""
    out = ""
    for key, value in values.items():
        if isinstance(value, list) and value:
            out += f"{key}: [{', '.join(value)}]\n"
        elif value not in (None, [], ""):
            out += f"{key}: {scalar(str(value))}\n"
    return out


def days(random):
    """When it was published and updated."""
    def day(year):
        return f"{year}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"
    published, updated = sorted([day(random.randrange(2023, 2026)), day(random.randrange(2024, 2026))])
    return plain(published=published, updated=updated, example="true")
