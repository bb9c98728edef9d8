#!/usr/bin/python3
"""Checks the colours of a theme, and that its style sheet takes its values from the tokens.

  tests/site/contrast.py [THEME]      default: themes/kyodo
  tests/site/contrast.py --write      also writes the contrasts beside the colours of tokens.css

WCAG 2.2 contrast, in light and in dark: 7 for text (1.4.6), 4.5 for other text (1.4.3), 3 for lines and marks that
carry meaning (1.4.11). --line only divides and is not in the table. The last line is `N passed, N failed`.
"""

import argparse
import re
import sys
from pathlib import Path

GROUNDS = ["paper", "wash"]
HUES = [f"hue-{number}" for number in range(1, 9)]
# What stands on what, and the least contrast.
PAIRS = (
    [(text, ground, 7.0) for text in ["ink", "ink-2", "link", "visited", "hover"] for ground in GROUNDS]
    + [("paper", "ink", 7.0), ("alert", "paper", 4.5), ("alert", "wash", 4.5)]
    + [(mark, ground, 3.0) for mark in ["edge", "civic", *HUES] for ground in GROUNDS]
    + [("outline", "focus", 3.0)])
# The ring of the focus: black on light, yellow on dark.
FOCUS = {"light": ("outline", "paper", 3.0), "dark": ("focus", "paper", 3.0)}
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|color)a?\(", re.I)
# Sizes, leadings, families, corners and spaces are tokens. What is in em goes with the text it stands in; millimetres
# are for paper.
LITERAL = re.compile(r"(?<![\w-])(?:font-size|line-height|font-family|border-radius|gap|row-gap|column-gap|"
                     r"(?:margin|padding|scroll-margin)(?:-[a-z]+)*)\s*:\s*([^;}]*)")
LENGTH = re.compile(r"(?<![\w-])\d*\.?\d+(?:px|rem|pt|%)(?![\w-])")


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("theme", type=Path, nargs="?", default=Path(__file__).resolve().parents[2] / "themes/kyodo")
    parser.add_argument("--write", action="store_true", help="write the contrasts into tokens.css")
    return parser.parse_args()


def blocks(text):
    """The rules of a style sheet: the condition of their @media, or none, and the declarations of custom properties."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    for match in re.finditer(r"@media([^{]*)\{((?:[^{}]*\{[^{}]*\})*)\s*\}|([^{}@]+\{[^{}]*\})", text):
        media, inner, plain = match.groups()
        yield (media or "").strip(), dict(re.findall(r"--([\w-]+)\s*:\s*([^;}]+)", inner or plain))


def schemes(text):
    """The colours in light and in dark."""
    light, dark = {}, {}
    for media, declared in blocks(text):
        colours = {name: value.strip() for name, value in declared.items() if COLOUR.match(value.strip())}
        if not media:
            light |= colours
        elif "prefers-color-scheme: dark" in media:
            dark |= colours
    return {"light": light, "dark": light | dark}


def luminance(colour):
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at:at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    bright, dim = sorted([luminance(one), luminance(other)], reverse=True)
    # Rounded down, so that no pair is said to have what it has not.
    return int((bright + 0.05) / (dim + 0.05) * 100) / 100


def remarks(text):
    """For every line with one colour in the light or the dark part: its place, what is beside it, what should be."""
    tables, scheme = schemes(text), None
    for number, line in enumerate(text.splitlines()):
        if line.startswith("@media") or line.startswith(":root") or re.match(r"html\b", line):
            scheme = "dark" if "dark" in line else "light" if line == ":root {" and scheme is None else None
        if line.startswith("  :root") and scheme != "dark":
            scheme = None
        found = re.match(r"\s+--([\w-]+): (#[0-9a-f]{6});(?:\s*/\* ?(.*?) ?\*/)?$", line)
        if found and scheme and found[1] not in [*GROUNDS, "outline"]:
            own = [contrast(found[2], tables[scheme][ground]) for ground in GROUNDS]
            yield number, found[3] or "", " / ".join(f"{one:.2f}" for one in own)


def check_remarks(text):
    return [f"tokens.css:{number + 1}: says {says or 'nothing'}, the contrasts are {should}"
            for number, says, should in remarks(text) if not says.endswith(should)]


def check_pairs(text):
    failed, count = [], 0
    for scheme, colours in schemes(text).items():
        for upper, lower, least in [*PAIRS, FOCUS[scheme]]:
            count += 1
            if upper not in colours or lower not in colours:
                failed.append(f"{scheme}: --{upper} on --{lower}: no such colour")
            elif contrast(colours[upper], colours[lower]) < least:
                failed.append(f"{scheme}: --{upper} on --{lower}: {contrast(colours[upper], colours[lower])} is less than {least}")
    return failed, count


def check_sheet(path, tokens):
    """Colours and lengths that are not tokens, and tokens that do not exist."""
    text = path.read_text(encoding="utf-8")
    own = set(re.findall(r"--([\w-]+)\s*:", text)) | {name for _, declared in blocks(tokens) for name in declared}
    failed = []
    for number, line in enumerate(re.sub(r"/\*.*?\*/", lambda match: "\n" * match[0].count("\n"), text, flags=re.S).splitlines(), 1):
        if "@page" in line:
            continue
        at = f"{path.name}:{number}"
        failed += [f"{at}: a colour that is no token: {colour}" for colour in COLOUR.findall(line)]
        for declaration in LITERAL.finditer(line):
            lengths = LENGTH.findall(declaration[1])
            if lengths or (declaration[0].startswith("line-height") and re.match(r"\d*\.\d+$", declaration[1].strip())):
                failed.append(f"{at}: not a token: {declaration[0]}")
        failed += [f"{at}: there is no token --{name}" for name in re.findall(r"var\(--([\w-]+)", line) if name not in own]
    return failed


def main():
    arguments = parse_arguments()
    assets = arguments.theme / "assets"
    path = assets / "tokens.css"
    text = path.read_text(encoding="utf-8")
    if arguments.write:
        lines = text.splitlines()
        for number, says, should in remarks(text):
            name = re.sub(r"[\s,]*[\d.]+ / [\d.]+$", "", says)
            lines[number] = re.sub(r";.*$", f";  /* {name + ', ' if name else ''}{should} */", lines[number])
        text = "\n".join(lines) + "\n"
        path.write_text(text, encoding="utf-8")
    failed, count = check_pairs(text)
    wrong = check_remarks(text)
    written = len(list(remarks(text)))
    sheet = check_sheet(assets / "kyodo.css", text)
    for line in [*failed, *wrong, *sheet]:
        print(line)
    # The style sheet is one case.
    bad = len(failed) + len(wrong) + bool(sheet)
    print(f"{count + written + 1 - bad} passed, {bad} failed")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
