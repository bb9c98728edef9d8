#!/usr/bin/python3
"""Builds small sites that were made to do harm, or on a disk that does: nothing outside a site is
published, written or removed, nothing waits for ever, and what cannot be read is an error.

  tests/site/safety.py KYODO

Each check has a folder of its own with the site of tests/errors/base. The checks of folders that cannot
be listed run kyodo as an ordinary user (by setpriv, when the tests are root's). The last line is
`N passed, N failed`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests" / "errors" / "base"
NOW = "2026-04-01T09:00+09:00"
NOBODY = 65534
SECONDS = 60  # a busy machine; what hangs does so for ever
SECRET = "what only this machine knows"


class Trial:
    def __init__(self, kyodo, folder):
        self.kyodo = shutil.copy(kyodo, folder / "kyodo")  # where any user may run it
        self.folder = folder
        self.site = folder / "content"
        shutil.copytree(BASE, self.site)
        (folder / "secret.txt").write_text(SECRET)

    def run(self, *arguments, user=None):
        """The exit code and what was said; None for a run that did not end."""
        now = () if "import" in arguments else ("--now", NOW)
        command = [self.kyodo, *(arguments or ("build",)), *now, "--lang", "en"]
        if user is not None and os.getuid() == 0:
            command = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *command]
        try:
            done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return None, ""
        return done.returncode, done.stdout + done.stderr

    def published(self):
        return {path.relative_to(self.folder / "public"): path.read_bytes()
                for path in sorted((self.folder / "public").rglob("*")) if path.is_file()}

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def page(self, text):
        self.write("content/pages/about.ja.md", f"---\ntitle: このサイトについて\n---\n\n{text}\n")


def refused(outcome, rule, code=1):
    assert outcome[0] == code, f"exit code {outcome[0]} and not {code}: {outcome[1]}"
    assert f"[{rule}]" in outcome[1], f"no {rule}: {outcome[1]}"


def fine(outcome):
    assert outcome[0] == 0, f"exit code {outcome[0]}: {outcome[1]}"


def a_text_names_a_file_of_the_machine(trial):
    for name in ("/../../../../../../../../../../etc/hostname", "/../secret.txt", "../../secret.txt"):
        trial.page(f"[x]({name})")
        refused(trial.run(), "file.outside")
    trial.page("なし")
    activity = trial.site / "activities/clean-up.yaml"
    activity.write_text(activity.read_text().replace("form: form.txt", "form: /../secret.txt"))
    refused(trial.run(), "file.outside")
    assert not (trial.folder / "public").exists()


def a_link_leads_out_of_the_site(trial):
    (trial.site / "pages/linked.txt").symlink_to(trial.folder / "secret.txt")
    trial.page("[x](linked.txt)")
    refused(trial.run(), "file.link")


def a_device_in_the_place_of_an_input(trial):
    for name in ("search.yaml", "holidays.yaml", "assets/zero.txt"):
        (trial.site / "assets").mkdir(exist_ok=True)
        (trial.site / name).symlink_to("/dev/zero")
        refused(trial.run(), "file.link")
        (trial.site / name).unlink()


def a_pipe_in_the_place_of_any_input(trial):
    (trial.site / "themes/plain/theme.yaml").unlink()  # is not read
    for path in sorted(path for path in trial.site.rglob("*") if path.is_file()):
        text = path.read_bytes()
        path.unlink()
        os.mkfifo(path)
        outcome = trial.run("check")
        assert "[file.kind]" in outcome[1], f"{path.relative_to(trial.site)}: {outcome}"
        path.unlink()
        path.write_bytes(text)
    fine(trial.run("check"))


def the_workspace_is_a_link(trial):
    home = trial.folder / "home"
    trial.write("home/letter.txt", "letter")
    for name in (".public.kyodo", ".public.kyodo/images"):
        (trial.folder / name).parent.mkdir(exist_ok=True)
        (trial.folder / name).symlink_to(home)
        refused(trial.run(), "output.workspace", 3)
        assert os.listdir(home) == ["letter.txt"]
        (trial.folder / name).unlink()
    fine(trial.run())


def a_journal_is_forged(trial):
    fine(trial.run())
    trial.write("public/.kyodo-incoming/0", "forged")
    trial.write(".public.kyodo/next-manifest", "kyodo-manifest 1\nend 0\n")
    trial.write(".public.kyodo/journal", "kyodo-journal 1\nreplace\nput 0 ../written.txt\ndrop ../secret.txt\nend\n")
    refused(trial.run(), "output.journal", 3)
    assert (trial.folder / "secret.txt").exists() and not (trial.folder / "written.txt").exists()


def give_to_an_ordinary_user(folder):
    for path in [folder, *folder.rglob("*")] if os.getuid() == 0 else []:
        os.chown(path, NOBODY, NOBODY, follow_symlinks=False)


def a_folder_cannot_be_listed(trial):
    fine(trial.run())
    before = trial.published()
    give_to_an_ordinary_user(trial.folder)
    for name in ("activities", "pages", "schema", "vocabularies", "themes/plain/templates", "themes/plain/i18n", "."):
        folder = trial.site / name
        folder.chmod(0)
        refused(trial.run(user=NOBODY), "file.denied")
        folder.chmod(0o755)
        assert trial.published() == before
    fine(trial.run(user=NOBODY))


def an_unreadable_file_leaves_no_note(trial):
    fine(trial.run())
    give_to_an_ordinary_user(trial.folder)
    about = trial.site / "pages/index.ja.md"
    about.write_text(about.read_text() + "\n足した文です。\n")
    about.chmod(0)
    for _ in range(2):
        refused(trial.run(user=NOBODY), "file.denied")
    about.chmod(0o644)
    fine(trial.run(user=NOBODY))
    assert any("足した文".encode() in text for text in trial.published().values())


def a_theme_behind_a_link_is_edited(trial):
    shutil.move(trial.site / "themes", trial.folder / "elsewhere")
    (trial.folder / "themes").mkdir()
    (trial.folder / "themes/plain").symlink_to("../elsewhere/plain")
    fine(trial.run())
    before = trial.published()
    for template in (trial.folder / "elsewhere/plain/templates").glob("*.html"):
        template.write_text(template.read_text() + "<!-- edited -->EDITED")
    fine(trial.run())
    assert trial.published() != before, "the edited template counts as nothing changed"


def the_pages_go_into_the_site(trial):
    refused(trial.run("build", "--out", "content/public"), "output.inside", 2)
    trial.folder = trial.site
    refused(trial.run("build", "--site", "."), "output.inside", 2)
    assert not (trial.site / "public").exists()


def two_sites_have_one_folder(trial):
    fine(trial.run())
    before = trial.published()
    shutil.copytree(trial.site, trial.folder / "other")
    settings = trial.folder / "other/site.yaml"
    fine(trial.run("build", "--site", "other"))  # the same site, checked out elsewhere
    settings.write_text(settings.read_text().replace("kyodo.example", "other.example"))
    refused(trial.run("build", "--site", "other"), "output.other-site", 3)
    assert trial.published() == before
    fine(trial.run("build", "--site", "other", "--replace"))
    assert trial.published() != before
    refused(trial.run(), "output.other-site", 3)


def links_stand_in_any_place(trial):
    """A symbolic link, even to what was there, is refused wherever a site or a theme has files."""
    places = ("site.yaml", "search.yaml", "holidays.yaml", "schema", "schema/desks.yaml", "vocabularies",
              "vocabularies/districts.yaml", "activities", "activities/clean-up.yaml", "activities/form.txt",
              "activities/street.svg", "pages/index.en.md", "assets", "assets/logo.svg", "assets/icons/logo.svg",
              "i18n", "i18n/ja.yaml", "themes", "themes/plain/assets", "themes/plain/assets/plain.css",
              "themes/plain/assets/more.js", "themes/plain/i18n", "themes/plain/i18n/ja.yaml", "themes/plain/templates",
              "themes/plain/templates/layout.html")
    for number, name in enumerate(places):
        path, target = trial.site / name, trial.folder / f"elsewhere{number}"
        if path.exists():
            shutil.move(path, target)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(SECRET)
        path.symlink_to(target)
        outcome = trial.run()
        refused(outcome, "file.link")
        assert SECRET not in outcome[1], name
        path.unlink()
        if target.is_dir() or target.read_text() != SECRET:
            shutil.move(target, path)
    fine(trial.run())


def litter_among_what_is_published(trial):
    told = (".env", "style.css~", "style.css.swp", ".style.css.swp", "#style.css#", "photo.jpg.bak", "form.txt.orig")
    silent = (".DS_Store", "Thumbs.db", "desktop.ini", "._photo.jpg", "~$form.docx", ".gitkeep", ".git/config")
    for folder in ("assets", "themes/plain/assets", "pages"):
        for name in told + silent:
            trial.write(f"content/{folder}/{name}", SECRET)
    outcome = trial.run()
    fine(outcome)
    assert not any(SECRET.encode() in text for text in trial.published().values())
    for folder in ("assets", "themes/plain/assets"):
        for name in told:
            assert f"content/{folder}/{name}: note:" in outcome[1], name
    assert outcome[1].count("[file.litter]") == 2 * len(told), outcome[1]


def an_address_of_the_site_that_is_none(trial):
    settings = trial.site / "site.yaml"
    whole = settings.read_text()
    host = "https://kyodo.example"
    good = (f"{host}/", f"{host}:8080/", f"{host}/~city/a%20b/", "https://xn--g6w251d.example/", "http://127.0.0.1:8000/")
    bad = (f"{host}/\\nX-Evil: 1", f"{host}/;{{}}", f"{host}/'x/", f"{host}/$x/", f"{host}/?q", f"{host}/#x", f"{host}//",
           f"{host}/../", f"{host}/a b/", f"{host}/%", f"{host}/%0Aq/", f"{host}/%7f/", f"{host}:99999/", f"{host}:0/",
           f"{host}:080/", f"{host}:/", "https://kyodo..example/", "https://kyodo.example./", "https://-x.example/",
           "https://x-.example/", f"https://{'a' * 64}.example/", "https://協働.example/", "https:///x/", "ftp://x.example/",
           f"{host}\\u202e/", f"{host}\\u00a0/", "https://city:geheim4711@kyodo.example/")
    for address in good + bad:
        settings.write_text("".join(f'base_url: "{address}"\n' if line.startswith("base_url:") else line
                                    for line in whole.splitlines(keepends=True)))
        outcome = trial.run("check")
        if address in good:
            fine(outcome)
        else:
            refused(outcome, "config.base-url")
        assert "geheim4711" not in outcome[1], outcome[1]


def what_only_looks_like_a_scheme(trial):
    """A colon makes a scheme only where a browser takes it for one; what has none is a file of the site."""
    for name in ("資料:1.pdf", "1st:x.txt"):
        trial.write(f"content/pages/{name}", "a file")
        trial.page(f"[様式]({name})")
        fine(trial.run())
        assert any(b"a file" == text for text in trial.published().values()), name
    no_scheme = ("\u00a0javascript:alert(1)", "&nbsp;javascript:alert(1)", "\u3000javascript:alert(1)",
                 "\u200bjavascript:alert(1)", "java\u00adscript:alert(1)", "資料:2.pdf", "2nd:x")
    scheme = ("javascript:alert(1)", "JAVASCRIPT:alert(1)", "<\tjavascript:alert(1)>", "&Tab;javascript:alert(1)",
              "&NewLine;javascript:alert(1)", "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)",
              "&#1;javascript:alert(1)", "javascript&colon;alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd")
    for target in no_scheme + scheme:
        for link in (f"[様式]({target})", f"![様式]({target})"):
            trial.page(link)
            outcome = trial.run("check")
            assert outcome[0] == 1, f"{link}: {outcome}"
            if target in scheme:
                refused(outcome, "link.scheme")


def a_password_stands_in_an_address(trial):
    password = "geheim4711"
    for address in (f"http://city:{password}@127.0.0.1:9/a.ics", f"ftp://city:{password}@127.0.0.1/a.ics",
                    f"https://city:{password}@[::1]:9/a.ics"):
        outcome = trial.run("import", "calendar", address, "--into", "activities")
        assert outcome[0] not in (0, None), outcome
        assert "http." in outcome[1] and password not in outcome[1], outcome[1]
    settings = trial.site / "site.yaml"
    whole = settings.read_text()
    for to in (f"davs://city:{password}@example.jp/x", f"sftps://city:{password}@example.jp/x",
               f"davs:/city:{password}@example.jp/x", f"davs://city:{password}/7@example.jp/x",
               f"git:https://city:{password}@example.jp/x.git"):
        settings.write_text(f"{whole}publish: {{www: {{to: \"{to}\"}}}}\n")
        outcome = trial.run("check")
        refused(outcome, "config.publish-secret")
        assert password not in outcome[1], outcome[1]


def a_name_that_a_terminal_acts_upon(trial):
    for folder in ("activities", "schema", "vocabularies", "assets"):
        for name in ("a\x1b[31m.yaml", "b\u202egnp.yaml", "c\n::error::d.yaml", "d\x9b5m.yaml", "e\x07.yaml"):
            trial.write(f"content/{folder}/{name}", "text: x\n")
    trial.page("[様式](a\x1b[31m.txt) [様式](b\u202e.txt)")
    acts = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
    for arguments in (("build",), ("check",), ("check", "--format", "github"), ("build", "--out", "o\x1b[31m\u202e"),
                      ("build", "--site", "s\x1b[31m"), ("z\x1b[31m",)):
        outcome = trial.run(*arguments)
        assert outcome[0] in (1, 2), outcome
        assert not acts.search(outcome[1]), f"{arguments}: {acts.search(outcome[1])!r}"
        assert not re.search("^::error::d", outcome[1], re.MULTILINE), outcome[1]
    assert "a\\u{1b}[31m.yaml" in trial.run("check")[1]
    assert "b\\u{202e}gnp.yaml" in trial.run("check")[1]


def a_umask_that_lets_nobody_read(trial):
    trial.write("content/assets/a.txt", "for all")
    (trial.site / "assets/a.txt").chmod(0o600)
    before = os.umask(0o077)
    try:
        fine(trial.run())
    finally:
        os.umask(before)
    for path in [trial.folder / "public", *(trial.folder / "public").rglob("*")]:
        wanted = 0o755 if path.is_dir() else 0o644
        assert path.stat().st_mode & 0o777 == wanted, f"{path}: {oct(path.stat().st_mode)}"


def the_pages_go_into_the_theme(trial):
    shutil.move(trial.site / "themes", trial.folder / "themes")
    for folder in ("themes/plain", "themes/plain/assets", "themes/plain/assets/public"):
        refused(trial.run("build", "--out", folder), "output.inside", 2)
    fine(trial.run())


def a_photograph_that_keeps_its_place(trial):
    """Of these forms no copies are made, so they are not published when a text links to them."""
    heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    forms = {"a.heic": heic, "a.bin": heic, "b.avif": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "c.tif": b"II*\0\x08\0\0\0",
             "c.dat": b"MM\0*\0\0\0\x08", "d.jxl": b"\0\0\0\x0cJXL \r\n\x87\n", "e.cr3": b"\0\0\0\x18ftypcrx \0\0\0\x01"}
    for name, start in forms.items():
        (trial.site / "pages" / name).write_bytes(start + b"GPS" * 30)
        trial.page(f"[写真]({name})")
        refused(trial.run(), "image.place")
        (trial.site / "pages" / name).unlink()


def a_promise_without_its_test(_):
    """Each row of the tables in SECURITY.md names tests that are there."""
    text = (ROOT / "SECURITY.md").read_text()
    rows = [line for line in text.partition("## What is promised")[2].splitlines()
            if line.startswith("| ") and not line.startswith("| danger")]
    assert len(rows) >= 20, "the promises of SECURITY.md are not found"
    for row in rows:
        names = re.findall(r"`(tests/[^`]+)`", row)
        assert names, f"no test is named: {row}"
        for name in names:
            path, _, part = name.partition(": ")
            assert (ROOT / path).exists(), f"no such test: {name}"
            assert not part or f"def {part}(" in (ROOT / path).read_text(), f"not in it: {name}"


CHECKS = (a_text_names_a_file_of_the_machine, a_link_leads_out_of_the_site, a_device_in_the_place_of_an_input,
          a_pipe_in_the_place_of_any_input, the_workspace_is_a_link, a_journal_is_forged, a_folder_cannot_be_listed,
          an_unreadable_file_leaves_no_note, a_theme_behind_a_link_is_edited, the_pages_go_into_the_site,
          two_sites_have_one_folder, links_stand_in_any_place, litter_among_what_is_published,
          an_address_of_the_site_that_is_none, what_only_looks_like_a_scheme, a_password_stands_in_an_address,
          a_name_that_a_terminal_acts_upon, a_umask_that_lets_nobody_read, the_pages_go_into_the_theme,
          a_photograph_that_keeps_its_place, a_promise_without_its_test)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    kyodo = Path(sys.argv[1]).resolve()
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    failed = 0
    for check in CHECKS:
        with tempfile.TemporaryDirectory(prefix="kyodo-safety-") as folder:
            os.chmod(folder, 0o755)
            try:
                check(Trial(kyodo, Path(folder)))
            except AssertionError as problem:
                failed += 1
                print(f"{check.__name__.replace('_', ' ')}: {problem}", flush=True)
    print(f"{len(CHECKS) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
