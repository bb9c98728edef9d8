#!/usr/bin/python3
"""Tries `kyodo status` on a small site, in git, that has one of everything that wants attention.

  tests/site/status.py KYODO

What it tells as text, JSON, CSV and a page, in both languages; that --accept and --minor change one line; what --fail-on
ends with; a site that is in no git, one that is well, and titles made to do harm. The last line is `N passed, N failed`.
"""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

NOW = "2026-04-01T09:00+09:00"
JAR = Path(__file__).resolve().parent.parent / "node_modules/vnu-jar/build/dist/vnu.jar"
HARM = '=HYPERLINK("x")<script>alert(1)</script>&amp;'
SITE = {
    "site.yaml": "title: {ja: 見本, en: Sample}\nbase_url: https://example.jp/\nlanguages: [ja, en]\ntheme: none\n"
                 "menus: {main: [{to: pages/index}]}\n",
    "schema/pages.yaml": "format: document\nlabel: {ja: ページ, en: Pages}\n"
                         "fields: {title: {type: string, translate: true, required: true}}\n",
    "schema/circles.yaml": "format: record\nlabel: {ja: サークル, en: Circles}\nlisting: {}\nupkeep: {months: 12}\n"
                           "fields: {title: {type: string, translate: true, required: true}}\n",
    "schema/windows.yaml": "format: record\nlabel: {ja: 窓, en: Windows}\nlisting: {}\nupkeep: {checked: seen}\n"
                           "fields:\n  title: {type: string}\n  seen: {type: date, partial: true, private: true, label: {ja: 確認, en: Seen}}\n",
    "schema/pacts.yaml": "format: record\nlabel: {ja: 協定, en: Pacts}\nlisting: {}\n"
                         "upkeep: {review: look, expires: holds}\ncalendar: {deadline: apply}\n"
                         "fields:\n  title: {type: string}\n  look: {type: date}\n  holds: {type: date_range}\n  apply: {type: date}\n",
    "pages/index.ja.md": "---\ntitle: 初めに\n---\n\n申し込みは4月1日までです。費用は無料です。\n\n雨の日は休みです。\n",
    "pages/index.en.md": "---\ntitle: Begin here\n# checked by a person\ntranslation: {of: ORIGINAL}  # keep\n---\n\nApply by 1 April. It is free.\n\nNot on rainy days.\n",
    "pages/plain.ja.md": "---\ntitle: 元\n---\n\n[初めに](index.ja.md)の[別](other.ja.md)の[先](alone.ja.md)。\n",
    "pages/plain.en.md": "---\r\ntitle: Plain\r\n---\r\n\r\nSee.\r\n",
    "pages/other.ja.md": "---\ntitle: 別\npublish_until: 2026-04-10\n---\n\n[元](plain.ja.md)。\n",
    "pages/other.en.md": "---\ntitle: Other\ntranslation:\n  of: \"ORIGINAL\"\n---\n\nPlain.\n",
    "pages/alone.ja.md": "---\ntitle: 先\n---\n\n文。\n",
    "pages/lonely.ja.md": "---\ntitle: 一人\n---\n\n文。\n",
    "pages/lonely.en.md": "---\ntitle: Lonely\ntranslation: {of: new}\n---\n\nText.\n",
    "pages/draft.ja.md": "---\ntitle: 下書き\ndraft: true\n---\n\n文。\n",
    "pages/later.ja.md": "---\ntitle: 後で\npublish_from: 2026-05-01\n---\n\n文。\n",
    "pages/over.ja.md": "---\ntitle: 終わり\npublish_until: 2026-03-01\n---\n\n文。\n",
    "circles/old.yaml": "title: {ja: 古い会, en: Old}\nupdated: 2025-03-01\n",
    "circles/new.yaml": "title: {ja: 新しい会, en: New}\nupdated: 2025-04-01\nexample: true\n",
    "windows/seen.yaml": "title: 見た\nseen: 2026-01\n",
    "windows/unseen.yaml": f"title: '{HARM}'\n",
    "pacts/now.yaml": "title: 今\nlook: 2026-04-01\nholds: {start: 2020-01-01, end: 2026-03-31}\napply: 2026-04-20\n",
    "pacts/soon.yaml": "title: もうすぐ\nlook: 2027-04-01\nholds: {start: 2020-01-01, end: 2026-04-30}\napply: 2026-06-20\n",
    "pacts/open.yaml": "title: ずっと\nholds: {start: 2020-01-01}\n",
    "assets/used.png": "x",
    "assets/page.css": "body { background: url(used.png) }",
    "assets/unused.pdf": "x",
    "assets/robots-note.txt": "x",
    "pages/photo.png": "x",
}
EXPECTED = {
    "stale": ["pages/index.en.md"],
    "missing": ["pages/alone.ja.md", "pages/later.ja.md", "pages/other.en.md"][:2],
    "unrecorded": ["pages/lonely.en.md", "pages/plain.en.md"],
    "expired": ["pacts/now.yaml", "pages/over.ja.md"],
    "expiring": ["pacts/soon.yaml", "pages/other.ja.md"],
    "deadline": ["pacts/now.yaml"],
    "review": ["pacts/now.yaml"],
    "scheduled": ["pages/later.ja.md"],
    "draft": ["pages/draft.ja.md"],
    "unchecked": ["windows/unseen.yaml"],
    "old": ["circles/old.yaml"],
    "unlinked": ["pages/later.ja.md", "pages/lonely.ja.md"],
    "unused": ["assets/unused.pdf", "pages/photo.png"],
    "example": ["circles/new.yaml"],
}
CHANGED = {"4月1日": "4月15日", "無料": "500円"}


class Site:
    def __init__(self, kyodo, folder, git=True, files=None):
        self.kyodo, self.folder = kyodo, folder
        self.write(SITE if files is None else files)
        if files is None:
            for name in ("index", "other"):
                self.replace(f"pages/{name}.en.md", "ORIGINAL", self.hash_of(name))
        if git:
            self.git("init", "-q")
            self.commit("2026-03-05")
        if files is None:
            text = self.read("pages/index.ja.md")
            for before, after in CHANGED.items():
                text = text.replace(before, after)
            self.write({"pages/index.ja.md": text})
            if git:
                self.commit("2026-03-20")

    def path(self, name):
        return self.folder / "content" / name

    def read(self, name):
        return self.path(name).read_bytes().decode()

    def write(self, files):
        for name, text in files.items():
            self.path(name).parent.mkdir(parents=True, exist_ok=True)
            self.path(name).write_bytes(text.encode())

    def replace(self, name, before, after):
        assert before in self.read(name), (name, before)
        self.write({name: self.read(name).replace(before, after)})

    def hash_of(self, name):
        """What `check` says is to be written."""
        done = subprocess.run([self.kyodo, "check", "--format", "json", "--now", NOW], cwd=self.folder,
                              capture_output=True, text=True, check=False)
        for line in (done.stdout + done.stderr).splitlines():
            one = json.loads(line) if line.startswith("{") else {}
            if one.get("rule") == "translation.stale" and f"/{name}.en" in one.get("path", ""):
                return one["hint"]["en"].split("of: ")[1].split("}")[0]
        raise AssertionError(done.stdout + done.stderr)

    def git(self, *words, **environment):
        subprocess.run(["git", *words], cwd=self.folder, check=True, capture_output=True, env=os.environ | environment)

    def commit(self, day):
        self.git("add", "-A")
        self.git("-c", "user.name=a", "-c", "user.email=a@example.jp", "commit", "-qm", "all",
                 GIT_COMMITTER_DATE=f"{day}T12:00:00+0900", GIT_AUTHOR_DATE=f"{day}T12:00:00+0900")

    def run(self, *options, lang="en"):
        return subprocess.run([self.kyodo, "status", "--now", NOW, "--lang", lang, *options], cwd=self.folder,
                              capture_output=True, text=True, timeout=60, check=False)

    def items(self, *options):
        done = self.run("--json", *options)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def paths(self, kind):
        return sorted(one["path"].removeprefix("content/") for one in self.items()["items"] if one["kind"] == kind)

    def changed_lines(self, name, before):
        """The lines of a file that are not as they were: those that went, and those that came."""
        old, new = before.split("\n"), self.read(name).split("\n")
        return [one for one in old if one not in new], [one for one in new if one not in old]


def tells_one_of_each(site):
    report = site.items()
    for kind, paths in EXPECTED.items():
        assert site.paths(kind) == sorted(paths), (kind, site.paths(kind))
        assert report["counts"][kind] == len(paths), kind
    stale = next(one for one in report["items"] if one["kind"] == "stale")
    assert stale["since"]["known"] == "version" and stale["since"]["day"] == "2026-03-05", stale
    changes = {one["removed"]: one["added"] for one in stale["since"]["changes"]}
    assert "".join(changes) != "" and all("雨" not in one["removed"] for one in stale["since"]["changes"]), changes
    assert any("500" in one for one in changes.values()) and any("無料" in one for one in changes), changes
    days = {one["path"]: one["days"] for one in report["items"] if one["kind"] in ("expiring", "deadline")}
    assert days == {"content/pacts/soon.yaml": 29, "content/pages/other.ja.md": 9, "content/pacts/now.yaml": 19}, days


def counts_days(site):
    assert site.items("--days", "5")["counts"]["expiring"] == 0
    assert site.items("--days", "90")["counts"]["deadline"] == 2
    assert site.run("--days", "-1").returncode == 2


def speaks_both_languages(site):
    for lang, words in (("ja", ["元の文章より古い訳 (stale): 1", "確認: 書かれていません", "2026-04-20（19日後）", "無料", "英語。2026-03-05 の版の訳です"]),
                        ("en", ["Translations older than their original (stale): 1", "Seen: not written", "2026-04-20 (in 19 days)",
                                "English, of the version of 2026-03-05"])):
        text = site.run(lang=lang).stdout
        for word in words + [{"ja": "元の文章は変わっていません", "en": "the original is as it was on 2026-03-05"}[lang]]:
            assert word in text, (word, text)
        order = [text.index(f"({kind}): ") for kind in EXPECTED]
        assert order == sorted(order), order
        assert text == site.run(lang=lang).stdout


def makes_csv(site):
    for lang, head in (("ja", "しるし"), ("en", "Mark")):
        done = subprocess.run([site.kyodo, "status", "--now", NOW, "--lang", lang, "--csv"], cwd=site.folder,
                              capture_output=True, check=True)
        assert done.stdout.startswith(b"\xef\xbb\xbf"), done.stdout[:20]
        rows = list(csv.reader(io.StringIO(done.stdout.decode("utf-8-sig"), newline="")))
        assert rows[0][0] == head and len({len(row) for row in rows}) == 1, rows[0]
        assert len(rows) - 1 == len(site.items()["items"])
        titles = [row[2] for row in rows if row[6].endswith("unseen.yaml")]
        assert titles == ["'" + HARM], titles


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.ids, self.links, self.text, self.lang = [], [], [], [], None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.append(tag)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.links += [attributes["href"]] if "href" in attributes else []
        if tag == "html":
            self.lang = attributes["lang"]

    def handle_data(self, data):
        self.text.append(data)


def makes_a_page(site):
    pages = []
    for lang in ("ja", "en"):
        page = site.folder / f"{lang}.html"
        done = site.run("--html", str(page), lang=lang)
        assert done.returncode == 0 and done.stdout == "", done
        reader = Reader()
        reader.feed(page.read_text(encoding="utf-8"))
        text = "".join(reader.text)
        assert reader.lang == lang and "script" not in reader.tags and "img" not in reader.tags and "link" not in reader.tags
        assert all(link.startswith("#") and link[1:] in reader.ids for link in reader.links), reader.links
        assert sorted(reader.ids) == sorted(EXPECTED), reader.ids
        assert HARM in text and "del" in reader.tags and "ins" in reader.tags
        for one in site.items()["items"]:
            assert one["path"] in text, one
        pages.append(page)
    empty = site.folder / "well"
    empty.mkdir()
    well = Site(site.kyodo, empty, False, {name: SITE[name] for name in ("site.yaml", "schema/pages.yaml")} |
                {"pages/index.ja.md": "---\ntitle: 初めに\n---\n\n文。\n",
                 "pages/index.en.md": "---\ntitle: Begin\ntranslation: {of: ORIGINAL}\n---\n\nText.\n"})
    well.replace("pages/index.en.md", "ORIGINAL", well.hash_of("index"))
    well.run("--html", str(site.folder / "well.html"))
    pages.append(site.folder / "well.html")
    if JAR.exists():
        done = subprocess.run(["java", "-Xss4m", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", *pages],
                              capture_output=True, text=True, check=True)
        told = [one for one in json.loads(done.stdout)["messages"]
                if (one["type"] != "info" or one.get("subType") == "warning") and "Content Security Policy" not in one["message"]]
        assert not told, told[:3]
    assert well.run().stdout == "All is well: nothing wants attention.\n", well.run().stdout
    assert well.run(lang="ja").stdout == "手入れの要るものはありません。\n"
    assert well.items()["items"] == []
    assert well.run("--fail-on", "stale,missing,unrecorded").returncode == 0


def accepts(site):
    before = {name: site.read(name) for name in SITE if name.endswith(".en.md")}
    wanted = site.hash_of("index")
    done = site.run("--accept", "content/pages/index.en.md", "content/pages/plain.en.md", "pages/lonely.en.md")
    assert done.returncode == 0, done.stderr
    went, came = site.changed_lines("pages/index.en.md", before["pages/index.en.md"])
    assert len(went) == 1 and came == [f"translation: {{of: {wanted}}}  # keep"], (went, came)
    went, came = site.changed_lines("pages/plain.en.md", before["pages/plain.en.md"])
    assert went == [] and len(came) == 1 and came[0].startswith("translation: {of: ") and came[0].endswith("}\r"), came
    went, came = site.changed_lines("pages/lonely.en.md", before["pages/lonely.en.md"])
    assert went == ["translation: {of: new}"] and len(came) == 1, (went, came)
    assert site.paths("stale") == [] and site.paths("unrecorded") == []
    again = site.run("--accept", "content/pages/index.en.md", lang="ja")
    assert again.returncode == 0 and "記録することはありません" in again.stderr, again.stderr


def takes_back_what_is_no_translation(site):
    everything = {path: path.read_bytes() for path in site.path("pages").iterdir()}
    for options, words in ((["--accept", "content/pages/index.ja.md"], "This is the original"),
                           (["--minor", "content/pages/index.en.md"], "--minor content/pages/index.ja.md"),
                           (["--accept", "content/pages/indx.en.md"], "content/pages/index.en.md"),
                           (["--accept", "content/pages/index.en.md", "../outside.md"], "no document of the site"),
                           (["--accept", "content/circles/old.yaml"], "the same file")):
        done = site.run(*options)
        assert done.returncode == 2 and words in done.stderr, (options, done.stderr)
    assert everything == {path: path.read_bytes() for path in site.path("pages").iterdir()}


def keeps_translations_after_a_slip(site):
    before = {name: site.read(name) for name in ("pages/other.en.md", "pages/index.en.md")}
    site.replace("pages/other.ja.md", "[元](", "[元の頁](")
    assert site.paths("stale") == ["pages/index.en.md", "pages/other.en.md"]
    wanted = site.hash_of("other")
    assert site.run("--minor", "content/pages/other.ja.md").returncode == 0
    went, came = site.changed_lines("pages/other.en.md", before["pages/other.en.md"])
    assert len(went) == 1 and came == [f'  of: "{wanted}"'], (went, came)
    assert site.paths("stale") == ["pages/index.en.md"]
    # What was stale before the slip stays so; the last change, though it is committed, may have been one.
    site.replace("pages/index.ja.md", "休み", "お休み")
    done = site.run("--minor", "content/pages/index.ja.md")
    assert done.returncode == 0 and "stale since before" in done.stderr, done.stderr
    assert site.read("pages/index.en.md") == before["pages/index.en.md"]
    site.git("checkout", "-q", "content/pages/index.ja.md")
    assert site.run("--minor", "content/pages/index.ja.md").returncode == 0
    assert site.paths("stale") == []


def ends_as_asked(site):
    done = site.run("--fail-on", "stale,missing")
    assert done.returncode == 1 and "stale 1, missing 2" in done.stderr, done.stderr
    assert site.run("--fail-on", "stale", "--quiet", "--csv").returncode == 1
    assert site.run().returncode == 0
    done = site.run("--fail-on", "stael")
    assert done.returncode == 2 and "“stale”" in done.stderr and done.stdout == "", done.stderr
    done = site.run("--fail-on", "everything", lang="ja")
    assert done.returncode == 2 and "使える言葉: stale, missing" in done.stderr, done.stderr
    assert site.run("--json", "--csv").returncode == 2
    site.write({"circles/broken.yaml": "title: [\n"})
    assert site.run().returncode == 1


def says_when_there_is_no_git(site):
    report = site.items()
    assert report["git"] is False and report["counts"]["stale"] == 1
    assert "is not in git" in site.run().stdout and "git の中にない" in site.run(lang="ja").stdout
    done = site.run("--minor", "content/pages/index.ja.md")
    assert done.returncode == 2 and "status.git" in done.stderr, done.stderr
    assert site.run("--accept", "content/pages/index.en.md").returncode == 0 and site.paths("stale") == []


def finds_what_was_moved(site):
    for name in ("ja", "en"):
        site.git("mv", f"content/pages/index.{name}.md", f"content/pages/moved.{name}.md")
    site.replace("site.yaml", "pages/index", "pages/moved")
    site.replace("pages/plain.ja.md", "index.ja.md", "moved.ja.md")
    site.commit("2026-03-25")
    stale = [one for one in site.items()["items"] if one["kind"] == "stale"]
    assert [one["since"]["day"] for one in stale] == ["2026-03-05"], stale


def compares_without_a_known_version(site):
    """A translation of a version that git never had is compared with what stood there when it last changed."""
    site.replace("pages/index.en.md", site.read("pages/index.en.md").split("of: ")[1][:12], "0123456789ab")
    site.commit("2026-03-21")
    site.replace("pages/index.ja.md", "雨", "雪")
    stale = next(one for one in site.items()["items"] if one["kind"] == "stale")
    assert stale["since"]["known"] == "last-change" and stale["since"]["day"] == "2026-03-21", stale
    assert [(one["removed"], one["added"]) for one in stale["since"]["changes"]] == [("雨", "雪")], stale


def main():
    kyodo = Path(sys.argv[1]).resolve()
    tests = [(tells_one_of_each, True), (counts_days, True), (speaks_both_languages, True), (makes_csv, True),
             (makes_a_page, True), (accepts, True), (takes_back_what_is_no_translation, True),
             (keeps_translations_after_a_slip, True), (ends_as_asked, True), (says_when_there_is_no_git, False),
             (finds_what_was_moved, True), (compares_without_a_known_version, True)]
    failed = 0
    for test, git in tests:
        with tempfile.TemporaryDirectory(prefix="kyodo-status-") as folder:
            try:
                test(Site(kyodo, Path(folder), git))
            except AssertionError as error:
                print(f"failed: {test.__name__}: {str(error)[:1500]}")
                failed += 1
    print(f"{len(tests) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
