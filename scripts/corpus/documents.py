"""The documents: case studies, guidelines and their chapters."""

from corpus import guideline_words, topics, words
from corpus.plan import CHAPTERS, slug_of
from corpus.text import Pair, Voice, both, both_blocks, days, fiscal_year, paragraph, plain, scalar

LANGUAGES = ("ja", "en")


class Body:
    """Markdown in both languages, block by block."""

    def __init__(self):
        self.blocks = []

    def heading(self, pair, anchor, level=2):
        marks = "#" * level
        self.blocks.append(Pair(f"{marks} {pair.ja} {{#{anchor}}}", f"{marks} {pair.en} {{#{anchor}}}"))

    def add(self, pair):
        self.blocks.append(pair)

    def items(self, pairs):
        self.blocks.append(Pair("\n".join(f"- {one.ja}" for one in pairs), "\n".join(f"- {one.en}" for one in pairs)))

    def table(self, heads, rows):
        def lines(language):
            cells = [[head[language] for head in heads], ["---"] * len(heads)]
            cells += [[f"**{row[0][language]}**"] + [cell[language] for cell in row[1:]] for row in rows]
            return "\n".join(f"| {' | '.join(row)} |" for row in cells)
        self.blocks.append(Pair(lines("ja"), lines("en")))

    def text(self, language):
        return "\n\n".join(block[language] for block in self.blocks) + "\n"


def front(language, shared, **translated):
    """Front matter; the translation holds its own texts only."""
    out = "---\n"
    for key, value in translated.items():
        if value:
            out += f"{key}: {scalar(value[language])}\n" if isinstance(value, Pair) else f"{key}:\n" + value_list(value, language)
    return out + (shared if language == "ja" else "translation: {of: PENDING}\n") + "---\n\n"


def value_list(values, language):
    out = ""
    for one in values:
        if isinstance(one, Pair):
            out += f"  - {scalar(one[language])}\n"
        else:
            out += f"  - label: {scalar(one[0][language])}\n    value: {scalar(one[1][language])}\n"
    return out


class Documents:
    def __init__(self, plan, records, write, prose):
        """`prose` makes long texts; None for short ones."""
        self.plan = plan
        self.records = records
        self.write = write
        self.prose = prose
        self.in_english = []  # slugs and titles of cases that have a translation

    def write_cases(self):
        for number in range(self.plan.counts["cases"]):
            self.write_case(number)

    def write_case(self, number):
        chance = self.plan.random("case", number)
        records, about = self.records, self.plan.about("cases", number)
        district = self.plan.district_ids.index(about["district"][0])
        topic = topics.TOPICS[about["fields"][0]]
        work = chance.choice(topic.works)
        place = records.place(district, chance)
        desk = records.desks[district]
        slugs = records.some(records.groups, district, chance, chance.choice([2, 3, 3]))
        groups = [one for one in records.groups[district] if one.slug in slugs] or [desk]
        started = chance.randrange(2006, 2025)
        voice = Voice(chance, area=Pair(place[0], place[2]), place=Pair(place[0], place[2]), work=Pair(work[0], work[2]),
                      topic=Pair(topic.ja, topic.phrase), fy=fiscal_year(started), m=chance.randrange(11, 90),
                      group=groups[0].link(), partner=groups[-1].link(), desk=desk.link(),
                      group_name=groups[0].spoken(), partner_name=groups[-1].spoken())
        slug = records.slug("cases", f"{place[2]} {work[3]}")
        title = voice.pick(words.CASE_TITLES)
        shared = plain(number=101 + number, municipality=records.town_slug(district), district=about["district"][0], groups=slugs,
                       projects=records.some(records.projects, district, chance, chance.choice([0, 1, 1, 2])),
                       actor_types=about["actor_types"], forms=about["forms"], fields=about["fields"],
                       scope=chance.choice(["ward-actor", "actor-actor"]), started_fy=started,
                       guideline=records.town_slug(district) if chance.random() < 0.2 else None, desk=desk.slug) + days(chance)
        translated = {"title": title, "theme": voice.pick(words.CASE_THEMES), "summary": voice.pick(words.CASE_SUMMARIES),
                      "partners": [Pair(*one) for one in chance.sample(words.MEMBERS, chance.choice([2, 3]))],
                      "figures": self.figures(voice) if chance.random() < 0.7 else []}
        body = self.case_body(voice, topic, number)
        languages = LANGUAGES if number % 25 != 24 else LANGUAGES[:1]  # some are not translated yet
        for language in languages:
            self.write(f"cases/{slug}.{language}.md", front(language, shared, **translated) + body.text(language))
        if len(languages) > 1:
            self.in_english.append((slug, title))

    def figures(self, voice):
        chosen = voice.random.sample(words.FIGURES, voice.random.choice([2, 3]))
        return [(Pair(one[0], one[1]), voice.say(one[2:])) for one in chosen]

    def case_body(self, voice, topic, number):
        chance, body = voice.random, Body()

        def head(key):
            body.heading(Pair(*chance.choice(words.HEADINGS[key])), key)
        head("overview")
        body.add(paragraph(voice.several(topic.overview, 2)))
        body.add(paragraph(voice.several(words.OVERVIEW, 2)))
        head("activities")
        done = voice.several(topic.activities, 4)
        body.add(paragraph(done[:1] + voice.several(words.ACTIVITIES, 2)))
        body.items(done[1:])
        if chance.random() < 0.4:
            head("roles")
            self.roles(body, voice)
        elif chance.random() < 0.4:
            head("year")
            rows = [(Pair(a, b), Pair(c, d)) for a, b, c, d in sorted(chance.sample(words.SEASONS, 4), key=words.SEASONS.index)]
            body.table([Pair("時期", "When"), Pair("すること", "What")], rows)
        head("results")
        body.items(voice.several(topic.results, 2) + voice.several(words.RESULTS, 1))
        if self.prose:
            self.long_part(body, self.plan.random("case", number, "prose"))
        head("outlook")
        body.add(paragraph(voice.several(words.OUTLOOK, 2)))
        note = voice.pick(words.NOTES)
        body.add(Pair(f"> [!NOTE]\n> {note.ja}", f"> [!NOTE]\n> {note.en}"))
        if self.in_english and chance.random() < 0.4:
            slug, title = chance.choice(self.in_english)
            body.add(Pair(f"あわせて[{title.ja}]({slug}.ja.md)もご覧ください。", f"See also [{title.en}]({slug}.en.md)."))
        return body

    def long_part(self, body, chance):
        body.heading(Pair("取り組みの経過", "How it went"), "course")
        for one in self.prose.paragraphs(chance, 3):
            body.add(one)
        body.table([Pair("時期", "When"), Pair("内容", "What happened")], self.prose.table(chance, 4))
        body.heading(Pair("話し合ったこと", "What was discussed"), "discussion")
        for one in self.prose.paragraphs(chance, 3):
            body.add(one)
        body.items([self.prose.sentence(chance) for _ in range(4)])

    def roles(self, body, voice):
        chance = voice.random
        who = [voice.slots["group"], voice.slots["partner"], voice.slots["desk"]]
        rows = []
        for role in chance.sample(words.ROLES, chance.choice([3, 4, 5])):
            one = chance.choice(who)
            rows.append((Pair(*role), Pair(one.ja, one.en[:1].upper() + one.en[1:])))
        body.table([Pair("役割", "Role"), Pair("受け持ち", "Who")], rows)

    def write_guidelines(self):
        for number, (kanji, _, latin) in enumerate(self.plan.towns):
            self.write_guideline(number, slug_of(latin), Pair(kanji, latin))

    def write_guideline(self, number, slug, town):
        chance = self.plan.random("guideline", slug)
        year = chance.randrange(2009, 2024)
        parts = guideline_words.PARTS[:CHAPTERS]
        listed = Pair("\n".join(f"{i}. [{part[0]} {part[2]}](../chapters/{slug}-{i}.ja.md)" for i, part in enumerate(parts, 1)),
                      "\n".join(f"{i}. [{part[1]}: {part[3]}](../chapters/{slug}-{i}.en.md)" for i, part in enumerate(parts, 1)))
        meaning = Voice(chance, town=town).several(guideline_words.SECTIONS["meaning"][1], 3)
        self.write(f"guidelines/{slug}.yaml",
                   both("name", Pair(f"{town.ja}協働推進指針", f"{town.en} Guideline on Kyodo"))
                   + both("subtitle", Pair("ともに考え、ともに動くために", "Thinking and acting together"))
                   + plain(municipality=slug, published_on=f"{year}-03", applied_from=f"{year}-04")
                   + both("summary", Pair(f"{town.ja}が{fiscal_year(year).ja}に向けて定めた、協働の進め方の指針です。全4部からなります。",
                                          f"What {town.en} laid down for {fiscal_year(year).en} on how to work together. It has four parts."))
                   + both_blocks("definition", paragraph(meaning)) + both_blocks("structure_note", listed)
                   + both("figure_label", Pair("図表", "Figure")) + days(chance))
        for part in range(CHAPTERS):
            self.write_chapter(slug, town, part)

    def write_chapter(self, slug, town, part):
        chance = self.plan.random("chapter", slug, part)
        label_ja, label_en, title_ja, title_en, sections = guideline_words.PARTS[part]
        voice = Voice(chance, town=town)
        body = Body()
        for number, key in enumerate(sections, 1):
            heading, sentences = guideline_words.SECTIONS[key]
            body.heading(Pair(f"{number} {heading[0]}", f"{number} {heading[1]}"), key)
            said = [voice.say(one) for one in sentences]
            body.add(paragraph(said[:2]))
            topic = topics.TOPICS[chance.choice(self.plan.topic_ids)]
            example = Voice(chance, town=town, area=town, **self.somebody(chance))
            body.heading(Pair(f"（1）{topic.ja}の例", f"(1) An example: {topic.phrase}"), f"{key}-example", 3)
            body.add(paragraph([example.pick(topic.overview, fy=fiscal_year(chance.randrange(2006, 2020))), *example.several(topic.activities, 2)]))
            body.items(said[2:])
            if key == "forms":
                self.forms_table(body)
        body.add(Pair("> [!TIP]\n> 迷ったときは、近くの[相談窓口](../desks/chiiki-shinko.yaml)に声をかけてください。[^1]",
                      "> [!TIP]\n> If in doubt, turn to [the desk](../desks/chiiki-shinko.yaml) near you.[^1]"))
        body.add(Pair("[^1]: 窓口の一覧は、このサイトの「相談窓口」にあります。", "[^1]: There is a list of all desks on this site."))
        shared = plain(guideline=slug, number=part + 1, audience=["all"]) + days(chance)
        translated = {"title": Pair(title_ja, title_en), "part_label": Pair(label_ja, label_en),
                      "summary": Pair(f"{town.ja}の指針の{label_ja}です。{title_ja}を述べています。", f"{label_en} of the guideline of {town.en}: {title_en}.")}
        for language in LANGUAGES:
            self.write(f"chapters/{slug}-{part + 1}.{language}.md", front(language, shared, **translated) + body.text(language))

    def somebody(self, chance):
        """A group, a partner and a desk of one district, to speak of."""
        district = chance.randrange(len(self.plan.districts))
        desk = self.records.desks[district].link()
        pool = self.records.groups[district]
        return {"group": chance.choice(pool).link() if pool else desk, "partner": chance.choice(pool).link() if pool else desk, "desk": desk}

    @staticmethod
    def forms_table(body):
        body.add(Pair("表: 協働の形のくらべ方 {#forms-table}", "Table: Forms of kyodo compared {#forms-table}"))
        rows = [(Pair(a, b), Pair(c, d), Pair(e, f)) for a, b, c, d, e, f in guideline_words.FORM_ROWS]
        body.table([Pair("形", "Form"), Pair("内容", "What it is"), Pair("責任の分担", "Shared responsibility")], rows)
