"""How many records of each kind a site of N pages has, and what they are about.

What a record is about decides on which listings it stands, and so how many pages
there are. The pages are counted as the generator lays them out: a page for each
record and language, pages for each listing, for each facet value and for the
commonest pairs of values (see generator/views/facets.cc).
"""

import collections
import functools
import itertools
import math
import random
import re
from pathlib import Path

from corpus import places, terms, topics, words

MIX = {"cases": 0.40, "groups": 0.32, "projects": 0.28}
LANGUAGES = 2
MAX_PAIRS = 400
CHAPTERS = 4
PAGES_OF_RECORD = 4  # about as many for each record, with its lists


READY = Path(__file__).resolve().parents[2] / "themes" / "kyodo" / "collections"
KEPT_FOLDERS = ("schema/", "vocabularies/", "forms/", "actors/", "terms/", "assets/", "i18n/")
KEPT_PAGES = ("index", "404", "about", "accessibility", "privacy", "search", "site-map", "open-data", "emergency")


def is_kept(path):
    """Which of the shipped files the site starts from; the rest is about real towns."""
    return (path.startswith(KEPT_FOLDERS) or path in ("site.yaml", "holidays.yaml", "search.yaml", "desks/chiiki-shinko.yaml")
            or path.startswith("pages/") and path.removeprefix("pages/").split(".")[0] in KEPT_PAGES)


def read_terms(path):
    """The ids of a vocabulary, and the wider term of those that have one."""
    ids, wider = [], {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if found := re.match(r"\s+- id: (\S+)", line):
            ids.append(found.group(1))
        elif found := re.match(r"\s+broader: (\S+)", line):
            wider[ids[-1]] = found.group(1)
    return ids, wider


def read_values(text, keys):
    """The values of keys at the margin of a file: `district: shiba`, `forms: [a, b]`."""
    values = {}
    for key, value in re.findall(r"^(\w+): *(\S.*)$", text, re.M):
        if key in keys:
            values[key] = [one.strip() for one in value.strip("[]").split(",")]
    return values


def read_schema(path):
    """The text of a schema, with the ready one that it takes over."""
    text = path.read_text(encoding="utf-8")
    ready = re.match(r"from: (\S+)", text)
    return text + (READY / f"{ready.group(1)}.yaml").read_text(encoding="utf-8") if ready else text


def read_listing(path):
    """(facets, records on a page) of a schema; None when it has no listing."""
    text = read_schema(path)
    if not re.search(r"^listing:", text, re.M):
        return None
    facets = re.search(r"^  facets: \[(.*)\]", text, re.M)
    size = re.search(r"^  page_size: (\d+)", text, re.M)
    return [one.strip() for one in facets.group(1).split(",")] if facets else [], int(size.group(1)) if size else 30


class Plan:
    def __init__(self, seed, size, shipped, of_records=False):
        """`size`: pages, or records. `shipped` is the folder of the content that the site starts from."""
        pages = size * PAGES_OF_RECORD if of_records else size
        self.seed = seed
        self.shipped = shipped
        self.districts = places.districts(max(2, round(0.03 * pages ** 0.66)))
        self.district_ids = [slug_of(one[2]) for one in self.districts]
        towns = math.ceil(len(self.districts) / 5)
        self.towns = [places.MUNICIPALITIES[i % len(places.MUNICIPALITIES)] for i in range(min(towns, len(places.MUNICIPALITIES)))]
        self.terms = terms.TERMS[:max(5, pages // 100)]
        self.forms, self.actor_types = (sorted(path.stem for path in (shipped / kind).glob("*.yaml")) for kind in ("forms", "actors"))
        self.wider = {}
        for vocabulary in ("districts", "fields", "stages"):
            self.stages, wider = read_terms(shipped / f"vocabularies/{vocabulary}.yaml")
            self.wider |= wider
        self.topic_ids = list(topics.TOPICS)
        self.counts = self.share(size) if of_records else self.fit(pages)

    def random(self, *names):
        """Its own source of chance for each thing, so that one does not move another."""
        return random.Random("/".join(str(name) for name in (self.seed, *names)))

    def town_of(self, district):
        return district * len(self.towns) // len(self.districts)

    def town_slug(self, district):
        return slug_of(self.towns[self.town_of(district)][2])

    @functools.cache
    def about(self, kind, number):
        """The facet values of a record of ours. Some districts are busier than others."""
        chance = self.random(kind, number, "about")
        district = int(chance.random() ** 1.3 * len(self.districts))
        first = chance.choice(self.topic_ids)
        fields = [first] + [one for one in [chance.choice(self.topic_ids)] if one != first and chance.random() < 0.5]
        values = {"municipality": [self.town_slug(district)], "district": [self.district_ids[district]], "fields": fields}
        if kind == "cases":
            values["forms"] = self.usual(self.forms, 2, first, chance, [1, 1, 2])
            values["actor_types"] = self.usual(self.actor_types, 3, first, chance, [1, 2, 2, 3])
        if kind == "groups":
            values["actor_type"] = [chance.choice(words.GROUP_KINDS)[4]]
        if kind == "projects":
            values["stage"] = [chance.choice(self.stages)]
        return values

    def usual(self, ids, size, topic, chance, counts):
        """Some of the terms; mostly those that go with the topic, as in life."""
        first = self.topic_ids.index(topic) * size
        pool = ids if chance.random() < 0.1 else [ids[(first + i) % len(ids)] for i in range(size)]
        return chance.sample(pool, min(chance.choice(counts), len(pool)))

    @functools.cache
    def about_shipped(self, kind):
        files = [path for path in sorted((self.shipped / kind).glob("*")) if is_kept(path.relative_to(self.shipped).as_posix())
                 and not path.match("*.en.md")]
        keys = {"municipality", "district", "fields", "level"}
        return [read_values(path.read_text(encoding="utf-8"), keys) for path in files]

    def about_all(self, kind, counts):
        own = []
        if kind in counts:
            own = [self.about(kind, number) for number in range(counts[kind])]
        elif kind == "desks":
            own = [{"level": ["district"], "district": [one], "municipality": [self.town_slug(i)]} for i, one in enumerate(self.district_ids)]
            own += [{"level": ["ward-wide"], "municipality": [slug_of(one[2])]} for one in self.towns]
        elif kind == "guidelines":
            own = [{}] * len(self.towns)
        elif kind == "chapters":
            own = [{}] * (len(self.towns) * CHAPTERS)
        elif kind == "terms":
            own = [{}] * len(self.terms)
        return self.about_shipped(kind) + own

    def count_listing(self, records, facets, size):
        """Pages of one listing in one language."""
        singles, pairs = collections.Counter(), collections.Counter()
        for values in records:
            chosen = {(facet, one) for facet in facets for one in values.get(facet, [])}
            while wider := {(facet, self.wider[one]) for facet, one in chosen if one in self.wider} - chosen:
                chosen |= wider
            singles.update(chosen)
            pairs.update(pair for pair in itertools.combinations(sorted(chosen), 2) if pair[0][0] != pair[1][0])
        shown = itertools.chain([len(records)], singles.values(), (count for _, count in pairs.most_common(MAX_PAIRS)))
        return sum(max(1, math.ceil(count / size)) for count in shown)

    def count_pages(self, counts):
        pages = 0
        for schema in sorted((self.shipped / "schema").glob("*.yaml")):
            records = self.about_all(schema.stem, counts)
            pages += len(records) * (2 if schema.stem == "guidelines" else 1)  # a guideline is also printed whole
            if listing := read_listing(schema):
                pages += self.count_listing(records, *listing)
            if re.search(r"^  index:", read_schema(schema), re.M):
                pages += 1
        return pages * LANGUAGES

    def count_records(self, counts):
        return sum(len(self.about_all(schema.stem, counts)) for schema in (self.shipped / "schema").glob("*.yaml"))

    def share(self, records):
        """So that there are just about that many records; with a few of each kind when that is more."""
        return counts_for(max(10, records - self.count_records(counts_for(0))))

    def fit(self, pages):
        """The number of records with which there are just about that many pages."""
        fixed = self.count_pages(counts_for(0))
        if fixed > pages:
            raise ValueError(f"the smallest site has {fixed} pages")
        low, high = 0, pages // LANGUAGES
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.count_pages(counts_for(middle)) <= pages else (low, middle)
        return counts_for(low)


def counts_for(records):
    return {kind: round(records * share) for kind, share in MIX.items()}


def slug_of(latin):
    """'Higashi-Aobadai 1-chome' as a file is named."""
    return re.sub(r"[^a-z0-9]+", "-", latin.lower()).strip("-")
