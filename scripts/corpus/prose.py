"""Paragraphs of real length: Japanese sentences of the shipped chapters, English words as often as they come there."""

import collections
import itertools
import re

from corpus.text import Pair, paragraph

MARKUP = re.compile(r"\{[^}]*\}|\[\^[^\]]*\]|[*_`>#|]|!?\[([^\]]*)\]\([^)]*\)|<[^>]*>")


def plain_lines(path):
    """The lines of a text that are sentences: no front matter, no headings, tables or lists."""
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
    for line in body.splitlines():
        if line and line[0] not in "#|-:>![ 0123456789（・":
            yield MARKUP.sub(lambda found: found.group(1) or "", line)


class Prose:
    def __init__(self, shipped):
        """`shipped` is the folder of the content that the sentences are taken from."""
        japanese = itertools.chain.from_iterable(plain_lines(path) for path in sorted(shipped.glob("chapters/*.ja.md")))
        self.sentences = sorted({one for line in japanese for one in re.findall(r"[^。]{12,120}。", line)
                                 if not re.search(r"[A-Za-z\[\]()]", one)})
        english = itertools.chain.from_iterable(plain_lines(path) for path in sorted(shipped.glob("chapters/*.en.md")))
        counted = collections.Counter(word for line in english for word in re.findall(r"[a-z]{1,20}", line.lower()))
        by_rank = sorted(counted, key=lambda word: (-counted[word], word))
        self.words = by_rank
        self.weights = list(itertools.accumulate(1 / rank for rank in range(1, len(by_rank) + 1)))  # Zipf's law

    def sentence(self, chance):
        words = chance.choices(self.words, cum_weights=self.weights, k=chance.randrange(9, 22))
        return Pair(chance.choice(self.sentences), " ".join(words).capitalize() + ".")

    def paragraph(self, chance):
        return paragraph([self.sentence(chance) for _ in range(chance.randrange(4, 8))])

    def paragraphs(self, chance, count):
        return [self.paragraph(chance) for _ in range(count)]

    def table(self, chance, rows):
        """Rows of a date and a short text."""
        return [(Pair(f"{month}月", f"Month {month}"), self.sentence(chance)) for month in sorted(chance.sample(range(1, 13), rows))]
