#!/usr/bin/python3
"""Checks the HTML pages of a built site with the Nu HTML checker (npm: vnu-jar).

  tests/site/nu.py PUBLIC [--show 40] [--every N]

A page passes when the checker finds neither an error nor a warning in it. All
pages, or one of N, go through one Java process. The last line is `N passed, N failed`.
"""

import argparse
import collections
import json
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

# The checker reads pages from files, where it takes nothing for the site's own. A browser judges the
# policy in tests/browser, over HTTP.
NOT_OF_FILES = "Resource violates Content Security Policy (meta tag)"
# Data in a script element, which no browser runs and no policy forbids. What runs has no type, and is still reported.
INLINE = "Inline script violates Content Security Policy (meta tag)"
DATA = 'type="application/ld+json"'
JAR = Path(__file__).resolve().parent.parent / "node_modules/vnu-jar/build/dist/vnu.jar"


def is_of_page(message):
    """Besides errors and warnings there are only remarks without a subType."""
    if message["type"] == "info" and message.get("subType") != "warning":
        return False
    data = message["message"].startswith(INLINE) and DATA in message.get("extract", "")
    return not data and not message["message"].startswith(NOT_OF_FILES)


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("public", type=Path)
    parser.add_argument("--show", type=int, default=40, help="how many messages to print")
    parser.add_argument("--every", type=int, default=1, help="one page of that many")
    return parser.parse_args()


def run_checker(paths):
    """What the checker says, as a list of its messages."""
    if not JAR.exists():
        sys.exit("nu: vnu-jar is not installed; run scripts/setup test")
    done = subprocess.run(
        ["java", "-Xss4m", "-jar", JAR, "--skip-non-html", "--format", "json", "--stdout",
         "--exit-zero-always", *paths],
        capture_output=True, text=True)
    if done.returncode != 0 or not done.stdout:
        sys.exit(f"nu: the checker ended with {done.returncode}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)["messages"]


def page_of(message, public):
    path = Path(unquote(urlsplit(message.get("url", "")).path))
    return path.relative_to(public) if path.is_relative_to(public) else path


def describe(message, page):
    kind = message.get("subType", message["type"])
    excerpt = " ".join(message.get("extract", "").split())
    line = message.get("firstLine", message.get("lastLine", 0))
    return f"{page}:{line}:{message.get('firstColumn', 0)}: {kind}: {message['message']}\n    {excerpt}"


def main():
    arguments = parse_arguments()
    public = arguments.public.resolve()
    paths = sorted(public.rglob("*.html"))[::arguments.every]
    pages = {path.relative_to(public) for path in paths}
    if not pages:
        sys.exit(f"nu: no pages in {public}")
    found = [(page_of(one, public), one) for one in run_checker(paths) if is_of_page(one)]
    found.sort(key=lambda pair: (str(pair[0]), pair[1].get("lastLine", 0)))
    for page, message in found[:arguments.show]:
        print(describe(message, page))
    kinds = collections.Counter(message["message"] for _, message in found)
    if len(found) > arguments.show:
        for text, count in kinds.most_common(20):
            print(f"{count} ×: {text}")
    failed = len({page for page, _ in found} & pages) or int(bool(found))
    print(f"{len(pages) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
