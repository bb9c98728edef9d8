#!/usr/bin/python3
"""Checks `kyodo check --external` against a small server on this machine.

  tests/site/external_links.py KYODO

The last line is `N passed, N failed`.
"""

import http.server
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

CONTENT = Path(__file__).resolve().parent.parent.parent / "content"


class Answers(http.server.BaseHTTPRequestHandler):
    def answer(self, head):
        path = self.path
        if path == "/no-head" and head:
            self.send_response(405)
        elif path in ("/fine", "/no-head"):
            self.send_response(200)
        elif path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/fine")
        elif path == "/to-file":
            self.send_response(302)
            self.send_header("Location", "file:///etc/hostname")
        else:
            self.send_response(404)
        self.end_headers()

    def do_HEAD(self):
        self.answer(True)

    def do_GET(self):
        self.answer(False)
        self.wfile.write(b"body")

    def log_message(self, *_):
        pass


def warnings_for(kyodo, addresses):
    """The addresses that kyodo warns of, in a copy of content/ whose about page links to all."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "content"
        shutil.copytree(CONTENT, site)
        with open(site / "pages" / "about.ja.md", "a", encoding="utf-8") as page:
            page.writelines(f"\n- [行き先]({address})\n" for address in addresses)
        run = subprocess.run(
            [kyodo, "check", "--external", "--site", site, "--lang", "en"], capture_output=True, text=True, check=False
        )
        lines = [line for line in run.stderr.splitlines() if "[link.external]" in line]
        return {address: any(address + " " in line for line in lines) for address in addresses}


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    base = f"http://127.0.0.1:{server.server_port}"
    expected = {
        f"{base}/fine": False,
        f"{base}/moved": False,
        f"{base}/no-head": False,
        f"{base}/gone": True,
        f"{base}/to-file": True,  # a redirect that leaves http
        "http://127.0.0.1:1/": True,  # nobody listens
    }
    found = warnings_for(sys.argv[1], list(expected))
    failed = 0
    for address, warned in expected.items():
        if found[address] != warned:
            failed += 1
            print(f"FAILED {address}: warned {found[address]}, expected {warned}")
    print(f"{len(expected) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
