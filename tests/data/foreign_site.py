"""Sites with a foreign string in every place that takes one. A file is a list of lines; a line, or a whole file, that
kyodo refuses is taken out, so that what is left can be built."""

import re

from make_hostile import scalar

LANGUAGES = ("ja", "en")
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="9" height="9"/></svg>\n'
BASE = """base_url: https://kyodo.example/portal/
time_zone: Asia/Tokyo
theme: kyodo
languages: [ja, en]
"""
WORDS = """format: record
label: {ja: 言葉, en: Words}
title: name
fields:
  name: {type: string, translate: true, required: true, label: {ja: 名称, en: Name}}
  short: {type: string, label: {ja: 短い文, en: Short}}
  long: {type: text, translate: true, label: {ja: 長い文, en: Long}}
  items: {type: list, of: {type: string}, label: {ja: 並び, en: Items}}
  local_items: {type: list, of: {type: string}, translate: true, label: {ja: 訳す並び, en: Local items}}
  part: {type: object, fields: {heading: {type: string, label: {ja: 見出し, en: Heading}}, note: {type: text, translate: true, label: {ja: 覚え, en: Note}}}, label: {ja: 部分, en: Part}}
  rows: {type: list, of: {type: object, fields: {what: {type: string, label: {ja: 何, en: What}}, value: {type: integer, label: {ja: 数, en: Number}}}}, label: {ja: 表, en: Table}}
  opening: {type: hours, label: {ja: 時間, en: Hours}}
  where: {type: place, label: {ja: 所, en: Where}}
  picture: {type: image, label: {ja: 絵, en: Picture}}
listing: {sort: [name], summary: [short], index: name}
open_data: true
json_ld: {type: Thing, description: long}
"""
FORMS = """format: record
label: {ja: 文章, en: Texts}
title: name
fields:
  name: {type: string, required: true, label: {ja: 名称, en: Name}}
  words: {type: markdown, translate: true, label: {ja: 本文, en: Text}}
listing: {}
open_data: true
"""
FILES = """format: record
label: {ja: ファイル, en: Files}
title: name
fields:
  name: {type: string, required: true, label: {ja: 名称, en: Name}}
  form: {type: file, label: {ja: 様式, en: Form}}
listing: {}
"""
PAGES = """format: document
label: {ja: ページ, en: Pages}
title: title
path: "{slug}.html"
fields:
  title: {type: string, required: true, label: {ja: 題, en: Title}}
  summary: {type: text, label: {ja: 概要, en: Summary}}
"""
# A type, and a record's value in which %s is the string.
TYPED = {
    "email": ("{type: email}", "%s"), "tel": ("{type: tel}", "%s"), "web": ("{type: url}", "%s"),
    "date": ("{type: date}", "%s"), "year": ("{type: date, partial: true}", "%s"), "moment": ("{type: datetime}", "%s"),
    "begin": ("{type: date_range}", "{start: %s}"), "clock": ("{type: date_range}", "{start: 2026-12-12, start_time: %s}"),
    "zone": ("{type: date_range}", "{start: 2026-12-12, start_time: 10:00, time_zone: %s}"),
    "rule": ("{type: recurrence}", "{rule: %s}"), "number": ("{type: integer}", "%s"), "decimal": ("{type: decimal}", "%s"),
    "money": ("{type: money}", "%s"), "yes": ("{type: boolean}", "%s"), "term": ("{type: term, vocabulary: kinds}", "%s"),
    "ref": ("{type: ref, to: words}", "%s"), "file": ("{type: file}", "%s"),
    "image": ("{type: image}", "{src: %s, alt: {ja: 絵, en: Picture}}"), "latitude": ("{type: place}", "{latitude: %s, longitude: 139}"),
    "chosen": ("{type: string, one_of: [a, b]}", "%s"), "form": ('{type: string, pattern: "[a-z]+"}', "%s"),
    "limited": ("{type: string, max_length: 3}", "%s"),
}
OF_EVERY_RECORD = ("draft", "publish_from", "publish_until", "published", "updated", "example", "unlisted", "layout")
SETTINGS = (  # of site.yaml; each stands on a line that can be taken out
    "contact: %s", "guidelines: %s", "plain_words: %s", "spellings: %s", "agreed_words: %s",
    "checks: {%s: off}", "known_dead: [{url: %s, since: 2026-11-02}]", "layouts: {home: %s}", "logo: %s",
    "security: {images: [%s], scripts: [%s], frames: [%s], styles: [%s]}", "publish: {www: {to: %s}}", "map_url: %s",
    "social_image: %s", "calendar: {week_starts: %s}", "feeds: {by: [%s]}",
    "demonstration: %s", "noindex: %s", "%s: x")
MENUS = ("    - {to: words, label: {ja: %s, en: %s}}", "    - {url: %s, label: {ja: 先, en: There}}", "    - {to: %s}")
SCHEMA = (  # of a schema; a line each
    "path: %s", "summary: %s", "reading: %s", "json_ld: {type: %s}", "upkeep: {review: %s}", "parts: {of: %s, order: %s}",
    "calendar: {period: %s}", "examples_apart: %s", "glossary: %s", "%s: x")
LISTING = ("sort: [%s]", "facets: [%s]", "summary: [%s]", "group_by: %s", "index: %s", "template: %s", "page_size: %s",
           "aliases: [%s]")
FIELDS = ("a: {type: %s}", "b: {type: string, pattern: %s}", "c: {type: string, default: %s}", "d: {type: term, vocabulary: %s}",
          "e: {type: ref, to: %s}", "f: {type: string, required_when: %s}", "g: {type: integer, display: %s}",
          "h: {type: string, %s: x}", "%s: {type: string}", "i: {type: string, facet: true, one_of: [%s, b]}")


class Raw(str):
    """What is YAML already."""


class Loose(str):
    """A line that may be taken out of its file; `instead` then stands there."""
    instead = "# refused"


class Site:
    def __init__(self, files):
        self.files = files      # path: its lines, or its bytes
        self.whole = set()      # files that go as one
        self.planted = self.refused = 0
        self.texts = {}         # path of a record: what its page must say

    def add(self, path, lines, strings=1):
        """A file that goes when anything in it is refused."""
        self.files[path] = lines
        self.whole.add(path)
        self.planted += strings

    def lines(self, path, lines):
        """A file whose loose lines go one by one."""
        self.files[path] = lines
        self.planted += sum(isinstance(line, Loose) for line in lines)

    def take_out(self, path, line):
        """What stands at a place that was refused. False: it must stay."""
        if path.startswith("themes/"):  # that is not there
            path, line = "site.yaml", self.line_of("site.yaml", "theme:")
        elif line == 0 and path.startswith("schema/") and path not in self.whole:
            line = self.line_of(path, "  template:")
        inside = [one for one in self.whole if one.startswith(path + "/")]
        if inside:  # a folder
            return all([self.take_out(one, line) for one in inside])
        if path in self.whole:
            self.whole.discard(path)
            self.texts.pop(path, None)
            del self.files[path]
        elif 0 < line <= len(self.files.get(path, ())) and isinstance(self.files[path][line - 1], Loose):
            self.files[path][line - 1] = self.files[path][line - 1].instead
        else:
            return False
        self.refused += 1
        return True

    def line_of(self, path, start):
        return next((number for number, line in enumerate(self.files[path], 1) if line.startswith(start)), 0)

    def write(self, folder):
        for path, lines in self.files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(lines if isinstance(lines, bytes) else ("\n".join(lines) + "\n").encode())


def local(text):
    return {language: text for language in LANGUAGES}


def loose(forms, text, indent=""):
    """A line for each form, with the string for %s."""
    return [Loose(indent + form.replace("%s", scalar(text))) for form in forms]


def record(values):
    return [f"{key}: {scalar(value) if not isinstance(value, Raw) else value}" for key, value in values.items()]


def instead(usual, line):
    """A line in the place of the usual one, which comes back when it is refused."""
    out = Loose(line)
    out.instead = usual
    return out


def needed(line, text):
    key, _, value = line.partition(": ")
    return instead(line, f"{key}: {value[:-1]}, {scalar(text)}]" if value.endswith("]") else f"{key}: {scalar(text)}")


def bare_site():
    return Site({
        "site.yaml": ["title: {ja: 題, en: Title}", *BASE.splitlines()],
        "schema/words.yaml": WORDS.splitlines(), "schema/events.yaml": ["from: events"], "schema/places.yaml": ["from: places"],
        "schema/forms.yaml": FORMS.splitlines(), "schema/files.yaml": FILES.splitlines(), "schema/pages.yaml": PAGES.splitlines(),
        "vocabularies/event-types.yaml": ["from: event-types"],
        "vocabularies/municipalities.yaml": ["label: {ja: 自治体, en: Municipality}", "terms:",
                                             '  - {id: minato, ja: 港区, en: Minato, code: "131032"}'],
        "vocabularies/kinds.yaml": ["label: {ja: 類, en: Kinds}", "terms:", "  - {id: one, ja: 一, en: One}"],
        "pages/index.ja.md": ["---", "title: 入口", "layout: home", "---", "", "本文です。"],
        "pages/search.ja.md": ["---", "title: 検索", "layout: search", "---", "", "本文です。"],
        "words/p.svg": [PICTURE.strip()],
    })


def plant_texts(site, number, text):
    """A string in every kind of text of a record, and in a document."""
    both = local(text)
    words = {"name": both, "short": text, "long": both, "items": [text, "二つ目"], "local_items": {one: [text, "x"] for one in LANGUAGES},
             "part": {"heading": text, "note": both}, "rows": [{"what": text, "value": 1}, {"what": "二", "value": 2}],
             "opening": both, "where": {"address": both, "latitude": 35.5, "longitude": 139.5},
             "picture": {"src": "p.svg", "alt": both, "caption": both, "credit": both, "licence": text}}
    site.add(f"words/s-{number}.yaml", record(words), 15)
    site.texts[f"words/s-{number}.yaml"] = text
    parts = ("status_note", "when_text", "rain", "venue", "organiser_text", "audience_text", "fee", "bring")
    event = {"name": both, "summary": both, "type": Raw("class"), "municipality": Raw("minato"),
             "when": Raw("{start: 2026-12-12, start_time: 10:00, end_time: 11:00}"), **{part: both for part in parts},
             "recurrence": Raw(f'{{rule: "FREQ=WEEKLY;COUNT=3", changes: [{{date: 2026-12-19, cancelled: true, note: {scalar(both)}}}]}}')}
    site.add(f"events/s-{number}.yaml", record(event), len(parts) + 3)
    site.texts[f"events/s-{number}.yaml"] = text
    several = {one: [text, "x"] for one in LANGUAGES}
    site.add(f"places/s-{number}.yaml", record(
        {"name": both, "summary": both, "municipality": Raw("minato"), "place": {"address": both}, "equipment": several,
         "hours": both, "fee": both, "access": both, "barrier_free": several}), 8)
    site.texts[f"places/s-{number}.yaml"] = text
    site.add(f"forms/s-{number}.yaml", record({"name": f"文{number}", "words": both}))
    site.add(f"pages/d-{number}.ja.md", ["---", f"title: {scalar(text)}", f"summary: {scalar(text)}", "---", "", "本文です。"], 2)
    site.add(f"pages/m-{number}.ja.md", ["---", f"title: 文{number}", "---", "", *text.split("\n")])
    site.add(f"pages/t-{number}/index.ja.md", ["---", f"title: 表{number}", "---", "", f"![表](t{number}.csv)"])
    cell = text.replace('"', '""')
    site.files[f"pages/t-{number}/t{number}.csv"] = f'名,値\r\n"{cell}","{cell}"\r\n'.encode()
    site.add(f"pages/v-{number}/index.ja.md", ["---", f"title: 話{number}", "---", "", f"![話](v{number}.mp4)"])
    site.files[f"pages/v-{number}/v{number}.mp4"] = b"\0\0\0\x18ftypmp42" + b"\0" * 20
    site.files[f"pages/v-{number}/v{number}.ja.vtt"] = f"WEBVTT\n\n00:00.000 --> 00:05.000\n{text}\n".encode()


def file_name(text):
    name = re.sub(r"[/\0]", "", text).encode()[:200].decode(errors="ignore")
    return name if name not in ("", ".", "..") else ""


def plant_names(site, number, text):
    """A string as the name of a file that a record offers, of one in assets/, of a record and of a folder of one."""
    name = file_name(text)
    if not name or len(name.encode()) > 200:
        return
    site.add(f"files/n-{number}/index.yaml", record({"name": f"名{number}", "form": name + ".txt"}))
    site.add(f"files/n-{number}/{name}.txt", ["text"])
    site.add(f"assets/a{number}/{name}", ["text"])


def plant_labels(site, number, texts):
    """Strings as labels, choices, terms and headings of tables: a schema and a vocabulary with a line for each."""
    one, other = local(texts[0]), local(texts[-1])
    site.lines(f"vocabularies/terms-{number}.yaml", [instead("label: {ja: 語彙, en: Words}", f"label: {scalar(one)}"), "terms:", *(
        Loose(f"  - {{id: t{i}, ja: {scalar(text)}, en: {scalar(text)}, description: {scalar(local(text))}, code: {scalar(text)}}}")
        for i, text in enumerate(texts))])
    field = "  f%d: {type: string, label: %s, help: %s, example: %s}"
    site.lines(f"schema/labels-{number}.yaml", [
        "format: record", "title: name", "listing: {facets: [terms, choice], max_pairs: 0}",
        instead("label: {ja: 札, en: Labels}", f"label: {scalar(one)}"), Loose(f"label_one: {scalar(other)}"),
        Loose(f"description: {scalar(one)}"), "fields:",
        "  name: {type: string, required: true, label: {ja: 名称, en: Name}}",
        f"  terms: {{type: list, of: {{type: term, vocabulary: terms-{number}}}, label: {{ja: 用語, en: Terms}}}}",
        "  choice:", "    type: list", "    label: {ja: 選, en: Choice}", "    of:", "      type: string", "      one_of:", "        - a",
        *(Loose(f"        - {scalar(text)}") for text in texts),
        *(Loose(field % (i, scalar(local(text)), scalar(local(text)), scalar(text))) for i, text in enumerate(texts)),
        "open_data:", instead("  standard: {ja: 表, en: Table}", f"  standard: {scalar(other)}"), "  columns:", "    一: name",
        *(Loose(f"    {scalar(text)}: f{i}") for i, text in enumerate(texts))])
    site.lines(f"labels-{number}/one.yaml", [
        f"name: 札{number}", *(Loose(f"f{i}: {i}番の値") for i in range(len(texts))),
        "terms:", *(Loose(f"  - t{i}") for i in range(len(texts))), "choice:", *(Loose(f"  - {scalar(text)}") for text in texts)])


def settings_site(text):
    """A string in every setting of the site, in the files of which a site has one, and in every setting of a schema and of
    its fields, one a line."""
    site = bare_site()
    site.files["words/a.yaml"] = record({"name": local("言葉")})
    shown = scalar(local(text))
    site.lines("site.yaml", [
        *(needed(line, text) for line in BASE.splitlines()), *(Loose(f"{key}: {shown}") for key in ("description", "license")),
        instead("title: {ja: 題, en: Title}", f"title: {shown}"), *loose(SETTINGS, text),
        "menus:", "  main:", "    - {to: words}", *loose(MENUS, text, "    "),
        "  home:", instead("    - label: {ja: 組, en: Group}", f"    - label: {shown}"), "      items:", "        - {to: words}",
        *loose(MENUS, text, "        ")])
    site.lines("removed.yaml", ["pages:", "  - addresses:", "      - old.html", *loose(["%s"], text, "      - "),
                                "    removed: 2026-11-30", *(Loose(f"    {key}: {shown}") for key in ("title", "reason"))])
    site.lines("holidays.yaml", ["source: 官報", "days:", Loose(f"  2026-12-12: {shown}"), "  2026-12-13: {ja: 日, en: Day}"])
    site.lines("i18n/ja.yaml", ["site_map: 地図", Loose(f"search: {scalar(text)}"), *loose(["%s: x"], text)])
    fields = ["  name: {type: string, required: true, label: {ja: 名称, en: Name}}", *loose(FIELDS, text, "  ")]
    site.lines("schema/odds.yaml", ["format: record", "label: {ja: 雑, en: Odds}", "title: name", *loose(SCHEMA, text),
                                    "listing:", "  max_pairs: 0", *loose(LISTING, text, "  "), "fields:", *fields])
    site.files["odds/a.yaml"] = record({"name": "雑"})
    return site


def typed_site(texts):
    """Strings where another type of value is expected, and as keys: a record for each."""
    site = bare_site()
    fields = [f"  {key}: {kind[:-1]}, label: {{ja: {key}, en: {key}}}}}" for key, (kind, _) in TYPED.items()]
    site.files["schema/typed.yaml"] = ["format: record", "label: {ja: 型, en: Types}", "title: name", "listing: {}", "fields:",
                                       "  name: {type: string, required: true, label: {ja: 名称, en: Name}}", *fields]
    forms = {key: f"{key}: {form}" for key, (_, form) in TYPED.items()}
    forms |= {key: f"{key}: %s" for key in OF_EVERY_RECORD} | {"aliases": "aliases: [%s]", "key": "%s: x"}
    for number, text in texts:
        for key, form in forms.items():
            site.add(f"typed/{key.replace('_', '-')}-{number}.yaml", [f"name: 型{number}", *loose([form], text)])
    return site


def keys_site(texts):
    """Strings as the names of files, fields, terms and collections; nearly all are refused."""
    site = bare_site()
    for number, text in texts:
        site.add(f"vocabularies/v{number}.yaml", ["label: {ja: 語, en: Words}", "terms:", *loose(["  - {id: %s, ja: 語, en: Word}"], text)])
        site.add(f"schema/k{number}.yaml", ["format: record", "label: {ja: 類, en: Kind}", "title: name", "fields:",
                                            "  name: {type: string, required: true, label: {ja: 名称, en: Name}}",
                                            *loose(["  %s: {type: string}"], text)])
        name = file_name(text)
        for folder, ending in (("words", "yaml"), ("schema", "yaml"), ("vocabularies", "yaml"), ("i18n", "yaml"), ("pages", "ja.md")):
            if name and f"{folder}/{name}.{ending}" not in site.files:
                site.add(f"{folder}/{name}.{ending}", record({"name": local("言葉")}))
        if name and f"words/{name}" not in site.files:
            site.add(f"words/{name}/index.yaml", record({"name": local("言葉")}))
    return site
