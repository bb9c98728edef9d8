#!/usr/bin/python3
"""Checks `kyodo verify` against a web server that does all as it should, and against ones that each do one thing wrong.

  tests/site/verify.py KYODO

Nothing is told of the right one, nor of nginx with the nginx-headers.conf that kyodo makes. Of each wrong one its rule
is told, in both languages, with what to ask the host for, and nothing else. Certificates: of an authority that is not
known, self-signed, expired, of another name. The last line is `N passed, N failed`.
"""

import gzip
import hashlib
import http.server
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from web_servers import Authority

PASSWORD = "s3cret-w0rd"
TYPES = {".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
         ".json": "application/json", ".xml": "application/xml", ".atom": "application/atom+xml", ".svg": "image/svg+xml",
         ".csv": "text/csv; charset=utf-8", ".ics": "text/calendar; charset=utf-8", ".txt": "text/plain; charset=utf-8",
         ".png": "image/png", ".webp": "image/webp", ".jpg": "image/jpeg", ".jsonld": "application/octet-stream"}
PACKED = (".html", ".css", ".js", ".json", ".xml", ".atom", ".svg", ".csv", ".ics", ".txt")
# What a host does wrong: the rule that tells it, its severity.
WRONGS = {
    "missing": ("verify.missing", "error"), "advertises": ("verify.differs", "error"), "text-mode": ("verify.differs", "error"),
    "css-as-text": ("verify.script-type", "error"), "no-charset": ("verify.type", "warning"), "no-policy": ("verify.header", "warning"),
    "other-policy": ("verify.header", "warning"), "caches-pages": ("verify.cache", "warning"), "no-cache-assets": ("verify.cache", "warning"),
    "no-validators": ("verify.cache", "warning"), "never-packs": ("verify.packing", "warning"), "no-vary": ("verify.packing", "warning"),
    "always-packs": ("verify.packing", "error"), "soft-404": ("verify.not-found", "error"), "own-404": ("verify.not-found", "warning"),
    "one-404": ("verify.not-found", "warning"), "no-index": ("verify.language", "error"), "page-redirect": ("verify.redirect", "warning"),
    "no-redirect": ("verify.redirect", "error"), "takes-off-html": ("verify.address", "warning"),
}


class Host(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, root, wrong="", certificate=None):
        self.root, self.wrong, self.asked, self.failed_once = root, wrong, 0, False
        self.headers_of, self.redirects = read_headers(root), read_redirects(root)
        super().__init__(("127.0.0.1", 0), Answers)
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate[1], certificate[0])
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.url = f"http{'s' if certificate else ''}://127.0.0.1:{self.server_port}/"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *_):
        pass


def read_headers(root):
    sections = []
    for line in (root / "_headers").read_text().splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if not line.startswith(" "):
            sections.append((line.strip().removesuffix("*"), []))
        else:
            sections[-1][1].append(line.strip())

    def headers(path):
        found = {}
        for start, lines in sections:
            for line in lines if path.startswith(start) else []:
                if line.startswith("!"):
                    found.pop(line[1:].strip(), None)
                else:
                    found[line.split(":")[0]] = line.split(":", 1)[1].strip()
        return found

    return headers


def read_redirects(root):
    lines = (root / "_redirects").read_text().splitlines() if (root / "_redirects").exists() else []
    return {line.split()[0]: line.split()[1] for line in lines if not line.startswith("#")}


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each body waits 40 ms for the client to say that it has the headers

    def do_GET(self):
        host, wrong = self.server, self.server.wrong
        host.asked += 1
        path = self.path.split("?")[0]
        if wrong == "password" and self.headers.get("Authorization") != "Basic " + "c3RhZmY6" + "czNjcmV0LXcwcmQ=":
            return self.send(401, b"", {"WWW-Authenticate": 'Basic realm="x"'})
        if wrong == "fails-once" and not host.failed_once and path.endswith(".css"):
            host.failed_once = True
            return self.send(503, b"", {})
        if wrong not in ("page-redirect", "no-redirect") and path in host.redirects:
            return self.send(301, b"", {"Location": host.redirects[path]})
        if wrong == "no-redirect" and path in host.redirects:
            return self.send(404, (host.root / "404.html").read_bytes(), self.headers_for("/404.html"))
        if wrong == "takes-off-html" and path.endswith(".html") and "index" not in path and "404" not in path and not "no-such" in path:
            return self.send(308, b"", {"Location": path[:-5]})
        name = path + "index.html" if path.endswith("/") and wrong != "no-index" else path
        file = host.root / name.lstrip("/")
        if path.startswith(("/.htaccess", "/nginx-")) or not file.is_file() or (wrong == "missing" and path.endswith("search.html")):
            return self.not_found(path)
        return self.file(name, file.read_bytes())

    def not_found(self, path):
        host, wrong = self.server, self.server.wrong
        folder = next((one for one in ("en",) if path.startswith(f"/{one}/") and wrong != "one-404"), "")
        page = host.root / folder / "404.html"
        body = b"<p>Not Found" if wrong == "own-404" else page.read_bytes()
        self.send(200 if wrong == "soft-404" and path.endswith(".html") else 404, body, self.headers_for("/404.html"))

    def headers_for(self, name):
        wrong, end = self.server.wrong, Path(name).suffix
        headers = self.server.headers_of(name)
        kind = TYPES.get(end, "application/octet-stream")
        if wrong == "css-as-text" and end == ".css":
            kind = "text/plain"
        if wrong == "no-charset" and end == ".csv":
            kind = "text/csv"
        if wrong == "no-policy":
            headers.pop("Content-Security-Policy", None)
        if wrong == "other-policy":
            headers["Content-Security-Policy"] = "default-src *"
        if wrong == "caches-pages" and headers["Cache-Control"] == "no-cache":
            headers["Cache-Control"] = "max-age=86400"
        if wrong == "no-cache-assets" and name.startswith("/assets/"):
            headers["Cache-Control"] = "no-store"
        return headers | {"Content-Type": kind}

    def file(self, name, body):
        wrong, headers, end = self.server.wrong, self.headers_for(name), Path(name).suffix
        if wrong != "no-validators":
            headers["ETag"] = '"' + hashlib.sha1(body).hexdigest() + '"'
        if wrong == "advertises" and end == ".html":
            body = body.replace(b"</body>", b"<script>ad()</script></body>")
        if wrong == "text-mode" and end == ".css":
            body = body.replace(b"\n", b"\r\n")
        packs = end in PACKED and wrong != "never-packs" and len(body) > 1000
        if packs and wrong != "no-vary":
            headers["Vary"] = "Accept-Encoding"
        if packs and (wrong == "always-packs" or "gzip" in self.headers.get("Accept-Encoding", "")):
            body = gzip.compress(body, 1)
            headers["Content-Encoding"] = "gzip"
        self.send(200, body, headers)

    def send(self, status, body, headers):
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        except OSError:
            pass

    def log_message(self, *_):
        pass


class Tests:
    def __init__(self, kyodo, folder):
        self.kyodo, self.folder = str(Path(kyodo).resolve()), folder
        self.count = self.failed = 0
        self.public = folder / "city/public"

    def check(self, name, good, shown=""):
        self.count += 1
        if not good:
            self.failed += 1
            print(f"FAILED {name}: {str(shown)[-1500:]}", flush=True)

    def run(self, *arguments, **variables):
        environment = {key: value for key, value in os.environ.items() if key != "KYODO_PASSWORD"} | variables
        return subprocess.run([self.kyodo, *arguments], cwd=self.folder, env=environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120, check=False)

    def verify(self, url, *options, **variables):
        return self.run("verify", url, "--out", str(self.public), "--lang", "en", *options, **variables)

    def make_site(self):
        made = self.run("init", "city", "--yes", "--languages", "ja,en", "--kinds", "all", "--lang", "en")
        page = self.folder / "city/content/pages/privacy.ja.md"
        page.write_text(page.read_text().replace("---\n", "---\naliases: [old/privacy.html, old-folder/]\n", 1))
        built = self.run("build", "--site", "city/content", "--out", "city/public", "--lang", "en", "--now", "2026-04-01")
        self.check("a site to verify", made.returncode == 0 and built.returncode == 0, made.stderr + built.stderr)


def rules(output):
    return {match for match in re.findall(r"(error|warning|note): .*\[(verify\.[a-z-]+)\]", output)}


def right_and_wrong(tests):
    right = Host(tests.public)
    done = tests.verify(right.url)
    files = sum(1 for path in tests.public.rglob("*") if path.is_file() and path.name not in (".htaccess", "_headers", "_redirects", "nginx-headers.conf"))
    tests.check("a host that does all", done.returncode == 0 and rules(done.stderr) == {("note", "verify.https")}, done.stderr)
    tests.check("what it says of it", "home pages of languages: 2; redirects: " in done.stdout, done.stdout)
    told = json.loads(tests.verify(right.url, "--format", "json").stdout.splitlines()[-1])["verify"]
    pictures = sum(path.stat().st_size for path in tests.public.rglob("*.png"))
    tests.check("as JSON", told["files"] >= files - 8 and told["same"] == told["files"] and told["packed"] == told["packable"] > 10
                and told["received_bytes"] - pictures < (told["bytes"] - pictures) / 2 and told["languages"] == 2 and told["redirects"] >= 4, told)
    for wrong, (rule, severity) in WRONGS.items():
        host = Host(tests.public, wrong)
        done = tests.verify(host.url, "--format", "json")
        told = [json.loads(line) for line in done.stdout.splitlines()]
        found = {(one["severity"], one["rule"]) for one in told if "rule" in one}
        tests.check(wrong, found == {("note", "verify.https"), (severity, rule)} and done.returncode == (1 if severity == "error" else 0), done.stdout)
        hints = [one["hint"] for one in told if one.get("rule") == rule]
        tests.check(f"{wrong}: what to ask for", hints and all("。" in hint["ja"] and len(hint["en"]) > 20 for hint in hints), done.stdout)
        host.shutdown()
    passes = tests.verify(Host(tests.public, "fails-once").url)
    tests.check("what passes is asked again", passes.returncode == 0, passes.stderr)
    quiet = tests.verify(Host(tests.public, "no-policy").url, "--quiet")
    tests.check("--quiet", not quiet.stdout and not quiet.stderr, quiet.stderr)


def passwords(tests):
    host = Host(tests.public, "password")
    url = host.url.replace("://", "://staff@")
    right = tests.verify(url, KYODO_PASSWORD=PASSWORD)
    wrong = tests.verify(url, KYODO_PASSWORD="other-" + PASSWORD)
    whole = tests.verify(host.url.replace("://", f"://staff:{PASSWORD}@"), "--format", "json")
    tests.check("a site with a password", right.returncode == 0 and whole.returncode == 0, right.stderr + whole.stdout)
    tests.check("a wrong password", wrong.returncode == 1 and "HTTP 401" in wrong.stderr, wrong.stderr)
    tests.check("no password is shown", PASSWORD not in "".join(one.stdout + one.stderr for one in (right, wrong, whole)))


def addresses(tests):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        done = tests.verify(f"http://127.0.0.1:{nobody.getsockname()[1]}/")
    tests.check("nobody listens", done.returncode == 3 and "[verify.unreachable]" in done.stderr, done.stderr)
    done = tests.verify("ftp://example.jp/")
    tests.check("not of a site", done.returncode == 2 and "[verify.address-form]" in done.stderr, done.stderr)
    done = tests.run("verify", "--out", "nothing", "--lang", "en")
    tests.check("nothing was built", done.returncode == 2 and "[verify.manifest]" in done.stderr, done.stderr)
    done = tests.verify(Host(tests.public).url.rstrip("/") + "?x#y")
    tests.check("without a slash", done.returncode == 0, done.stderr)


def certificates(tests):
    authority = Authority(tests.folder / "authority")
    certificate, ca = authority.certificate, str(authority.ca)
    good = Host(tests.public, certificate=certificate())
    done = tests.verify(good.url, "--ca", ca)
    tests.check("an authority of our own", done.returncode == 0 and rules(done.stderr) == {("note", "verify.https")} and "HSTS" in done.stderr, done.stderr)
    asked = good.asked
    for name, host, options in (("an authority that is not known", good, []),
                                ("self-signed", Host(tests.public, certificate=certificate("own", own=True)), ["--ca", ca]),
                                ("expired", Host(tests.public, certificate=certificate("old", days=0)), ["--ca", ca]),
                                ("of another name", Host(tests.public, certificate=certificate("other", "127.0.0.2")), ["--ca", ca])):
        done = tests.verify(host.url.replace("://", "://staff@"), *options, KYODO_PASSWORD=PASSWORD)
        tests.check(name, done.returncode == 3 and "[verify.certificate]" in done.stderr and PASSWORD not in done.stderr, done.stderr)
        tests.check(f"{name}: nothing was asked", host.asked == (asked if host is good else 0), host.asked)


def nginx(tests):
    """The settings that kyodo makes, with what else a good host has."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).exists():
        return tests.check("nginx", False, "nginx is not installed: scripts/setup test")
    folder = tests.folder / "nginx"
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (folder / "nginx.conf").write_text(f"""
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{ include /etc/nginx/mime.types; types {{ text/javascript js; application/manifest+json webmanifest; text/csv csv; text/calendar ics; application/xml xml; }}
  access_log off; gzip on; gzip_min_length 1000; gzip_vary on;
  charset_types text/html text/css text/javascript text/csv text/calendar text/plain text/xml;
  gzip_types text/css text/javascript application/json application/xml application/atom+xml image/svg+xml text/csv text/calendar text/plain;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {tests.public}; absolute_redirect off; include {tests.public}/nginx-headers.conf; }} }}
""")
    tests.folder.chmod(0o755)
    server = subprocess.Popen([program, "-c", f"{folder}/nginx.conf", "-p", str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        done = tests.verify(f"http://127.0.0.1:{port}/")
        tests.check("nginx with the settings that kyodo makes", done.returncode == 0 and rules(done.stderr) == {("note", "verify.https")},
                    done.stderr + (folder / "error.log").read_text())
    finally:
        server.terminate()
        server.wait()


def main():
    with tempfile.TemporaryDirectory(prefix="kyodo-verify-") as folder:
        tests = Tests(sys.argv[1], Path(folder))
        tests.make_site()
        for part in (right_and_wrong, passwords, addresses, certificates, nginx):
            part(tests)
    print(f"{tests.count - tests.failed} passed, {tests.failed} failed")
    return 1 if tests.failed else 0


if __name__ == "__main__":
    sys.exit(main())
