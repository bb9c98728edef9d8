#!/usr/bin/python3
"""Lets each call to the system fail once, in a build, a check, an import and when a record gets another name.

  tests/errors/calls.py KYODO [--points N] [--only WORD] [--seed N] [--at 'build openat 31 EIO'] [--jobs N]

strace makes the N-th call of a kind fail (EIO, ENOSPC, EMFILE, EACCES, ENOMEM, EAGAIN, EINTR) or kills the program there;
N counts for the program and for each of its workers. However it ends, what is published, or the site's folder, is whole,
as it was or as it is to be; the exit code says which; a message says why; the next run does all. No signal but ours ends
the program, and it does not hang. (Files that are written by hand otherwise are changed one after the other: there the
program is not killed.) Faults while the program is loaded, before its first line, are the loader's. --points: so many of each task,
chosen by chance (--seed); without it all of them. The last line is `N passed, N failed`.
"""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
NOW = "2026-04-01T09:00+09:00"
SECONDS = 120
# What may fail, and how; most kinds can also be where the program is killed.
FILES = ("EIO", "EACCES", "EMFILE", "ENOMEM")
KINDS = {
    "openat": FILES, "read": ("EIO", "EINTR"), "pread64": ("EIO",), "write": ("EIO", "ENOSPC"), "writev": ("EIO", "ENOSPC"),
    "newfstatat": ("EIO", "EACCES", "ENOMEM"), "statx": ("EIO",), "fstat": ("EIO",), "getdents64": ("EIO", "ENOMEM"),
    "mkdir": ("EIO", "ENOSPC"), "rename": ("EIO", "EACCES"), "renameat2": ("EIO", "EACCES"), "unlink": ("EIO", "EACCES"),
    "unlinkat": ("EIO",), "rmdir": ("EIO",), "link": ("EIO",), "linkat": ("EIO",), "fsync": ("EIO", "ENOSPC"), "fdatasync": ("EIO",),
    "syncfs": ("EIO",), "ftruncate": ("EIO", "ENOSPC"), "fchmod": ("EIO",), "flock": ("EIO", "EINTR"), "readlink": ("EIO",),
    "readlinkat": ("EIO",), "utimensat": ("EIO",), "copy_file_range": ("EIO", "ENOSPC"),
    "mmap": ("ENOMEM",), "clone": ("EAGAIN", "ENOMEM"), "clone3": ("EAGAIN", "ENOMEM"), "vfork": ("EAGAIN",),
    "execve": ("ENOMEM", "EACCES"), "socketpair": ("EMFILE",), "pipe2": ("EMFILE",), "sendmsg": ("EINTR", "ENOMEM"),
    "recvmsg": ("EINTR",), "sendto": ("EINTR",), "recvfrom": ("EINTR",), "poll": ("EINTR", "ENOMEM"), "ppoll": ("EINTR",),
    "wait4": ("EINTR",), "prlimit64": ("EIO",), "getrandom": ("EINTR",),
}
KILLED = ("openat", "write", "rename", "renameat2", "unlink", "mkdir", "fsync", "link", "linkat")
LOADER = re.compile(r"error while loading shared libraries|cannot (?:allocate|apply|create|map)|failed to map")


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Task:
    """A command in a folder of its own, and what counts as whole there."""

    def __init__(self, name, kyodo, prepare, command, folder, may_be_killed=True):
        self.name, self.kyodo, self.prepare, self.command, self.folder = name, kyodo, prepare, command, folder
        self.killed = KILLED if may_be_killed else ()

    def result(self, folder):
        return files_of(folder / self.folder)

    def run(self, folder, before=()):
        environment = {"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1775001600", "LANG": "C.UTF-8"}
        return subprocess.run([*before, self.kyodo, *self.command, "--lang", "en"], cwd=folder, env=environment, capture_output=True,
                              stdin=subprocess.DEVNULL, timeout=SECONDS, check=False)

    def learn(self, folder):
        """The calls that it makes, what there is before and after."""
        self.prepare(folder)
        self.old = self.result(folder)
        log = folder / "calls"
        done = self.run(folder, ["strace", "-f", "-qq", "-e", f"trace={','.join('?' + kind for kind in KINDS)}", "-o", log])
        if done.returncode != 0:
            sys.exit(f"calls: {self.name} ended with {done.returncode}: {done.stderr.decode()}")
        self.new = self.result(folder)
        counts = Counter()
        for line in log.read_text(errors="replace").splitlines():
            if found := re.match(r"(\d+) +(?:<\.\.\. )?([a-z0-9_]+)(?: resumed>|\()", line):
                counts[found[1], found[2]] += " resumed>" not in line
        kinds = {kind: max((count for (_, one), count in counts.items() if one == kind), default=0) for kind in KINDS}
        return [(kind, number, how) for kind, most in kinds.items() for number in range(1, most + 1)
                for how in (*KINDS[kind], *(["KILL"] if kind in self.killed else []))]

    def try_point(self, kind, number, how):
        """What is wrong."""
        with tempfile.TemporaryDirectory(prefix="kyodo-calls-") as name:
            folder = Path(name)
            self.prepare(folder)
            what = f"signal={how}" if how == "KILL" else f"error={how}"
            try:
                done = self.run(folder, ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "signal=none", "-e", f"trace={kind}", "-e",
                                         f"inject={kind}:{what}:when={number}"])
            except subprocess.TimeoutExpired:
                return ["it hangs"]
            said, wrong = (done.stdout + done.stderr).decode(errors="replace"), []
            killed = how == "KILL" and done.returncode in (-9, 137)
            # The loader's first memory is not looked at: /bin/true dies there as well.
            loading = done.returncode == 127 or LOADER.search(said) or (kind == "mmap" and number == 1)
            if done.returncode not in (0, 1, 3) and not killed and not loading:
                wrong.append(f"ends with {signal.Signals(-done.returncode).name if done.returncode < 0 else done.returncode}: {said[-300:]}")
            now = self.result(folder)
            if done.returncode == 0 and now != self.new:
                wrong.append(f"exit code 0, and not what it should be: {difference(now, self.new)}")
            if now not in (self.old, self.new):
                wrong.append(f"half: {difference(now, self.old)} / {difference(now, self.new)}")
            if done.returncode in (1, 3) and not loading and not re.search(r"(error|Error)[: ]|\[system\.", said):
                wrong.append(f"no word of it: {said[-300:]}")
            again = self.run(folder) if self.result(folder) != self.new or self.folder == "public" else None
            if again and (again.returncode != 0 or self.result(folder) != self.new):
                wrong.append(f"the next run: {again.returncode} {again.stderr.decode()[-300:]} {difference(self.result(folder), self.new)}")
            return wrong


def difference(now, wanted):
    return ", ".join(sorted(name for name in now.keys() | wanted.keys() if now.get(name) != wanted.get(name))[:4]) or "nothing"


def tasks(kyodo, work):
    """Each starts from the same built site, in which a word has then changed."""
    built = work / "built"
    shutil.copytree(HERE / "base", built / "content")
    plain = [kyodo, "build", "--site", "content", "--out", "public", "--now", NOW, "--jobs", "1", "--quiet"]
    if (HERE.parent.parent / "themes").is_dir():
        (built / "themes").symlink_to(HERE.parent.parent / "themes")
    subprocess.run(plain, cwd=built, check=True, env={"PATH": os.environ["PATH"], "SOURCE_DATE_EPOCH": "1775001600"})

    def changed(folder):
        shutil.copytree(built, folder, symlinks=True, dirs_exist_ok=True)
        settings = folder / "content/site.yaml"
        settings.write_text(re.sub(r"(?m)^(title: .*?)([}]?)$", lambda line: line[0].replace("ja: ", "ja: 新・"), settings.read_text()))

    def with_table(folder):
        changed(folder)
        (folder / "table.csv").write_text("slug,name.ja\nnew-one,新しい活動\nnew-two,次の活動\n", encoding="utf-8-sig")

    site = ["--site", "content"]
    day = ["--now", NOW, "--jobs", "1"]
    yield Task("build", kyodo, changed, ["build", "--out", "public", *site, *day], "public")
    yield Task("check", kyodo, changed, ["check", *site, *day], "content")
    yield Task("import", kyodo, with_table, ["import", "table", "table.csv", "--into", "activities", "--write", *site], "content", False)
    yield Task("rename", kyodo, changed, ["rename", "activities/clean-up", "activities/sweeping", "--yes", *site], "content", False)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kyodo", type=lambda path: str(Path(path).resolve()))
    parser.add_argument("--points", type=int)
    parser.add_argument("--only", default="", help="tasks and points with this in their name")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--at", default="", help="one point, as it is printed")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    passed = failed = 0
    with tempfile.TemporaryDirectory(prefix="kyodo-calls-") as name, ThreadPoolExecutor(options.jobs) as pool:
        for task in tasks(options.kyodo, Path(name)):
            folder = Path(name) / task.name
            folder.mkdir()
            of_all = task.learn(folder)
            points = [point for point in of_all if options.at in ("", " ".join(map(str, (task.name, *point))))
                      and options.only in f"{task.name} {point[0]}"]
            if options.points:
                points = random.Random(options.seed).sample(points, min(options.points, len(points)))
            wrong = 0
            for point, problems in zip(points, pool.map(lambda point: task.try_point(*point), points)):
                wrong += bool(problems)
                for problem in problems:
                    print(f"FAILED {task.name} {' '.join(map(str, point))}: {problem}", flush=True)
            print(f"{task.name}: {len(points)} points of {len(of_all)} tried, {len(points) - wrong} held", flush=True)
            passed, failed = passed + len(points) - wrong, failed + wrong
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
