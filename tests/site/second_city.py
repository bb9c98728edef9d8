#!/usr/bin/python3
"""A second city: what `kyodo init` makes, with collections of its own (tests/data/second-city) that the theme's templates
do not know by name, in three languages, one of them from right to left, and in a fourth that has no texts of its own yet,
below a path.

  tests/site/second_city.py KYODO [--keep DIR] [--no-browser] [--thorough]

It builds without an error or a warning, its pages are whole (tests/site/crawl.py, tests/site/nu.py), what is in another
language is marked (tests/site/languages.py), and they are good to read in Chromium (tests/browser/second_city.mjs, which
takes --thorough), and what the schemas say by roles and types is on its pages. The last line is `N passed, N failed`.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOW = "2026-12-01T09:00:00+09:00"
EXPECTED = {  # page: what must be in it, as regular expressions
    "plans/living.html": ['href="living/s1.html"', 'href="living/s2.html"', 'href="living-print.html"'],
    "plans/living/s1.html": ['rel="next" href="s2.html"', 'href="../living.html"', 'href="../living-print.html"'],
    "plans/living/s2.html": ['rel="prev" href="s1.html"'],
    "plans/living-print.html": ["k-part-s1", "k-part-s2"],
    "happenings/dance.html": ['<p class="notice"><strong>中止</strong>', 'class="contact"', "03-5550-0100"],
    "happenings/walk.html": ["毎月第2土曜日", "2027", "<dt>地区</dt>\n<dd>C-1", "みどり市中央1-1", "walk.ics"],
    "en/happenings/dance.html": ["<strong>Cancelled</strong>", "Front counter"],
    "en/happenings/walk.html": ["Every month on the second Saturday"],
    "ar/happenings/dance.html": ['<html lang="ar" dir="rtl"', "ملغاة", "المكتب العام"],
    "ar/plans/living.html": ['lang="ja"'],
    # A language without own texts shows those of the second one, marked.
    "ko/happenings/dance.html": ['<h1><span lang="en">Dancing</span>', '<strong><span lang="en">Cancelled</span></strong>',
                                 '<span lang="en">Front counter</span>', "영어"],
    "ko/happenings/walk.html": ["매월 둘째 토요일", '<span lang="en">1-1 Chuo, Midori</span>'],
    "ko/plans/living.html": ['lang="ja"'],
    "ko/index.html": ['id="k-home-menu-1"><span lang="en">Go out</span>', 'href="https://pref.example.jp/"><span lang="en">The'],
    "ko/notices/index.html": ["공지"],
    "ko/site-map.html": ['href="plans/living/s1.html"'],
    "site-map.html": ['href="plans/living.html"', 'href="plans/living/s1.html"', 'href="happenings/walk.html"'],
    "index.html": ["川べりの散歩", 'id="k-home-menu-1">出かける', 'href="calendar/index.html">', 'property="og:title"'],
    # The first picture leads; a list of objects with a number is a table, with bars where its units are the same.
    "workshops/wood.html": [
        '<div class="lead-picture">\\s*<figure><picture>.*?alt="川に向いた入口" decoding', 'alt="作業台" loading="lazy"',
        '<svg class="columns"[^>]*来た人', '<caption id="k-table-visitors">来た人</caption>', '<th scope="row">2024年度（令和6年度）',
        '<th scope="row">材料\\s*<svg class="bar"[^>]*><rect x="0.0%" width="42.9%"', "-180,000円", "杉が値上がりしました",
        '<th scope="row">板\\s*</th>', '<td>リットル', '<th scope="row">川町\\s*<svg class="bar"'],
    # The country is that of the time zone; its holidays come with kyodo.
    "calendar/2027-01.html": ["<span>成人の日</span>", "「国民の祝日に関する法律」と内閣府の一覧"],
    "ko/calendar/2027-01.html": ["<span>성인의 날</span>"],
    "paper-house.html": ['content="0; url=workshops/paper.html"'],
    "workshops/stone.html": ["建物がなくなりました。"],
    "workshops/paper.html": ['<th scope="row">丘町\\s*</th>'],
    "ar/workshops/wood.html": ["السنة المالية 2024", "\u2066-180,000.JP¥\u2069"],
    # A document that takes place, and again: its days are the original's, also where it is translated.
    "lessons/knots.html": ['"addressCountry": "JP"', "毎月第2土曜日", "<dt>費用</dt>\n<dd>無料", "祭りのため", "みどり市川町2", "電話で申し込みます"],
    "en/lessons/knots.html": ["Every month on the second Saturday", "Free of charge", "Because of the festival"],
    "ar/lessons/knots.html": ["مجانًا", "بسبب المهرجان", "2 كاواماتشي", '<p class="note-label">ملاحظة', '<caption id="table-tools-caption"',
                              '"@type": "EducationEvent".*"startDate": "2026-12-12T10:00:00\\+09:00".*"latitude": 35.1'],
    "ko/lessons/knots.html": ["무료"],
    "lessons/knots.ics": ["RRULE:FREQ=MONTHLY;BYDAY=2SA;COUNT=4", "LOCATION:みどり市川町2", "GEO:35.1;139.2"],
    # A booklet of a collection of its own; one that a term chooses.
    "workshop-booklet.html": [
        'href="#k-case-paper"', 'id="k-case-wood"', 'alt="川に向いた入口"', 'id="wood-table-balance"', 'id="wood-story-',
        "このサイトのページ：https://city.example.jp/kyodo/workshops/wood.html", 'href="river-booklet.html"',
        "工房ごとに、新しい紙から"],
    "river-booklet.html": ['id="k-case-wood"', 'href="workshop-booklet.html"'],
    "ar/workshop-booklet.html": ["https://city.example.jp/kyodo/ar/workshops/wood.html"],
    "workshops/index.html": ['href="../workshop-booklet.html"'],
    "workshops/by-quarter-river.html": ['href="../river-booklet.html"', 'href="../workshop-booklet.html"'],
}
HOME = """  home:
    - label: {ja: 出かける, en: Go out}
      items: [{to: happenings}, {to: calendar}, {url: "https://pref.example.jp/", label: {ja: 県の案内, en: The prefecture}}]
"""
ABSENT = {"plans/living-print.html": ["指針"], "plans/living/s1.html": ["前後の章"], "ar/plans/living-print.html": ["الدليل"],
          # What the groups of the home page lead to does not stand there again, nor is it said twice how to sign up.
          "index.html": ['id="k-everything"[\\s\\S]*"happenings/index.html"'],
          "lessons/knots.html": ['電話で申し込みます[\\s\\S]*電話で申し込みます'],
          "river-booklet.html": ["k-case-paper"], "workshops/index.html": ["river-booklet"],
          "workshops/by-quarter-hill.html": ["river-booklet"], "workshops/paper.html": ['class="bar"']}


def count(command):
    """The closing line of another test."""
    said = subprocess.run(command, capture_output=True, text=True)
    print(said.stdout, end="")
    found = re.search(r"^(\d+) passed, (\d+) failed$", said.stdout, re.M)
    return (int(found.group(1)), int(found.group(2))) if found else (0, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--no-browser", action="store_true")
    parser.add_argument("--thorough", action="store_true")
    arguments = parser.parse_args()
    kyodo = arguments.kyodo.resolve()
    passed, failed = 0, 0

    def check(good, what):
        nonlocal passed, failed
        passed, failed = passed + bool(good), failed + (not good)
        if not good:
            print("FAILED", what)

    with tempfile.TemporaryDirectory() as made:
        city = (arguments.keep or Path(made)) / "city"
        names = ["みどり市の協働", "en=Midori works together", "ar=ميدوري", "ko=미도리"]
        started = subprocess.run(
            [kyodo, "init", city, *[f"--name={name}" for name in names], "--languages", "ja,en,ar,ko", "--url",
             "https://city.example.jp/kyodo/", "--kinds", "news", "--yes", "--quiet"], capture_output=True, text=True)
        check(started.returncode == 0, started.stdout + started.stderr)
        shutil.copytree(HERE.parent / "data/second-city", city / "content", dirs_exist_ok=True)
        shutil.copy(HERE.parent / "unit/images/wide.png", city / "content/workshops")
        settings = city / "content/site.yaml"
        settings.write_text(settings.read_text().replace("contact: desks/main", "contact: counters/front") + HOME)
        built = subprocess.run([kyodo, "build", "--site", city / "content", "--out", city / "public", "--now", NOW, "--quiet"],
                               capture_output=True, text=True)
        check(built.returncode == 0 and not built.stderr, built.stderr)
        public = city / "public"
        for page, wanted in EXPECTED.items():
            text = (public / page).read_text() if (public / page).exists() else ""
            for pattern in wanted:
                check(re.search(pattern, text), f"{page}: {pattern}")
        for page, unwanted in ABSENT.items():
            for pattern in unwanted:
                check(not re.search(pattern, (public / page).read_text()), f"{page} has {pattern}")
        # A language without any words: what is borrowed is marked, and so is what stands in it.
        other = city.parent / "other"
        subprocess.run([kyodo, "init", other, "--languages", "ja,en,es", "--kinds", "news,events", "--yes", "--quiet"])
        subprocess.run([kyodo, "build", "--site", other / "content", "--out", other / "public", "--now", NOW, "--quiet"],
                       capture_output=True)
        spanish = (other / "public/es/notices/example.html").read_text()
        check('<span lang="en">It is shown in <span lang="es">Inglés</span> instead.</span>' in spanish, "es: marked inside")
        check("not been translated yet" in spanish and "in English" not in spanish, "es: what is missing")
        months = list((other / "public/es/calendar").glob("2*.html"))
        holiday = '<span lang="en">The Act on National Holidays and the list'
        check(months and all(holiday in month.read_text() for month in months), "es: holidays of the country, marked")
        tests = [[sys.executable, HERE / test, public] for test in ("crawl.py", "nu.py", "languages.py")]
        if not arguments.no_browser:
            tests.append(["node", HERE.parent / "browser/second_city.mjs", public, *["--thorough"] * arguments.thorough])
        for test in tests:
            more = count(test)
            passed, failed = passed + more[0], failed + more[1]
    print(f"{passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
