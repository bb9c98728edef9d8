#!/usr/bin/python3
"""Crawls a built site from its files, with nothing of kyodo's own.

  tests/site/crawl.py PUBLIC [--show 40]

Each page, each style sheet and sitemap.xml is a case. It passes when
- every internal link and anchor leads to a file and an id that exist,
- the ids of the page are unique, and its language is stated,
- a reader can come to the page from index.html; not asked of 404 pages, nor
  of addresses of old, to which only old links lead: a page that leads on must
  do so to the page that it names as its own, and a page that is gone (noindex,
  without a canonical address) must have links onward,
- the pages that it names as its other languages are in these languages, and
  name it in turn; sitemap.xml says the same as the pages do.
The last line is `N passed, N failed`.
"""

import argparse
import collections
import functools
import multiprocessing
import posixpath
import re
import sys
import xml.etree.ElementTree as xml
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

LINKS = {"href", "src", "poster", "data", "action", "cite", "formaction", "longdesc"}
EXTERNAL = {"http", "https", "mailto", "tel"}
NOWHERE = "http://site.invalid/"  # the address of a site that states none


class Page(HTMLParser):
    """What a page says: its ids, links and other languages."""

    def __init__(self, path):
        super().__init__()
        self.path = path
        self.base_tag = ""
        self.lang = None
        self.ids = collections.Counter()
        self.links = set()       # as written, all that must exist
        self.doors = set()       # as written, those that a reader follows
        self.alternates = {}     # language → link, of <link rel=alternate>
        self.switches = {}       # language → link, of <a hreflang>
        self.canonical = None
        self.noindex = False
        self.refresh = None      # where it leads on to by itself

    def handle_starttag(self, tag, attributes):
        named = dict(attributes)
        if tag == "html":
            self.lang = named.get("lang")
        if tag == "base":
            self.base_tag = named.get("href") or ""
            return
        if "id" in named:
            self.ids[named["id"] or ""] += 1
        for key in LINKS & named.keys():
            self.links.add(named[key] or "")
        for part in (named.get("srcset") or "").split(","):
            if part.strip():
                self.links.add(part.split()[0])
        if tag == "a" and "href" in named:
            self.doors.add(named["href"] or "")
            if "hreflang" in named:
                self.switches[named["hreflang"]] = named["href"]
        if tag == "link":
            self.read_link(named)
        if tag == "meta" and named.get("name") == "robots":
            self.noindex = "noindex" in (named.get("content") or "")
        if tag == "meta" and (named.get("http-equiv") or "").lower() == "refresh":
            self.refresh = (named.get("content") or "").partition("url=")[2]
            self.links.add(self.refresh)

    def read_link(self, named):
        kinds = (named.get("rel") or "").split()
        if "alternate" in kinds and "hreflang" in named:
            self.alternates[named["hreflang"]] = named.get("href", "")
        if "canonical" in kinds:
            self.canonical = named.get("href")


def read_page(job):
    public, path = job
    page = Page(path)
    page.feed((Path(public) / path).read_text(encoding="utf-8"))
    page.close()
    del page.rawdata
    return page


class Crawl:
    def __init__(self, public):
        self.public = public
        self.files = {path.relative_to(public).as_posix() for path in public.rglob("*") if path.is_file()}
        names = sorted(name for name in self.files if name.endswith(".html"))
        if "index.html" not in self.files:
            sys.exit(f"crawl: there is no index.html in {public}")
        with multiprocessing.Pool() as pool:
            read = pool.map(read_page, [(str(public), name) for name in names], chunksize=64)
        self.pages = {page.path: page for page in read}
        self.root = self.find_root()
        self.problems = {name: [] for name in names}

    def find_root(self):
        """The site's address, from robots.txt; links under it are internal."""
        text = (self.public / "robots.txt").read_text() if "robots.txt" in self.files else ""
        found = re.search(r"(?im)^sitemap:\s*(\S+)", text)
        return urljoin(found.group(1), ".") if found else NOWHERE

    def base_of(self, page, link):
        """What a link of the page is joined to: the same for all pages of a folder, where it can be."""
        if page.base_tag:
            return urljoin(self.root + page.path, page.base_tag)
        alone = link[:1] in ("", "#", "?")
        return self.root + (page.path if alone else page.path.rpartition("/")[0] + "/" if "/" in page.path else "")

    @functools.cache
    def resolve(self, link, base):
        """(file, fragment) of an internal link, None of an external one; ValueError if it is neither."""
        parts = urlsplit(urljoin(base, link))
        if parts.scheme not in EXTERNAL:
            raise ValueError(f"has a scheme that is not allowed: {link}")
        whole = parts._replace(fragment="").geturl()
        if not whole.startswith(self.root):
            if not urlsplit(link).netloc and not urlsplit(link).scheme:
                raise ValueError(f"leads out of the site: {link}")
            return None
        # How far up a link goes is lost when it is joined.
        folder = urlsplit(base).path.rpartition("/")[0].strip("/")
        if posixpath.normpath(posixpath.join(folder, urlsplit(link).path.lstrip("/"))).startswith(".."):
            raise ValueError(f"leads out of the site: {link}")
        path = unquote(whole[len(self.root):])
        if path.endswith("/") or not path and urlsplit(link).netloc:
            path += "index.html"  # what a server answers with
        return path, unquote(parts.fragment)

    def check_link(self, link, base):
        """Words about what is wrong; None when all is well."""
        try:
            target = self.resolve(link, base)
        except ValueError as error:
            return str(error)
        if target is None:
            return None
        path, fragment = target
        if path not in self.files:
            return f"leads nowhere: {link}"
        if fragment and (path not in self.pages or fragment not in self.pages[path].ids):
            return f"no such anchor: {link}"
        return None

    def target(self, link, page):
        """The file of a link that check_link finds well."""
        try:
            return (self.resolve(link, self.base_of(page, link)) or (None,))[0]
        except ValueError:
            return None

    def check_page(self, page):
        found = self.problems[page.path]
        for link in sorted(page.links):
            if wrong := self.check_link(link, self.base_of(page, link)):
                found.append(wrong)
        found += [f"id given {count} times: {name}" for name, count in sorted(page.ids.items()) if count > 1 or not name.strip()]
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", page.lang or ""):
            found.append(f"the page's language is not stated: {page.lang}")
        for kind, others in (("alternate", page.alternates), ("language link", page.switches)):
            found += self.check_languages(kind, page, others)
        if page.alternates and self.target(page.alternates.get(page.lang, ""), page) != page.path:
            found.append("its alternates do not name the page itself")

    def check_languages(self, kind, page, others):
        for language, link in sorted(others.items()):
            other = self.pages.get(self.target(link, page))
            if other is None or (other is page and language == page.lang):
                continue  # broken, told as a link; or the page itself
            if other.lang != language:
                yield f"{kind} for {language} leads to a page in {other.lang}: {link}"
            if kind == "language link" and other.path == f"{language.lower()}/index.html":
                continue  # a language with some pages only: of the others its home page stands there
            back = other.alternates if kind == "alternate" else other.switches
            if self.target(back.get(page.lang, ""), other) != page.path:
                yield f"{kind} for {language} does not lead back: {link}"

    def check_reachable(self):
        seen, waiting = {"index.html"}, ["index.html"]
        while waiting:
            page = self.pages[waiting.pop()]
            for link in page.doors:
                path = self.target(link, page)
                if path in self.pages and path not in seen:
                    seen.add(path)
                    waiting.append(path)
        for name in self.pages.keys() - seen:
            if posixpath.basename(name) != "404.html" and not self.is_of_old(self.pages[name]):
                self.problems[name].append("no way leads here from index.html")

    def is_of_old(self, page):
        """An address that only old links know; what is wrong with it is told."""
        if page.refresh is not None:
            other = self.pages.get(self.target(page.refresh, page))
            if not page.noindex or other is None or other is page or other.refresh is not None or page.refresh not in page.doors \
                    or page.canonical is not None and self.target(page.canonical, page) not in (other.path, self.target(other.canonical or "", other)):
                self.problems[page.path].append(f"does not lead on to its page: {page.refresh}")
            return True
        return page.noindex and page.canonical is None and any(self.target(link, page) in self.pages for link in page.doors)

    def check_styles(self):
        for name in sorted(self.files):
            if not name.endswith(".css"):
                continue
            text = (self.public / name).read_text(encoding="utf-8")
            links = re.findall(r"""url\(\s*['"]?([^'")]+)""", re.sub(r"/\*.*?\*/", "", text, flags=re.S))
            links = [link for link in links if not link.startswith("data:")]
            self.problems[name] = [wrong for link in links if (wrong := self.check_link(link, self.root + name))]

    def check_sitemap(self):
        """Each address in it is a page's own; its languages are those of the page."""
        if "sitemap.xml" not in self.files:
            return
        found = self.problems["sitemap.xml"] = []
        listed = set()
        for url in xml.parse(self.public / "sitemap.xml").getroot():
            address = next(child.text for child in url if child.tag.endswith("}loc"))
            if wrong := self.check_link(address, self.root):
                found.append(wrong)
                continue
            page = self.pages[self.resolve(address, self.root)[0]]
            listed.add(page.path)
            if page.canonical != address:
                found.append(f"not the page's own address: {address}")
            if page.noindex or posixpath.basename(page.path) == "404.html":
                found.append(f"not for search engines: {address}")
            others = {child.get("hreflang"): child.get("href") for child in url if child.get("hreflang")}
            if others and others != page.alternates:
                found.append(f"other languages than on the page: {address}")
        for page in self.pages.values():
            own = page.canonical and self.target(page.canonical, page) == page.path
            if own and not page.noindex and page.path not in listed and posixpath.basename(page.path) != "404.html":
                found.append(f"missing: {page.path}")

    def run(self):
        for page in self.pages.values():
            self.check_page(page)
        self.check_reachable()
        self.check_styles()
        self.check_sitemap()
        return self.problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("public", type=Path)
    parser.add_argument("--show", type=int, default=40, help="how many problems to print")
    arguments = parser.parse_args()
    crawl = Crawl(arguments.public.resolve())
    problems = crawl.run()
    lines = [f"{name}: {wrong}" for name, wrongs in sorted(problems.items()) for wrong in wrongs]
    for line in lines[:arguments.show]:
        print(line)
    if len(lines) > arguments.show:
        print(f"… and {len(lines) - arguments.show} more")
    links = sum(len(page.links) for page in crawl.pages.values())
    print(f"{len(crawl.pages)} pages, {links} links")
    failed = sum(1 for wrongs in problems.values() if wrongs)
    print(f"{len(problems) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
