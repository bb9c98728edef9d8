#!/usr/bin/python3
"""Publishes with `kyodo publish` to real web hosts on this machine: WebDAV over HTTP and HTTPS (nginx), FTPS with
explicit and implicit TLS (proftpd), and S3 (web_servers.py, which recomputes every signature).

  tests/site/web_hosts.py KYODO [--only NAME] [--files N] [--thorough]

For each: first publish, nothing changed, a page changed, renamed, deleted, names in Japanese and with spaces, a file of
20 MiB, back to the version before and forward. What is on the host is what was built, byte for byte, and no file of
another is touched. Certificates that are expired, self-signed or of another name, a wrong password and a missing one:
refused, nothing sent, and the secret in no output and no file. The usual run takes one server of each kind;
--thorough takes all. The last line is `N passed, N failed`.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from web_servers import KEY, PASSWORD, SECRETS, Authority, NginxDav, Proftpd, S3Server

HERE = Path(__file__).resolve().parent
BASE = HERE.parent / "errors" / "base"
STATE = "_kyodo"


class Tests:
    def __init__(self, kyodo, folder, files):
        self.kyodo, self.folder, self.files = str(Path(kyodo).resolve()), folder, files
        self.count = self.failed = 0
        self.outputs = []

    def check(self, name, good, shown=""):
        self.count += 1
        if not good:
            self.failed += 1
            print(f"FAILED {name}: {str(shown)[-1500:]}", flush=True)
        return good


class Site:
    """A site with its target, and what the host has of it."""

    def __init__(self, tests, name, server, path="/city", options=()):
        self.tests, self.name, self.server = tests, name, server
        self.folder = tests.folder / name / "site"
        self.content, self.public = self.folder / "content", self.folder / "public"
        shutil.copytree(BASE, self.content)
        keys = {**server.options, **dict(options)}
        address = server.address if server.address.startswith("s3:") else server.address + path
        settings = ", ".join([f'to: "{address}"'] + [f'{key}: "{value}"' for key, value in keys.items()])
        config = self.content / "site.yaml"
        config.write_text(config.read_text() + f"publish:\n  public: {{{settings}}}\n")
        self.place = server.root / ("site" if address.startswith("s3:") else path.strip("/"))

    def run(self, *arguments, **variables):
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("KYODO_", "AWS_"))}
        environment |= {**SECRETS, "SOURCE_DATE_EPOCH": "1775001600"} | variables
        environment = {key: value for key, value in environment.items() if value is not None}
        done = subprocess.run([self.tests.kyodo, *arguments, "--lang", "en"], cwd=self.folder, env=environment, capture_output=True,
                              text=True, stdin=subprocess.DEVNULL, timeout=300, check=False)
        self.tests.outputs.append(done.stdout + done.stderr)
        return done

    def build(self):
        done = self.run("build", "--quiet")
        if done.returncode:
            raise RuntimeError(done.stderr)

    def publish(self, *options, **variables):
        """What it tells, as JSON, or the text of what went wrong."""
        done = self.run("publish", "--format", "json", "--allow-gone", *options, **variables)
        last = done.stdout.strip().splitlines()[-1:] or ["{}"]
        told = json.loads(last[0])
        return done.returncode, told if done.returncode == 0 else {"rule": told.get("rule", ""), "text": done.stdout + done.stderr}

    def differences(self):
        """Between what was built and what is on the host."""
        built = files_of(self.public)
        there = {path: data for path, data in files_of(self.place).items() if not path.startswith(STATE + "/")}
        return [f"lost {path}" for path in built.keys() - there.keys()] + [f"left {path}" for path in there.keys() - built.keys() if path != "other.txt"] \
            + [f"differs {path}" for path in built.keys() & there.keys() if built[path] != there[path]]

    def page(self, name, text):
        path = self.content / "activities" / f"{name}.yaml"
        path.write_text((self.content / "activities/clean-up.yaml").read_text() + text)
        return path


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()} if folder.exists() else {}


def scenario(tests, name, site):
    def step(what, expected=None):
        site.build()
        code, told = site.publish()
        good = code == 0 and (expected is None or expected(told)) and not site.differences()
        return tests.check(f"{name}: {what}", good, f"{code} {told} {site.differences() if code == 0 else ''}")

    if not step("first", lambda told: told["sent"] == told["files"] > 10 and told["removed"] == 0):
        return
    (site.place / "other.txt").write_text("of somebody else")
    step("nothing changed", lambda told: told["sent"] == 0 and told["removed"] == 0)
    page = site.content / "pages/index.ja.md"
    page.write_text(page.read_text() + "\nあとから足した文です。\n")
    step("one page changed", lambda told: 0 < told["sent"] < told["files"] and told["removed"] == 0)
    assets = site.content / "assets"
    assets.mkdir(exist_ok=True)
    (assets / "申込書 1 (案).txt").write_text("日本語の名前")
    (assets / "20.pdf").write_bytes(b"%PDF-1.4\n" + os.urandom(20 << 20))
    (assets / "a+b & c=d%20;~'!.txt").write_text("signs")
    step("names in Japanese and with signs, and 20 MiB", lambda told: told["sent"] >= 3)
    (assets / "20.pdf").unlink()
    (assets / "a+b & c=d%20;~'!.txt").rename(assets / "other name.txt")
    step("renamed and deleted", lambda told: told["removed"] >= 2)
    before = files_of(site.public)
    page.write_text(page.read_text() + "\nもう一つの文です。\n")
    step("a version to go back from")
    code, told = site.publish("--rollback")
    there = {path: data for path, data in files_of(site.place).items() if not path.startswith(STATE + "/") and path != "other.txt"}
    tests.check(f"{name}: back to the version before", code == 0 and there == before, told)
    step("forward again")
    for number in range(tests.files):
        folder = assets / "many" / str(number % 7)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_text(f"{number} " * 100)
    step(f"{tests.files} files", lambda told: told["sent"] >= tests.files)
    tests.check(f"{name}: what is of others stays", (site.place / "other.txt").read_text() == "of somebody else")
    code, told = site.publish("--verify")
    tests.check(f"{name}: --verify", code == 0 and told["read_back"] >= told["files"], told)
    left = [path for path in files_of(site.place / STATE) if "incoming" in path or "under-way" in path or path == "lock"]
    tests.check(f"{name}: nothing is left beside", not left, left)


def headers(tests, name, site):
    """What an object storage keeps with the files."""
    wrong = []
    for key, kept in site.server.kept.items():
        path = key.removeprefix("site/")
        if path.startswith(STATE) or path == "other.txt":
            continue
        forever = path.split("/")[0] in ("assets", "media", "search") and "/" in path
        if kept.get("Cache-Control") != ("public, max-age=31536000, immutable" if forever else "no-cache"):
            wrong.append((path, kept))
        if path.endswith(".html") and kept.get("Content-Type") != "text/html; charset=utf-8":
            wrong.append((path, kept))
        if path.endswith(".css") and kept.get("Content-Type") != "text/css; charset=utf-8":
            wrong.append((path, kept))
    tests.check(f"{name}: types and how long it is kept", not wrong and site.server.kept, wrong[:3])


def refusals(tests, name, make, good, expected_rule="publish.certificate", **variables):
    """`make` starts a server; nothing of the site gets there."""
    server = make(tests.folder / name / "server")
    try:
        site = Site(tests, name, server, options={"ca": str(good)} if good else {})
        site.build()
        code, told = site.publish(**variables)
        tests.check(name, code == 3 and told["rule"] == expected_rule, f"{code} {told}")
        tests.check(f"{name}: nothing was sent", not files_of(server.root), list(files_of(server.root))[:3])
        if expected_rule == "publish.certificate":
            tests.check(f"{name}: nothing was asked", PASSWORD not in server.asked() and "PUT" not in server.asked() and "PASS" not in server.asked(), server.asked()[-300:])
    finally:
        server.stop()


def secrets(tests):
    found = [text for text in tests.outputs for secret in (PASSWORD, KEY) if secret in text]
    tests.check("no secret is shown", not found, found[:1])
    secret_files = []
    for site in tests.folder.glob("*/site"):
        for path in site.rglob("*"):
            if path.is_file() and (PASSWORD.encode() in path.read_bytes() or KEY.encode() in path.read_bytes()):
                secret_files.append(path)
    tests.check("no secret is kept", not secret_files, secret_files)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("kyodo")
    parser.add_argument("--only", default="")
    parser.add_argument("--files", type=int, default=40)
    parser.add_argument("--thorough", action="store_true")
    parser.add_argument("--keep", action="store_true")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="kyodo-hosts-"))
    folder.chmod(0o755)
    tests = Tests(given.kyodo, folder, given.files)
    authority = Authority(folder / "authority")
    good = authority.certificate()
    kinds = {
        "dav": lambda place: NginxDav(place), "davs": lambda place: NginxDav(place, good),
        "ftpes": lambda place: Proftpd(place, good), "ftps": lambda place: Proftpd(place, good, implicit=True),
        "ftpes-no-overwrite": lambda place: Proftpd(place, good, overwrites=False),
        "s3": lambda place: S3Server(place), "s3s-by-host": lambda place: S3Server(place, good, style="host"),
        "s3-clock": lambda place: S3Server(place, skew_s=7200),
    }
    bad = {"expired": authority.certificate("old", days=0), "self-signed": authority.certificate("own", own=True),
           "other-name": authority.certificate("other", address="127.0.0.2")}
    jobs = []
    with ThreadPoolExecutor(2) as pool:
        for name, make in kinds.items():
            if (given.only and given.only != name) or not (given.only or given.thorough or name in ("davs", "ftpes", "s3")):
                continue
            jobs.append(pool.submit(one_kind, tests, name, make, authority.ca))
        for why, certificate in bad.items() if not given.only else ():
            for kind, make in (("davs", lambda place, c: NginxDav(place, c)), ("ftpes", lambda place, c: Proftpd(place, c)),
                               ("ftps", lambda place, c: Proftpd(place, c, implicit=True)), ("s3s", lambda place, c: S3Server(place, c))):
                if not given.thorough and kind not in ("davs", "ftpes"):
                    continue
                jobs.append(pool.submit(refusals, tests, f"{kind}-{why}", lambda place, make=make, c=certificate: make(place, c), authority.ca))
        for kind, make in list(kinds.items())[:4] if not given.only else ():
            ca = authority.ca if kind != "dav" else None
            jobs.append(pool.submit(refusals, tests, f"{kind}-password", make, ca, "publish.authentication", KYODO_PASSWORD="not-" + PASSWORD))
            jobs.append(pool.submit(refusals, tests, f"{kind}-no-password", make, ca, "publish.secret", KYODO_PASSWORD=None))
        if not given.only:
            jobs.append(pool.submit(refusals, tests, "s3-key", kinds["s3"], None, "publish.authentication", AWS_SECRET_ACCESS_KEY="x" + KEY))
            jobs.append(pool.submit(refusals, tests, "s3-no-key", kinds["s3"], None, "publish.secret", AWS_SECRET_ACCESS_KEY=None))
    for job in jobs:
        try:
            job.result()
        except Exception as error:  # what a suite cannot do is a failure of it
            tests.check("ran", False, repr(error))
    secrets(tests)
    if not given.keep:
        shutil.rmtree(folder)
    print(f"{tests.count - tests.failed} passed, {tests.failed} failed")
    return 1 if tests.failed else 0


def one_kind(tests, name, make, ca):
    server = make(tests.folder / name / "server")
    try:
        secure = server.address.startswith(("davs", "ftp")) or "https" in str(server.options)
        site = Site(tests, name, server, options={"ca": str(ca)} if secure else {})
        scenario(tests, name, site)
        if isinstance(server, S3Server):
            headers(tests, name, site)
    finally:
        server.stop()


if __name__ == "__main__":
    sys.exit(main())
