#!/usr/bin/python3
"""Opens the tables of a built site in LibreOffice, and looks whether its cells are still what the files say.

  tests/data/libreoffice.py PUBLIC [--soffice soffice]

Not among what scripts/test runs, since LibreOffice is large: apt-get install libreoffice-calc-nogui.
Each .csv below open-data/ is a case. It is opened with “Quoted field as text” on, as the files put texts in quotes.
Every municipal code and telephone number must be a text with its zeros, every cell must have the words of the file,
and none may be a formula. The last line is `N passed, N failed`.
"""

import argparse
import csv
import io
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from lxml import etree

FILTER = "Text - txt - csv (StarCalc):44,34,76,1,,0,true"   # comma, double quote, UTF-8, from line 1, quoted is text
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
ZEROS = re.compile(r"コード|番号|電話|code|tel|extension", re.I)
NUMBER = re.compile(r"-?\d+(\.\d+)?")


def convert(soffice, paths, folder):
    """Flat OpenDocument copies of the tables, in one run."""
    subprocess.run([soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", f"--infilter={FILTER}",
                    "--convert-to", "fods", "--outdir", folder, *paths], check=True, capture_output=True, timeout=600)


def words_of(element):
    """The text of a cell, with its tabs, breaks and runs of spaces."""
    def inside(node):
        name = node.tag if isinstance(node.tag, str) else ""
        if name == f"{TEXT}s":
            return " " * int(node.get(f"{TEXT}c", "1"))
        if name == f"{TEXT}tab":
            return "\t"
        if name == f"{TEXT}line-break":
            return "\n"
        return (node.text or "") + "".join(inside(child) + (child.tail or "") for child in node)
    return "\n".join(inside(paragraph) for paragraph in element.findall(f"{TEXT}p"))


def cells_of(path):
    """(kind, value, words, formula) of each cell in each row that is not empty at the end."""
    for row in etree.parse(path, etree.XMLParser(huge_tree=True)).iter(f"{TABLE}table-row"):
        cells = []
        for cell in row.iter(f"{TABLE}table-cell"):
            read = (cell.get(f"{OFFICE}value-type"), cell.get(f"{OFFICE}value"), words_of(cell), cell.get(f"{TABLE}formula"))
            cells += [read] * min(int(cell.get(f"{TABLE}number-columns-repeated", "1")), 1000)
        yield cells


def settled(text):
    """Without the invisible characters that LibreOffice cannot save, and whatever the kind of space."""
    return re.sub(r"\s+", " ", re.sub("[\ufeff\ufffe\uffff]", "", text)).strip()


def problems_of(path, copy):
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
    header = rows[0]
    for number, (expected, cells) in enumerate(zip(rows, cells_of(copy)), 1):
        for column, text, (kind, value, words, formula) in zip(header, expected, cells):
            where = f"row {number}, {column}"
            if formula:
                yield f"{where}: a formula, {formula}, from {text!r}"
            elif kind == "string" or kind is None:
                if settled(words) != settled(text):
                    yield f"{where}: {words!r}, expected {text!r}"
            elif ZEROS.search(column) and column != "NO":
                yield f"{where}: became {kind} {words!r}, expected the text {text!r}"
            elif kind == "float" and not (NUMBER.fullmatch(text) and float(value) == float(text)):
                yield f"{where}: became the number {value}, expected {text!r}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("public", type=Path)
    parser.add_argument("--soffice", default="soffice")
    arguments = parser.parse_args()
    passed = failed = 0
    folders = [arguments.public, *sorted(arguments.public.glob("??"))]
    for tables in [folder / "open-data" for folder in folders if list((folder / "open-data").glob("*.csv"))]:
        with tempfile.TemporaryDirectory() as temporary:
            paths = sorted(tables.glob("*.csv"))
            convert(arguments.soffice, paths, Path(temporary))
            for path in paths:
                copy = Path(temporary) / f"{path.stem}.fods"
                problems = list(problems_of(path, copy)) if copy.exists() else ["LibreOffice does not open it"]
                for problem in problems[:5]:
                    print(f"{path}: {problem}")
                passed, failed = (passed, failed + 1) if problems else (passed + 1, failed)
    if not passed and not failed:
        print(f"{arguments.public}: no open-data/*.csv")
        failed = 1
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
