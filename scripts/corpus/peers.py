"""The texts of a made-up site as sites of other generators, to measure kyodo beside them.

Each record and document becomes a page in both languages with its texts, its terms and its day; sections and three
taxonomies get listings of 30 to a page. No search, no calendar, no feeds, no open data: what each peer does of itself.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import yaml

LANGUAGES = ("ja", "en")
TAXONOMIES = ("municipality", "district", "fields")
SECTIONS = ("cases", "groups", "projects", "chapters", "terms", "forms", "actors")


class Loader(yaml.SafeLoader):
    """All scalars are texts."""


Loader.yaml_implicit_resolvers = {}


def texts_in(value, language):
    """The texts of a value in one language, as paragraphs."""
    if isinstance(value, dict):
        if any(one in value for one in LANGUAGES):
            return texts_in(value.get(language), language)
        return [text for part in value.values() for text in texts_in(part, language)]
    if isinstance(value, list):
        return [text for part in value for text in texts_in(part, language)]
    return [str(value)] if value else []


def in_language(value, language):
    return str(value.get(language) or next(iter(value.values()))) if isinstance(value, dict) else str(value)


def page_of(data, body, language, slug):
    terms = {}
    for one in TAXONOMIES:
        value = data.get(one, [])
        terms[one] = [str(term) for term in (value if isinstance(value, list) else [value])]
    title = data.get("title") or data.get("name") or data.get("term") or slug
    return {"title": in_language(title, language), "date": str(data.get("published", "2025-04-01")), "terms": terms,
            "summary": in_language(data.get("summary", ""), language), "body": body}


def read_pages(site):
    """{(section, slug, language): page} of a folder that make-corpus made."""
    pages = {}
    for section in SECTIONS:
        for path in sorted((site / section).rglob("*")):
            if path.suffix == ".yaml":
                data = yaml.load(path.read_text(encoding="utf-8"), Loader)
                for language in LANGUAGES:
                    body = "\n\n".join(texts_in({key: part for key, part in data.items() if isinstance(part, (dict, list))}, language))
                    pages[section, path.stem, language] = page_of(data, body, language, path.stem)
        for path in sorted((site / section).rglob("*.ja.md")):
            slug = path.name.removesuffix(".ja.md")
            shared = {}
            for language in LANGUAGES:
                file = path.with_name(f"{slug}.{language}.md")
                if not file.exists():
                    continue
                _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
                shared = {**shared, **yaml.load(front, Loader)}
                pages[section, slug, language] = page_of(shared, body, language, slug)
    return pages


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


NAV = "".join(f'<li><a href="/{one}/">{one}</a></li>' for one in SECTIONS)
HEAD = '<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title><meta name="description" content="{summary}"><link rel="canonical" href="{url}"></head><body><header><p><a href="/">kyodo</a></p><nav><ul>' + NAV + "</ul></nav></header><main>"
FOOT = "</main><footer><ul>" + NAV + "</ul></footer></body></html>"


class Hugo:
    name, variable = "hugo", "HUGO"

    def write(self, folder, pages):
        write(folder / "hugo.toml", 'baseURL = "https://example.org/"\ntitle = "kyodo"\ndefaultContentLanguage = "ja"\n'
              'disableKinds = ["rss"]\n[pagination]\npagerSize = 30\n[taxonomies]\n'
              + "".join(f'{one} = "{one}"\n' for one in TAXONOMIES) + "[languages.ja]\nweight = 1\n[languages.en]\nweight = 2\n")
        for (section, slug, language), page in pages.items():
            front = {"title": page["title"], "date": page["date"], "description": page["summary"], **page["terms"]}
            write(folder / f"content/{section}/{slug}.{language}.md", json.dumps(front, ensure_ascii=False) + "\n\n" + page["body"])
        base = HEAD.format(lang="{{ .Language.Lang }}", title="{{ .Title }}", summary="{{ .Description }}", url="{{ .Permalink }}")
        terms = "".join(f'{{{{ range .GetTerms "{one}" }}}}<a href="{{{{ .RelPermalink }}}}">{{{{ .Title }}}}</a> {{{{ end }}}}' for one in TAXONOMIES)
        write(folder / "layouts/_default/baseof.html", base + '{{ block "main" . }}{{ end }}' + FOOT)
        write(folder / "layouts/_default/single.html", '{{ define "main" }}<p>{{ with .CurrentSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</p><h1>{{ .Title }}</h1><p>{{ .Description }}</p>{{ .Content }}<p>' + terms + "</p>{{ end }}")
        write(folder / "layouts/_default/list.html", '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Paginator.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a><p>{{ .Description }}</p></li>{{ end }}</ul><p>{{ with .Paginator.Next }}<a href="{{ .URL }}">next</a>{{ end }}</p>{{ end }}')

    def command(self, program, folder):
        return [program, "--source", folder, "--destination", folder / "out", "--quiet"]


class Zola:
    name, variable = "zola", "ZOLA"

    def write(self, folder, pages):
        taxonomies = "taxonomies = [" + ", ".join(f'{{name = "{one}", paginate_by = 30}}' for one in TAXONOMIES) + "]\n"
        write(folder / "config.toml", 'base_url = "https://example.org"\ntitle = "kyodo"\ndefault_language = "ja"\n' + taxonomies + "[languages.en]\n" + taxonomies)
        quote = lambda text: json.dumps(text, ensure_ascii=False)  # noqa: E731
        for section in SECTIONS:
            for ending in ("", ".en"):
                write(folder / f"content/{section}/_index{ending}.md", f'+++\ntitle = "{section}"\nsort_by = "date"\npaginate_by = 30\n+++\n')
        for (section, slug, language), page in pages.items():
            front = f'title = {quote(page["title"])}\ndate = {page["date"]}\ndescription = {quote(page["summary"])}\nslug = "{slug}"\n[taxonomies]\n'
            front += "".join(f"{one} = {quote(terms)}\n" for one, terms in page["terms"].items())
            ending = "" if language == "ja" else ".en"
            write(folder / f"content/{section}/{slug}{ending}.md", f"+++\n{front}+++\n\n{page['body']}")
        base = HEAD.format(lang="{{ lang }}", title="{% block title %}kyodo{% endblock %}", summary="", url="{{ current_url | default(value='') }}")
        write(folder / "templates/base.html", base + "{% block main %}{% endblock %}" + FOOT)
        start = '{% extends "base.html" %}{% block main %}'
        entries = '<ul>{% for page in paginator.pages %}<li><a href="{{ page.permalink }}">{{ page.title }}</a><p>{{ page.description }}</p></li>{% endfor %}</ul>{% if paginator.next %}<a href="{{ paginator.next }}">next</a>{% endif %}'
        terms = "".join(f'{{% for one in page.taxonomies["{one}"] %}}<a href="{{{{ get_taxonomy_url(kind=\'{one}\', name=one, lang=lang) }}}}">{{{{ one }}}}</a> {{% endfor %}}' for one in TAXONOMIES)
        write(folder / "templates/index.html", start + "<h1>kyodo</h1>{% endblock %}")
        write(folder / "templates/page.html", start + "<h1>{{ page.title }}</h1><p>{{ page.description }}</p>{{ page.content | safe }}<p>" + terms + "</p>{% endblock %}")
        write(folder / "templates/section.html", start + "<h1>{{ section.title }}</h1>" + entries + "{% endblock %}")
        write(folder / "templates/taxonomy_single.html", start + "<h1>{{ term.name }}</h1>" + entries + "{% endblock %}")
        write(folder / "templates/taxonomy_list.html", start + "<ul>{% for term in terms %}<li><a href=\"{{ term.permalink }}\">{{ term.name }}</a></li>{% endfor %}</ul>{% endblock %}")

    def command(self, program, folder):
        return [program, "--root", folder, "build", "--output-dir", folder / "out", "--force"]


class Eleventy:
    name, variable = "eleventy", "ELEVENTY"

    def write(self, folder, pages):
        for (section, slug, language), page in pages.items():
            front = {"layout": "page.njk", "title": page["title"], "date": page["date"], "description": page["summary"], "section": section,
                     "lang": language, "terms": page["terms"], "permalink": f"{'' if language == 'ja' else 'en/'}{section}/{slug}.html"}
            write(folder / f"src/{section}/{slug}.{language}.md", f"---json\n{json.dumps(front, ensure_ascii=False)}\n---\n\n{page['body']}")
        base = HEAD.format(lang="{{ lang }}", title="{{ title }}", summary="{{ description }}", url="https://example.org{{ page.url }}")
        terms = "{% for kind, list in terms %}{% for one in list %}<a href=\"/{{ kind }}/{{ one }}/1.html\">{{ one }}</a> {% endfor %}{% endfor %}"
        write(folder / "src/_includes/page.njk", base + "<h1>{{ title }}</h1><p>{{ description }}</p>{{ content | safe }}<p>" + terms + "</p>" + FOOT)
        write(folder / "src/lists.njk", '---\npagination:\n  data: collections.lists\n  size: 1\n  alias: list\npermalink: "{{ list.path }}"\n---\n'
              + HEAD.format(lang="{{ list.lang }}", title="{{ list.name }}", summary="", url="")
              + '<h1>{{ list.name }}</h1><ul>{% for one in list.items %}<li><a href="{{ one.url }}">{{ one.data.title }}</a><p>{{ one.data.description }}</p></li>{% endfor %}</ul>' + FOOT)
        write(folder / "eleventy.config.mjs", LISTS_JS)

    def command(self, program, folder):
        return [program, f"--config={folder / 'eleventy.config.mjs'}", f"--input={folder / 'src'}", f"--output={folder / 'out'}", "--quiet"]


LISTS_JS = """export default function (config) {
  config.addCollection('lists', (all) => {
    const found = new Map();
    const add = (name, page) => (found.has(name) ? found.get(name).push(page) : found.set(name, [page]));
    for (const page of all.getAll().filter((one) => one.data.section)) {
      const before = page.data.lang === 'ja' ? '' : 'en/';
      add(before + page.data.section, page);
      for (const [kind, list] of Object.entries(page.data.terms)) for (const one of list) add(`${before}${kind}/${one}`, page);
    }
    const lists = [];
    for (const [name, pages] of found) {
      for (let at = 0; at < pages.length; at += 30)
        lists.push({name, lang: pages[0].data.lang, path: `${name}/${at / 30 + 1}.html`, items: pages.slice(at, at + 30)});
    }
    return lists;
  });
  return {markdownTemplateEngine: false};
}
"""

ROOT = Path(__file__).resolve().parent.parent.parent


def find(peer):
    """The program of a peer: named by a variable, among the npm packages of the tests, or in the PATH. None: not there."""
    named = os.environ.get(peer.variable)
    beside = ROOT / "tests/node_modules/.bin" / peer.name
    return named or (str(beside) if beside.exists() else shutil.which(peer.name))


def version_of(program):
    done = subprocess.run([program, "version" if "hugo" in Path(program).name else "--version"], capture_output=True, text=True)
    found = re.search(r"\d+\.\d+(\.\d+)?", done.stdout + done.stderr)
    return found.group(0) if found else "?"


PEERS = (Hugo(), Zola(), Eleventy())
