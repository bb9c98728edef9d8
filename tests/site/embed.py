#!/usr/bin/env python3
"""The library makes single files of the site, each as a whole build has it: embed.py EMBED PUBLIC NOW."""

import os
import subprocess
import sys

embed, public, now = sys.argv[1:]
searched = sorted(name for name in os.listdir(os.path.join(public, "search")))[0]
paths = ["index.html", "en/index.html", "search.html", "calendar.ics", "sitemap.xml", "groups/index.html",
         "search/" + searched]
passed = failed = 0
for path in paths:
    made = subprocess.run([embed, "content", path], capture_output=True, env={**os.environ, "SOURCE_DATE_EPOCH": now})
    with open(os.path.join(public, path), "rb") as file:
        same = made.returncode == 0 and made.stdout == file.read()
    passed += same
    failed += not same
    if not same:
        print(f"{path}: not what the build wrote (exit code {made.returncode})\n{made.stderr.decode()}")
missing = subprocess.run([embed, "content", "nowhere.html"], capture_output=True)
passed += missing.returncode == 1
failed += missing.returncode != 1
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
