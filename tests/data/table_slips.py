#!/usr/bin/python3
"""Tables as offices keep them, one slip at a time: `kyodo import table` understands each, or tells it with its place.

  tests/data/table_slips.py KYODO [--only NAME]

SLIPS are CSV files of code page 932, SHEETS workbooks. Each says what is then in the records (`has`: key, value), how
many records there are, and what is told, in Japanese and English by turns. The last line is `N passed, N failed`.
"""

import argparse
import sys
import tempfile
import zipfile
from pathlib import Path

import tables
from tables import serial, write_csv, write_xlsx

H = ["団体名", "ふりがな", "会員数", "電話"]
A = ["川の会", "かわのかい", "12", "03-1234-0001"]
B = ["山の会", "やまのかい", "30", "03-1234-0002"]

# name, rows, records, what they have, what is told in Japanese, in English (None: nothing but the plan)
SLIPS = [
    ("a title above the head", [["令和8年度 団体一覧", "", "", ""], ["", "", "", ""], H, A, B], 2, {}, None, None),
    ("合計 below", [H, A, B, ["合計", "", "42", ""]], 2, {}, "4 行目: 記録ではない行とみなしました（合計）", "row 4: taken for no record (“合計”)"),
    ("計 with a number of the row", [["番号", *H], ["1", *A], ["2", *B], ["", "計 2団体", "", "42", ""]], 2, {}, "4 行目", "row 4"),
    ("小計 between", [H, A, ["小　計", "", "12", ""], B], 2, {}, "3 行目", "row 3"),
    ("Total", [H, A, ["TOTAL", "", "12", ""]], 1, {}, "（TOTAL）", "“TOTAL”"),
    ("a note below", [H, A, ["※ 電話は平日のみ", "", "", ""], ["以上", "", "", ""]], 1, {}, "3 行目", "row 4"),
    ("parts with headings", [H, ["【芝地区】", "", "", ""], A, ["【麻布地区】", "", "", ""], B], 2, {}, "（【麻布地区】）", "“【芝地区】”"),
    ("the head again on each page", [H, A, H, B], 2, {}, "3 行目", "row 3"),
    ("a sentence below", [H, A, ["問い合わせは地域振興課まで", "", "", ""]], None, {}, "3 行目: ほかのセルは空です", "row 3: all other cells are empty"),
    ("empty rows between", [H, A, ["", "", "", ""], B], 2, {}, None, None),
    ("a head of two rows", [["団体名", "ふりがな", "連絡先", ""], ["", "", "電話", "メール"], [A[0], A[1], A[3], "a@kyodo.example"]], 1,
     {"phone": A[3], "mail": "a@kyodo.example"}, None, None),
    ("a period below one heading", [["団体名", "ふりがな", "募集期間", ""], ["", "", "開始", "終了"], [A[0], A[1], "2026/4/1", "R8.4.30"]], 1,
     {"season": {"start": "2026-04-01", "end": "2026-04-30"}}, None, None),
    ("〃 and 同上", [[*H, "担当課"], [*A, "福祉課"], [*B, "〃"], ["海の会", "うみのかい", "5", "03-1234-0003", "同上"]], 3,
     {"office": "fukushi"}, "E4（4 行目）: 「同上」は、上の行と同じとみなしました", "E3 (row 3): “〃” was taken for the value above"),
    ("a column without a heading", [[*H, ""], [*A, "要確認"]], 1, {}, "E2（2 行目）: 見出しのない列", "E2 (row 2): the column has no heading"),
    ("units in headings", [["団体名", "ふりがな", "会員数（人）", "会費(円)"], [*A[:3], "1,000"]], 1, {"people": "12", "fee": "1000"}, None, None),
    ("a unit that multiplies", [["団体名", "ふりがな", "会費（千円）"], [*A[:2], "5"]], 0, {}, "C1（1 行目）「会費（千円）」", "C1 (row 1), “会費（千円）”"),
    ("numbers with plain units", [[*H, "会費"], [*A[:2], "１２０名", A[3], "3千円"]], 1, {"people": "120", "fee": "3000"}, None, None),
    ("a number that says more", [[*H, "会費"], [*A[:2], "10名以上", A[3], "500円（学生は無料）"]], 0, {}, "C2（2 行目）「会員数」", "E2 (row 2), “会費”"),
    ("about", [H, [*A[:2], "約30名", A[3]]], 0, {}, "C2（2 行目）", "C2 (row 2)"),
    ("per cent", [H, [*A[:2], "25%", A[3]]], 0, {}, "C2（2 行目）", "C2 (row 2)"),
    ("katakana of half width", [["団体名", "ふりがな"], ["ﾎﾞﾗﾝﾃｨｱの会", "ぼらんてぃあのかい"]], 1, {"name": {"ja": "ボランティアの会"}}, None, None),
    ("a name with ㈱ and 髙", [["団体名", "ふりがな"], ["㈱髙﨑", "たかさき"]], 1, {"name": {"ja": "㈱髙﨑"}}, None, None),
    ("blanks of full width around", [["団体名　", "　ふりがな"], ["　川の会　", "かわのかい　"]], 1, {"name": {"ja": "川の会"}, "yomi": "かわのかい"}, None, None),
    ("a line break in a heading", [["団体名", "ふり\nがな"], A[:2]], 1, {"yomi": "かわのかい"}, None, None),
    ("a line break in a name", [["団体名", "ふりがな"], ["川の会\n（本部）", "かわのかい"]], None, {}, None, None),
    ("days in many forms", [["団体名", "ふりがな", "設立", "募集期間"], [*A[:2], "S63.4.1", "2026/4/1~4/30"]], 1,
     {"since": "1988-04-01", "season": {"start": "2026-04-01", "end": "2026-04-30"}}, None, None),
    ("days and times in one cell", [["団体名", "ふりがな", "募集期間"], [*A[:2], "令和8年12月13日(日) 10:00～12:00"]], 1,
     {"season": {"start": "2026-12-13", "start_time": "10:00", "end_time": "12:00"}}, None, None),
    ("times in words", [["団体名", "ふりがな", "募集期間"], [*A[:2], "2026年12月13日（日）午後1時半から5時まで"]], 0, {}, "C2（2 行目）「募集期間」", "C2 (row 2), “募集期間”"),
    ("a time alone", [["団体名", "ふりがな", "募集期間"], [*A[:2], "R8.12.13 9時30分"]], 1, {"season": {"start": "2026-12-13", "start_time": "09:30"}}, None, None),
    ("until midnight", [["団体名", "ふりがな", "募集期間"], [*A[:2], "2026/12/31 22:00～24:00"]], 1,
     {"season": {"start": "2026-12-31", "start_time": "22:00", "end_time": "24:00"}}, None, None),
    ("days of one month", [["団体名", "ふりがな", "募集期間"], [*A[:2], "2026年12月1日～5日"]], 1, {"season": {"start": "2026-12-01", "end": "2026-12-05"}}, None, None),
    ("until a Sunday", [["団体名", "ふりがな", "募集期間"], [*A[:2], "2026/12/1〜12月6日（日）"]], 1, {"season": {"start": "2026-12-01", "end": "2026-12-06"}}, None, None),
    ("times that say more", [["団体名", "ふりがな", "募集期間"], [*A[:2], "2026/12/1 10:00～12:00（雨天中止）"]], 0, {}, "日付として読めません: 12:00（雨天中止）", "12:00（雨天中止）"),
    ("words for days", [["団体名", "ふりがな", "募集期間"], [*A[:2], "毎週水曜日"]], 0, {}, "日付として読めません: 毎週水曜日", "毎週水曜日"),
    ("per cent where the heading says so", [["団体名", "ふりがな", "市内の割合（%）"], [*A[:2], "45.5％"]], 1, {"share": "45.5"}, None, None),
    ("a day without a year", [["団体名", "ふりがな", "設立"], [*A[:2], "4/1"]], 0, {}, "C2（2 行目）「設立」", "C2 (row 2), “設立”"),
    ("a year of two digits", [["団体名", "ふりがな", "設立"], [*A[:2], "26/4/1"]], 0, {}, "C2（2 行目）", "C2 (row 2)"),
    ("a fiscal year for a day", [["団体名", "ふりがな", "設立"], [*A[:2], "令和8年度"]], 0, {}, "C2（2 行目）", "C2 (row 2)"),
    ("a telephone that lost its 0", [H, [*A[:3], "312340001"]], 0, {}, "はじめの 0 が消えています", "The first 0"),
    ("two telephones in a cell", [H, [*A[:3], "03-1234-0001、090-1111-2222"]], 0, {}, "D2（2 行目）", "D2 (row 2)"),
    ("TEL before the number", [H, [*A[:3], "TEL 03-1234-0001"]], 0, {}, "D2（2 行目）", "D2 (row 2)"),
    ("signs for yes and no", [["団体名", "ふりがな", "会員募集"], [*A[:2], "●"], [*B[:2], "✕"]], 2, {"open": ("true", "false")}, None, None),
    ("△ is neither", [["団体名", "ふりがな", "会員募集"], [*A[:2], "△"]], 0, {}, "C2（2 行目）「会員募集」", "C2 (row 2)"),
    ("several fields with ・", [["団体名", "ふりがな", "分野"], [*A[:2], "防災・福祉"]], 1, {"areas": ["disaster", "welfare"]}, None, None),
    ("several things with ・", [["団体名", "ふりがな", "持ち物"], [*A[:2], "軍手・帽子"]], 1, {"gear": ["軍手・帽子"]},
     "C2（2 行目）「持ち物」: 「・」では分けずに、一つとみなしました", "Taken for one thing, as “・” does not divide"),
    ("an unknown field among known ones", [["団体名", "ふりがな", "分野"], [*A[:2], "防災、宇宙"]], 0, {}, "宇宙", "宇宙"),
    ("the same row twice", [H, A, A], 0, {}, "3 行目", "row 3"),
    ("the same name with a blank", [H, A, ["川の会　", *A[1:]]], 0, {}, "3 行目", "row 3"),
    ("a comma too many", "団体名,ふりがな,会員数\n川の会,かわのかい,1,200\n", 0, {}, "D2（2 行目）: この行は、見出しよりセルが多くあります: 200",
     "D2 (row 2): The row has more cells than the head: 200"),
    ("an open quote", '団体名,ふりがな\n"川の会,かわのかい\n', 0, {}, "引用符", "quote"),
    ("a formula that failed", [H, [*A[:2], "#DIV/0!", A[3]]], 0, {}, "C2（2 行目）", "C2 (row 2)"),
    ("two mail addresses", [["団体名", "ふりがな", "メール"], [*A[:2], "a@kyodo.example, b@kyodo.example"]], 0, {}, "C2（2 行目）", "C2 (row 2)"),
    ("a web site without https", [["団体名", "ふりがな", "ホームページ"], [*A[:2], "www.kyodo.example"]], 0, {}, "C2（2 行目）", "C2 (row 2)"),
    ("a dash for nothing", [H, [*A[:2], "－", "―"]], 1, {}, None, None),
    ("a column of one's own", [[*H, "備考"], [*A, "内部"]], 1, {}, "取り込まない列: 備考", "Columns that are left out: 備考"),
    ("in EUC", "団体名,ふりがな\n川の会と山の会,かわのかい\n".encode("euc_jp"), 1, {"name": {"ja": "川の会と山の会"}}, None, None),
    ("in JIS", "団体名,ふりがな\n川の会,かわのかい\n".encode("iso2022_jp"), 1, {"name": {"ja": "川の会"}}, None, None),
    ("in UTF-8 with a mark", "\ufeff団体名,ふりがな\n川の会,かわのかい\n".encode(), 1, {"name": {"ja": "川の会"}}, None, None),
    ("cut in a character", "団体名,ふりがな\n川の会,かわのかい".encode()[:-1], 0, {}, "文字コード", "encoding"),
]


def sheet_rows(rows):
    return [(i + 1, cells) for i, cells in enumerate(rows)]


# name, sheets, changes to the XML of the first, records, has, Japanese, English
SHEETS = [
    ("a day as a number, in a column of days", [H[:2] + ["設立"], [*A[:2], ("n", serial("2026-04-01"), 1)]], (), 1, {"since": "2026-04-01"}, None, None),
    ("a day as a bare number", [H[:2] + ["設立"], [*A[:2], ("n", serial("2026-04-01"), 0)]], (), 1, {"since": "2026-04-01"}, None, None),
    ("a telephone as a number", [H, [*A[:3], ("n", 312340001, 0)]], (), 0, {}, "シート「一覧」の D2", "D2 of sheet “一覧”"),
    ("an office for three rows", [H[:2] + ["担当課"], [*A[:2], "福祉課"], B[:2], ["海の会", "うみのかい"]],
     (("</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="C2:C4"/></mergeCells>'),), 3, {"office": "fukushi"}, None, None),
    ("a head of two rows, merged", [["団体名", "ふりがな", "連絡先", ""], ["", "", "電話", "メール"], [A[0], A[1], A[3], "a@kyodo.example"]],
     (("</sheetData>", '</sheetData><mergeCells count="3"><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/><mergeCell ref="C1:D1"/></mergeCells>'),),
     1, {"phone": A[3], "mail": "a@kyodo.example"}, None, None),
    ("hidden rows and columns", [H, A, B], (('<row r="3"', '<row r="3" hidden="1"'), ("<sheetData>", '<cols><col min="4" max="9" hidden="1"/></cols><sheetData>')),
     2, {}, "非表示の行も読みます: 3\n非表示の列も読みます: D", "Hidden rows are read, too: 3\nHidden columns are read, too: D"),
    ("a formula that nobody worked out", [H, [*A[:2], ("f", "SUM(1,2)", ""), A[3]]], (('t="str"><f>SUM(1,2)</f><v></v>', "><f>SUM(1,2)</f>"),), 0, {},
     "数式の計算の結果が、ファイルにありません", "The file does not have what the formula gives"),
    ("per cent by its format", [H, [*A[:2], ("n", 0.25, 1), A[3]]], (), 0, {}, "25%", "25%"),
    ("notes beside the table", [[*H, "", "作成: 地域振興課"], A], (), 1, {}, "取り込まない列: 作成: 地域振興課", "作成: 地域振興課"),
    ("合計 as a formula", [H, A, ["合計", "", ("f", "SUM(C2:C2)", "12"), ""]], (), 1, {}, "シート「一覧」の 3 行目", "row 3 of sheet “一覧”"),
]


class Tests:
    def __init__(self, kyodo, folder, only):
        self.kyodo = tables.Kyodo(kyodo, folder / "site")
        self.folder, self.only = folder, only
        self.passed = self.failed = 0

    def run(self, name, path, count, has, ja, en):
        if self.only and self.only != name:
            return
        tables.make_site(self.kyodo.site)
        lang = ("ja", "en")[(self.passed + self.failed) % 2]
        done = self.kyodo.load(path, "--write", lang=lang)
        said, wanted, records = done.stdout + done.stderr, {"ja": ja, "en": en}[lang], list(self.kyodo.records().values())
        problems = []
        if count is not None and len(records) != count:
            problems.append(f"{len(records)} records, expected {count}")
        for key, value in has.items():
            values = list(value) if isinstance(value, tuple) else [value] * len(records)
            if sorted(map(str, (one.get(key) for one in records))) != sorted(map(str, values)):
                problems.append(f"{key} is {[one.get(key) for one in records]}, expected {values}")
        if wanted and wanted not in said:
            problems.append(f"not told: {wanted}")
        if wanted is None and count and (done.returncode or done.stderr):
            problems.append("told without need")
        if count is None and not records and done.returncode == 0:
            problems.append("neither a record nor an error")
        self.failed += bool(problems)
        self.passed += not problems
        if problems:
            print(f"{name}: {'; '.join(problems)}\n{said}", flush=True)

    def all(self):
        for name, rows, count, has, ja, en in SLIPS:
            path = self.folder / "slip.csv"
            if isinstance(rows, list):
                # Signs that code page 932 lacks come in UTF-8.
                encoding = "utf-8-sig" if any(c in str(rows) for c in "✕﨑髙～") or "〜" in str(rows) else "cp932"
                write_csv(path, rows, encoding)
            else:
                path.write_bytes(rows.encode() if isinstance(rows, str) else rows)
            self.run(name, path, count, has, ja, en)
        for name, rows, changes, count, has, ja, en in SHEETS:
            path = self.folder / "slip.xlsx"
            write_xlsx(path, {"一覧": sheet_rows(rows)})
            if name.startswith("per cent"):
                changes = (("xl/styles.xml", 'numFmtId="170"/><xf', 'numFmtId="9"/><xf'),)
            change(path, changes)
            self.run(name, path, count, has, ja, en)


def change(path, changes):
    """Other XML in the first sheet, or in the part that is named."""
    if not changes:
        return
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for one in changes:
        part, old, new = one if len(one) == 3 else ("xl/worksheets/sheet1.xml", *one)
        assert old in parts[part], (old, parts[part])
        parts[part] = parts[part].replace(old, new, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=Path)
    parser.add_argument("--only")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kyodo-slips-") as folder:
        tests = Tests(str(arguments.kyodo.resolve()), Path(folder), arguments.only)
        tests.all()
    print(f"{tests.passed} passed, {tests.failed} failed")
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
