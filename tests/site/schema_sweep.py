#!/usr/bin/env python3
"""The theme takes any schema: every field of the sample's collections is left out or made another type, one at a time,
with the other collections and without them. Each such site must build; warnings are allowed, errors are not.

usage: schema_sweep.py KYODO CONTENT [--every N]      (every N-th of the sites; default 1: all)
"""
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TYPES = {  # another type, and a value of it
    "left out": (None, None),
    "string": ("{type: string}", "言葉"),
    "text": ("{type: text, translate: true}", "{ja: 長い言葉, en: Some words}"),
    "list": ("{type: list, of: {type: string}}", "[一, 二]"),
    "term": ("{type: term, vocabulary: sweep}", "one"),
    "terms": ("{type: list, of: {type: term, vocabulary: sweep}}", "[one]"),
    "date range": ("{type: date_range}", "{start: 2026-11-01, end: 2027-02-01}"),
    "date": ("{type: date}", "2026-12-24"),
    "integer": ("{type: integer}", "3"),
    "object": ("{type: object, fields: {part: {type: string}}}", "{part: 部分}"),
    "numbers": ("{type: list, of: {type: object, fields: {label: {type: string}, value: {type: integer}}}}",
                "[{label: 一, value: 1}, {label: 二, value: -5}]"),
    "markdown": ("{type: markdown}", '"**字**"'),
    "url": ("{type: url}", "https://www.example.jp/"),
}
SITE = """title: {ja: ためし, en: Trial}
description: {ja: ためしのサイトです。, en: A site to try.}
base_url: https://trial.example/
languages: [ja, en, {code: ja-x-easy, hidden: true}]
time_zone: Asia/Tokyo
theme: kyodo
"""
LAYOUTS = {"home": "index.html", "search": "search.html", "site-map": "site-map.html", "notfound": "404.html",
           "booklet": "booklet.html", "cases-booklet": "cases-booklet.html"}


def block(text, key):
    """The lines below `key:` at the start of a line."""
    found = re.search(rf"^{key}:[ \t]*\n((?:[ \t#].*\n|\n)+)", text, re.M)
    return found.group(1) if found else ""


def fields_of(text):
    """Each field of a schema as it is written, by name."""
    parts = re.split(r"^  ([a-z_]+):", block(text, "fields"), flags=re.M)
    return dict(zip(parts[1::2], parts[2::2]))


class Schema:
    def __init__(self, path, ready):
        text = path.read_text()
        base = re.search(r"^from: *(\S+)", text, re.M)
        library = (ready / f"{base.group(1)}.yaml").read_text() if base else ""
        self.name = path.stem
        self.fields = fields_of(library) | fields_of(text)
        both = text + "\n" + library
        first = lambda pattern, usual: (re.search(pattern, both, re.M) or [None, usual])[1]
        self.format = first(r"^format: *(\S+)", "record")
        self.title = first(r"^title: *(\S+)", "title")
        self.template = first(r"^  template: *(\S+)", "") or first(r"^listing: *\{.*template: *([a-z-]+)", "")
        self.calendar = first(r"^calendar: *(\{.*\})", "")
        self.parts = first(r"^parts: *(\{.*\})", "")
        self.parts_fields = re.findall(r"(?:of|order): *([a-z_]+)", self.parts)
        self.path = first(r"^path: *(\S+)", "")
        self.listing = re.search(r"^listing:", both, re.M) is not None
        self.glossary = re.search(r"^glossary: true", both, re.M) is not None

    def refers(self, name):
        """The collections that a field refers to."""
        return set(re.findall(r"\bto: *([a-z-]+)", self.fields[name]))

    def written(self, present, changed=None, kind=None):
        lines = [f"format: {self.format}", f"label: {{ja: {self.name}, en: {self.name}}}", f"title: {self.title}"]
        if self.glossary:
            lines.append("glossary: true")
        mentioned = set(re.findall(r"[a-z_]+", self.calendar))
        kept = {name for name in self.fields if self.refers(name) <= present}
        if self.calendar and changed not in mentioned and mentioned & set(self.fields) <= kept:
            lines.append(f"calendar: {self.calendar}")
        if self.parts and changed not in self.parts_fields and set(self.parts_fields) <= kept:
            lines.append(f"parts: {self.parts}")
        if self.path and set(re.findall(r"\{([a-z_]+)\}", self.path)) - {"slug"} <= kept - {changed}:
            lines.append(f"path: {self.path}")
        if self.listing:
            lines.append("listing: {sort: [%s]%s}" % (self.title, f", template: {self.template}" if self.template else ""))
        lines.append("fields:")
        for name, text in self.fields.items():
            if name == changed and kind and TYPES[kind][0]:
                lines.append(f"  {name}: {TYPES[kind][0]}")
            elif name != changed and name in kept:
                optional = re.sub(r",? *required(_when)?: *[^,}\n]+", "", text)
                lines.append(f"  {name}:{optional.rstrip()}")
        return "\n".join(lines) + "\n"


def write_record(folder, schema, present, changed, kind):
    folder.mkdir(parents=True, exist_ok=True)
    values = {}
    if schema.title in schema.fields:
        local = "translate: true" in schema.fields[schema.title] and schema.format == "record"
        values[schema.title] = "{ja: 例, en: Example}" if local else "例"
    if changed and TYPES[kind][1]:
        value = TYPES[kind][1]
        values[changed] = "長い言葉" if schema.format == "document" and kind == "text" else value
    if schema.parts and changed not in schema.parts_fields:
        for key, value in zip(schema.parts_fields, ("first", "1")):
            if schema.refers(key) <= present:
                values[key] = value
    front = "".join(f"{key}: {value}\n" for key, value in values.items())
    if schema.format == "record":
        (folder / "first.yaml").write_text(front)
    else:
        (folder / "first.ja.md").write_text(f"---\n{front}---\n\n本文です。\n")


def write_site(folder, schemas, vocabularies, chosen, alone, kind, changed):
    present = {chosen.name, "pages"} if alone else set(schemas)
    (folder / "schema").mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE)
    shutil.copytree(vocabularies, folder / "vocabularies", copy_function=os.link)
    for name in present:
        of_it = (changed, kind) if name == chosen.name else (None, None)
        schema = schemas[name]
        (folder / "schema" / f"{name}.yaml").write_text(schema.written(present, of_it[0], of_it[1]))
        write_record(folder / name, schema, present, *of_it)
    for layout, path in LAYOUTS.items():
        slug = path.removesuffix(".html")
        printed = f"booklet: {chosen.name}\n" if "booklet" in layout and changed != "booklet" else ""
        (folder / "pages" / f"{slug}.ja.md").write_text(
            f"---\ntitle: {layout}\nlayout: {layout}\n{printed}---\n\n本文です。\n")


def main():
    kyodo, content = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    every = int(sys.argv[sys.argv.index("--every") + 1]) if "--every" in sys.argv else 1
    ready = content.parent / "themes/kyodo/collections"
    schemas = {path.stem: Schema(path, ready) for path in sorted((content / "schema").glob("*.yaml"))}
    cases = [(schema, field, kind, alone) for schema in schemas.values() for field in schema.fields
             for kind in TYPES for alone in (False, True) if field not in (schema.title, "layout")]
    cases = cases[::every]

    with tempfile.TemporaryDirectory() as made:
        root = pathlib.Path(made)
        # A copy: what vocabularies say of guidelines would need those.
        vocabularies = root / "vocabularies"
        vocabularies.mkdir()
        for path in list((content.parent / "themes/kyodo/vocabularies").glob("*.yaml")) + list(
                (content / "vocabularies").glob("*.yaml")):
            text = path.read_text()
            if re.search(r"^from:", text, re.M):
                continue
            (vocabularies / path.name).write_text(
                re.sub(r"^( *)used_by:.*\n(?:\1 +.*\n|\1- .*\n)*", "", text, flags=re.M))
        (vocabularies / "sweep.yaml").write_text(
            "label: {ja: ためし, en: Trial}\nterms:\n  - {id: one, ja: 一, en: One}\n")

        def run(number):
            schema, field, kind, alone = cases[number]
            folder = root / "sites" / str(number) / "site"
            write_site(folder, schemas, vocabularies, schema, alone, kind, field)
            said = subprocess.run([kyodo, "check", "--site", folder, "--quiet"], capture_output=True, text=True,
                                  env={"LC_ALL": "C.UTF-8"})
            return said.returncode, said.stderr + said.stdout

        failed = 0
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            for (schema, field, kind, alone), (code, said) in zip(cases, pool.map(run, range(len(cases)))):
                if code == 0:
                    continue
                failed += 1
                if failed <= 2000:
                    where = "alone" if alone else "with the others"
                    print(f"FAILED {schema.name}.{field}, {kind}, {where}: exit code {code}\n{said}")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
