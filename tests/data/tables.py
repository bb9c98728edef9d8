#!/usr/bin/python3
"""Tables of records: `kyodo import table` and `kyodo export`.

  tests/data/tables.py KYODO

300 groups as an office keeps them, in a CSV of Excel's in Japan (code page 932) and in a workbook that is made here
byte by byte, with readings above words, days as numbers, formulas and a title above the head: with 12 mistakes all are
told with sheet, row and column and nothing is written; mended, they are written, exported in each form, and what is
exported and imported again changes nothing and makes the same records. Then one thing at a time: encodings, forms of
values, changes that keep remarks, mappings, private fields, and workbooks made to do harm.
The last line is `N passed, N failed`.
"""

import csv
import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import yaml

HERE = Path(__file__).resolve().parent
THEME = HERE.parent / "errors" / "base" / "themes"
SITE = """title: {ja: 試し, en: Test}
base_url: https://kyodo.example/
languages: [ja, en]
theme: plain
"""
CLUBS = """format: record
label: {ja: 団体, en: Clubs}
title: name
reading: yomi
fields:
  name: {type: string, translate: true, required: true, label: {ja: 団体名, en: Name}}
  yomi: {type: string, required: true, pattern: "[ぁ-ゖー]+", label: {ja: ふりがな, en: Reading}}
  aim: {type: text, translate: true, label: {ja: 目的, en: Aim}}
  areas: {type: list, of: {type: term, vocabulary: areas}, label: {ja: 分野, en: Areas}}
  since: {type: date, partial: true, label: {ja: 設立, en: Since}}
  people: {type: integer, minimum: 1, maximum: 100000, label: {ja: 会員数, en: Members}}
  fee: {type: money, label: {ja: 会費, en: Fee}}
  open: {type: boolean, label: {ja: 会員募集, en: Open to new members}}
  phone: {type: tel, label: {ja: 電話, en: Telephone}}
  mail: {type: email, label: {ja: メール, en: Mail}}
  site: {type: url, label: {ja: ホームページ, en: Web site}}
  number: {type: string, label: {ja: 登録番号, en: Number}}
  office: {type: ref, to: offices, label: {ja: 担当課, en: Office}}
  place: {type: place, label: {ja: 活動場所, en: Place}}
  season: {type: date_range, label: {ja: 募集期間, en: Season}}
  gear: {type: list, of: {type: string}, label: {ja: 持ち物, en: Bring}}
  leader: {type: string, private: true, label: {ja: 代表者, en: Leader}}
  share: {type: decimal, label: {ja: 市内の割合（%）, en: "From here, %"}}
  steps:
    type: list
    of: {type: object, fields: {day: {type: date, label: {ja: 日, en: Day}}, what: {type: string, label: {ja: 内容, en: What}},
                                who: {type: string, private: true, label: {ja: 担当, en: Who}}}}
    label: {ja: 予定, en: Steps}
listing: {sort: [name]}
"""
PAGES = """format: document
label: {ja: ページ, en: Pages}
path: "{slug}.html"
fields:
  title: {type: string, translate: true, required: true, label: {ja: 題名, en: Title}}
"""
OFFICES = """format: record
label: {ja: 課, en: Offices}
title: name
fields:
  name: {type: string, translate: true, required: true, label: {ja: 名称, en: Name}}
listing: {sort: [name]}
"""
AREAS = """label: {ja: 分野, en: Areas}
terms:
  - {id: disaster, ja: 防災, en: Disaster preparedness}
  - {id: nature, ja: 環境・緑, en: Nature}
  - {id: children, ja: 子ども、若者, en: Children}
  - {id: welfare, ja: 福祉, en: Welfare}
"""
HEAD = ["団体名", "Name", "ふりがな", "目的", "分野", "設立", "会員数", "会費", "会員募集", "電話", "メール", "ホームページ", "登録番号",
        "担当課", "活動場所", "募集期間：開始", "募集期間：終了", "持ち物", "代表者", "備考"]
KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねの"
failures = []
count = 0


def check(name, problem=None):
    global count
    count += 1
    if problem:
        failures.append(name)
        print(f"{name}: {str(problem)[:1500]}", flush=True)


def make_site(folder):
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("schema", "vocabularies", "clubs", "offices", "pages"):
        (folder / name).mkdir(parents=True)
    shutil.copytree(THEME, folder / "themes")
    files = {"site.yaml": SITE, "schema/pages.yaml": PAGES, "pages/index.ja.md": "---\ntitle: はじめに\n---\n\n本文です。\n", "schema/clubs.yaml": CLUBS, "schema/offices.yaml": OFFICES, "vocabularies/areas.yaml": AREAS,
             "offices/chiiki.yaml": "name: {ja: 地域振興課, en: Community Division}\n",
             "offices/fukushi.yaml": "name: {ja: 福祉課, en: Welfare Division}\n"}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def reading(number):
    return "だんたい" + KANA[number // 25] + KANA[number % 25] + "のかい"


def group(i):
    """A row as people write one, and what it means."""
    day = [f"2026/{i % 12 + 1}/{i % 28 + 1}", f"令和8年{i % 12 + 1}月{i % 28 + 1}日", f"R8.{i % 12 + 1}.{i % 28 + 1}",
           f"2026-{i % 12 + 1:02}-{i % 28 + 1:02}"][i % 4]
    areas = [("防災", ["disaster"]), ("防災、福祉", ["disaster", "welfare"]), ("環境・緑\n福祉", ["nature", "welfare"]),
             ("Nature", ["nature"]), ("子ども、若者", ["children"])][i % 5]
    yes = [("○", "true"), ("×", "false"), ("はい", "true"), ("無", "false")][i % 4]
    people = [(str(i + 5), i + 5), (f"{i + 1000:,}人", i + 1000), ("１２０名", 120)][i % 3]
    gear = [("軍手、帽子", ["軍手", "帽子"]), ("・飲み物\n・タオル", ["飲み物", "タオル"]), ("", None)][i % 3]
    office = [("地域振興課", "chiiki"), ("福祉課", "fukushi"), ("chiiki", "chiiki")][i % 3]
    row = [f"団体{i:03}の会", f"Club {i:03}" if i % 2 else "", reading(i), f"{i}番目の会です。\n毎月集まります。", areas[0], day, people[0],
           f"{i * 10 + 1000:,}円", yes[0], f"03-{1000 + i}-0001", f"c{i}@kyodo.example", f"https://kyodo.example/{i}", f"{i:05}",
           office[0], f"港区芝公園1-5-{i + 1}", "2026/4/1", "", gear[0], f"代表{i}", "内部用"]
    meant = {"name": {"ja": row[0]} | ({"en": row[1]} if row[1] else {}), "yomi": row[2], "aim": {"ja": row[3]},
             "areas": areas[1], "since": f"2026-{i % 12 + 1:02}-{i % 28 + 1:02}", "people": str(people[1]), "fee": str(i * 10 + 1000),
             "open": yes[1], "phone": row[9], "mail": row[10], "site": row[11], "number": row[12], "office": office[1],
             "place": {"address": {"ja": row[14]}}, "season": {"start": "2026-04-01"}, "leader": row[18]}
    if gear[1]:
        meant["gear"] = gear[1]
    return row, meant


# row (from 0), column, what is written there instead, the rule that is told
MISTAKES = [(3, "団体名", "", "field.required"), (20, "ふりがな", "ダンタイ", "value.pattern"), (47, "分野", "防才", "term.unknown"),
            (60, "設立", "2026/13/1", "date."), (88, "会員数", "多数", "value.integer"), (101, "会費", "千円くらい？", "value.integer"),
            (130, "会員募集", "たぶん", "value.boolean"), (155, "電話", "0３-XXXX", "value.tel"), (180, "メール", "c180＠", "value.email"),
            (222, "担当課", "地域課", "ref.missing"), (250, "募集期間：終了", "2026/3/1", "value.order"), (299, "団体名", "団体005の会", "table.twice")]


def rows_of(mistakes):
    rows = [group(i)[0] for i in range(300)]
    for row, column, text, _ in mistakes:
        rows[row][HEAD.index(column)] = text
    return rows


def write_csv(path, rows, encoding="cp932", separator=","):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    path.write_bytes(out.getvalue().encode(encoding))


def name_of_column(number):
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def cell_xml(place, value):
    """A text, ("n", number, style) or ("f", formula, value)."""
    if isinstance(value, tuple) and value[0] == "n":
        return f'<c r="{place}" s="{value[2]}"><v>{value[1]}</v></c>'
    if isinstance(value, tuple):
        return f'<c r="{place}" t="str"><f>{escape(value[1])}</f><v>{escape(value[2])}</v></c>'
    return f'<c r="{place}" t="s"><v>{{{value}}}</v></c>' if value != "" else ""


def write_xlsx(path, sheets, hidden=()):
    """Sheets by name, each a list of (row number, cells). Styles: 1 a day, 2 five digits, 3 a time."""
    strings = {}
    parts = {}
    for number, (name, rows) in enumerate(sheets.items(), 1):
        xml = []
        for line, cells in rows:
            inside = ""
            for i, value in enumerate(cells):
                if isinstance(value, str) and value:
                    at = strings.setdefault(value, len(strings))
                    inside += f'<c r="{name_of_column(i)}{line}" t="s"><v>{at}</v></c>'
                elif value:
                    inside += cell_xml(f"{name_of_column(i)}{line}", value)
            xml.append(f'<row r="{line}">{inside}</row>')
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{"".join(xml)}</sheetData></worksheet>'
    sheet_list = "".join(f'<sheet name="{escape(name)}" sheetId="{i}" r:id="rId{i}"{" state=" + chr(34) + "hidden" + chr(34) if name in hidden else ""}/>'
                         for i, name in enumerate(sheets, 1))
    parts["xl/workbook.xml"] = f'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>{sheet_list}</sheets></workbook>'
    parts["xl/_rels/workbook.xml.rels"] = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' + "".join(
        f'<Relationship Id="rId{i}" Type="x" Target="worksheets/sheet{i}.xml"/>' for i in range(1, len(sheets) + 1)) + "</Relationships>"
    parts["xl/styles.xml"] = ('<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2">'
                              '<numFmt numFmtId="170" formatCode="[$-411]ge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="171" formatCode="00000"/></numFmts>'
                              '<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="20"/></cellXfs></styleSheet>')
    # A reading above each text, as Excel in Japan keeps it.
    parts["xl/sharedStrings.xml"] = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' + "".join(
        f'<si><t xml:space="preserve">{escape(text)}</t><rPh sb="0" eb="1"><t>ヨミ</t></rPh></si>' for text in strings) + "</sst>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)


def serial(text):
    import datetime
    return (datetime.date.fromisoformat(text) - datetime.date(1899, 12, 30)).days


def group_workbook(path, mistakes):
    """A title in row 1, the head in row 3, the groups from row 4."""
    wrong = {(row, HEAD.index(column)) for row, column, _, _ in mistakes}
    rows = [(1, ["令和8年度 団体一覧"]), (3, [*HEAD, "行"])]
    for i, cells in enumerate(rows_of(mistakes)):
        row = list(cells)
        for name, value in (("設立", ("n", serial(group(i)[1]["since"]), 1)), ("登録番号", ("n", i, 2)), ("会費", ("n", i * 10 + 1000, 0)),
                            ("募集期間：開始", ("n", serial("2026-04-01"), 1))):
            if (i, HEAD.index(name)) not in wrong:
                row[HEAD.index(name)] = value
        rows.append((i + 4, [*row, ("f", f"ROW()-{3}", str(i + 1))]))
    write_xlsx(path, {"表紙": [(1, [])], "団体": rows, "集計": [(1, ["合計", ("n", 300, 0)])]})


class Kyodo:
    def __init__(self, program, site):
        self.program, self.site = program, site

    def run(self, *arguments, lang="ja"):
        return subprocess.run([self.program, *arguments, "--site", str(self.site), "--lang", lang], capture_output=True, text=True,
                              timeout=120, check=False)

    def load(self, path, *more, into="clubs", lang="ja"):
        return self.run("import", "table", str(path), "--into", into, *more, lang=lang)

    def records(self, collection="clubs"):
        return {path.stem: plain(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))
                for path in sorted((self.site / collection).glob("*.yaml"))}


def plain(value):
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, list) else value.strip()


def told(done):
    """Of each message: row, column and rule."""
    found = set()
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            one = json.loads(line)
            found.add((one["line"], one["column"], one["rule"], one["message"]["ja"] if isinstance(one["message"], dict) else str(one)))
    return found


def try_groups(kyodo, folder, name, make, first_row, sheet):
    make_site(kyodo.site)
    path = folder / name
    make(path, MISTAKES)
    done = kyodo.load(path, "--write", "--format", "json")
    found = told(done)
    for row, column, text, rule in MISTAKES:
        line, at = first_row + row, HEAD.index(column) + 1
        near = [one for one in found if one[0] == line and one[2].startswith(rule)]
        place = f"{name_of_column(at - 1)}{line}"
        wanted = [one for one in near if rule == "table.twice" or (one[1] == at and place in one[3] and (not sheet or sheet in one[3]))]
        check(f"{name}: {column} {text!r} is told at {place}", not wanted and f"{[one for one in found if one[0] == line]} {done.stderr[:600]}")
    check(f"{name}: nothing else is told", len(found) != len(MISTAKES) and sorted(found))
    check(f"{name}: nothing is written", done.returncode != 1 or list(kyodo.records()))
    make(path, [])
    done = kyodo.load(path)
    check(f"{name}: the plan of the mended table", ("新しい 300 件、変わる 0 件、同じ 0 件、誤り 0 か所" not in done.stdout or done.returncode) and done.stdout[-400:] + done.stderr[:600])
    check(f"{name}: a plan writes nothing", kyodo.records())
    check(f"{name}: what is left out is told", "備考" not in done.stdout)
    done = kyodo.load(path, "--write", "--quiet")
    records = kyodo.records()
    wanted = [group(i)[1] for i in range(300)]
    have = sorted(records.values(), key=lambda one: one["yomi"])
    wrong = [(a, b) for a, b in zip(have, sorted(wanted, key=lambda one: one["yomi"])) if a != b]
    check(f"{name}: written as it was meant", done.stderr or len(records) != 300 or wrong[:1])
    checked = kyodo.run("check")
    check(f"{name}: the site has no errors", checked.returncode and checked.stdout + checked.stderr)
    check(f"{name}: the same table again changes nothing", "同じ 300 件" not in kyodo.load(path).stdout)
    return records


def round_trips(kyodo, folder, records):
    for form in ("csv", "xlsx", "json"):
        path = folder / f"out.{form}"
        done = kyodo.run("export", "clubs", f"--{form}", "--out", str(path), "--with-private")
        check(f"export --{form}", done.returncode and done.stderr)
        done = kyodo.load(path)
        check(f"what --{form} exports changes nothing", "新しい 0 件、変わる 0 件、同じ 300 件" not in done.stdout and done.stdout[-600:] + done.stderr[:600])
        for file in (kyodo.site / "clubs").glob("*.yaml"):
            file.unlink()
        done = kyodo.load(path, "--write", "--quiet")
        check(f"records from --{form} are identical", kyodo.records() != records and done.stderr[:600])
    check("CSV opens in Excel as UTF-8", not (folder / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf"))
    rows = list(csv.reader(io.StringIO((folder / "out.csv").read_text(encoding="utf-8-sig"))))
    check("CSV has Japanese headings", rows[0][:3] != ["ファイル名", "団体名（日本語）", "団体名（英語）"] and rows[0])


def is_private(kyodo, folder):
    for form in ("csv", "json", "xlsx"):
        path = folder / f"public.{form}"
        kyodo.run("export", "clubs", f"--{form}", "--out", str(path))
        data = path.read_bytes()
        if form == "xlsx":
            with zipfile.ZipFile(path) as archive:
                data = b"".join(archive.read(name) for name in archive.namelist())
        check(f"--{form} holds no private field", "代表7".encode() in data or "秘密".encode() in data)
        before = kyodo.records()
        kyodo.load(path, "--write")
        check(f"importing it keeps private fields (--{form})", kyodo.records() != before)


ODD = """# 見出しの説明
name:
  ja: "'=1+1 の会"   # 変わった名前
  en: '=HYPERLINK("x")'
yomi: きごう
aim:
  ja: |
    一行目、二行目
    - 三行目 "引用" <b>

    最後
# 分野の説明
areas: [nature, children]
gear: ["軍手、帽子", "a, b"]
number: "000"
leader: 秘密の人
place: {address: {ja: 港区, en: Minato}, latitude: 35.6580, longitude: 139.7516}
season: {start: 2026-04-01, end: 2026-04-30, start_time: "09:30"}
steps:
  - {day: 2026-04-01, what: "集合、開始", who: 秘密の係}
  - {what: _x0041_}
draft: true
aliases: [old/kigo.html]
"""


def odd_values(kyodo, folder):
    make_site(kyodo.site)
    (kyodo.site / "clubs/odd.yaml").write_text(ODD, encoding="utf-8")
    records = kyodo.records()
    for form in ("csv", "xlsx", "json"):
        path = folder / f"odd.{form}"
        kyodo.run("export", "clubs", f"--{form}", "--out", str(path), "--with-private")
        done = kyodo.load(path)
        check(f"odd values stay (--{form})", "同じ 1 件" not in done.stdout and done.stdout + done.stderr)
        (kyodo.site / "clubs/odd.yaml").unlink()
        done = kyodo.load(path, "--write")
        check(f"odd values come again (--{form})", kyodo.records() != records and f"{kyodo.records()} {done.stdout} {done.stderr}")
        (kyodo.site / "clubs/odd.yaml").write_text(ODD, encoding="utf-8")
    is_private(kyodo, folder)
    write_csv(folder / "change.csv", [["ファイル名", "分野", "会員数"], ["odd", "福祉", "５人"]], "utf-8")
    done = kyodo.load(folder / "change.csv", "--write")
    text = (kyodo.site / "clubs/odd.yaml").read_text(encoding="utf-8")
    wanted = ODD.replace("areas: [nature, children]\n", "areas:\n  - welfare\n") + "people: 5\n"
    check("only what changes is written", text != wanted and text)
    check("changes are told", ("分野: 環境・緑\n" not in done.stdout and "→ 福祉" not in done.stdout) and done.stdout)
    write_csv(folder / "steps.csv", [["ファイル名", "予定"], ["odd", '[{"what": "別の予定"}]']], "utf-8")
    done = kyodo.load(folder / "steps.csv", "--write")
    check("a table without private parts does not lose them", "table.private" not in done.stderr and done.stdout + done.stderr)


def forms_of_tables(kyodo, folder):
    rows = [["Name", "Reading", "since", "number"], ["A & B", "えーあんどびー", "46113", "007"]]
    for encoding, separator in (("utf-8", ","), ("utf-8-sig", ";"), ("utf-16", "\t"), ("cp932", "\t")):
        make_site(kyodo.site)
        write_csv(folder / "form.csv", rows, encoding, separator)
        done = kyodo.load(folder / "form.csv", "--write", lang="en")
        wanted = {"a-b": {"name": {"ja": "A & B"}, "yomi": "えーあんどびー", "since": "2026-04-01", "number": "007"}}
        check(f"{encoding} with {separator!r}", kyodo.records() != wanted and f"{kyodo.records()} {done.stderr}")
    make_site(kyodo.site)
    (folder / "form.json").write_text(json.dumps([{"団体名": "川の会", "ふりがな": "かわのかい", "会員数": 12, "会員募集": True,
                                                  "season": {"start": "2026-04-01"}}]), encoding="utf-8")
    done = kyodo.load(folder / "form.json", "--write")
    wanted = {"kawanokai": {"name": {"ja": "川の会"}, "yomi": "かわのかい", "people": "12", "open": "true", "season": {"start": "2026-04-01"}}}
    check("JSON with labels", kyodo.records() != wanted and f"{kyodo.records()} {done.stderr}")
    (kyodo.site / "imports").mkdir()
    (kyodo.site / "imports/clubs.yaml").write_text("columns:\n  名まえ: name.ja\n  よみかた: yomi\n  団体めい: \"\"\n", encoding="utf-8")
    write_csv(folder / "mapped.csv", [["名まえ", "よみかた", "団体めい"], ["山の会", "やまのかい", "x"]])
    done = kyodo.load(folder / "mapped.csv", "--write")
    check("a saved mapping", "yamanokai" not in kyodo.records() and done.stdout + done.stderr)
    check("a saved mapping is no stray file", kyodo.run("check").stdout.count("imports"))
    write_csv(folder / "near.csv", [["団体名称", "ふりがな"], ["海の会", "うみのかい"]])
    done = kyodo.load(folder / "near.csv")
    check("a heading that is nearly one", ("A1" not in done.stderr or "団体名" not in done.stderr) and done.stderr)
    write_csv(folder / "lost.csv", [["団体名", "ふりがな", "電話", "登録番号"], ["空の会", "そらのかい", "312345678", "9.01E+10"], ["#REF!", "ほしのかい", "－", ""]])
    done = kyodo.load(folder / "lost.csv")
    check("what a spreadsheet has lost", any(place not in done.stderr for place in ("C2", "D2", "A3")) and done.stderr)
    check("no other error follows from it", done.stderr.count("error:") != 3 and done.stderr)
    check("a form by the name of the file", kyodo.run("export", "clubs", "--out", str(folder / "by-name.xlsx")).returncode)
    check("no form", kyodo.run("export", "clubs", "--out", str(folder / "by-name")).returncode != 2)
    write_csv(folder / "none.csv", [["x", "y"], ["1", "2"]])
    check("no head at all", "table.head" not in kyodo.load(folder / "none.csv").stderr)
    done = kyodo.load(folder / "near.csv", into="nothing")
    check("no such collection", (done.returncode != 2 or "clubs" not in done.stderr) and done.stderr)


def harmful(kyodo, folder):
    make_site(kyodo.site)
    group_workbook(folder / "good.xlsx", [])
    good = (folder / "good.xlsx").read_bytes()
    for size in (0, 3, 100, len(good) // 2, len(good) - 30):
        (folder / "cut.xlsx").write_bytes(good[:size])
        done = kyodo.load(folder / "cut.xlsx", "--write")
        check(f"a workbook cut at {size} bytes", (done.returncode not in (1, 3) or kyodo.records()) and f"{done.returncode} {done.stdout} {done.stderr}")
    (folder / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    done = kyodo.load(folder / "old.xls")
    check("a workbook with a password, or an .xls", "xlsx.password" not in done.stderr and done.stderr)
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(folder / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", entities + "<workbook>&b;</workbook>")
    check("a document type is refused", "xlsx.format" not in kyodo.load(folder / "bomb.xlsx").stderr)
    with zipfile.ZipFile(folder / "big.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook>" + " " * (200 << 20) + "</workbook>")
    check("200 MB unpacked are refused", "xlsx.size" not in kyodo.load(folder / "big.xlsx").stderr)
    write_xlsx(folder / "far.xlsx", {"a": [(i, [""] * 16383 + ["x"]) for i in range(1, 80)]})
    check("more than a million cells are refused", "xlsx.size" not in kyodo.load(folder / "far.xlsx").stderr)
    done = kyodo.load(folder / "good.xlsx", "--sheet", "団休")
    check("a sheet that is not there", ("table.sheet" not in done.stderr or "団体" not in done.stderr) and done.stderr)
    write_csv(folder / "slug.csv", [["slug", "団体名", "ふりがな"], ["../../x", "外の会", "そとのかい"]])
    done = kyodo.load(folder / "slug.csv", "--write")
    check("a name that leads out of the folder", ("slug.format" not in done.stderr or kyodo.records()) and done.stderr)


def main():
    program = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="kyodo-tables-") as name:
        folder = Path(name)
        kyodo = Kyodo(program, folder / "site")
        from_csv = try_groups(kyodo, folder, "groups.csv", lambda path, wrong: write_csv(path, [HEAD, *rows_of(wrong)]), 2, "")
        from_xlsx = try_groups(kyodo, folder, "groups.xlsx", group_workbook, 4, "団体")
        check("the same records from both", from_csv != from_xlsx)
        round_trips(kyodo, folder, from_xlsx)
        is_private(kyodo, folder)
        odd_values(kyodo, folder)
        forms_of_tables(kyodo, folder)
        harmful(kyodo, folder)
    print(f"{count - len(failures)} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
