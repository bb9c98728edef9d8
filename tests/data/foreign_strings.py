"""Strings that others have collected because programs stumble over them, or let them run: each once, with its source.

- npm's big-list-of-naughty-strings
- Debian's wfuzz: what is injected into SQL, XML, pages, paths and shells
- Debian's golang-github-microcosm-cc-bluemonday-dev: what its tests give to a sanitizer of HTML, and what comes out
- Debian's golang-golang-x-net-dev: the HTML of html5lib's tests of building trees
- hostile_words.py, and a few of our own: controls, escapes of terminals, marks of direction, ends of other formats
"""

import ast
import json
import re
from pathlib import Path

from hostile_words import HOSTILE

NODE = Path(__file__).resolve().parents[1] / "node_modules"
GO = Path("/usr/share/gocode/src")
MOST = 3000  # characters: longer ones only repeat themselves
OWN = [
    "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x9b31m", "a\rb", "a\x08b", "\x00", "a\x00b", "\x7f", "\u0085", "\u202egnp.exe",
    "\u2066x\u2069", "\u200b", "\ufeff", "\ufffe", "\uffff", "\U0010ffff", "\u2028", "\u2029", "::error::x", "%0A::error::x",
    "<!--#exec cmd=\"id\"-->", "<?php echo 1 ?>", "X-Evil: 1\r\nX: 2", "a\nX-Evil: 1", "\nEND:VEVENT\nBEGIN:VALARM",
    "*/ alert(1) /*", "\\u003cscript\\u003e", "';alert(1)//", "\"><svg onload=alert(1)>", "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>", "</style><script>alert(1)</script>", "--><script>alert(1)</script>",
    "javascript:alert(1)", " javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>1</script>",
    "vbscript:x", "//evil.example/", "\\\\evil.example\\", "https://evil.example/\" onclick=\"x", "https://evil.example/'x",
    "../../../../etc/passwd", "..\\..\\x", "/etc/passwd", "file:///etc/passwd", "con", "nul.txt", ".htaccess", "..", ".", "~",
    "x" * 300, "あ" * 300, "a" + "\u0300" * 100, "&" * 50, "<" * 100, "[" * 100, "{{ 7*7 }}", "{% include \"x\" %}", "${7*7}",
]


def go_literals(path):
    """The texts between quotes of a file in Go."""
    for one in re.finditer(r'"((?:[^"\\\n]|\\.)*)"|`([^`]*)`', path.read_text(encoding="utf-8")):
        if one[2] is not None:
            yield one[2]
            continue
        try:
            yield ast.literal_eval(f'"{one[1]}"')  # escapes are the same
        except (SyntaxError, ValueError):
            continue


def tree_tests(path):
    for test in re.split(r"(?:^|\n)#data\n", path.read_text(encoding="utf-8"))[1:]:
        yield test.partition("\n#errors")[0]


def lines_of(path):
    yield from path.read_text(encoding="utf-8", errors="replace").split("\n")


def naughty_list():
    return json.loads((NODE / "big-list-of-naughty-strings/blns.json").read_text(encoding="utf-8"))


def of_files(folder, pattern, read):
    return [text for path in sorted(folder.glob(pattern)) for text in read(path)]


SOURCES = {
    "own": lambda: OWN + HOSTILE,
    "big-list-of-naughty-strings": naughty_list,
    "wfuzz": lambda: of_files(Path("/usr/share/wfuzz/wordlist/Injections"), "*.txt", lines_of),
    "bluemonday": lambda: of_files(GO / "github.com/microcosm-cc/bluemonday", "*_test.go", go_literals),
    "html5lib": lambda: of_files(GO / "golang.org/x/net/html/testdata/webkit", "*.dat", tree_tests),
}


def can_be_written(text):
    return text.strip() and len(text) <= MOST and not any(0xD800 <= ord(character) < 0xE000 for character in text)


def collect():
    """Source: its strings that no source before it has. A source that is not there is an error."""
    found, known = {}, set()
    for source, read in SOURCES.items():
        found[source] = [text for text in dict.fromkeys(read()) if can_be_written(text) and text not in known]
        known |= set(found[source])
        if len(found[source]) < 50:
            raise SystemExit(f"only {len(found[source])} strings of {source}: scripts/setup test installs them")
    return found
