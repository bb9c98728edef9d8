#!/usr/bin/python3
"""How long `kyodo publish` takes beside `rclone sync`, over each protocol on this machine.

  tests/site/publish_speed.py KYODO [--files N] [--times N] [--only NAME]

A site of N pages of 4 KB is published for the first time, then when nothing has changed, then when one page has, by the
one and the other in turn, both with four files at a time; the medians in seconds are a table in Markdown. Needs rclone;
git has no counterpart there. No part of scripts/test, since a machine that does other things tells nothing.
"""
import argparse
import hashlib
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time

from publish import Site, Sshd
from web_servers import KEY, KEY_ID, PASSWORD, SECRETS, USER, Authority, NginxDav, Proftpd, S3Server


def obscured():
    return subprocess.run(["rclone", "obscure", PASSWORD], capture_output=True, text=True, check=True).stdout.strip()


def start(name, work):
    """Address and options for kyodo, the place for rclone, the folder on the disk, how to end it."""
    web = work / "web"
    if name in ("file", "git"):
        web.mkdir()
        if name == "git":
            subprocess.run(["git", "init", "--quiet", "--bare", web], check=True)
        return f"{name}:{web}", "", str(web), web, lambda: None
    if name == "sftp":
        sshd = Sshd(work / "sshd")
        web.mkdir()
        place = f":sftp,host=127.0.0.1,port={sshd.port},user=root,key_file={work}/sshd/client,disable_hashcheck=true,shell_type=none:{web}"
        return f"sftp://web{web}", f"    config: {work}/sshd/ssh_config\n", place, web, sshd.stop
    if name == "ftpes":
        authority = Authority(work / "authority")
        server = Proftpd(work / "server", authority.certificate(), demands_reuse=False)  # rclone does not
        place = f":ftp,host=127.0.0.1,port={server.port},user={USER},pass={obscured()},explicit_tls=true,no_check_certificate=true:web"
        return f"{server.address}/web", f"    ca: {authority.ca}\n", place, server.root / "web", server.stop
    if name == "dav":
        server = NginxDav(work / "server")
        place = f':webdav,url="http://127.0.0.1:{server.port}",vendor=other,user={USER},pass={obscured()}:web'
        return f"{server.address}/web", "", place, server.root / "web", server.stop
    server = S3Server(work / "server")
    server.page, server.trusts = 1000, True  # rclone does not sign bodies
    options = "".join(f'    {key}: "{value}"\n' for key, value in server.options.items())
    place = (f':s3,provider=Other,endpoint="{server.options["endpoint"]}",region={server.region},access_key_id={KEY_ID},'
             f"secret_access_key={KEY},force_path_style=true,no_check_bucket=true:{server.bucket}/web")
    return f"s3://{server.bucket}/web", options, place, server.root / "web", server.stop


def measure(name, kyodo, files, times, work):
    address, options, place, web, stop = start(name, work)
    site = Site(kyodo, work / "site", address, options)
    for i in range(files):
        site.write(f"assets/many/{i % 50:02}/{i:05}.html", hashlib.shake_256(str(i).encode()).hexdigest(2048))
    programs = {"kyodo": [kyodo, "publish", "web", "--allow-gone", "--quiet"],
                "rclone": ["rclone", "sync", "--quiet", "--config", "", "--transfers", "4", site.folder / "public", place]}
    if name == "git":
        programs.pop("rclone")
    if name == "s3":
        programs["rclone"].append("--size-only")  # the server keeps no times
    environment = {**{key: value for key, value in os.environ.items() if not key.startswith("AWS_")}, **SECRETS}
    took = {}
    for turn in range(times):
        for program, command in programs.items():
            if name == "git":
                shutil.rmtree(web)
                subprocess.run(["git", "init", "--quiet", "--bare", web], check=True)
            else:
                shutil.rmtree(web, ignore_errors=True)
                web.mkdir()
            site.build()
            for step in ("first", "nothing changed", "one page changed"):
                if step == "one page changed":
                    site.page("b", f"{program} {turn}")
                    site.build()
                began = time.time()
                subprocess.run(command, cwd=site.folder, env=environment, check=True)
                took.setdefault((program, step), []).append(time.time() - began)
    stop()
    cells = [f"{statistics.median(took[program, step]):.2f}" if (program, step) in took else "–"
             for step in ("first", "nothing changed", "one page changed") for program in ("kyodo", "rclone")]
    print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kyodo")
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--only", default="file,sftp,ftpes,dav,s3,git")
    options = parser.parse_args()
    print(f"{options.files} files", "| over | first: kyodo | rclone | nothing changed: kyodo | rclone | one page: kyodo | rclone |", "|---|---|---|---|---|---|---|", sep="\n")
    for name in options.only.split(","):
        work = pathlib.Path(tempfile.mkdtemp(prefix="kyodo-speed-"))
        work.chmod(0o755)
        try:
            measure(name, str(pathlib.Path(options.kyodo).resolve()), options.files, options.times, work)
        finally:
            shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
