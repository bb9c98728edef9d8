#!/usr/bin/python3
"""Checks `kyodo check --external` against small servers on this machine.

  tests/site/external_links.py KYODO

kyodo asks no private address, and so none of this machine; only KYODO_TEST_SERVER lets it ask one port of a loopback
network. Which links are told, and how; that each is asked once, and a server at most twice at a time; what is kept, and
for how long; that names and passwords are neither sent nor shown. The last line is `N passed, N failed`.
"""

import http.server
import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from web_servers import Authority

BASE = Path(__file__).resolve().parent.parent / "errors" / "base"
PAGE = "site/pages/index.ja.md"
SECRET = "s3cret-w0rd"
DAY = "2026-04-{:02}T09:00+09:00"


class Server(http.server.ThreadingHTTPServer):
    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.asked, self.running, self.most, self.secrets = Counter(), 0, 0, 0
        self.ends, self.shortest_pause = [], 1.0
        self.guard = threading.Lock()
        self.gone = set()
        self.elsewhere = ""
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def name(self):
        return f"127.0.0.1:{self.server_port}"

    def handle_error(self, *_):
        pass


class Answers(http.server.BaseHTTPRequestHandler):
    def redirects(self):
        base, other = f"http://{self.server.name}", self.server.elsewhere
        return {
            "/moved": (301, "/new"), "/moved-308": (308, f"{base}/new"), "/for-now": (302, "/fine"), "/other": (303, "/fine"),
            "/half": (301, "/for-now"), "/to-gone": (301, "/gone"), "/to-file": (302, "file:///etc/hostname"),
            "/loop": (302, "/loop"), "/to-private": (302, f"http://{other}/secret"), "/to-link-local": (301, "http://169.254.169.254/latest/"),
            "/to-six": (301, "http://[::1]:80/"), "/to-mapped": (302, f"http://[::ffff:127.0.0.1]:{self.server.server_port}/fine"),
            "/to-secret": (301, f"http://user:{SECRET}@{self.server.name}/new"),
        }

    def answer(self):
        server, path, head = self.server, self.path, self.command == "HEAD"
        with server.guard:
            server.asked[(self.command, path)] += 1
            server.secrets += SECRET in str(self.headers) or "Authorization" in self.headers
            server.running += 1
            server.most = max(server.most, server.running)
        if path.startswith("/many"):
            time.sleep(0.05)
        if path == "/slow":
            time.sleep(10.6)
        status, location = self.redirects().get(path, (200 if path in ("/fine", "/new", "/no-head", "/head-lies") or path.startswith("/many") else 404, None))
        if path in server.gone:
            status = 410
        if head and path in ("/no-head", "/head-lies"):
            status = 405 if path == "/no-head" else 404
        if path == "/refuses":
            status = 403
        if head and path == "/cut":
            with server.guard:
                server.running -= 1
            self.connection.close()
            return
        if path == "/cut":
            status = 200
        try:
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0" if head else "4")
            self.end_headers()
            if not head:
                self.wfile.write(b"body")
        except OSError:
            pass
        with server.guard:
            server.running -= 1

    do_HEAD = do_GET = answer

    def log_message(self, *_):
        pass


class Tests:
    def __init__(self, kyodo, folder):
        self.kyodo, self.folder = str(Path(kyodo).resolve()), folder
        self.count, self.failed = 0, 0

    def check(self, name, good, shown=""):
        self.count += 1
        if not good:
            self.failed += 1
            print(f"FAILED {name}: {shown}", flush=True)

    def site(self, name, links, settings=""):
        folder = self.folder / name
        shutil.copytree(BASE, folder / "site")
        activity = folder / "site/activities/clean-up.yaml"
        activity.write_text("".join(line for line in activity.read_text().splitlines(True) if not line.startswith("website:")))
        page = folder / PAGE
        page.write_text(page.read_text() + "".join(f"\n- [行き先{number}]({link})\n" for number, link in enumerate(links)))
        config = folder / "site/site.yaml"
        config.write_text(config.read_text() + "checks: {link.inside: off}  # our servers are\n" + settings)
        return folder

    def run(self, folder, *options, server=None, day=1, lang="en", form="text"):
        environment = {key: value for key, value in os.environ.items() if key != "KYODO_TEST_SERVER"}
        if server:
            environment["KYODO_TEST_SERVER"] = server.name
        done = subprocess.run(
            [self.kyodo, "check", "--external", "--site", "site", "--lang", lang, "--format", form, "--now", DAY.format(day), *options],
            cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120)
        if done.returncode not in (0,):
            print(f"exit code {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout + done.stderr


def block(output, link):
    """The message about a link with its lines."""
    lines = output.splitlines()
    for at, line in enumerate(lines):
        if f": {link} " in line + " " and "[link." in line:
            return "\n".join(lines[at : at + 3])
    return ""


def what_is_told(tests, server, other):
    base = f"http://{server.name}"
    expected = {
        "/fine": None, "/no-head": None, "/head-lies": None, "/cut": None,
        "/gone": ("link.external", "HTTP 404"), "/refuses": ("link.external", "HTTP 403", "Some servers refuse programs"),
        "/slow": ("link.external", "no answer in time"),
        "/moved": ("link.moved", f"{base}/moved → {base}/new", f"({base}/new)"),
        "/moved-308": ("link.moved", f"→ {base}/new"),
        "/half": ("link.moved", f"→ {base}/for-now"),
        "/for-now": ("link.redirect", "note:", f"→ {base}/fine"), "/other": ("link.redirect", f"→ {base}/fine"),
        "/to-gone": ("link.external", f"→ {base}/gone (HTTP 404"),
        "/to-file": ("link.external", "something else than http"), "/loop": ("link.external", "without end"),
        "/to-private": ("link.private", f"http://{other.name}/secret"), "/to-link-local": ("link.private", "169.254.169.254"),
        "/to-six": ("link.private", "[::1]"), "/to-mapped": ("link.private", "::ffff:"),
        "/to-secret": ("link.moved", f"→ {base}/new"),
    }
    others = [f"http://{other.name}/", f"http://localhost:{other.server_port}/", "http://10.1.2.3/", "http://192.88.99.1/",
              "http://[fe80::1]/", "http://[3fff::1]/", "http://[64:ff9b::7f00:1]/", "http://0.0.0.0/"]
    links = [base + path for path in expected] + others
    folder = tests.site("told", [*links, f"{base}/fine#part", f"{base}/fine"])
    output = tests.run(folder, server=server)
    for path, wanted in expected.items():
        told = block(output, base + path)
        good = not told if wanted is None else all(part in told for part in (wanted[1:])) and f"[{wanted[0]}]" in told
        tests.check(path, good, told or output[-1500:])
    for link in others:
        told = block(output, link)
        tests.check(link, "[link.private]" in told or ("[link.external]" in told and "3fff" in link), told)
    tests.check("private addresses are not asked", not other.asked, other.asked)
    tests.check("each address once", server.asked[("HEAD", "/fine")] == 1 + 3 and server.asked[("GET", "/fine")] == 0, server.asked)
    tests.check("GET where HEAD is refused", server.asked[("GET", "/no-head")] == 1 and server.asked[("GET", "/head-lies")] == 1, server.asked)
    japanese = tests.run(folder, "--max-age", "7", server=None, lang="ja", form="github")
    tests.check("in Japanese, as annotations", "リンクの先が移りました" in japanese and "::warning file=" in japanese, japanese[-800:])
    return folder


def manners(tests, server):
    server.most = 0
    start = time.monotonic()
    output = tests.run(tests.site("many", [f"http://{server.name}/many/{number}" for number in range(20)]), server=server)
    seconds = time.monotonic() - start
    tests.check("at most two at a time", server.most <= 2, server.most)
    tests.check("with pauses", seconds > 20 / 2 * 0.2 * 0.8, seconds)
    tests.check("all were asked", "20 asked, 0 answered before" in output, output[-300:])


def memory(tests, server):
    base = f"http://{server.name}"
    folder = tests.site("kept", [f"{base}/fine", f"{base}/new", f"{base}/gone"])
    counts = []
    for day, options in ((1, []), (4, []), (9, []), (10, ["--max-age", "0"]), (11, ["--max-age", "1"])):
        output = tests.run(folder, *options, server=server, day=day)
        counts.append(next(line for line in output.splitlines() if line.startswith("links to elsewhere")).split("  ")[-1].strip())
    tests.check("what opened is not asked again for a week", counts == [
        "3 asked, 0 answered before (at most 0 days ago), 0 known to be dead",
        "1 asked, 2 answered before (at most 3 days ago), 0 known to be dead",
        "3 asked, 0 answered before (at most 0 days ago), 0 known to be dead",
        "3 asked, 0 answered before (at most 0 days ago), 0 known to be dead",
        "3 asked, 0 answered before (at most 0 days ago), 0 known to be dead"], counts)
    server.gone.add("/new")
    told = block(tests.run(folder, server=server, day=20), f"{base}/new")
    server.gone.clear()
    tests.check("since when", "it last did on 2026-04-11" in told and "HTTP 410" in told, told)
    kept = folder / ".public.kyodo/links"
    tests.check("kept beside the site", kept.read_text().startswith("kyodo-links 1\n"), kept.read_text())
    for text in ("", "kyodo-links 1\n" + "x" * 100 + "\nhttp://a/\t1\t2\t200\t99\t\t\t\n", "kyodo-links 2\n"):
        kept.write_text(text)
        tests.check("a damaged memory is as good as none", "3 asked, 0 answered" in tests.run(folder, server=server, day=21), text)
    shutil.rmtree(folder / ".public.kyodo")
    tests.check("it may be deleted", "3 asked, 0 answered" in tests.run(folder, server=server, day=21))
    shutil.rmtree(folder / ".public.kyodo")
    (folder / ".public.kyodo").symlink_to(folder / "site")
    tests.run(folder, server=server, day=21)
    tests.check("nothing goes through a link", not (folder / "site/links").exists())
    done = json.loads(tests.run(folder, server=server, form="json").splitlines()[-1])
    tests.check("as JSON", done == {"links": {"asked": 3, "kept": 0, "oldest_days": 0, "known_dead": 0}}, done)


def known_dead(tests, server):
    base = f"http://{server.name}"
    dead = "known_dead:\n" + "".join(f'  - {{url: "{base}{path}", since: 2026-03-01}}\n' for path in ("/gone", "/fine", "/nowhere"))
    output = tests.run(tests.site("dead", [f"{base}/gone#part", f"{base}/fine"], dead), server=server)
    tests.check("a link that is known to be dead is not told", "[link.external]" not in output, output[-900:])
    tests.check("one that opens", f"A link of known_dead opens: {base}/fine" in output, output[-900:])
    tests.check("one that no text has", f"No text has this link of known_dead any more: {base}/nowhere" in output, output[-900:])
    tests.check("they are counted", "3 known to be dead" in output, output[-300:])


def secrets(tests, server):
    links = [f"http://user:{SECRET}@{server.name}{path}" for path in ("/fine", "/moved", "/gone", "/for-now")] + [f"http://user:{SECRET}@10.0.0.1/"]
    folder = tests.site("secret", [*links, f"http://{server.name}/to-secret"])
    server.secrets = 0
    shown = "".join(tests.run(folder, "--max-age", "0", server=server, lang=lang, form=form)
                    for lang in ("ja", "en") for form in ("text", "json", "github"))
    tests.check("told", shown.count("link.external") == 6 and shown.count("link.private") == 6 and shown.count("link.moved") == 12, shown[-2000:])
    tests.check("no password is shown", SECRET not in shown, shown[-2000:])
    tests.check("none is kept", SECRET not in (folder / ".public.kyodo/links").read_text())
    tests.check("none is sent", server.secrets == 0, server.secrets)


def certificates(tests):
    server = Server()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    key, pem = Authority(tests.folder / "authority").certificate("own", own=True)
    context.load_cert_chain(pem, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    output = tests.run(tests.site("self-signed", [f"https://{server.name}/fine"]), server=server)
    tests.check("self-signed", "the certificate is not right" in output and not server.asked, output[-600:])


def main():
    with tempfile.TemporaryDirectory(prefix="kyodo-links-") as folder:
        tests = Tests(sys.argv[1], Path(folder))
        server, other = Server(), Server()
        server.elsewhere = other.name
        threads = [threading.Thread(target=what_is_told, args=(tests, server, other))]
        for part in (manners, memory, known_dead, secrets):
            threads.append(threading.Thread(target=part, args=(tests, Server())))
        threads.append(threading.Thread(target=certificates, args=(tests,)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        alone = Server()
        output = tests.run(tests.site("alone", [f"http://{alone.name}/fine"]))
        tests.check("without the variable nothing of this machine", "[link.private]" in output and not alone.asked, output[-600:])
    print(f"{tests.count - tests.failed} passed, {tests.failed} failed")
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
