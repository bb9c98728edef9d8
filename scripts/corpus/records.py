"""The records: groups, projects, desks, terms; and what cases need to know of them."""

from corpus import places, topics, words
from corpus.plan import slug_of
from corpus.text import Pair, Voice, both, both_blocks, both_lists, days, fiscal_year, paragraph, plain, scalar


class Entry:
    """A record that others may refer to."""
    __slots__ = ("slug", "name", "folder", "extension")

    def __init__(self, slug, name, folder, extension="yaml"):
        self.slug = slug
        self.name = name
        self.folder = folder
        self.extension = extension

    def link(self):
        """As written in the Markdown of another collection."""
        path = f"../{self.folder}/{self.slug}.{self.extension}"
        return Pair(f"[{self.name.ja}]({path})", f"the [{self.name.en}]({path})")

    def spoken(self):
        return Pair(self.name.ja, f"the {self.name.en}")


class Records:
    def __init__(self, plan, write, prose):
        """`write(path, text)` takes a file of the site; `prose` makes long texts, None for short ones."""
        self.plan = plan
        self.write = write
        self.prose = prose
        self.taken = set()
        self.desks = []                                        # by district
        self.groups = [[] for _ in plan.districts]             # by district
        self.projects = [[] for _ in plan.districts]           # by district
        self.people = self.make_people()

    def make_people(self):
        """Distinct names for `contact_person`, which is private."""
        people = [f"{office} {a}{b} {given}" for office in words.OFFICES for a in words.SURNAMES_A
                  for b in words.SURNAMES_B for given in words.GIVEN_NAMES]
        self.plan.random("people").shuffle(people)
        return iter(people)

    def long_text(self, key, kind, number):
        """Two paragraphs of Markdown under a key; nothing on a site of short texts."""
        if not self.prose:
            return ""
        paragraphs = self.prose.paragraphs(self.plan.random(kind, number, "prose"), 2)
        return both_blocks(key, Pair("\n\n".join(one.ja for one in paragraphs), "\n\n".join(one.en for one in paragraphs)))

    def place(self, district, chance):
        """A neighbourhood of a district: (kanji, kana, Latin letters)."""
        within = chance.choice(places.NEIGHBOURHOODS)
        whole = self.plan.districts[district]
        return whole[0] + within[0], whole[1] + within[1], f"{whole[2]} {within[2]}"

    def slug(self, folder, latin):
        """A name for a file that no other has."""
        base, slug, number = slug_of(latin)[:60].strip("-"), "", 1
        while not slug or (folder, slug) in self.taken:
            slug = base if number == 1 else f"{base}-{number}"
            number += 1
        self.taken.add((folder, slug))
        return slug

    def write_desks(self):
        plan = self.plan
        for number, (kanji, kana, latin) in enumerate(plan.districts):
            name = Pair(f"{kanji}地区センター", f"{latin} District Centre")
            self.desks.append(Entry(self.slug("desks", f"{latin} centre"), name, "desks"))
            self.write_desk(self.desks[-1], f"{kana}ちくせんたー", number, "district", plan.district_ids[number], plan.town_of(number))
        for number, (kanji, kana, latin) in enumerate(plan.towns):
            name = Pair(f"{kanji}役所 協働推進課", f"Kyodo Section, {latin}")
            desk = Entry(self.slug("desks", f"{latin} kyodo"), name, "desks")
            self.write_desk(desk, f"{kana}やくしょ きょうどうすいしんか", 1000 + number, "ward-wide", None, number)

    def write_desk(self, desk, kana, number, level, district, town):
        chance = self.plan.random("desk", desk.slug)
        kanji, _, latin = self.plan.towns[town]
        offered = [Pair(*one) for one in chance.sample(words.TOPICS_OF_DESKS, 4)]
        summary = Pair(f"{desk.name.ja}では、{offered[0].ja}や{offered[1].ja}などを受け付けています。",
                       f"Come here for {offered[0].en[:1].lower() + offered[0].en[1:]}, {offered[1].en[:1].lower() + offered[1].en[1:]} and more.")
        block, lot = chance.randrange(1, 9), chance.randrange(1, 40)
        self.write(f"desks/{desk.slug}.yaml",
                   both("name", desk.name) + plain(kana=kana) + both("summary", summary)
                   + plain(municipality=slug_of(latin), level=level, district=district) + both_lists("topics", offered)
                   + plain(tel=f"03-0000-{number:04}", extension=chance.randrange(1000, 9999), email=f"{desk.slug}@kyodo.example")
                   + f"place:\n  address:\n    ja: {kanji}中央{block}-{lot}\n    en: {block}-{lot} Chuo, {latin}\n"
                   + f"  latitude: {35 + chance.random():.5f}\n  longitude: {139 + chance.random():.5f}\n"
                   + both("hours", Pair("平日の午前8時30分から午後5時15分まで", "Weekdays, 8.30 am to 5.15 pm"))
                   + days(chance))

    def write_groups(self):
        for number in range(self.plan.counts["groups"]):
            self.write_group(number)

    def write_group(self, number):
        chance = self.plan.random("group", number)
        about = self.plan.about("groups", number)
        district = self.plan.district_ids.index(about["district"][0])
        topic = topics.TOPICS[about["fields"][0]]
        kind = chance.choice([one for one in words.GROUP_KINDS if one[4] == about["actor_type"][0]])
        place = self.place(district, chance)
        middle = ("", "", "") if kind[3] in words.NAMED_AFTER_PLACE else (topic.ja, topic.kana, topic.en + " ")
        name = Pair(place[0] + middle[0] + kind[0], f"{place[2]} {middle[2]}{kind[2]}")
        group = Entry(self.slug("groups", f"{place[2]} {topic.slug if middle[0] else ''} {kind[3]}"), name, "groups")
        founded = chance.randrange(1995, 2025)
        voice = Voice(chance, area=Pair(place[0], place[2]), topic=Pair(topic.ja, topic.phrase), founded=fiscal_year(founded))
        summary = paragraph([voice.pick(words.GROUP_SUMMARIES), *voice.several(words.GROUP_EXTRAS, chance.choice([1, 1, 2]))])
        members = [Pair(*one) for one in chance.sample(words.MEMBERS, chance.choice([2, 3, 4]))]
        sections = [Pair(*one) for one in chance.sample(words.SECTIONS, 3)] if chance.random() < 0.3 else []
        self.write(f"groups/{group.slug}.yaml",
                   both("name", name) + plain(kana=place[1] + middle[1] + kind[1]) + both("summary", summary)
                   + plain(actor_type=about["actor_type"][0], municipality=self.town_slug(district), district=about["district"][0], fields=about["fields"])
                   + self.long_text("activity", "group", number)
                   + both_lists("members", members) + (both_lists("sections", sections) if sections else "")
                   + plain(founded_fy=founded, website=f"https://{group.slug}.example/" if chance.random() < 0.4 else None,
                           contact_person=next(self.people, None) if chance.random() < 0.5 else None,
                           guideline=self.town_slug(district) if chance.random() < 0.2 else None, desk=self.desks[district].slug)
                   + days(chance))
        self.groups[district].append(group)

    def town_slug(self, district):
        return self.plan.town_slug(district)

    def some(self, by_district, district, chance, count):
        """Up to `count` records of the district; the first ones are the best known."""
        pool = by_district[district]
        return list({pool[int(chance.random() ** 1.5 * len(pool))].slug: None for _ in range(count) if pool})

    def write_projects(self):
        for number in range(self.plan.counts["projects"]):
            self.write_project(number)

    def write_project(self, number):
        chance = self.plan.random("project", number)
        about = self.plan.about("projects", number)
        district = self.plan.district_ids.index(about["district"][0])
        topic = topics.TOPICS[about["fields"][0]]
        work = chance.choice(topic.works)
        place = self.place(district, chance)
        name = Pair(place[0] + work[0], f"{place[2]} {work[2]}")
        project = Entry(self.slug("projects", f"{place[2]} {work[3]}"), name, "projects")
        groups = self.some(self.groups, district, chance, 3)
        leader = next((one for one in self.groups[district] if groups and one.slug == groups[0]), self.desks[district])
        voice = Voice(chance, area=Pair(place[0], place[2]), topic=Pair(topic.ja, topic.phrase),
                      fy=fiscal_year(chance.randrange(2006, 2025)), group_name=leader.spoken())
        summary = paragraph([voice.pick(words.PROJECT_SUMMARIES), voice.pick(words.GROUP_EXTRAS)])
        self.write(f"projects/{project.slug}.yaml",
                   both("name", name) + plain(kana=place[1] + work[1]) + both("summary", summary)
                   + self.long_text("details", "project", number)
                   + plain(municipality=self.town_slug(district), district=about["district"][0], groups=groups,
                           forms=chance.sample(self.plan.forms, chance.choice([1, 1, 2])), fields=about["fields"],
                           stage=about["stage"][0],
                           guideline=self.town_slug(district) if chance.random() < 0.2 else None, desk=self.desks[district].slug)
                   + days(chance))
        self.projects[district].append(project)

    def write_terms(self):
        slugs = [one[0] for one in self.plan.terms]
        for number, (slug, ja, kana, en, short_ja, short_en) in enumerate(self.plan.terms):
            chance = self.plan.random("term", slug)
            near = [slugs[number - 1]] if number and chance.random() < 0.6 else []
            definition = Pair(f"{short_ja}\n\n地域では、[協働](kyodo.yaml)を進めるときによく使われる言葉です。詳しくは[活動主体](katsudo-shutai.yaml)の説明もご覧ください。",
                              f"{short_en}\n\nThe word often comes up in talk about [kyodo](kyodo.yaml). See also the entry on [actors](katsudo-shutai.yaml).")
            self.write(f"terms/{slug}.yaml", both("name", Pair(ja, en)) + plain(kana=kana) + both("summary", Pair(short_ja, short_en))
                       + both_blocks("definition", definition) + plain(contrast_with=near) + days(chance))

    def vocabulary_terms(self):
        """What is added to the vocabularies `districts` and `municipalities`."""
        districts = "".join(f"  - id: {slug}\n    ja: {one[0]}地区\n    en: {scalar(one[2] + ' district')}\n"
                            for slug, one in zip(self.plan.district_ids, self.plan.districts))
        towns = "".join(f"  - id: {slug_of(one[2])}\n    ja: {one[0]}\n    en: {one[2]}\n" for one in self.plan.towns)
        return {"districts": districts, "municipalities": towns}
