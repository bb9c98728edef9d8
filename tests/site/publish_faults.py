#!/usr/bin/python3
"""A fault at each operation of `kyodo publish`, with real servers: sshd, proftpd, nginx, the S3 server that recomputes
signatures, git daemon, and a folder.

  tests/site/publish_faults.py KYODO [--points N] [--only NAME] [--seed N] [--at 'kill-half 31']

The site that is published has pages that are new, changed, renamed and removed, and assets named by their content. A
point is an operation (a request, a command, a piece of git's protocol, a call of the system for a folder) and what
happens to it: the line is cut before it, in the middle of it or after it (fault_lines.py), the publisher is killed there
as well (kill-), the server is busy or refuses, the line stands still, the disk of the server is full but for so many
blocks (full; a tmpfs in a mount namespace of our own, so only root can). Then what visitors get is looked at while the
publisher stands still, and when it has ended: each page is whole, the old one or the new one, and all that it names is
there. The next run finishes, and the one after it sends nothing. How many points held, by protocol, is printed; the last
line is `N passed, N failed`. What fails is tried again by itself with --only and --at.
"""
import argparse
import io
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from fault_lines import Fault, FtpLine, HttpLine, PlainLine, SftpLine
from publish import Site, Sshd, differences, tree
from web_servers import SECRETS, USER, Authority, NginxDav, Proftpd, Program, S3Server, free_port

CUTS = ["before", "half", "after", "kill-before", "kill-half", "kill-after"]
BLOCK = 4096


def crawl(there, old, new):
    """What a visitor would find wrong: a page that is neither the old nor the new one, a resource that is not there."""
    problems = []
    for path, data in there.items():
        if data not in (old.get(path), new.get(path)):
            problems.append(f"{path} is torn")
        if not path.endswith(".html"):
            continue
        folder = pathlib.PurePosixPath(path).parent
        for quoted in data.decode().split('"')[1::2]:
            if not (quoted.endswith((".css", ".js", ".svg", ".webp")) and "://" not in quoted and quoted == quoted.strip()):
                continue
            target = os.path.normpath(str(folder / quoted))
            if not target.startswith("..") and target not in there and (target in old or target in new):
                problems.append(f"{path} names {target}, which is not there")
    return problems


class Target:
    """A site, its host, and the line between them."""

    ways = [*CUTS, "busy", "refused", "stall"]
    always = []  # points that once did not hold
    old_and_new_only = True  # at every moment
    server = None

    def __init__(self, kyodo, folder, to, options="", env=None, line=None):
        self.line, self.env = line, {**SECRETS, **(env or {})}
        self.site = Site(kyodo, folder / "site", to, options)
        self.kyodo, self.saved = kyodo, folder / "saved"

    def prepare(self):
        """Publishes the old site, and builds the new one."""
        site = self.site
        site.write("assets/seal.bin", b"\x00" * 3 * BLOCK)
        self.old = self.publish_whole()
        shutil.copytree(self.root, self.saved)
        css = site.content / "themes/plain/assets/plain.css"
        css.write_text(css.read_text() + "h1 { color: #123; }\n")
        site.write("activities/street.svg", (site.content / "activities/street.svg").read_text() + "<!-- new -->\n")
        site.page("b", "b を直したこと")
        site.move("c", "d")
        site.move("a")
        site.page("e", "e のこと")
        site.write("assets/seal.bin", b"\x01" * 3 * BLOCK)
        site.write("assets/plan.bin", b"\x02" * 5 * BLOCK)
        site.build()
        self.new = site.files()
        self.arm(Fault())
        told = site.told(env=self.env)
        assert "error" not in told, told["error"]
        self.operations = self.fault.count

    def publish_whole(self):
        self.site.build()
        told = self.site.told(env=self.env)
        assert "error" not in told, told["error"]
        wrong = differences(self.served(), self.site.files())
        assert not wrong, wrong
        return self.site.files()

    def arm(self, fault):
        self.fault = fault
        if self.line:
            self.line.fault = fault

    def served(self):
        return tree(self.root)

    def state(self):
        """What publishing keeps on the host."""
        return [str(path.relative_to(self.root / "_kyodo")) for path in (self.root / "_kyodo").rglob("*")]

    def reset(self):
        for path in self.root.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(self.saved, self.root, dirs_exist_ok=True, copy_function=shutil.copyfile)

    def points(self):
        return [(how, number) for number in range(1, self.operations + 1) for how in self.ways]

    def settled(self):
        """What is served when nothing moves any more."""
        before = None
        while before != (now := self.served()):
            before = now
            time.sleep(0.02)
        return now

    def look(self, when):
        wrong = crawl(self.settled(), self.old, self.new) if self.old_and_new_only else []
        return [f"{when}: {one}" for one in wrong]

    def start(self, how, number):
        """The publisher, with the fault of this point."""
        return self.popen([])

    def popen(self, before):
        command = [*before, self.kyodo, "publish", "web", "--lang", "en", "--allow-gone", "--quiet"]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1775001600", **self.env}
        return subprocess.Popen(command, cwd=self.site.folder, env=environment, stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def faulty_run(self, how, number):
        self.arm(Fault(how, number))
        publisher = self.fault.publisher = self.start(how, number)
        wrong, until = [], time.time() + 120
        while publisher.poll() is None and not self.fault.happened.is_set() and time.time() < until:
            time.sleep(0.002)
        if self.fault.happened.is_set() and not how.startswith("kill"):
            wrong += self.look("at the fault")
            publisher.send_signal(18)  # goes on
        try:
            said = publisher.communicate(timeout=120)[1]
        except subprocess.TimeoutExpired:
            publisher.kill()
            publisher.wait()
            said = "it hangs"
            wrong.append(said)
        may_stop = how in ("refused", "full", "busy") or how.startswith("kill") or how.endswith("-call")
        if publisher.returncode and not may_stop:
            wrong.append(f"it ends with {publisher.returncode}: {said}")
        if publisher.returncode == 0:
            wrong += differences(self.served(), self.new)
        elif publisher.returncode > 0 and "error" not in said:
            wrong.append(f"it does not say why it ends: {said}")
        return wrong + self.look("after it")

    def try_point(self, how, number):
        """What is wrong."""
        self.reset()
        wrong = self.faulty_run(how, number)
        self.arm(Fault())
        told = self.site.told(env=self.env)
        if "error" in told:
            return wrong + [f"the next run: {told['error']}"]
        wrong += [f"after the next run: {one}" for one in differences(self.served(), self.new)]
        left = [path for path in self.state() if not re.fullmatch(r"\d+\.(manifest|ledger)", path)]
        wrong += [f"left on the host: {left}"] if left else []
        told = self.site.told(env=self.env)
        if told.get("sent") != 0 or told.get("removed") != 0:
            wrong.append(f"the third run: {told}")
        return wrong

    def stop(self):
        for one in (self.line, self.server):
            if one:
                one.stop()


class OnDisk(Target):
    """Its folder, or the one above, is a disk that may be full."""

    mount = None

    def points(self):
        self.mount = self.mount or self.root
        full = [("full", blocks) for blocks in range(40)] if os.path.ismount(self.mount) else []
        return super().points() + full

    def resize(self, blocks):
        """Leaves room for so many blocks; none: as many as one likes."""
        there = os.statvfs(self.mount)
        size = "256m" if blocks is None else (there.f_blocks - there.f_bfree + blocks) * BLOCK
        subprocess.run(["mount", "-o", f"remount,size={size}", self.mount], check=True)

    def faulty_run(self, how, number):
        if how != "full":
            return super().faulty_run(how, number)
        self.resize(number)
        try:
            return super().faulty_run(how, 0)
        finally:
            self.resize(None)


def disk(folder):
    """A small disk of its own, where we may have one; else a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    if NAMESPACE in os.environ:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", folder], check=True)
    return folder


class Dav(OnDisk):
    # libcurl asks once more by itself, and then the file to be moved is gone.
    always = [("after", "MOVE 1"), ("after", "MOVE 5")]

    def __init__(self, kyodo, folder, authority):
        disk(folder / "server/root")
        self.server = NginxDav(folder / "server")
        self.root = self.server.root
        line = HttpLine(self.server.port)
        super().__init__(kyodo, folder, f"dav://{USER}@127.0.0.1:{line.port}", line=line)


class S3(OnDisk):
    def __init__(self, kyodo, folder, authority):
        self.mount = disk(folder / "server/root")
        self.server = S3Server(folder / "server")
        line = HttpLine(self.server.port)
        self.root = self.server.root / "site"
        self.root.mkdir()
        options = f'    endpoint: "http://127.0.0.1:{line.port}"\n    region: {self.server.region}\n    style: path\n'
        super().__init__(kyodo, folder, self.server.address, options, line=line)


class Ftps(OnDisk):
    def __init__(self, kyodo, folder, authority):
        disk(folder / "server/root")
        self.server = Proftpd(folder / "server", None)
        self.root = self.server.root
        line = FtpLine(self.server.port, authority.good)
        super().__init__(kyodo, folder, f"ftpes://{USER}@127.0.0.1:{line.port}", f"    ca: {authority.ca}\n", line=line)


class Sftp(OnDisk):
    always = [("busy", "RMDIR 1")]  # what is said of a folder that is not empty, too

    def __init__(self, kyodo, folder, authority, poor=False):
        self.root = disk(folder / "root")
        self.server = Sshd(folder / "sshd")
        line = SftpLine(folder / "line", poor)
        super().__init__(kyodo, folder, f"sftp://web{self.root}", f"    config: {folder}/sshd/ssh_config\n",
                         {"PATH": f"{line.folder}:{os.environ['PATH']}"}, line)


class PoorSftp(Sftp):
    """Without posix-rename there is a moment without the file, which the manual tells of."""

    old_and_new_only = False

    def __init__(self, kyodo, folder, authority):
        super().__init__(kyodo, folder, authority, poor=True)


CALLS = "openat,write,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,link,linkat,fsync,fdatasync,syncfs"
FAILURES = {"kill-call": "signal=KILL", "space-call": "error=ENOSPC", "io-call": "error=EIO", "denied-call": "error=EACCES"}


class Traced(OnDisk):
    """Calls of the system that change something fail, or their process is killed at one: what strace can do."""

    call_ways, before_strace = list(FAILURES), []

    def strace(self, *more):
        return [*self.before_strace, "strace", "-f", "-qq", "-y", "-e", f"trace={CALLS}", "-o", self.log, *more]

    def prepare(self):
        super().prepare()
        self.reset()
        self.calls = []
        if not shutil.which("strace") or self.popen(self.strace()).wait() or not self.log.exists():
            return print("calls of the system are left out: strace is not there, or is not permitted")
        # Each process counts for itself, and so does strace when it harms them.
        counts = Counter()
        for line in self.log.read_text(errors="replace").splitlines():
            if match := re.match(r"(\d+) +(\w+)\(", line):
                counts[match.groups()] += 1
                call = (match[2], counts[match.groups()])
                if str(self.marked) in line and call not in self.calls:
                    self.calls.append(call)

    def points(self):
        return [(how, number) for number in range(len(self.calls)) for how in self.call_ways] + super().points()

    def start(self, how, number):
        if how not in FAILURES:
            return super().start(how, number)
        call, count = self.calls[number]
        return self.popen(self.strace("-e", f"inject={call}:{FAILURES[how]}:when={count}"))


class Folder(Traced):
    """No server, no line."""

    before_strace = ["taskset", "-c", "0"]  # on one processor there is one thread, so that the calls have an order

    def __init__(self, kyodo, folder, authority):
        self.root = self.marked = disk(folder / "root")
        self.log = folder / "calls"
        super().__init__(kyodo, folder, f"file:{self.root}")


class GitDaemon(Program):
    def __init__(self, folder):
        self.port = free_port()
        self.start("/usr/lib/git-core/git-daemon", "--reuseaddr", "--listen=127.0.0.1", f"--port={self.port}",
                   f"--base-path={folder}", "--export-all", "--enable=receive-pack")


class Git(Traced):
    """A bare repository behind git daemon. The publisher's own, beside the site, is harmed as well: git is killed there."""

    ways, call_ways = [*CUTS, "stall"], ["kill-call"]
    always = [("locked", 0), ("after", 31)]  # at the second git said nothing

    def __init__(self, kyodo, folder, authority):
        self.root, self.log = disk(folder / "root"), folder / "calls"
        self.marked = folder / "site/.public.kyodo/published/web/git"
        subprocess.run(["git", "init", "--quiet", "--bare", self.root / "site.git"], check=True)
        self.server = GitDaemon(self.root)
        line = PlainLine(self.server.port)
        super().__init__(kyodo, folder, f"git:git://127.0.0.1:{line.port}/site.git", line=line)

    def served(self):
        done = subprocess.run(["git", "--git-dir", self.root / "site.git", "archive", "pages"], capture_output=True, check=False)
        if done.returncode:
            return {}
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            return {one.name: archive.extractfile(one).read() for one in archive if one.isfile()
                    and not one.name.startswith("_kyodo/") and one.name != ".nojekyll"}

    def state(self):
        return []

    def start(self, how, number):
        """A git that is killed leaves what it had locked."""
        for name in ("config", "shallow", "refs/kyodo/base", "refs/kyodo/next") if how == "locked" else ():
            (self.marked / f"{name}.lock").touch()
        return super().start(how, number)


NAMESPACE = "KYODO_OWN_MOUNTS"
TARGETS = {"file": Folder, "sftp": Sftp, "sftp-poor": PoorSftp, "ftpes": Ftps, "dav": Dav, "s3": S3, "git": Git}


def points_of(target, options, lane):
    """Those of this run; no two lanes have the same."""
    points = target.points()
    if options.at:
        return [point for point in [*points, *target.always] if " ".join(map(str, point)) == options.at]
    own = points[lane :: options.lanes]
    return random.Random(options.seed).sample(own, min(options.points // options.lanes, len(own))) + target.always[lane :: options.lanes]


def sweep(name, lane, options, work, authority):
    """One lane of several with servers of their own: points tried, of how many, and what was wrong at which."""
    target = TARGETS[name](str(pathlib.Path(options.kyodo).resolve()), work / f"{name}-{lane}", authority)
    try:
        target.prepare()
        points, wrong = points_of(target, options, lane), []
        for how, number in points:
            began = time.time()
            problems = target.try_point(how, number)
            wrong += [(f"{name} at {how} {number}", problems)] if problems else []
            if options.verbose:
                print(f"{name} {how} {number}: {time.time() - began:.1f} s", *problems, flush=True)
        return len(points), len(target.points()), wrong
    finally:
        target.stop()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kyodo")
    parser.add_argument("--points", type=int, default=2, help="of each protocol")
    parser.add_argument("--only", choices=TARGETS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at", default="", help="one point, as it is printed")
    parser.add_argument("--verbose", action="store_true", help="each point and its time")
    options = parser.parse_args()
    if NAMESPACE not in os.environ:
        inside = ["unshare", "-m", "--propagation", "private"]
        if os.getuid() == 0 and subprocess.run([*inside, "true"], capture_output=True, check=False).returncode == 0:
            os.execvpe("unshare", [*inside, sys.executable, *sys.argv], {**os.environ, NAMESPACE: "1"})
        print("the disk that is full is left out: only root can mount one")
    work = pathlib.Path(tempfile.mkdtemp(prefix="kyodo-faults-"))
    work.chmod(0o755)
    names = [name for name in TARGETS if options.only in (None, name)]
    options.lanes = 1 if options.at else max(1, min(options.points // 10, 5))
    tried = failed = 0
    try:
        authority = Authority(work / "authority")
        authority.good = authority.certificate()
        with ThreadPoolExecutor(6) as pool:
            jobs = {name: [pool.submit(sweep, name, lane, options, work, authority) for lane in range(options.lanes)]
                    for name in names}
            for name, lanes in jobs.items():
                counts, of_all, wrongs = zip(*(lane.result() for lane in lanes))
                wrong = sum(wrongs, [])
                tried, failed = tried + sum(counts), failed + len(wrong)
                print(f"{name}: {sum(counts)} points of {max(of_all)} tried, {sum(counts) - len(wrong)} held", flush=True)
                for where, problems in wrong:
                    print(f"FAILED {where}", *(f"   {one[:600]}" for one in problems[:5]), sep="\n", flush=True)
    finally:
        disks = [line.split()[1] for line in pathlib.Path("/proc/mounts").read_text().splitlines() if str(work) in line]
        subprocess.run(["umount", "-l", *disks], check=False) if disks else None
        shutil.rmtree(work, ignore_errors=True)
    print(f"{tried - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
