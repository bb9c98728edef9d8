#!/usr/bin/python3
"""Plants a value of its own in every private field of every record, and looks for it in all that kyodo then makes.

  tests/site/canaries.py KYODO CONTENT

CONTENT is copied, and each of its collections gets private fields of every type, at the top and inside objects and
lists, with a value for each record. What is looked for is not the whole values but the mark that each holds, in the
disguises that a program or a template could give it; the search is asked for them, too. Then the small site of
tests/errors/base gets private values that are wrong in many ways, and nothing of them may stand in what is said, for
the log of a build is often public. The last line is `N passed, N failed`; a test is a planted value.
"""

import base64
import codecs
import html
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse
from pathlib import Path

BASE = Path(__file__).resolve().parents[1] / "errors" / "base"
NOW = "2026-12-01T09:00+09:00"
WORD = "Qzjxvk"  # in each text
KANJI = "鷭鸛鶲"  # in each Japanese text
YEAR = 2093  # of each date: 令和75年
DIGITS = "8642097"  # in each number

# Key: schema, value with {n} for the number of the record.
FIELDS = {
    "zz_string": ("{type: string}", "Qzjxvk {n} 鷭鸛鶲"),
    "zz_local": ("{type: text, translate: true}", "{{ja: 鷭鸛鶲の{n}番の文です。, en: Qzjxvk number {n}.}}"),
    "zz_markdown": ("{type: markdown, translate: true}",
                    '{{ja: "**鷭鸛鶲** は[Qzjxvk{n}](https://example.jp/Qzjxvk)です。", en: "[Qzjxvk](https://example.jp/Qzjxvk{n})"}}'),
    "zz_integer": ("{type: integer}", "8642097{n}"),
    "zz_money": ("{type: money}", "8642097{n}"),
    "zz_decimal": ("{type: decimal}", "{n}.8642097"),
    "zz_date": ("{type: date}", "2093-07-{day:02}"),
    "zz_range": ("{type: date_range}", "{{start: 2093-07-{day:02}, end: 2093-08-{day:02}}}"),
    "zz_datetime": ("{type: datetime}", "2093-07-{day:02}T10:00"),
    "zz_email": ("{type: email}", "Qzjxvk.{n}@example.jp"),
    "zz_tel": ("{type: tel}", '"03-8642-097{last}"'),
    "zz_url": ("{type: url}", "https://example.jp/Qzjxvk/{n}"),
    "zz_list": ("{type: list, of: {type: string}}", "[Qzjxvk-{n}, 鷭鸛鶲{n}]"),
    "zz_object": ("{type: object, fields: {note: {type: string}}}", "{{note: Qzjxvk note {n}}}"),
    "zz_file": ("{type: file}", "zz-qzjxvk.txt"),
}
NESTED = ("zz_open: {type: object, fields: {shown: {type: string}, zz_inner: {type: string, private: true}}}",
          "{{shown: 見える, zz_inner: Qzjxvk inner {n}}}")
LABEL = ", private: true, label: {ja: 秘密, en: Secret}}"


def plant(content):
    """Returns how many values were planted."""
    fields = "".join(f"  {key}: {schema[:-1]}{LABEL}\n" for key, (schema, _) in FIELDS.items()) + f"  {NESTED[0]}\n"
    count = 0
    for schema in sorted((content / "schema").glob("*.yaml")):
        text = schema.read_text()
        text = re.sub("^fields:\n", "fields:\n" + fields, text, flags=re.MULTILINE)
        schema.write_text(text if "zz_string" in text else f"{text}fields:\n{fields}")
        records = sorted((content / schema.stem).rglob("*.yaml")) + sorted((content / schema.stem).rglob("*.md"))
        for number, path in enumerate(records, 1000):
            if path.suffix == ".md" and re.search("^translation:", path.read_text(), re.MULTILINE):
                continue  # a translation has no such fields
            place = {"n": number, "day": number % 28 + 1, "last": number % 10}
            values = {key: value for key, (_, value) in FIELDS.items()}
            if path.suffix == ".md":  # has a file for each language
                values |= {key: FIELDS["zz_string"][1] for key in ("zz_local", "zz_markdown")}
            lines = [f"{key}: {value.format(**place)}\n" for key, value in values.items()]
            lines.append(f"zz_open: {NESTED[1].format(**place)}\n")
            text = path.read_text()
            head, fence, rest = text.partition("---\n") if path.suffix == ".md" else ("", "", text)
            path.write_text(head + fence + "".join(lines) + rest)
            (path.parent / "zz-qzjxvk.txt").write_text(f"{WORD} {KANJI}")
            count += len(lines) + 1  # the range has two
    return count


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def spaced(text, between):
    return between.join(text)


def disguises(text):
    """Patterns of bytes."""
    plain = {text, text.upper(), text.lower(), text.swapcase(), text[::-1], text.lower()[::-1], full_width(text),
             full_width(text.upper()), full_width(text.lower()), codecs.encode(text, "rot13")}
    plain |= {spaced(text, between) for between in (" ", "\u3000", "-", "\u200b", "\u00ad", "&nbsp;", "<wbr>", "_", ".")}
    plain |= {"".join(f"&#{ord(c)};" for c in text), "".join(f"&#x{ord(c):x};" for c in text),
              "".join(f"&#x{ord(c):X};" for c in text), "".join(f"\\u{ord(c):04x}" for c in text),
              "".join(f"\\u{ord(c):04X}" for c in text)}
    found = {one.encode() for one in plain}
    for form in (text, text.lower(), text.upper()):
        bytes_ = form.encode()
        found |= {"".join(f"{sign}{b:02{x}}" for b in bytes_).encode() for sign in ("%", "%25", "=", "\\x") for x in "xX"}
        found |= {bytes_.hex().encode(), bytes_.hex().upper().encode(), form.encode("utf-16-le"), form.encode("utf-16-be")}
        for lead in range(3):  # base64 of a text in which it begins at any place
            coded = base64.b64encode(b"a" * lead + bytes_)
            core = coded[-(-lead * 8 // 6):][:(len(bytes_) * 8 - 8) // 6]
            found |= {core, core.replace(b"+", b"-").replace(b"/", b"_")}
    return {one for one in found if len(one) >= 6}


def of_numbers():
    found = set()
    for number in (DIGITS, "8,642,097", "86,420,97", "864万2097", "864.2097", "8.642097"):
        found |= {number, full_width(number), number[::-1]}
    found |= {"03-8642-097", "03 8642 097", "0386420", "(03)8642", "+81-3-8642", "+8138642", "０３－８６４２"}
    return {one.encode() for one in found}


def of_dates():
    return {one.encode() for one in ("2093-07", "2093/07", "2093/7", "209307", "2093年", "２０９３年", "July 2093", "Jul 2093",
                                     ", 2093", "令和75", "令和７５", "R75.", "Reiwa 75", "3902-", "07/2093", ".07.2093")}


def found_in(public, patterns):
    """The outputs that hold one of the patterns, and that one. Numbers of a length that is common are looked at as words."""
    search = re.compile(b"|".join(re.escape(one) for one in sorted(patterns, key=len, reverse=True)))
    out = []
    for path in sorted(public.rglob("*")):
        if not path.is_file():
            continue
        name = str(path.relative_to(public))
        text = path.read_bytes() + urllib.parse.unquote(name).encode()
        hit = search.search(text)
        if not hit and path.suffix in (".html", ".xml", ".atom", ".json", ".js"):
            hit = search.search(html.unescape(text.decode("utf-8", "replace")).encode())
        if hit:
            out.append(f"{name}: {hit.group()!r}")
    return out


def run(kyodo, folder, *arguments):
    done = subprocess.run([kyodo, *arguments, *(() if "--lang" in arguments else ("--lang", "en"))], cwd=folder, capture_output=True, check=False)
    return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")


def whole_content(kyodo, content, folder, problems):
    shutil.copytree(content, folder / "content", symlinks=True)
    planted = plant(folder / "content")
    code, said = run(kyodo, folder, "build", "--site", "content", "--now", NOW)
    if code != 0:
        problems.append(f"the site with private fields is not built: {said[:2000]}")
        return planted
    patterns = disguises(WORD) | disguises(KANJI) | of_numbers() | of_dates()
    before = found_in(folder / "public", patterns)
    problems += before
    said += run(kyodo, folder, "check", "--site", "content", "--now", NOW, "--format", "json")[1]
    for form in ((), ("--json",), ("--csv",), ("--html", "status.html")):
        said += run(kyodo, folder, "status", "--site", "content", "--now", NOW, *form)[1]
    said += (folder / "status.html").read_text()
    hit = re.search(b"|".join(map(re.escape, patterns)), said.encode())
    if hit:
        problems.append(f"what is said holds {hit.group()!r}: …{said[max(0, said.find(hit.group().decode()) - 300):][:400]}")
    for query in (WORD, WORD[:4], KANJI, KANJI[:2], f"{WORD} 1000", DIGITS, "2093", "秘密"):
        for language in ("ja", "en"):
            answer = run(kyodo, folder, "search", query, "--in", language, "--format", "json")[1]
            if WORD in answer.replace(f'"{query}"', "") or KANJI in answer.replace(f'"{query}"', ""):
                problems.append(f"kyodo search {query}: {answer[:300]}")
    return planted


# Private values that are wrong: types, and lines that are not even YAML.
WRONG = [(kind, value) for kind in ("integer", "decimal", "money", "boolean", "date", "datetime", "date_range", "recurrence",
                                    "email", "tel", "url", "image", "file", "term, vocabulary: districts",
                                    "ref, to: desks", "place", "hours", "string, pattern: '[a-z]'", "string, one_of: [a, b]",
                                    "string, max_length: 3", "string, translate: true", "list, of: {type: date}",
                                    "object, fields: {a: {type: string}}", "markdown")
         for value in ("Qzjxvk 鷭鸛鶲", "[Qzjxvk, 鷭鸛鶲]", "{Qzjxvk: 鷭鸛鶲}", '"Qzjxvk\\t鷭鸛鶲\\u200b"', "Qzjxvk　鷭鸛鶲\u200b",
                       "|\n    Qzjxvk 鷭鸛鶲\n    # <b>鷭鸛鶲</b> [Qzjxvk](Qzjxvk.txt)")]
BROKEN = ["zz: Qzjxvk: 鷭鸛鶲", "zz: [Qzjxvk, 鷭鸛鶲", 'zz: "Qzjxvk 鷭鸛鶲', "zz: &Qzjxvk 鷭鸛鶲", "zz: *Qzjxvk", "zz: !Qzjxvk 鷭鸛鶲",
          "zz：Qzjxvk 鷭鸛鶲", "zz　Qzjxvk 鷭鸛鶲", "zz Qzjxvk 鷭鸛鶲", "zz:Qzjxvk", "\tzz: Qzjxvk", "内緒: Qzjxvk 鷭鸛鶲", "zzz: Qzjxvk 鷭鸛鶲",
          "zz: @Qzjxvk", "zz: `Qzjxvk", "zz: %Qzjxvk", "zz: Qzjxvk #鷭鸛鶲\nzz: Qzjxvk", "zz: {a: Qzjxvk, a: 鷭鸛鶲}", "zz: Qzjxvk\x01",
          "- zz: Qzjxvk", "zz:\n  - Qzjxvk\n - 鷭鸛鶲", "zz: 'Qzjxvk'鷭鸛鶲", "zz: Qzjxvk\n  鷭鸛鶲: Qzjxvk", "secret: {zz: Qzjxvk"]


def wrong_values(kyodo, folder, problems):
    """What is said of them: the field and the place, not the value. Each wrong value is a record of its own."""
    marks = re.compile(b"|".join(map(re.escape, disguises(WORD) | disguises(KANJI))))
    site = folder / "small"
    shutil.copytree(BASE, site)
    kinds = sorted({kind for kind, _ in WRONG})
    fields = "".join(f"  zz{number}: {{type: {kind}{LABEL}\n" for number, kind in enumerate(kinds))
    schema = (BASE / "schema/activities.yaml").read_text()
    (site / "schema/activities.yaml").write_text(
        schema.replace("listing:", fields + f"  zz: {{type: string, private: true, label: {{ja: 内緒, en: Inside}}}}\nlisting:"))
    cases = [f"zz{kinds.index(kind)}: {value}" for kind, value in WRONG] + BROKEN
    for number, line in enumerate(cases):
        (site / f"activities/wrong-{number}.yaml").write_text(f"name: {{ja: まちがい, en: Wrong}}\n{line}\nsummary: {{ja: 文です。, en: Text.}}\n")
    told = set()
    for form in ("text", "json", "github"):
        for language in ("ja", "en"):
            code, said = run(kyodo, folder, "check", "--site", "small", "--now", "2026-04-01T09:00+09:00", "--format", form,
                             "--lang", language)
            if code != 1:
                problems.append(f"check of wrong values as {form}: exit code {code}: {said[:600]}")
            told |= set(re.findall("wrong-([0-9]+)", said))
            for line in said.split("\n"):
                if marks.search(line.encode()):
                    case = re.search("wrong-([0-9]+)", line)
                    problems.append(f"{cases[int(case[1])] if case else ''} as {form}: {line[:400]}")
    if len(told) < len(cases) * 0.8:
        problems.append(f"only {len(told)} of {len(cases)} wrong values are told")
    return len(cases)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    kyodo, content = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    problems = []
    with tempfile.TemporaryDirectory(prefix="kyodo-canaries-") as folder:
        planted = whole_content(kyodo, content, Path(folder), problems)
        tried = wrong_values(kyodo, Path(folder), problems)
    for problem in problems[:30]:
        print(problem)
    print(f"{planted} values in private fields; {tried} wrong ones in six forms of messages")
    print(f"{planted + tried - len(problems)} passed, {len(problems)} failed")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
