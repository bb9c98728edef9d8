#!/usr/bin/python3
"""Compares the theme's words in every language with those in Japanese and English.

  tests/site/words.py [FOLDER]      default: themes/kyodo/i18n

Each word is a case: its key is one of ja.yaml or en.yaml, the names in { } are those of one of these two, and it is not
the English text. A word that a language lacks is told and is no failure: it comes from another language. The tables in
ready/ have exactly the English words of the theme's collections, vocabularies and files of `kyodo init`, which has each
document in each of its languages. The last line is `N passed, N failed`.
"""

import re
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]


def names(text):
    """The names that are filled in. The branches of a pattern, {n, plural, one {#} other {#}}, are in { } too, one deeper."""
    found, depth = set(), 0
    for brace, name in re.findall(r"([{}])(\w*)", text):
        if brace == "{" and depth % 2 == 0:
            found.add(name)
        depth += 1 if brace == "{" else -1
    return found


def words(path):
    pairs = yaml.compose(path.read_text(encoding="utf-8"), yaml.BaseLoader).value
    return [(key.value, value.value) for key, value in pairs]


def faults(key, text, japanese, english):
    models = [model[key] for model in (japanese, english) if key in model]
    if not models:
        return ["neither ja.yaml nor en.yaml has this word"]
    found = []
    if not text.strip():
        found.append("empty")
    # Languages with gender may ask for the number of a weekday beside its name.
    own = names(text) - ({"day"} if key == "repeat_nth" else set())
    if own not in [names(model) for model in models]:
        found.append(f"names in {{ }}: {sorted(own)}, expected {sorted(names(models[-1]))}")
    if text == english.get(key) and re.search(r"[a-z]{3}", re.sub(r"\{[^{}]*\}", "", text)):
        found.append(f"still English: {text}")
    return found


TEXTS = {"label", "label_one", "description", "help", "example", "standard"}  # keys that hold a text in each language


def english_of(node, found):
    """The English of every text below a tree of YAML."""
    for key, value in node.items() if isinstance(node, dict) else []:
        if isinstance(value, dict) and "type" not in value and "en" in value and key in TEXTS:
            found.add(value["en"])
        else:
            english_of(value, found)
    for item in node if isinstance(node, list) else []:
        english_of(item, found)


def ready_faults(theme):
    """Each table with what is wrong in it, and each document of start/ that a language lacks."""
    wanted = set()
    for path in sorted([*theme.glob("collections/*.yaml"), *theme.glob("vocabularies/*.yaml")]):
        tree = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        english_of(tree, wanted)
        wanted |= {term["en"] for term in tree.get("terms", [])}
    for path in theme.glob("holidays/*.yaml"):
        tree = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        wanted |= {tree["source"]["en"], *(day["en"] for day in tree["days"].values())}
    for path in theme.glob("start/*/**/*.yaml"):
        for line in re.findall(r"^ *en: (.*)$", path.read_text(encoding="utf-8"), re.M):
            wanted.add(yaml.load(line, yaml.BaseLoader))
    for path in sorted(theme.glob("i18n/ready/*.yaml")):
        keys = [key for key, text in words(path) if text.strip()]
        yield path.name, [f"stands twice: {key}" for key in set(keys) if keys.count(key) > 1] + [
            f"lacks: {key}" for key in sorted(wanted - set(keys))] + [f"nothing says: {key}" for key in sorted(set(keys) - wanted)]
    codes = yaml.load((theme / "start/start.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)["name"]
    for path in sorted(theme.glob("start/*/**/*.en.md")):
        there = [code for code in codes if path.with_name(path.name.replace(".en.md", f".{code}.md")).exists()]
        yield path.name, [f"not in {code}" for code in codes if code not in there]


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "themes/kyodo/i18n"
    japanese, english = (dict(words(folder / f"{code}.yaml")) for code in ("ja", "en"))
    passed = failed = 0
    for path in sorted(folder.glob("*.yaml")):
        pairs = words(path)
        keys = [key for key, _ in pairs]
        lacks = [key for key in english if key not in keys]
        if lacks and not path.stem.startswith("ja"):
            print(f"{path.stem} lacks {len(lacks)}: {', '.join(lacks[:5])}")
        for key, text in pairs:
            found = faults(key, text, japanese, english) if path.stem != "en" else []
            found += ["stands twice"] if keys.count(key) > 1 else []
            for fault in found:
                print(f"FAIL {path.name} {key}: {fault}")
            failed += bool(found)
            passed += not found
    for name, found in ready_faults(folder.parent) if (folder / "ready").is_dir() else []:
        for fault in found:
            print(f"FAIL {name}: {fault}")
        failed += bool(found)
        passed += not found
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
