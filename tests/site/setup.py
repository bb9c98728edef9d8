#!/usr/bin/python3
"""Checks the recipes of `kyodo setup ci`: what is written, what is left as it is, and that they do what they say.

  tests/site/setup.py KYODO

The steps of each recipe are run by sh in a git repository of a new site, with doubles of apt-get, date and of
`kyodo publish`, which remember what they were asked. The last line is `N passed, N failed`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

PATHS = {"github": ".github/workflows/kyodo.yml", "gitlab": ".gitlab-ci.yml", "cron": "kyodo-cron.sh"}


class Tests:
    def __init__(self, kyodo, folder):
        self.kyodo, self.folder = str(Path(kyodo).resolve()), folder
        self.count = self.failed = 0
        self.tools, self.log = folder / "tools", folder / "log"
        self.tools.mkdir()
        self.double("kyodo", f'echo "$*" >>{self.log}\n[ "$1" = publish ] && exit 0\nexec {self.kyodo} "$@" --lang en')
        self.double("apt-get", "exit 0")
        self.double("date", f'[ -s {folder}/day ] && cat {folder}/day || exec /bin/date "$@"')

    def double(self, name, text):
        (self.tools / name).write_text("#!/bin/sh\n" + text + "\n")
        (self.tools / name).chmod(0o755)

    def check(self, name, good, shown=""):
        self.count += 1
        if not good:
            self.failed += 1
            print(f"FAILED {name}: {str(shown)[-1500:]}", flush=True)

    def run(self, *command, cwd, **variables):
        environment = os.environ | {"PATH": f"{self.tools}:{os.environ['PATH']}", "HOME": str(self.folder), "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.jp",
                                    "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.jp"} | variables
        return subprocess.run([str(one) for one in command], cwd=cwd, env=environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120, check=False)

    def site(self, name):
        folder = self.folder / name / "city"
        folder.parent.mkdir()
        made = self.run(self.kyodo, "init", folder, "--yes", "--languages", "ja,en", "--kinds", "news", "--lang", "en", cwd=self.folder)
        self.check(f"{name}: a site", made.returncode == 0, made.stderr)
        for path in PATHS.values():
            (folder / path).unlink(missing_ok=True)
        for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "begin"]):
            self.run("git", *command, cwd=folder)
        return folder

    def setup(self, where, folder, *options, lang="en"):
        return self.run(self.kyodo, "setup", "ci", where, "--lang", lang, *options, cwd=folder)

    def asked(self):
        text = self.log.read_text() if self.log.exists() else ""
        self.log.unlink(missing_ok=True)
        return [line.split()[0] for line in text.splitlines()]


def written(tests, where):
    folder = tests.site(where)
    readmes = sorted(folder.glob("README*.md"))
    before = {path: path.read_text() for path in readmes}
    done = tests.setup(where, folder)
    file = folder / PATHS[where]
    tests.check(f"{where}: written", done.returncode == 0 and file.exists() and f"{PATHS[where]} was written" in done.stdout, done.stdout + done.stderr)
    text = file.read_text()
    tests.check(f"{where}: no blank is left", not re.search(r"@[a-z]+@|#ja|#en|^ *(ja|en): ", text, re.M), text)
    tests.check(f"{where}: a page of words", "1. " in done.stdout and "publish of site.yaml" in done.stdout, done.stdout)
    added = {path: path.read_text()[len(before[path]):].strip().splitlines() for path in readmes}
    tests.check(f"{where}: three lines in each README", readmes and all(len(lines) == 4 and PATHS[where] in lines[-1] for lines in added.values()), added)
    japanese = [path for path in readmes if "、" in "".join(added[path])]
    tests.check(f"{where}: in the language of each", all("サイト" in before[path] for path in japanese) and (len(japanese) == 1), japanese)
    again = tests.setup(where, folder)
    tests.check(f"{where}: a second time changes nothing", again.returncode == 0 and file.read_text() == text and all(path.read_text().count("kyodo setup ci") == 1 for path in readmes), again.stdout)
    file.write_text("of somebody: else\n")
    refused = tests.setup(where, folder)
    tests.check(f"{where}: never over another file", refused.returncode == 1 and file.read_text() == "of somebody: else\n" and "[setup.exists]" in refused.stderr and text in refused.stdout, refused.stderr)
    file.write_text(text)
    ja = tests.site(where + "-ja")
    words = tests.setup(where, ja, lang="ja")
    tests.check(f"{where}: in Japanese", "調べ、作り、公開します" in (ja / PATHS[where]).read_text() and "を書きました" in words.stdout, words.stdout)
    if where != "cron":
        same = yaml.safe_load(text) == yaml.safe_load((ja / PATHS[where]).read_text().replace("変わるページ:", "Pages that change:"))
        tests.check(f"{where}: the same in both languages but for comments", same)
    return folder, text


def github(tests):
    folder, text = written(tests, "github")
    recipe = yaml.safe_load(text)
    tests.check("github: the day begins in Japan", recipe[True]["schedule"][0]["cron"] == "5 15 * * *", recipe[True])
    steps = {step.get("name"): step for step in recipe["jobs"]["site"]["steps"] if "run" in step}
    base = tests.run("git", "rev-parse", "HEAD", cwd=folder).stdout.strip()

    def run(event):
        """The steps that this event would run, and what they left."""
        output, summary = folder / "output.txt", folder / "summary.txt"
        output.write_text(""), summary.write_text("")
        environment = {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary), "EVENT": event, "BASE": base}
        for name, step in steps.items():
            condition = step.get("if", "")
            due = "due=yes" in output.read_text()
            if ("due == 'yes'" in condition and not due) or ("== 'pull_request'" in condition and event != "pull_request") \
                    or ("!= 'pull_request'" in condition and event == "pull_request"):
                continue
            done = tests.run("sh", "-e", "-c", step["run"], cwd=folder, **environment)
            if done.returncode:
                return name, done.stdout + done.stderr
        return tests.asked(), summary.read_text()

    (folder / "tools").mkdir(exist_ok=True)
    asked, shown = run("push")
    tests.check("github: a push is checked, built and published", asked == ["check", "build", "publish"], (asked, shown))
    next_day = (folder / ".kyodo-next").read_text().strip()
    tests.check("github: the next day on which pages change", re.fullmatch(r"[0-9]{8}", next_day), next_day)
    (tests.folder / "day").write_text(str(int(next_day) - 1))
    asked, shown = run("schedule")
    tests.check("github: a day on which nothing changes", asked == [], (asked, shown))
    (tests.folder / "day").write_text(next_day)
    asked, shown = run("schedule")
    tests.check("github: the day has come", asked == ["check", "build", "publish"], (asked, shown))
    (tests.folder / "day").write_text("")
    page = folder / "content/pages/privacy.en.md"
    page.write_text(page.read_text() + "\nOne more sentence.\n")
    asked, shown = run("pull_request")
    tests.check("github: a pull request publishes nothing, and lists what changes", asked == ["check", "status", "build", "build"] and "- en/privacy.html" in shown and "ja/" not in shown, (asked, shown))
    (folder / "content/site.yaml").write_text("title: [")
    asked, shown = run("push")
    tests.check("github: with a mistake nothing is published", asked == "Check" and tests.asked() == ["check"], (asked, shown))


def gitlab(tests):
    folder, text = written(tests, "gitlab")
    recipe = yaml.safe_load(text)
    base = tests.run("git", "rev-parse", "HEAD", cwd=folder).stdout.strip()

    def run(job, source):
        for line in recipe[job]["script"]:
            done = tests.run("sh", "-e", "-c", line, cwd=folder, CI_PIPELINE_SOURCE=source, CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
            if done.returncode:
                return job, done.stdout + done.stderr
        return tests.asked(), done.stdout

    asked, shown = run("publish", "push")
    tests.check("gitlab: a push is checked, built and published", asked == ["check", "build", "publish"], (asked, shown))
    (tests.folder / "day").write_text("20000101")
    asked, shown = run("publish", "schedule")
    tests.check("gitlab: a day on which nothing changes", asked == [], (asked, shown))
    (tests.folder / "day").write_text("")
    page = folder / "content/pages/privacy.en.md"
    page.write_text(page.read_text() + "\nOne more sentence.\n")
    asked, shown = run("check", "merge_request_event")
    tests.check("gitlab: a merge request", asked == ["check", "status", "build", "build"] and "- en/privacy.html" in shown, (asked, shown))


def cron(tests):
    folder, _ = written(tests, "cron")
    script = folder / "kyodo-cron.sh"
    tests.check("cron: may be run", os.access(script, os.X_OK))
    origin = tests.folder / "origin.git"
    tests.run("git", "clone", "-q", "--bare", folder, origin, cwd=tests.folder)
    for command in (["remote", "add", "origin", origin], ["fetch", "-q"], ["branch", "-q", "-u", "origin/main"]):
        tests.run("git", *command, cwd=folder)

    def run():
        done = tests.run(script, cwd=tests.folder)
        return done.returncode, done.stdout + done.stderr, tests.asked()

    first = run()
    tests.check("cron: the first time", first == (0, "", ["check", "build", "publish"]), first)
    tests.check("cron: nothing changed", run() == (0, "", []))
    day = (folder / ".kyodo-cron/next").read_text().strip()
    tests.check("cron: the next day on which pages change", re.fullmatch(r"[0-9]{8}", day), day)
    (tests.folder / "day").write_text(day)
    tests.check("cron: the day has come", run()[2] == ["check", "build", "publish"])
    (tests.folder / "day").write_text("")
    other = tests.folder / "other"
    tests.run("git", "clone", "-q", origin, other, cwd=tests.folder)
    page = other / "content/pages/privacy.en.md"
    page.write_text(page.read_text() + "\nOne more sentence.\n")
    tests.run("git", "commit", "-qam", "more", cwd=other)
    tests.run("git", "push", "-q", cwd=other)
    tests.check("cron: what others pushed is published", run() == (0, "", ["check", "build", "publish"]))
    (other / "content/site.yaml").write_text("title: [")
    tests.run("git", "commit", "-qam", "wrong", cwd=other)
    tests.run("git", "push", "-q", cwd=other)
    code, shown, asked = run()
    tests.check("cron: a mistake is told, and nothing published", code == 1 and "site.yaml" in shown and asked == ["check"], (code, shown, asked))
    secrets = tests.folder / ".config/kyodo/secrets"
    secrets.parent.mkdir(parents=True)
    secrets.write_text("export KYODO_PASSWORD=word\necho secrets were read >&2\n")
    tests.check("cron: secrets come from a file of their own", "secrets were read" in run()[1])


def wrong(tests):
    done = tests.setup("github", tests.folder)
    tests.check("without a site", done.returncode == 2 and "[setup.site]" in done.stderr, done.stderr)
    tests.check("an unknown place", tests.setup("jenkins", tests.folder).returncode == 2)


def main():
    with tempfile.TemporaryDirectory(prefix="kyodo-setup-") as folder:
        tests = Tests(sys.argv[1], Path(folder))
        for part in (github, gitlab, cron, wrong):
            part(tests)
    print(f"{tests.count - tests.failed} passed, {tests.failed} failed")
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
