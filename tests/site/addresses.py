#!/usr/bin/env python3
"""No address ever dies: a small site whose pages are renamed, merged and removed at random, and published to a folder.

    python3 tests/site/addresses.py KYODO [--changes N] [--seed N] [--only NAME]

Some changes are careless: a file is moved or deleted by hand, and what was said about its address is nothing. Then
`kyodo publish` must stop and name it; what it proposes is done. In the end every address that was ever published is
looked for in the published folder, as a visitor would: it has its page, or leads on to one, or says that it is gone.
Besides: previews, what publishing says, and what is given up. The last line is `N passed, M failed`.
"""
import argparse
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parents[2]
DAY = "1775001600"  # 2026-04-01 in Tokyo
REASON = "もう行われていないため"
passed = failed = 0


def check(name, problems):
    global passed, failed
    problems = [str(one) for one in problems if one]
    if problems:
        failed += 1
        print(f"FAILED: {name}")
        for one in problems[:6]:
            print("  ", one[:600])
    else:
        passed += 1


def needs(done, *wanted, code=0):
    """What a run should have ended with and said."""
    said = done.stdout + done.stderr
    problems = [] if done.returncode == code else [f"exit code {done.returncode}, not {code}: {said}"]
    return problems + [f"it does not say {one!r}: {said}" for one in wanted if one not in said]


class Site:
    def __init__(self, kyodo, folder):
        self.kyodo, self.folder = kyodo, pathlib.Path(folder)
        self.content, self.web = self.folder / "content", self.folder / "web"
        shutil.copytree(ROOT / "tests/errors/base", self.content)
        shutil.copytree(ROOT / "tests/errors/cases/removed-taken/themes", self.content / "themes", dirs_exist_ok=True)
        self.web.mkdir()
        with open(self.content / "site.yaml", "a", encoding="utf-8") as settings:
            settings.write(f"publish: {{web: {{to: \"file:{self.web}\"}}}}\n")

    def run(self, *words, **variables):
        environment = {**os.environ, "SOURCE_DATE_EPOCH": DAY, **variables}
        return subprocess.run([self.kyodo, *words, "--lang", "en"], cwd=self.folder, capture_output=True, text=True, check=False,
                              env=environment, stdin=subprocess.DEVNULL, timeout=120)

    def path(self, name, language="ja"):
        return self.content / f"pages/{name}.{language}.md"

    def page(self, name, keys=""):
        self.path(name).write_text(f"---\ntitle: {name} のこと\n{keys}---\n\n{name} の本文です。\n")
        self.path(name, "en").write_text(f"---\ntitle: About {name}\n---\n\nThe text of {name}.\n")

    def delete(self, name):
        for language in ("ja", "en"):
            self.path(name, language).unlink()

    def aliases(self, name):
        found = re.search(r"^aliases:((?:\n +- .*)+| \[.*\])", self.path(name).read_text(), re.MULTILINE)
        return re.findall(r"[\w/-]+\.html", found[1]) if found else []

    def add_aliases(self, name, more):
        """As a person would."""
        text = re.sub(r"^aliases:((?:\n +- .*)+| \[.*\])\n", "", self.path(name).read_text(), flags=re.MULTILINE)
        line = f"aliases: [{', '.join(self.aliases(name) + more)}]\n"
        self.path(name).write_text(text.replace("---\n", "---\n" + line, 1))

    def build(self, *options):
        done = self.run("build", "--quiet", *options)
        if done.returncode:
            raise RuntimeError(done.stdout + done.stderr)

    def publish(self, *options):
        return self.run("publish", "web", *options)

    def seen(self):
        """The addresses of all pages that visitors can open now."""
        return {str(path.relative_to(self.web)) for path in self.web.rglob("*.html")}

    def dead(self, addresses):
        """Those that show a visitor neither a page nor the way to one, nor say that it is gone."""
        kinds, dead = {"page": 0, "redirect": 0, "tombstone": 0}, []
        for address in sorted(addresses):
            kind = self.answer(address)
            if kind:
                kinds[kind] += 1
            else:
                dead.append(address)
        return kinds, dead

    def answer(self, address):
        path = self.web / address
        if not path.is_file():
            return None
        text = path.read_text()
        led = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', text)
        if led:
            target = path.parent / led[1]
            good = target.is_file() and "refresh" not in target.read_text()
            return "redirect" if good else None
        if "<main" not in text:
            return None
        return "tombstone" if REASON in text else "page"


class Life:
    """Random changes to a site; `site` is published after every few of them."""

    EVERY = 20

    def __init__(self, site, seed):
        self.site, self.random = site, random.Random(seed)
        self.number, self.names, self.problems = 0, [], []
        self.counts = {}
        self.careless = []  # (address, the name that its page has now, or the other addresses that die with it)
        self.ever, self.refused = set(), 0

    def new(self):
        self.number += 1
        name = f"p{self.number}"
        self.names.append(name)
        return name

    def want(self, done, what):
        if done.returncode:
            self.problems.append(f"{what}: {done.stdout + done.stderr}")

    def take(self):
        return self.names.pop(self.random.randrange(len(self.names)))

    def change(self):
        kinds = ["rename"] * 3 + ["merge", "remove", "careless rename", "careless removal"]
        site = self.site
        while len(self.names) <= 12:
            site.page(self.new())
        kind = self.random.choice(kinds)
        self.counts[kind] = self.counts.get(kind, 0) + 1
        old = self.take()
        if kind == "rename":
            new = self.new()
            self.want(site.run("rename", f"pages/{old}", f"pages/{new}", "--yes", "--quiet"), kind)
        elif kind == "merge":
            into = self.random.choice(self.names)
            addresses = [f"{old}.html"] + site.aliases(old)
            self.want(site.run("remove", f"pages/{old}", "--yes", "--quiet"), kind)
            site.add_aliases(into, addresses)
        elif kind == "remove":
            self.want(site.run("remove", f"pages/{old}", "--reason", REASON, "--reason", f"en={REASON}", "--yes", "--quiet"), kind)
        elif kind == "careless rename":
            new = self.new()
            for language in ("ja", "en"):
                site.path(old, language).rename(site.path(new, language))
            self.careless.append((f"{old}.html", new))
        else:
            self.careless.append((f"{old}.html", site.aliases(old)))
            site.delete(old)

    def mend(self):
        """What the refusal proposes. A page that was renamed by hand may have another name by now, or be gone."""
        removed = self.site.content / "removed.yaml"
        for address, now in self.careless:
            if isinstance(now, str) and now in self.names:
                self.site.add_aliases(now, [address])
                continue
            self.want(self.site.run("remove", address, "--reason", REASON, "--reason", f"en={REASON}", "--yes", "--quiet"), "mend")
            more = "".join(f"      - {other}\n" for other in (now if isinstance(now, list) else []))
            removed.write_text(removed.read_text().replace(f"      - {address}\n", f"      - {address}\n{more}"))
        self.careless = []

    def publish(self):
        site = self.site
        site.build()
        dying = self.ever - {str(path.relative_to(site.folder / "public")) for path in (site.folder / "public").rglob("*.html")}
        if dying:
            before = site.seen()
            done = site.publish()
            said = done.stdout + done.stderr
            self.refused += 1
            count = f"{len(dying)} published address{'' if len(dying) == 1 else 'es'} would not open any more: "
            named = sorted(address for address in dying if not address.startswith("en/"))[:10]
            if done.returncode != 1 or "[publish.gone]" not in said:
                self.problems.append(f"not refused, though {dying} die: {said}")
            elif count not in said or not all(address in said for address in named):
                self.problems.append(f"not {count}{named}: {said}")
            elif site.seen() != before:
                self.problems.append("it was refused, and changed something")
        self.mend()
        site.build()
        self.want(site.publish("--quiet", "--max-delete", "1000"), "publish")
        self.ever |= site.seen()

    def live(self, changes):
        for done in range(changes):
            if done % self.EVERY == 0:
                self.publish()
            self.change()
        self.publish()


def randomly(kyodo, work, changes, seed):
    life = Life(Site(kyodo, work / "random"), seed)
    start = time.time()
    life.live(changes)
    kinds, dead = life.site.dead(life.ever)
    told = ", ".join(f"{count} × {kind}" for kind, count in sorted(life.counts.items()))
    print(f"{changes} changes ({told}; publish stopped {life.refused} times): {len(life.ever)} addresses, of which {kinds['page']} are pages, {kinds['redirect']} lead on, "
          f"{kinds['tombstone']} say that they are gone, {len(dead)} are dead; {time.time() - start:.1f} s, seed {seed}")
    few = [f"no {kind}" for kind, count in kinds.items() if not count] + ([] if life.refused else ["none was refused"])
    check(f"{changes} changes", life.problems)
    check(f"{changes} changes: no address is dead", dead)
    check(f"{changes} changes: all kinds of them", few)
    ledger = max((life.site.web / "_kyodo").glob("*.ledger"), key=lambda path: int(path.stem)).read_text().splitlines()
    check("the ledger has every address", sorted(life.ever - set(ledger)))


def refusals(kyodo, work):
    site = Site(kyodo, work / "refusals")
    for name in ("fair", "walk", "talk"):
        site.page(name)
    site.page("booked", "publish_until: 2026-04-01\n")
    site.build()
    check("the first publication", needs(site.publish()))
    site.path("walk").rename(site.path("walks"))
    site.path("walk", "en").rename(site.path("walks", "en"))
    site.delete("fair")
    site.page("talk", "draft: true\n")
    site.build()
    before = site.seen()
    done = site.publish()
    check("what would die is refused, with the lines to write",
          needs(done, "[publish.gone]", "6 published addresses would not open any more: fair.html, talk.html, walk.html (",
                "--reason", "--allow-gone", "content/pages/walks.ja.md", "walk.html]", "content/pages/talk.ja.md",
                "publish_until: 2026-03-31", code=1))
    check("and nothing is written", [] if site.seen() == before else ["something is"])
    told = json.loads(site.publish("--dry-run", "--format", "json").stdout)
    check("--dry-run tells it as JSON",
          [] if told.get("gone") == ["en/fair.html", "en/talk.html", "en/walk.html", "fair.html", "talk.html", "walk.html"] else [told])
    check("--dry-run tells it as text", needs(site.publish("--dry-run"), "! en/fair.html", "would not be published"))
    japanese = subprocess.run([kyodo, "publish", "web", "--lang", "ja"], cwd=site.folder, capture_output=True, text=True, check=False)
    check("the refusal in Japanese", needs(japanese, "公開したことのあるアドレスが 6 件、開けなくなる", "kyodo remove fair.html --reason", code=1))

    # Each kind of mending.
    site.add_aliases("walks", ["walk.html"])
    site.page("talk", "publish_until: 2026-03-31\n")
    removed = site.run("remove", "fair.html", "--reason", REASON, "--reason", "en=It is over", "--yes")
    check("remove of an address", needs(removed, "will say that the page is gone: fair.html"))
    site.build()
    check("then it is published", needs(site.publish()))
    check("all of them answer", site.dead(before)[1])
    check("with the reason, in each language",
          [] if REASON in (site.web / "fair.html").read_text() and "It is over" in (site.web / "en/fair.html").read_text() else ["not so"])
    check("a page whose time is over says when", [] if "2026-03-31" in (site.web / "talk.html").read_text() else ["not so"])
    sitemap = (site.web / "sitemap.xml").read_text()
    check("none is in the site map", [name for name in ("fair", "talk", "walk.html") if f"/{name}" in sitemap])
    tomorrow = site.run("build", "--quiet", SOURCE_DATE_EPOCH=str(int(DAY) + 86400))
    check("nor does one whose time ends by itself", needs(tomorrow) + needs(site.publish()) + site.dead(before)[1]
          + ([] if "<p>2026-04-01" in (site.web / "booked.html").read_text() else ["it does not say so"]))

    # What is there again, or has the address of a page.
    text = (site.content / "removed.yaml").read_text()
    site.page("fair")
    done = site.run("build", "--quiet")
    check("a page at the address of one that is gone", needs(done, "[removed.taken]", "content/removed.yaml:3:", code=1))
    site.delete("fair")
    check("neither can one be renamed to it", needs(site.run("rename", "pages/walks", "pages/fair", "--yes"), "[rename.alias]", code=1))
    (site.content / "removed.yaml").write_text("# なくしたもの\n" + text + "    # 終わり\n")
    site.page("gone")
    site.build()
    check("another is published", needs(site.publish()))
    check("another is removed", needs(site.run("remove", "pages/gone", "--reason", "\"済んだ\"こと: 二つ", "--yes", "--quiet")))
    now = (site.content / "removed.yaml").read_text()
    check("removed.yaml keeps what stands there", [] if now.startswith("# なくしたもの\n" + text + "    # 終わり\n") else [now])
    site.build()
    check("and it is published", needs(site.publish()))
    check("with its title", [] if "gone のこと" in (site.web / "gone.html").read_text() else ["not so"])

    # What is given up.
    site.delete("walks")
    site.build()
    check("refused once more", needs(site.publish(), "[publish.gone]", "4 published addresses", code=1))
    check("--allow-gone publishes, and says what dies", needs(site.publish("--allow-gone"), "do not open any more, 4:", "walks.html"))
    check("what was given up is not asked for again", needs(site.publish(), "Nothing has changed"))
    site.page("walks")
    site.build()
    check("unless it is there again", needs(site.publish()))
    site.delete("walks")
    site.build()
    check("then it counts", needs(site.publish(), "2 published addresses", ": walks.html (", code=1))
    site.page("walks")
    site.page("new")
    site.build()
    check("a page more", needs(site.publish()))
    check("an earlier version may lack it for a while", needs(site.publish("--rollback"), "do not open any more, 2: en/new.html, new.html"))
    check("and the next publication has it", needs(site.publish()) + ([] if (site.web / "new.html").exists() else ["it has not"]))


def previews(kyodo, work):
    site = Site(kyodo, work / "previews")
    site.page("draft", "draft: true\n")
    site.build("--drafts")
    check("a preview is refused", needs(site.publish(), "[publish.preview]", "built with --drafts", "--preview", code=1)
          + [f"{one} was sent" for one in site.seen()])
    check("--preview sends it", needs(site.publish("--preview")) + ([] if (site.web / "draft.html").exists() else ["no draft"]))
    site.build()
    check("what a preview showed is not promised", needs(site.publish()) + (["the draft stays"] if (site.web / "draft.html").exists() else []))
    site.build("--now", "2026-04-01")
    check("so is one of another day, though the bytes are the same", needs(site.publish(), "[publish.preview]", "--now 2026-04-01", code=1))
    site.build()
    check("and a plain build makes it good again", needs(site.publish()))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kyodo")
    parser.add_argument("--changes", type=int, default=100)
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    kyodo = str(pathlib.Path(options.kyodo).resolve())
    work = pathlib.Path(tempfile.mkdtemp(prefix="kyodo-addresses-"))
    try:
        told = {"random": lambda: randomly(kyodo, work, options.changes, options.seed),
                "refusals": lambda: refusals(kyodo, work), "previews": lambda: previews(kyodo, work)}
        with ThreadPoolExecutor(2) as pool:
            for one in [pool.submit(run) for name, run in told.items() if options.only in ("", name)]:
                one.result()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
