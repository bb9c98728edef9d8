#!/usr/bin/python3
"""Plants the strings of foreign_strings.py in every field, key, label, file name and setting, and reads all that comes out.

  tests/data/strings.py KYODO [--every N] [--only PART] [--browser N] [--keep FOLDER]

Every N-th string is planted once in each place that foreign_site.py has. What kyodo refuses is taken out (its message,
in both languages and for GitHub, must hold nothing that a terminal acts upon) until the site builds; then each file is
read by a program that is not ours: pages with parse5 (pages.mjs: no element, attribute, script or address that a site of
harmless texts has not, and no text is lost), feeds and the site map with lxml, tables with csv, calendars with
python3-icalendar and ical.js, JSON with json, and the files for web servers line by line. With --browser, Chromium loads
some pages, results of the search and forms of `kyodo serve --edit` without their policy, and nothing may run. A place that
holds, and a file that was read, are a case. The last line is `N passed, N failed`.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import foreign_site
import foreign_strings
import outputs

HERE = Path(__file__).resolve().parent
NOW = "2026-12-01T09:00+09:00"
SECONDS = 600  # a busy machine; what hangs does so for ever
CHUNK = 100  # strings of a site: kyodo tells of at most 200 problems of a kind at a time
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\udc80-\udcff]")
PLAIN = ["言葉", "ことば, と文字"]
MARKDOWN = """## 見出し {#heading}\n\n### 下の見出し\n\n**太字** *斜体* ~~取り消し~~ `コード` {協働|きょうどう} {.大切} [Minato]{lang=en}\\\n次の行 <https://example.jp/>
[先](https://example.jp/ "題") [メール](mailto:a@example.jp) www.example.jp a@example.jp[^1]\n\n[^1]: 注です。[^2]\n\n[^2]: 注です。\n\n- 一\n  - 二\n\n1. 一\n
3. 三\n\n- [ ] 未\n- [x] 済\n\n> 引用\n\n> [!NOTE] 題\n> 注記\n\n> [!COLUMN]\n> 囲み\n\n---\n\n表：料金\n\n| **左** | 中 | 右 |\n|:--|:-:|--:|\n| **一** | 二<br>三 | |\n
図：流れ\n\n1. 一\n\n```sh\nコード\n```\n\n    字下げ\n\n#### 四\n\n##### 五\n\n###### 六\n\n2. 二\n"""
SAYINGS = (("check", "--lang", "ja"), ("check", "--lang", "en"), ("check", "--format", "github", "--lang", "ja"))  # by turns
PATH = r"/[A-Za-z0-9/._~%-]*"
HOST_LINES = {  # beside the lines that a site of harmless texts has
    "_headers": rf"{PATH}\*|  Content-Security-Policy: [A-Za-z0-9 ':;./*-]+|  X-Robots-Tag: noindex",  # `true` is a noindex
    "_redirects": rf"{PATH} {PATH} 301",
    ".htaccess": rf'ErrorDocument 404 {PATH}|<If "%\{{REQUEST_URI\}} =~ m#\^{PATH}#">|  ErrorDocument 404 {PATH}'
                 rf'|RedirectMatch 301 "\^[A-Za-z0-9/._~%\\()?-]+\$" "{PATH}"|  Header [a-zA-Z0-9 \'":;./*#^%{{}}=~_,()-]+',
    "nginx-headers.conf": rf'error_page 404 {PATH};|location {PATH} \{{|  error_page 404 {PATH};'
                          rf'|location = "{PATH}" \{{ return 301 "{PATH}"; \}}|  add_header [A-Za-z-]+ "[A-Za-z0-9 \':;./*=,()-]+"( always)?;',
    "robots.txt": rf"Sitemap: https?://[a-z0-9.:-]+{PATH}sitemap.xml|Disallow: /",
}


class Trial:
    def __init__(self, kyodo, folder, browser, kept):
        self.kyodo, self.folder, self.browser, self.kept = kyodo, folder, browser, kept
        self.report = outputs.Report()
        self.counts = Counter()

    def run(self, *arguments):
        return subprocess.run([self.kyodo, *arguments], capture_output=True, timeout=SECONDS, check=False)

    def say(self, site, *arguments):
        """Runs kyodo for its messages, which must leave a terminal alone."""
        done = self.run(*arguments, "--site", site, "--now", NOW)
        said = (done.stdout + done.stderr).decode("utf-8", errors="surrogateescape")
        found = ACTS.search(said)
        wrong = [f"{found[0]!r} in {said[max(0, found.start() - 60):found.end() + 20]!r}"] if found else []
        if done.returncode not in (0, 1):
            wrong.append(f"exit code {done.returncode}: {said[-400:]}")
        self.report.add(f"{site.parent.name}: what `{' '.join(arguments)}` says", wrong)

    def refused(self, site):
        """Places of errors, without a doubled one."""
        done = self.run("check", "--site", site, "--now", NOW, "--format", "json", "--quiet")
        errors = [json.loads(line) for line in done.stdout.decode().splitlines() if line.startswith("{")]
        prefix = f"{site}/"
        places = {(error["path"].removeprefix(prefix), error.get("line", 0)): error for error in errors
                  if error["severity"] == "error" and "path" in error}
        return done.returncode, places

    def settle(self, name, made):
        """Builds a site, without what is refused. Returns its folder of pages; None: nothing could be built."""
        site, public = self.folder / name / "site", self.folder / name / "public"
        made.write(site)
        self.counts["sites"] += 1
        self.say(site, *SAYINGS[self.counts["sites"] % len(SAYINGS)])
        for _ in range(400):
            code, places = self.refused(site)
            if code == 0:
                break
            kept = [f"{path}:{line}: {error['rule']}: {error['message']['en']}" for (path, line), error in sorted(places.items(), reverse=True)
                    if not made.take_out(path, line)]
            if len(kept) == len(places):
                self.report.add(name, [f"exit code {code}, and nothing to take out", *kept])
                return None
            subprocess.run(["rm", "-rf", site], check=True)
            made.write(site)
        done = self.run("build", "--site", site, "--out", public, "--now", NOW, "--quiet")
        self.counts["planted"] += made.planted
        self.counts["refused"] += made.refused
        self.report.passed += made.planted
        if done.returncode:
            self.report.add(name, [f"checked, but not built: exit code {done.returncode}: {done.stderr.decode(errors='replace')[-400:]}"])
            return None
        return public

    def read_pages(self, folder, folders, texts=None):
        """parse5 reads all pages of some sites."""
        plain = ",".join(str(folder / name / "public") for name in ("plain", "plain-settings"))
        listed = self.folder / "texts.json"
        listed.write_text(json.dumps(texts or {}), encoding="utf-8")
        done = subprocess.run(["node", HERE / "pages.mjs", "--texts", listed, plain, *folders], capture_output=True, text=True, check=False)
        *problems, last = done.stdout.splitlines() or [""]
        if done.returncode or not last.endswith("pages read"):
            problems += [last, done.stderr[-400:]]
        for problem in problems:
            self.report.add("pages", [problem.replace(str(self.folder), "")])
        pages = int(last.split()[0]) if last[:1].isdigit() else 0
        self.count("pages", pages)

    def count(self, kind, files):
        self.counts[kind] += files
        self.counts["files"] += files
        self.report.passed += files

    def read_others(self, plain, public, whole):
        """Whatever is no page."""
        report = outputs.Report()
        outputs.check_site(public, report, outputs.EVERY_SITE if whole else [])
        if whole:
            outputs.check_calendars(public, report)
        for name, pattern in HOST_LINES.items():
            usual = set((plain / name).read_text().splitlines()) if (plain / name).exists() else set()
            lines = (public / name).read_bytes().decode("ascii").splitlines() if (public / name).exists() else []
            report.add(f"{public.parent.name}/{name}", [f"line {number}: {line!r}" for number, line in enumerate(lines, 1) if line not in usual
                                                        and not line.startswith("#") and not re.fullmatch(pattern, line)])
        self.report.failed += report.failed
        self.count("others", report.passed)


def texts_of(made):
    """Page: the text that must stand in it."""
    return {prefix + path.removesuffix(".yaml") + ".html": text for path, text in made.texts.items() for prefix in ("", "en/")}


def every_text(texts):
    made = foreign_site.bare_site()
    for number, text in enumerate(texts):
        foreign_site.plant_texts(made, number, text)
        foreign_site.plant_names(made, number, text)
    for number in range(0, len(texts), 40):
        foreign_site.plant_labels(made, number // 40, texts[number:number + 40])
    return made


def plain_site(trial):
    """What pages of harmless texts are made of, in a site with all that the others have."""
    made = every_text(PLAIN)
    made.files["forms/plain.yaml"] = foreign_site.record({"name": "文章", "words": foreign_site.local(MARKDOWN)})
    made.files["pages/plain.ja.md"] = ["---", "title: 文章", "---", "", *MARKDOWN.split("\n"), "![絵](/words/p.svg)", "", "前 ![絵](/words/p.svg)"]
    made.files["schema/words.yaml"] = [line.replace("listing: {", "listing: {page_size: 1, ") for line in made.files["schema/words.yaml"]]
    public = trial.settle("plain", made)
    settings = trial.settle("plain-settings", foreign_site.settings_site("言葉"))
    if made.refused or not public or not settings:
        raise SystemExit(f"the harmless site is refused: {trial.refused(trial.folder / 'plain/site')}")
    return public


def read_all(trial, name, plain, made):
    public = trial.settle(name, made)
    if public:
        trial.read_pages(trial.folder, [public], texts_of(made))
        trial.read_others(plain, public, bool(made.texts))
    if not trial.kept and not name.endswith("-0"):
        subprocess.run(["rm", "-rf", trial.folder / name], check=True)


def in_records(trial, plain, texts):
    for start in range(0, len(texts), CHUNK):
        read_all(trial, f"records-{start}", plain, every_text(texts[start:start + CHUNK]))
    if trial.browser and (trial.folder / "records-0/public").exists():
        in_browser(trial, texts[:CHUNK])


def in_browser(trial, texts):
    listed = trial.folder / "strings.json"
    listed.write_text(json.dumps(texts), encoding="utf-8")
    done = subprocess.run(["node", HERE.parent / "browser/strings.mjs", trial.kyodo, trial.folder / "records-0", listed, "--most", str(trial.browser)],
                          capture_output=True, text=True, check=False)
    *lines, last = done.stdout.splitlines() or [""]
    print("\n".join(lines))
    counts = re.fullmatch(r"(\d+) passed, (\d+) failed", last)
    trial.report.add("in Chromium", [] if counts else [last, done.stderr[-400:]])
    if counts:
        trial.counts["loads"] += int(counts[1]) + int(counts[2])
        trial.report.passed += int(counts[1])
        trial.report.failed += int(counts[2])


def in_other_types(trial, plain, texts):
    numbered = list(enumerate(texts))
    for start in range(0, len(texts), CHUNK):
        read_all(trial, f"types-{start}", plain, foreign_site.typed_site(numbered[start:start + CHUNK]))


def in_keys(trial, plain, texts):
    numbered = list(enumerate(texts))
    for start in range(0, len(texts), CHUNK):
        read_all(trial, f"keys-{start}", plain, foreign_site.keys_site(numbered[start:start + CHUNK]))


def in_settings(trial, plain, texts):
    """A site for each string, whose pages are read together."""
    for start in range(0, len(texts), 50):
        numbers = range(start, min(start + 50, len(texts)))
        with ThreadPoolExecutor(2) as pool:
            folders = list(pool.map(lambda number: trial.settle(f"settings-{number}", foreign_site.settings_site(texts[number])), numbers))
        folders = [folder for folder in folders if folder]
        trial.read_pages(trial.folder, folders)
        for folder in folders:
            trial.read_others(plain, folder, False)
            subprocess.run(["rm", "-rf", folder.parent], check=True)


PARTS = {"records": in_records, "types": in_other_types, "keys": in_keys, "settings": in_settings}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=lambda path: Path(path).resolve())
    parser.add_argument("--every", type=int, default=1, metavar="N", help="every N-th string")
    parser.add_argument("--only", choices=PARTS, help="one kind of places")
    parser.add_argument("--browser", type=int, default=0, metavar="N", help="also so many pages, searches and forms in Chromium")
    parser.add_argument("--keep", type=Path, help="the folder for the sites, which then stay")
    arguments = parser.parse_args()
    sources = foreign_strings.collect()
    everything = [text for texts in sources.values() for text in texts]
    texts = everything[::arguments.every]
    with tempfile.TemporaryDirectory(prefix="kyodo-strings-") as temporary:
        trial = Trial(arguments.kyodo, (arguments.keep or Path(temporary)).resolve(), arguments.browser, bool(arguments.keep))
        plain = plain_site(trial)
        for name, part in PARTS.items():
            if arguments.only in (None, name):
                part(trial, plain, texts)
    counts, report = trial.counts, trial.report
    print(f"{len(texts)} of {len(everything)} strings ({', '.join(f'{source} {len(all_of)}' for source, all_of in sources.items())}) "
          f"in {counts['planted']} places: {counts['refused']} refused, {counts['planted'] - counts['refused']} built; "
          f"{counts['files']} outputs read again, {counts['pages']} of them pages; {counts['loads']} loads in Chromium")
    print(f"{report.passed} passed, {report.failed} failed")
    sys.exit(1 if report.failed else 0)


if __name__ == "__main__":
    main()
