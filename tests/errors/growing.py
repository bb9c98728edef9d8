"""The families of doubling.py: what the site of base/ has besides, for a size.

A line each: its name, the largest size, and what makes the files. `repeat` fills a page with a text, `markdown` makes
one, `record` writes the lines of a record, `family` any files; # in a numbered text is its number.
"""

from pathlib import Path

BASE = Path(__file__).resolve().parent / "base"

FAMILIES = []


def family(name, size, files, *options):
    """`files(n)` is what the site has besides, by path; `size` is the largest n."""
    FAMILIES.append((name, size, files, options))


def page(text):
    return {"pages/index.ja.md": "---\ntitle: 題\n---\n\n" + text + "\n"}


def markdown(name, size, text, *options):
    """`text(n)` is the text of a page."""
    family("markdown: " + name, size, lambda n: page(text(n)), *options)


def repeat(name, size, unit, before="", after=""):
    """A page of `unit`, which is in a text as often as fits into `size` bytes."""
    length = len(unit.encode())
    markdown(name, size, lambda n: before + unit * (n // length) + after)


def record(name, size, lines):
    """`lines(n)` are those of a record."""
    family("record: " + name, size, lambda n: {"activities/one.yaml": "name: {ja: 会, en: Group}\n" + lines(n) + "\n"})


def many(n, path, text):
    """Files of the same kind, each with its number for #."""
    return {path.replace("#", str(i)): text.replace("#", str(i)) for i in range(n)}


def activities(n, lines="", name="会#, en: Group #"):
    return many(n, "activities/a#.yaml", "name: {ja: " + name + "}\n" + lines)


def numbered(n, line, apart="\n"):
    return apart.join(line.replace("#", str(i)) for i in range(n))


K = 1000

# Markdown that is known to trouble parsers.
repeat("nested brackets", 200 * K, "[")
markdown("brackets around a word", 200 * K, lambda n: "[" * (n // 2) + "a" + "]" * (n // 2))
repeat("brackets never opened", 200 * K, "a]")
repeat("brackets with words", 200 * K, "[a ")
repeat("links never closed", 200 * K, "[a](b")
repeat("links with open titles", 200 * K, '[a](b "c')
repeat("links with open addresses", 200 * K, "[a](<b")
repeat("images never closed", 200 * K, "![a](b")
repeat("images in links", 200 * K, "[![](")
repeat("image marks", 200 * K, "![")
repeat("emphasis opened", 200 * K, "*a_ ")
repeat("emphasis opened and closed", 200 * K, "*a* ")
repeat("emphasis closed", 200 * K, "a_ ")
repeat("emphasis in words", 200 * K, "a**b")
repeat("emphasis mixed", 200 * K, "a**b_c* ")
repeat("emphasis of all lengths", 200 * K, "***a** b* _c__ ")
repeat("stars", 200 * K, "*")
repeat("underscores with letters", 200 * K, "_a")
repeat("stars in Japanese", 200 * K, "**「協働」**する")
repeat("stars and spaces in Japanese", 200 * K, "**協働 ** する")
repeat("struck out", 200 * K, "~~a")
repeat("single tildes", 200 * K, "~a ")
markdown("backticks of all lengths", 600, lambda n: "".join("e" + "`" * i for i in range(1, n)))
repeat("backticks", 200 * K, "`a``")
repeat("code never closed", 200 * K, "``a` ")
repeat("letters and hyphens", 200 * K, "a-")
repeat("fences", 200 * K, "```\n")
repeat("fences in quotes", 200 * K, "> ```\n\n")
repeat("indented code", 200 * K, "    a\n\n")
repeat("quotes in quotes", 200 * K, "> ")
repeat("lines of quotes", 200 * K, "> a\n")
repeat("quotes apart", 200 * K, "> a\n\n")
repeat("callouts", 200 * K, "> [!NOTE]\n> a\n\n")
repeat("lists in one line", 200 * K, "- ")
repeat("numbers in one line", 200 * K, "1. ")
repeat("items", 200 * K, "- a\n")
repeat("items apart", 200 * K, "- a\n\n")
repeat("items with other marks", 200 * K, "- a\n* b\n")
repeat("numbered items", 200 * K, "1. a\n")
repeat("tasks", 200 * K, "- [ ] a\n")
markdown("deep lists", 600, lambda n: "\n".join("  " * i + "- a" for i in range(n)))
markdown("deep lists with blank lines", 600, lambda n: "\n\n".join("  " * i + "- a" for i in range(n)))
markdown("items and quotes in turn", 60 * K, lambda n: "- > " * (n // 4) + "a")
repeat("cells of a row", 200 * K, "a|", "|", "\n" + "|-" + "\n")
markdown("columns", 200 * K, lambda n: "|a" * (n // 4) + "|\n" + "|-" * (n // 4) + "|")
markdown("columns and short rows", 400, lambda n: "|a" * n + "|\n" + "|-" * n + "|\n" + "|b|\n" * n)
repeat("cells without a heading", 200 * K, "|a")
repeat("rows", 200 * K, "|a|b|\n", "|c|d|\n|-|-|\n")
repeat("short rows", 200 * K, "|a\n", "|c|d|\n|-|-|\n")
repeat("rows of full width", 200 * K, "｜a｜b｜\n")
repeat("tables", 200 * K, "|a|\n|-|\n|b|\n\n")
repeat("lines of dashes", 200 * K, "a\n|-|\n")
repeat("notes never closed", 200 * K, "[^a")
repeat("notes that are missing", 200 * K, "[^a] ")
markdown("notes", 6 * K, lambda n: numbered(n, "a[^#] ", "") + "\n\n" + numbered(n, "[^#]: b\n"))
markdown("notes that nothing names", 6 * K, lambda n: numbered(n, "[^#]: b\n"))
markdown("one note many times", 20 * K, lambda n: "a[^1] " * n + "\n\n[^1]: b\n")
repeat("notes in notes", 200 * K, "[^a]: ")
repeat("ruby", 200 * K, "{協働|きょうどう}")
repeat("ruby never closed", 200 * K, "{協|")
repeat("braces", 200 * K, "{")
repeat("spans of a language", 200 * K, "[a]{lang=en} ")
repeat("marks of headings", 200 * K, "a {#b} ")
repeat("tags", 200 * K, "<b>a</b> ")
repeat("tags on lines", 200 * K, "<p>\n\n")
repeat("tags never closed", 200 * K, "<a ")
repeat("attributes never closed", 200 * K, '<a b="')
repeat("comments never closed", 200 * K, "a <!-- ")
repeat("comments", 200 * K, "<!-- a -->\n")
repeat("instructions", 200 * K, "a <? ")
repeat("declarations", 200 * K, "a <!A ")
repeat("character data", 200 * K, "a <![CDATA[ ")
repeat("entities", 200 * K, "&amp;")
repeat("entities never closed", 200 * K, "&a")
repeat("numbers of characters", 200 * K, "&#0;")
repeat("addresses between signs", 200 * K, "<https://a.jp> ")
repeat("signs", 200 * K, "<")
repeat("bare addresses", 200 * K, "https://a.jp ")
repeat("bare addresses in Japanese", 200 * K, "https://a.jp、")
repeat("bare addresses without spaces", 200 * K, "https://a.jp(")
repeat("bare names of hosts", 200 * K, "www.a.jp ")
repeat("bare mail addresses", 100 * K, "a@b.jp ")  # cmark copies the rest of a line for each; 200 KB are given up
repeat("signs of mail", 200 * K, "a@")
repeat("dots and signs of mail", 200 * K, "a.b@")
repeat("beginnings of addresses", 200 * K, "https://")
repeat("colons", 200 * K, "a:")
repeat("headings", 200 * K, "# a\n")
repeat("headings with lines", 200 * K, "a\n---\n")
markdown("different headings", 12 * K, lambda n: numbered(n, "## a#\n"))
repeat("marks of numbers", 200 * K, "#")
repeat("empty headings", 200 * K, "#\n")
markdown("definitions", 12 * K, lambda n: numbered(n, "[a#]: b"))
markdown("definitions used", 6 * K, lambda n: numbered(n, "[a#]", " ") + "\n\n" + numbered(n, "[a#]: https://a.jp/"))
repeat("one definition many times", 200 * K, "[a] ", "", "\n\n[a]: https://a.jp/")
markdown("a long definition many times", 2 * K, lambda n: "[a] " * n + "\n\n[a]: https://a.jp/" + "b" * n)
repeat("definitions never ended", 200 * K, "[a]: \n")
repeat("escapes", 200 * K, "\\")
repeat("escaped signs", 200 * K, "\\*")
repeat("breaks", 200 * K, "a\\\n")
repeat("breaks of spaces", 200 * K, "a  \n")
repeat("rules", 200 * K, "---\n")
repeat("spaces", 200 * K, " ", "a", "a")
repeat("tabs", 200 * K, "\t", "a", "a")
repeat("blank lines", 200 * K, "\n", "a", "a")
repeat("a long word", 200 * K, "a")
repeat("a long word of kanji", 200 * K, "協")
repeat("kanji numerals", 200 * K, "三")
repeat("digits", 200 * K, "1")
repeat("digits of full width", 200 * K, "１")
repeat("katakana", 200 * K, "ア")
repeat("a long line", 200 * K, "協働する。")
repeat("words", 200 * K, "ab cd ")
repeat("lines of text", 200 * K, "協働\n")
repeat("paragraphs", 200 * K, "協働\n\n")
repeat("marks above letters", 200 * K, "\u0301", "a")
repeat("letters with marks", 200 * K, "が ")
repeat("zero width", 200 * K, "\u200b", "a", "a")
repeat("directions", 200 * K, "a\u202e")
repeat("private characters", 200 * K, "\ue000")
repeat("replacement characters", 200 * K, "\ufffd")
repeat("emoji", 200 * K, "👩‍👩‍👧")
repeat("embedded tables", 200 * K, "![a](table.csv)\n\n")
repeat("points of Japanese lists", 200 * K, "・a\n")
repeat("numbers of Japanese lists", 200 * K, "１．a\n")
repeat("Japanese links", 200 * K, "［a］（b）")
repeat("split links", 200 * K, "[a] (b) ")
repeat("quotes of letters", 200 * K, "“a” ")
repeat("dates", 200 * K, "2026年2月30日、")
repeat("telephones", 200 * K, "03-1234-567 ")
repeat("eras", 200 * K, "令和8年5月1日（月）")
repeat("long sentences", 200 * K, "区と区民が、")
repeat("carriage returns", 200 * K, "a\r")
repeat("NUL", 40 * K, "a\0")
repeat("NUL alone", 40 * K, "\0")
repeat("NUL on lines", 40 * K, "a\0\n")

# Many mistakes.
repeat("missing links in one line", 200 * K, "[a](b.md) ")
repeat("missing links on lines", 200 * K, "[a](b.md)\n")
markdown("missing links, each another", 10 * K, lambda n: numbered(n, "[a](b#.md)", " "))
repeat("missing files", 200 * K, "[a](b.pdf) ")
repeat("missing pictures", 200 * K, "![a](b.png) ")
repeat("missing anchors", 200 * K, "[a](#b) ")
repeat("missing anchors of another page", 200 * K, "[a](index.en.md#b) ")
repeat("links that work", 200 * K, "[a](../desks/main.yaml) ")
repeat("links to folders", 200 * K, "[a](../desks/) ")
repeat("links outside", 200 * K, "[a](../../../b) ")
repeat("links by other schemes", 200 * K, "[a](x:b) ")
repeat("links elsewhere", 200 * K, "[a](https://a.jp/) ")
repeat("empty links", 200 * K, "[a]() ")
repeat("links without text", 200 * K, "[](https://a.jp/) ")
repeat("pictures without words", 200 * K, "![](street.svg) ")
repeat("jumps of headings", 200 * K, "## a\n#### b\n")
repeat("marks of a conflict", 200 * K, "=======\n")
family("record: missing references", 3000, lambda n: activities(n, "desk: x#\n"))
family("record: unknown terms", 3000, lambda n: activities(n, "district: x#\n"))
record("unknown keys in one line", 30 * K, lambda n: "leader: {role: a, " + numbered(n, "k#: 1", ", ") + "}")
record("unknown keys on lines", 30 * K, lambda n: numbered(n, "k#: 1"))
record("keys that are there twice", 30 * K, lambda n: "code: A1\n" * n)
record("the same key in one line", 30 * K, lambda n: "leader: {" + "role: a, " * n + "}")
record("items of another type", 30 * K, lambda n: "tools: [" + "{}, " * n + "]")
record("items of another type on lines", 30 * K, lambda n: "tools:\n" + "  - {}\n" * n)
record("items", 30 * K, lambda n: "tools: [" + numbered(n, "a#", ", ") + "]")
record("empty items", 30 * K, lambda n: "tools: [" + "'', " * n + "]")
record("items on lines", 20 * K, lambda n: "tools:\n" + numbered(n, "  - a#"))
record("days without an event", 10 * K, lambda n: "meetings: {rule: FREQ=DAILY;COUNT=9, start: 2026-05-02, except: [" + "2026-05-03, " * n + "]}")
record("wrong days without an event", 10 * K, lambda n: "meetings: {rule: FREQ=DAILY;COUNT=9, start: 2026-05-02, except: [" + "x, " * n + "]}")
record("long value", 200 * K, lambda n: "code: " + "A" * n)
record("long summary", 200 * K, lambda n: "summary: {ja: " + "あ" * (n // 3) + ", en: a}")
record("long reading", 200 * K, lambda n: "kana: " + "あ" * (n // 3))
record("long name", 200 * K, lambda n: "code: A1\nplace: {address: {ja: " + "三" * (n // 3) + ", en: a}}")
record("long telephone", 200 * K, lambda n: "tel: " + "03-" * (n // 3))
record("long mail address", 200 * K, lambda n: "email: " + "a." * (n // 2) + "@a.jp")
record("long address", 200 * K, lambda n: "website: https://a.jp/" + "a/" * (n // 2))
record("long number", 200 * K, lambda n: "members: " + "1" * n)
record("long date", 200 * K, lambda n: "held_on: " + "2026-" * (n // 5))
record("long rule", 200 * K, lambda n: "meetings: {rule: FREQ=DAILY;BYMONTHDAY=" + "1," * (n // 2) + "1}")
record("amounts in two languages", 200 * K, lambda n: f"story:\n  ja: |\n    {numbered(n // 20, '1#円と', '')}\n  en: |\n    {numbered(n // 20, '2# yen, ', '')}")
record("hours", 200 * K, lambda n: "hours: {ja: " + "月曜 9:00~12:00、" * (n // 24) + ", en: a}")
record("long private value", 200 * K, lambda n: "contact_person: " + "あ" * (n // 3))
record("text of a field", 200 * K, lambda n: "story:\n  ja: |\n" + "    [a](b.md)\n" * (n // 14) + "  en: a")
record("text of a field in one line", 200 * K, lambda n: 'story: {ja: "' + "[a](b.md) " * (n // 10) + '", en: a}')
record("brackets", 200 * K, lambda n: "tools: " + "[" * n)
record("open braces", 200 * K, lambda n: "tools: " + "{a: " * (n // 4))
record("quotes", 200 * K, lambda n: "code: " + '"' * n)
record("open quotes", 200 * K, lambda n: 'code: "a\n' * (n // 9))
record("comments", 200 * K, lambda n: "#\n" * (n // 2))
record("odd comments", 200 * K, lambda n: "code: a #b\n" * (n // 11))
record("colons", 200 * K, lambda n: "code: " + "a: " * (n // 3))
record("full-width colons", 200 * K, lambda n: "a：b\n" * (n // 6))
record("full-width colons in one line", 200 * K, lambda n: "leader: {" + "a：b, " * (n // 8) + "}")
record("tabs", 200 * K, lambda n: "\ta: b\n" * (n // 6))
record("spaces", 200 * K, lambda n: "code:" + " " * n + "A1")
record("NUL", 40 * K, lambda n: "code: " + "\0" * n)
record("NUL on lines", 40 * K, lambda n: "a: \0\n" * (n // 5))
record("directions", 200 * K, lambda n: "code: " + "\u202e" * (n // 3))
record("escapes", 200 * K, lambda n: 'code: "' + "\\x41" * (n // 4) + '"')
record("wrong escapes", 200 * K, lambda n: 'code: "' + "\\q" * (n // 2) + '"')
record("dashes", 200 * K, lambda n: "- " * (n // 2))
record("question marks", 200 * K, lambda n: "? " * (n // 2))
record("lines of dashes", 200 * K, lambda n: "---\n" * (n // 4))
record("deeper and deeper", 600, lambda n: "\n".join(" " * i + "a:" for i in range(n)))
record("long key", 200 * K, lambda n: "a" * n + ": 1")
record("block of text", 200 * K, lambda n: "code: |\n" + "  a\n" * (n // 4))
record("plain lines", 200 * K, lambda n: "code: a\n" + "  a\n" * (n // 4))
family("bytes: not UTF-8", 200 * K, lambda n: {"activities/one.yaml": b"name: " + b"\x83\x40\xff" * (n // 3)})
family("bytes: escape characters", 200 * K, lambda n: {"activities/one.yaml": b"name: " + b"\x1b[" * (n // 2)})
family("bytes: zeros", 200 * K, lambda n: {"pages/index.ja.md": b"\0" * n})

markdown("different missing notes", 12 * K, lambda n: numbered(n, "a[^#]", " "))
markdown("links to headings", 6 * K, lambda n: numbered(n, "[a](#h-a#)\n\n## a# {#a#}\n"))
markdown("links to headings that are missing", 6 * K, lambda n: numbered(n, "[a](#h-b#)\n\n## a# {#a#}\n"))
family("missing references among many", 2000, lambda n: activities(n, "desk: x#\n") | {f"desks/d{i}.yaml": f"name: {{ja: 窓口{i}, en: D{i}}}\n" for i in range(n)})
family("missing files among many", 2000, lambda n: activities(n, "form: x#.pdf\n"))

# Many records, terms, languages, fields.
family("records", 4000, lambda n: activities(n, "district: shiba\n"))
family("records of one name", 2000, lambda n: activities(n, name="会, en: Group"))
family("records of one desk", 2000, lambda n: activities(n, "desk: main\n"))
family("records of a private value", 2000, lambda n: activities(n, "contact_person: 試験花子#\n"))
family("records with days", 2000, lambda n: activities(n, "held_on: 2026-05-02\n"))
family("pages", 2000, lambda n: many(n, "pages/a#.ja.md", "---\ntitle: 題#\n---\n\n本文[窓口](../desks/main.yaml)\n"))
family("pages that name a page", 2000, lambda n: many(n, "pages/a#.ja.md", "---\ntitle: 題#\n---\n\n[初め](index.ja.md)\n"))
family("pages with a missing link", 2000, lambda n: many(n, "pages/a#.ja.md", "---\ntitle: 題#\n---\n\n[x](x#.md)\n"))
family("stale translations", 2000, lambda n: {f"pages/a{i}.{c}.md": f"---\ntitle: 題{i}\n{t}---\n\n本文\n" for i in range(n) for c, t in (("ja", ""), ("en", "translation: {of: 8ddaa69dcd50}\n"))})
family("files that nothing names", 3000, lambda n: {f"activities/a{i}.pdf": "%PDF-1.4" for i in range(n)})
family("names of files", 3000, lambda n: {f"activities/名前{i}.yaml": "name: {ja: 会, en: G}\n" for i in range(n)})
family("folders", 2000, lambda n: {f"pages/a{i}/index.ja.md": "---\ntitle: 題\n---\n\na\n" for i in range(n)})


def terms(lines):
    return {"vocabularies/districts.yaml": "label: {ja: 地区, en: Districts}\nterms:\n  - {id: shiba, ja: 芝, en: Shiba}\n" + lines + "\n"}


family("terms", 4000, lambda n: terms(numbered(n, "  - {id: t#, ja: 語#, en: T#}")))
family("terms in terms", 4000, lambda n: terms("  - {id: t0, ja: 語, en: T}\n" + "".join(f"  - {{id: t{i}, ja: 語{i}, en: T{i}, broader: t{i - 1}}}\n" for i in range(1, n))))
family("terms in terms, the deepest first", 4000, lambda n: terms("".join(f"  - {{id: t{i}, ja: 語{i}, en: T{i}, broader: t{i - 1}}}\n" for i in range(n, 0, -1)) + "  - {id: t0, ja: 語, en: T}\n"))
family("terms of one term", 4000, lambda n: terms("".join(f"  - {{id: t{i}, ja: 語{i}, en: T{i}, broader: shiba}}\n" for i in range(n))))
family("terms of one name", 4000, lambda n: terms(numbered(n, "  - {id: t#, ja: 語, en: T}")))
family("terms there twice", 4000, lambda n: terms(numbered(n, "  - {id: t, ja: 語, en: T}")))
family("related terms", 3000, lambda n: terms(numbered(n, "  - {id: t#, ja: 語#, en: T#, related: [shiba]}")))
family("terms of unknown terms", 4000, lambda n: terms(numbered(n, "  - {id: t#, ja: 語#, en: T#, broader: x#}")))
family("terms of records", 400, lambda n: terms(numbered(n, "  - {id: t#, ja: 語#, en: T#}")) | activities(n, "district: t#\n"))
family("unknown terms among many", 2000, lambda n: terms(numbered(n, "  - {id: t#, ja: 語#, en: T#}")) | activities(n, "district: x#\n"))
family("a circle of terms", 4000, lambda n: terms("".join(f"  - {{id: t{i}, ja: 語{i}, en: T{i}, broader: t{(i + 1) % n}}}\n" for i in range(n))))
family("vocabularies", 1000, lambda n: {f"vocabularies/v{i}.yaml": "label: {ja: 語, en: W}\nterms:\n  - {id: a, ja: あ, en: A}\n" for i in range(n)})


def changed(path, before, after):
    text = (BASE / path).read_text()
    assert before in text
    return {path: text.replace(before, after)}

family("days of the week near an event", 200 * K,
       lambda n: changed("schema/activities.yaml", "listing:", "calendar: {period: period}\nlisting:")
       | {"activities/one.yaml": "name: {ja: 会, en: Group}\nperiod: {start: 2026-11-05, end: 2026-11-05}\nstory:\n  ja: " + "11月2日（月）と" * (n // 25) + "\n  en: a\n"})



family("languages", 120, lambda n: changed("site.yaml", "[ja, en]", "[ja, en, " + numbered(n, "ja-x-a#", ", ") + "]"))
family("fields", 3000, lambda n: changed("schema/activities.yaml", "  code:", numbered(n, "  f#: {type: string, label: {ja: 項目#, en: Field #}}") + "\n  code:"))
family("fields of terms", 1000, lambda n: changed("schema/activities.yaml", "  code:", numbered(n, "  f#: {type: term, vocabulary: districts, label: {ja: 項目#, en: Field #}}") + "\n  code:"))
family("fields of unknown types", 3000, lambda n: changed("schema/activities.yaml", "  code:", numbered(n, "  f#: {type: x#, label: {ja: 項目#, en: Field #}}") + "\n  code:"))
family("fields with unknown keys", 3000, lambda n: changed("schema/activities.yaml", "  code:", numbered(n, "  f#: {type: string, labels: {ja: 項目#, en: Field #}}") + "\n  code:"))
family("facets", 300, lambda n: changed("schema/activities.yaml", "facets: [district]", "facets: [" + "district, " * n + "]"))
family("schemas", 300, lambda n: {f"schema/s{i}.yaml": f"format: record\nlabel: {{ja: 種類{i}, en: Kind {i}}}\ntitle: name\nfields: {{name: {{type: string, translate: true, label: {{ja: 名, en: Name}}}}}}\n" for i in range(n)})
family("long labels", 100 * K, lambda n: changed("schema/activities.yaml", "ja: 名称", "ja: " + "名" * (n // 3)))
family("long choices", 4000, lambda n: changed("schema/activities.yaml", "[plan, do, check]", "[plan, do, check, " + numbered(n, "c#", ", ") + "]"))
family("long patterns", 100 * K, lambda n: changed("schema/activities.yaml", '"[A-Z][0-9]+"', '"' + "(a?)" * (n // 4) + '"'))
family("items of menus", 4000, lambda n: changed("site.yaml", "    - {to: activities}", "    - {to: activities}\n" * n))
family("wrong items of menus", 4000, lambda n: changed("site.yaml", "    - {to: activities}", numbered(n, "    - {to: x#}")))
family("unknown settings", 8000, lambda n: changed("site.yaml", "contact: main", "contact: main\n" + numbered(n, "k#: 1")))
family("long title of the site", 100 * K, lambda n: changed("site.yaml", "ためしの協働ポータル", "協" * (n // 3)))
family("addresses of old", 8000, lambda n: changed("activities/clean-up.yaml", "code: A1", "aliases: [" + numbered(n, "old/#.html", ", ") + "]"), "build")
family("one address of old", 4000, lambda n: changed("activities/clean-up.yaml", "code: A1", "aliases: [" + "old/a.html, " * n + "]"))
family("wrong addresses of old", 4000, lambda n: changed("activities/clean-up.yaml", "code: A1", "aliases: [" + "../a, " * n + "]"))
family("words of the theme", 4000, lambda n: {"i18n/ja.yaml": numbered(n, "w#: 語#")})
family("known dead links", 4000, lambda n: changed("site.yaml", "contact: main", "contact: main\nknown_dead:\n" + numbered(n, "  - {url: https://a.jp/#, since: 2026-01-01}")))
family("synonyms of the search", 4000, lambda n: {"search.yaml": "synonyms:\n" + numbered(n, "  - {ask: [語#], find: [言葉#]}")})
family("holidays", 4000, lambda n: {"holidays.yaml": "days:\n" + "".join(f"  {1900 + i // 300}-{i // 25 % 12 + 1:02}-{i % 25 + 1:02}: {{ja: 祝日, en: Holiday}}\n" for i in range(n))})

# Events.
FAIRS = (BASE.parent / "cases/recurrence-day/schema/fairs.yaml").read_text()


def fairs(n, when, repeats=None, size=1):
    one = "name: {ja: 市, en: Fair}\nwhen: " + when + "\n" + ("repeats_by: " + repeats + "\n" if repeats else "")
    return {"schema/fairs.yaml": FAIRS} | {f"fairs/f{i}.yaml": one for i in range(n)}


family("events on one day", 2000, lambda n: fairs(n, "{start: 2026-05-09}"))
family("events for years", 500, lambda n: fairs(n, "{start: 2026-05-09, end: 2036-05-09}"))
family("events without end", 1000, lambda n: fairs(n, "{start: 2026-05-09}", "{rule: FREQ=DAILY}"))
family("events of some times", 1000, lambda n: fairs(n, "{start: 2026-05-09}", "{rule: FREQ=WEEKLY;COUNT=30}"))
family("times of an event", 8000, lambda n: fairs(1, "{start: 2026-05-09}", f"{{rule: FREQ=DAILY;COUNT={n}}}"))
family("days without the event", 8000, lambda n: fairs(1, "{start: 2026-05-09}", "{rule: FREQ=DAILY;COUNT=30, except: [" + "2026-05-10, " * n + "]}"))
family("an event that never takes place", 4000, lambda n: fairs(1, "{start: 2026-05-09}", f"{{rule: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT={n}}}"))

# Readings and the search, of which the pages of the sample's theme have both.
FULL = {"site.yaml": (BASE / "site.yaml").read_text().replace("plain", "kyodo")}
FULL_SIZE = 60 * K


def read(name, text):
    family("read and found: " + name, FULL_SIZE, lambda n: FULL | page(text(n)))


read("kanji numerals", lambda n: "三" * (n // 3))
read("kanji numerals apart", lambda n: "三、" * (n // 6))
read("kanji", lambda n: "協" * (n // 3))
read("different kanji", lambda n: "".join(chr(0x4E00 + i * 7919 % 20000) for i in range(n // 3)))
read("kana", lambda n: "あ" * (n // 3))
read("katakana", lambda n: "ア" * (n // 3))
read("digits", lambda n: "1" * n)
read("a word", lambda n: "a" * n)
read("different words", lambda n: numbered(n // 6, "w#", " "))
read("digits and letters", lambda n: "1a" * (n // 2))
read("signs", lambda n: "、" * (n // 3))
read("ruby", lambda n: "{協働|きょうどう}" * (n // 25))
read("headings", lambda n: numbered(n // 20, "## 見出し#\n\n協働"))

# Templates and their themes.
def template(name, size, text):
    path = "themes/plain/templates/document.html"
    family("template: " + name, size, lambda n: {path: "{% extends \"layout.html\" %}\n{% block main %}\n" + text(n) + "\n{% endblock %}\n"})


template("prints", 8000, lambda n: "{{ record.title }}" * n)
template("conditions", 8000, lambda n: "{% if record.title %}a{% endif %}" * n)
template("conditions in conditions", 8000, lambda n: "{% if record.title %}" * n + "{% endif %}" * n)
template("brackets", 100 * K, lambda n: "{{ " + "(" * n)
template("operators", 100 * K, lambda n: "{{ 1" + " + 1" * (n // 4) + " }}")
template("filters", 4000, lambda n: "{{ record.title" + " | upper" * n + " }}")
template("unknown fields", 8000, lambda n: "{{ record.tilte }}" * n)
template("unknown fields on lines", 8000, lambda n: "{{ record.tilte }}\n" * n)
template("tags never closed", 100 * K, lambda n: "{{ " * (n // 3))
template("comments never closed", 100 * K, lambda n: "{# " * (n // 3))
template("elements", 100 * K, lambda n: "<b>" * (n // 3))
template("attributes", 100 * K, lambda n: "<b" + ' a="b"' * (n // 6) + ">")
template("text", 200 * K, lambda n: "a" * n)
template("missing words", 4000, lambda n: numbered(n, "{{ t.x# }}"))
template("macros", 2000, lambda n: numbered(n, "{% macro m#() %}a{% endmacro %}"))
template("sets", 4000, lambda n: numbered(n, "{% set x# = 1 %}"))
family("templates", 2000, lambda n: {f"themes/plain/templates/t{i}.html": "a" for i in range(n)})
family("templates that include one another", 400, lambda n: {f"themes/plain/templates/t{i}.html": f'{{% include "t{i + 1}.html" %}}' for i in range(n)} | {f"themes/plain/templates/t{n}.html": "a"})
family("assets of a theme", 2000, lambda n: {f"themes/plain/assets/a{i}.css": "a {}" for i in range(n)})
family("assets", 2000, lambda n: {f"assets/a{i}.txt": "a" for i in range(n)})
