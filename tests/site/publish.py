#!/usr/bin/env python3
"""`kyodo publish` to real hosts: a folder, OpenSSH's sftp-server through sshd on 127.0.0.1, a bare git repository.

    python3 tests/site/publish.py KYODO [--files N] [--only NAME]

For each: the first publication, nothing changed, one page changed, a rename, a removal, names in Japanese and with
spaces, 20 MiB, back and forth, thousands of files. Over SFTP also: host keys that are unknown, changed or pinned, a
wrong password, two publishers at once. Lines that break are tried in publish_faults.py. The last line is
`N passed, M failed`.
"""
import argparse
import getpass
import hashlib
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SFTP_SERVER = "/usr/lib/openssh/sftp-server"
SSHD = "/usr/sbin/sshd"
passed = failed = 0


def check(name, problems):
    global passed, failed
    problems = [str(one) for one in problems if one]
    if problems:
        failed += 1
        print(f"FAILED: {name}")
        for one in problems[:6]:
            print("  ", one[:400])
    else:
        passed += 1


class Site:
    """A small site whose pages come from a few records, and its built folder."""

    def __init__(self, kyodo, folder, to, options=""):
        self.kyodo, self.folder = kyodo, pathlib.Path(folder)
        self.content = self.folder / "content"
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(ROOT / "tests/errors/base", self.content)
        with open(self.content / "site.yaml", "a", encoding="utf-8") as settings:
            settings.write(f"publish:\n  web:\n    to: \"{to}\"\n{options}")
        for name in ("a", "b", "c"):
            self.page(name, f"{name} のこと")

    def write(self, name, text):
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def page(self, name, text):
        for language, title in (("ja", text), ("en", f"About {name}")):
            self.write(f"pages/{name}.{language}.md", f"---\ntitle: {title}\n{'district: shiba' if language == 'ja' else ''}\n---\n\n{title} ({text})\n")

    def move(self, name, to=None):
        for language in ("ja", "en"):
            path = self.content / f"pages/{name}.{language}.md"
            if to:
                path.rename(self.content / f"pages/{to}.{language}.md")
            else:
                path.unlink()

    def run(self, *words, **more):
        environment = dict(os.environ, SOURCE_DATE_EPOCH="1775001600", **more.pop("env", {}))
        return subprocess.run([self.kyodo, *words], cwd=self.folder, capture_output=True, text=True, env=environment,
                              check=False, timeout=300, **more)

    def build(self):
        done = self.run("build", "--quiet")
        if done.returncode:
            raise RuntimeError(done.stderr)
        return self

    def publish(self, *words, **more):
        """What becomes of addresses is tried in tests/site/addresses.py."""
        return self.run("publish", "web", "--lang", "en", "--allow-gone", *words, **more)

    def told(self, *words, **more):
        """What `--format json` says; its problem under "error"."""
        done = self.publish("--format", "json", *words, **more)
        if done.returncode:
            return {"error": done.stdout + done.stderr, "code": done.returncode}
        return json.loads(done.stdout)

    def files(self):
        return tree(self.folder / "public")


def tree(folder):
    """The bytes of each file, by path, but for what publishing keeps."""
    folder = pathlib.Path(folder)
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*"))
            if path.is_file() and path.relative_to(folder).parts[0] not in ("_kyodo", ".git")}


def differences(there, wanted):
    names = sorted(set(there) ^ set(wanted)) + sorted(one for one in set(there) & set(wanted) if there[one] != wanted[one])
    return [f"{names[:5]} of {len(names)} differ"] if names else []


def expect(told, **wanted):
    if "error" in told:
        return [told["error"]]
    return [f"{key}: {told.get(key)}, not {value}" for key, value in wanted.items() if told.get(key) != value]


def journey(name, site, seen):
    """The course of a site's life on one host; `seen` gives what visitors get."""
    site.build()
    first = site.told()
    check(f"{name}: the first publication", expect(first, removed=0, sent=first.get("files")) + differences(seen(), site.files()))
    early = site.told("--rollback")
    check(f"{name}: there is no earlier version yet", [] if "publish.rollback" in early.get("error", "") else [early])
    check(f"{name}: nothing changed", expect(site.told(), sent=0, removed=0))

    site.page("b", "b を直したこと")
    site.build()
    before = site.files()
    told = site.told("--dry-run")
    check(f"{name}: --dry-run writes nothing", expect(told, sent=0) + ([] if told.get("puts") else ["nothing to send"]))
    told = site.told()
    changed = [path for path in told.get("puts", []) if "search/" not in path]
    check(f"{name}: one page changed", expect(told, kept=told.get("files", 0) - told.get("sent", 0)) + differences(seen(), before)
          + [f"{path} was sent" for path in changed if path in ("a.html", "c.html")])

    site.move("c", "d")
    site.build()
    told = site.told()
    gone = [path for path in told.get("removals", []) if path == "c.html"]
    check(f"{name}: a page renamed", expect(told) + differences(seen(), site.files()) + ([] if gone else [f"the old page stays: {told.get('removals')}"]))

    site.move("a")
    site.build()
    told = site.told()
    check(f"{name}: a page removed", expect(told) + differences(seen(), site.files()))

    site.write("assets/様式 第1号（改）.txt", "様式")
    site.write("assets/large.bin", hashlib.shake_256(b"x").digest(20 << 20))
    site.build()
    told = site.told("--verify")
    check(f"{name}: Japanese names, spaces, 20 MiB", expect(told, read_back=told.get("files")) + differences(seen(), site.files()))

    now = site.files()
    check(f"{name}: back", expect(site.told("--rollback")) + ([] if "large.bin" not in "".join(seen()) else ["large.bin stays"]))
    check(f"{name}: and forward", expect(site.told("--rollback")) + differences(seen(), now))
    check(f"{name}: two versions back", expect(site.told("--rollback", "2")))
    check(f"{name}: and what is built again", expect(site.told()) + differences(seen(), now))


def many(name, site, seen, count):
    """Thousands of files of 10 KB; prints how long they took."""
    for i in range(count):
        site.write(f"assets/many/{i:04}.bin", hashlib.shake_256(str(i).encode()).digest(10000))
    site.build()
    start = time.time()
    told = site.told()
    took = time.time() - start
    start = time.time()
    again = site.told()
    print(f"{name}: {told.get('sent')} files in {took:.2f} s, nothing changed in {time.time() - start:.2f} s")
    check(f"{name}: {count} files", expect(told) + expect(again, sent=0, removed=0) + differences(seen(), site.files()))


class Sshd:
    """sshd as this user on a free port, with keys of its own and a client's configuration that knows it."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.process = None
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        for name in ("host", "other", "client"):
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", self.folder / name], check=True)
        shutil.copy(self.folder / "client.pub", self.folder / "authorized")
        (self.folder / "sshd_config").write_text(
            f"ListenAddress 127.0.0.1\nPort {self.port}\nHostKey {self.folder}/host\nPidFile none\nUsePAM no\n"
            f"AuthorizedKeysFile {self.folder}/authorized\nStrictModes no\nPasswordAuthentication yes\n"
            f"KbdInteractiveAuthentication no\nSubsystem sftp internal-sftp\nMaxStartups 100\nPermitRootLogin yes\n")
        self.know("host")
        (self.folder / "ssh_config").write_text(
            f"Host web\n  HostName 127.0.0.1\n  Port {self.port}\n  User {getpass.getuser()}\n"
            f"  IdentityFile {self.folder}/client\n  IdentitiesOnly yes\n  IdentityAgent none\n"
            f"  UserKnownHostsFile {self.folder}/known\n  GlobalKnownHostsFile /dev/null\n")
        # Without a key of its own.
        text = (self.folder / "ssh_config").read_text()
        (self.folder / "ssh_config_bare").write_text(text.replace(f"  IdentityFile {self.folder}/client\n", ""))
        if os.getuid() == 0:
            pathlib.Path("/run/sshd").mkdir(exist_ok=True)
        self.process = subprocess.Popen([SSHD, "-D", "-e", "-f", self.folder / "sshd_config"], stderr=subprocess.DEVNULL)
        for _ in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("sshd does not answer")

    def key(self, name):
        return " ".join((self.folder / f"{name}.pub").read_text().split()[:2])

    def know(self, name=None):
        (self.folder / "known").write_text(f"[127.0.0.1]:{self.port} {self.key(name)}\n" if name else "")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait()


HOLDER = '''#!/usr/bin/python3
"""In place of ssh: sftp-server, and a line that stands still at its twelfth change until it is told to go on."""
import os, struct, subprocess, sys, threading, time
server = subprocess.Popen(["%s"], stdin=subprocess.PIPE)
hold = os.environ.get("HOLD")

def whole(count):
    out = b""
    while len(out) < count:
        part = os.read(0, count - len(out))
        if not part:
            server.stdin.close()
            server.wait()
            os._exit(0)
        out += part
    return out

done = 0
while True:
    head = whole(4)
    body = whole(struct.unpack(">I", head)[0])
    # OPEN for writing, WRITE, REMOVE, MKDIR, RMDIR, RENAME, EXTENDED.
    done += body[0] in (3, 6, 13, 14, 15, 18, 200)
    if hold and done == 12:
        open(hold, "w").close()
        while not os.path.exists(hold + ".go"):
            time.sleep(0.01)
        hold = None
    server.stdin.write(head + body)
    server.stdin.flush()
''' % SFTP_SERVER


def keys(kyodo, work, sshd):
    """Who the host is, and who we are: refused, and nothing sent."""
    web = work / "keys-web"
    web.mkdir()

    def refused(name, options, rule, known="host", env=None, config="ssh_config"):
        sshd.know(known)
        site = Site(kyodo, work / "keys", f"sftp://web{web}", f"    config: {sshd.folder}/{config}\n{options}").build()
        done = site.publish(env=env or {})
        said = done.stdout + done.stderr
        problems = [] if done.returncode and f"[{rule}]" in said else [said or "it was published"]
        secrets = [str(path) for path in site.folder.rglob("*") if path.is_file() and b"s3cret" in path.read_bytes()]
        check(f"SFTP: {name}", problems + [f"{path} was sent" for path in tree(web)] + [f"the secret is in {one}" for one in secrets]
              + (["the secret is told"] if "s3cret" in said else []))
        sshd.know("host")

    refused("an unknown host key", "", "publish.host-key", known=None)
    refused("a changed host key", "", "publish.host-key", known="other")
    refused("another host key than the one in site.yaml", f"    host_key: {sshd.key('other')}\n", "publish.host-key")
    # A key that the server does not take.
    refused("a wrong key", f"    key: {sshd.folder}/other\n", "publish.authentication", config="ssh_config_bare")
    refused("a wrong password", "    password: WEB_SECRET\n", "publish.authentication", env={"WEB_SECRET": "s3cret"},
            config="ssh_config_bare")
    refused("no password", "    password: WEB_SECRET\n", "publish.secret")
    sshd.know(None)
    site = Site(kyodo, work / "keys", f"sftp://web{web}",
                f"    config: {sshd.folder}/ssh_config\n    host_key: {sshd.key('host')}\n").build()
    check("SFTP: the host key of site.yaml", expect(site.told()) + differences(tree(web), site.files()))
    sshd.know("host")


def two_at_once(kyodo, work):
    """The line of one stands still in the middle while another comes: that one waits, or stops where it is not to wait,
    and changes nothing until the first has ended."""
    web, bin_folder = work / "two-web", work / "two-bin"
    web.mkdir()
    bin_folder.mkdir()
    (bin_folder / "ssh").write_text(HOLDER)
    (bin_folder / "ssh").chmod(0o755)
    sites = [Site(kyodo, work / f"two-{i}", f"sftp://web{web}") for i in range(2)]
    sites[0].build()
    lock = web / "_kyodo/lock"

    def start(site, held, *words):
        """It comes to a stop at its twelfth operation, if it is held."""
        environment = {"PATH": f"{bin_folder}:{os.environ['PATH']}", **({"HOLD": str(held)} if held else {})}
        return subprocess.Popen([kyodo, "publish", "web", "--lang", "en", *words], cwd=site.folder, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, env={**os.environ, **environment})

    for name, words in (("waits", ("--wait", "60")), ("stops", ("--wait", "0"))):
        for i, site in enumerate(sites):
            site.page("a", f"{i} 番目、{name}")
            site.build()
        held = work / f"two-held-{name}"
        first = start(sites[0], held)
        until = time.time() + 60
        while not held.exists() and first.poll() is None and time.time() < until:
            time.sleep(0.01)
        whose, before = lock.read_text(), tree(web)
        second = start(sites[1], None, *words)
        said = second.stderr.readline()
        wanted = "Waiting for another publication to end" if name == "waits" else "[publish.busy]"
        problems = [] if wanted in said else [f"the second says {said!r}"]
        problems += [] if name == "stops" or second.poll() is None else ["it does not wait"]
        problems += differences(tree(web), before) + ([] if lock.read_text() == whose else ["the lock is another's"])
        pathlib.Path(f"{held}.go").touch()
        outs = [one.communicate(timeout=120)[1] for one in (first, second)]
        problems += [outs[0]] if first.returncode else []
        problems += [f"it ends with {second.returncode}: {outs[1]}"] if (second.returncode == 0) != (name == "waits") else []
        winner = sites[1] if name == "waits" else sites[0]
        check(f"SFTP: of two at once the second {name}", problems + differences(tree(web), winner.files())
              + (["a lock stays"] if lock.exists() else []))


def refusals(kyodo, work):
    web = work / "refused"
    web.mkdir()

    def refuses(name, site, rule, *words):
        done = site.publish(*words)
        said = done.stdout + done.stderr
        check(name, ([] if done.returncode and f"[{rule}]" in said else [said]) + [f"{one} was sent" for one in tree(web)])

    site = Site(kyodo, work / "unbuilt", f"file:{web}")
    refuses("what is not built is not published", site, "publish.not-built")
    refuses("a target with ..", Site(kyodo, work / "other", f"file:{web}/../x"), "config.publish")
    refuses("a password in site.yaml", Site(kyodo, work / "other", f"sftp://me:s3cret@web{web}"), "config.publish-secret")
    done = Site(kyodo, work / "other", f"sftp://me:s3cret@web{web}").publish()
    check("a password in site.yaml is not repeated", ["it is"] if "s3cret" in done.stdout + done.stderr else [])
    site.build()
    (site.folder / "public/index.html").write_text("by hand")
    refuses("what was edited by hand is not published", site, "publish.changed-source")
    site.build()
    text = (site.content / "site.yaml").read_text().replace("kyodo.example/", "other.example/")
    (site.content / "site.yaml").write_text(text)
    refuses("a build of another site is not published", site, "publish.other-build")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kyodo")
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    kyodo = str(pathlib.Path(options.kyodo).resolve())
    work = pathlib.Path(tempfile.mkdtemp(prefix="kyodo-publish-"))
    sshd = None
    try:
        if options.only in ("", "file"):
            refusals(kyodo, work)
            web = work / "web"
            web.mkdir()
            site = Site(kyodo, work / "folder", f"file:{web}")
            journey("a folder", site, lambda: tree(web))
            many("a folder", site, lambda: tree(web), options.files)
        if options.only in ("", "git"):
            bare, clone = work / "site.git", work / "clone"
            subprocess.run(["git", "init", "--quiet", "--bare", bare], check=True)

            def cloned():
                shutil.rmtree(clone, ignore_errors=True)
                subprocess.run(["git", "clone", "--quiet", "--branch", "pages", bare, clone], check=True)
                files = tree(clone)
                files.pop(".nojekyll")
                return files

            site = Site(kyodo, work / "git", f"git:{bare}")
            journey("a git branch", site, cloned)
            many("a git branch", site, cloned, options.files)
        if options.only in ("", "sftp"):
            sshd = Sshd(work / "sshd")
            web = work / "sftp-web"
            web.mkdir()
            site = Site(kyodo, work / "sftp", f"sftp://web{web}", f"    config: {sshd.folder}/ssh_config\n")
            journey("SFTP", site, lambda: tree(web))
            many("SFTP", site, lambda: tree(web), options.files)
            keys(kyodo, work, sshd)
            two_at_once(kyodo, work)
    finally:
        if sshd:
            sshd.stop()
        shutil.rmtree(work, ignore_errors=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
