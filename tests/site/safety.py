#!/usr/bin/python3
"""Builds small sites that were made to do harm, or on a disk that does: nothing outside a site is
published, written or removed, nothing waits for ever, and what cannot be read is an error.

  tests/site/safety.py KYODO

Each check has a folder of its own with the site of tests/errors/base. The checks of folders that cannot
be listed run kyodo as an ordinary user (by setpriv, when the tests are root's). The last line is
`N passed, N failed`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BASE = Path(__file__).resolve().parents[1] / "errors" / "base"
NOW = "2026-04-01T09:00+09:00"
NOBODY = 65534
SECONDS = 20
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
        command = [self.kyodo, *(arguments or ("build",)), "--now", NOW, "--lang", "en"]
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


CHECKS = (a_text_names_a_file_of_the_machine, a_link_leads_out_of_the_site, a_device_in_the_place_of_an_input,
          a_pipe_in_the_place_of_any_input, the_workspace_is_a_link, a_journal_is_forged, a_folder_cannot_be_listed,
          an_unreadable_file_leaves_no_note, a_theme_behind_a_link_is_edited, the_pages_go_into_the_site,
          two_sites_have_one_folder)


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
