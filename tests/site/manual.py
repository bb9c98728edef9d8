#!/usr/bin/python3
"""Goes the way that the manual for the staff describes, to the letter: manual.py KYODO

content/README.md begins with ten minutes to the first event, in Japanese and in English. On a copy of content/ each
command of it is typed, each line that is to be changed is changed, and what the program says is compared with what the
manual prints; numbers and times may differ, but not those of lines and columns, and a line `…` stands for any lines. Besides: its
tables are those of the schemas (scripts/manual), its links lead somewhere, its pictures are there, and scripts/preview
asks for what it says (of a stand-in for docker).
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import serve  # noqa: E402
from serve import check, eventually, read  # noqa: E402

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MANUAL = os.path.join(ROOT, 'content', 'README.md')
ENVIRONMENT = {'SOURCE_DATE_EPOCH': '1796083200'}  # 2026-12-01


def halves():
    ja, en = read(MANUAL).split('\n---\n\n# Staff manual\n')
    return {'ja': ja, 'en': '# Staff manual\n' + en}


def slug(heading):
    """The anchor that GitHub gives a heading."""
    text = re.sub(r'`|\*|\{#.*?\}|\[(.*?)\]\(.*?\)', r'\1', heading.strip().lower())
    return re.sub(r'[^\w\- ]', '', text).replace(' ', '-')


def outside_of_code(text):
    return re.sub(r'^```.*?^```$', '', text, flags=re.M | re.S)


def links():
    whole = outside_of_code(read(MANUAL))
    anchors = {slug(line) for line in re.findall(r'^#+ (.*)$', whole, re.M)}
    plain = re.sub(r'`[^`\n]*`', '', whole)
    found = re.findall(r'\]\(([^)\s]+)\)', plain)
    wrong = [one for one in found if one.startswith('#') and one[1:] not in anchors]
    wrong += [one for one in found if not re.match(r'#|https?:', one) and
              not os.path.exists(os.path.join(ROOT, 'content', one.split('#')[0]))]
    check(f'{len(found)} links of the manual lead somewhere', len(found) > 60 and not wrong, str(wrong))
    pictures = re.findall(r'!\[([^\]]*)\]\(([^)]+)\)', plain)
    check('there are pictures', len(pictures) >= 4, str(len(pictures)))
    for words, name in pictures:
        path = os.path.join(ROOT, 'content', name)
        check(f'{name}: what it shows is said', len(words) > 40 and os.path.exists(path), words)
    there = [os.path.join(ROOT, 'content', name) for _, name in pictures]
    size = sum(os.path.getsize(path) for path in there if os.path.exists(path))
    check('the pictures are small', size < 300_000, f'{size} bytes')


def tables(kyodo):
    done = subprocess.run([os.path.join(ROOT, 'scripts/manual'), '--check', kyodo], capture_output=True, text=True, check=False)
    check('the tables of the manual are those of the schemas', done.returncode == 0, done.stdout + done.stderr)
    with tempfile.TemporaryDirectory() as book:
        subprocess.run([kyodo, 'schema', '--site', os.path.join(ROOT, 'content'), '--handbook', book, '--quiet'], check=True)
        for name, lang in [('README.md', 'ja'), ('README.en.md', 'en')]:
            ids = [id for id in re.findall(r'`([a-z-]+)`$', read(os.path.join(book, name)), re.M)]
            missing = [id for id in ids if f'`{id}`' not in halves()[lang]]
            check(f'the manual names every collection ({lang})', len(ids) > 5 and not missing, str(missing))


def pattern_of(printed):
    """What the manual prints, as a regular expression."""
    lines = []
    for line in printed.split('\n'):
        if line.strip() == '…':
            lines.append(r'(?:.*\n)*?')
            continue
        parts = re.split(r'(:\d+:\d+:|\d[\d.]*(?: (?:ms|s|ミリ秒))?)', line)
        free = [r'\d[\d.]*(?: (?:ms|s|ミリ秒))?' if re.match(r'\d', part) else re.escape(part) for part in parts]
        # A number of another length moves what stands beside it.
        lines.append(re.sub(r'(?:\\ ){2,}', r' +', ''.join(free)) + r'\n')
    return ''.join(lines)


class Walk:
    """Types what a part of the manual says."""

    def __init__(self, kyodo, lang, folder):
        self.lang, self.folder = lang, folder
        os.makedirs(os.path.join(folder, 'bin'))
        os.symlink(kyodo, os.path.join(folder, 'bin/kyodo'))
        shutil.copytree(os.path.join(ROOT, 'content'), os.path.join(folder, 'content'))
        os.symlink(os.path.join(ROOT, 'themes'), os.path.join(folder, 'themes'))
        self.environment = {**os.environ, **ENVIRONMENT, 'PATH': f'{folder}/bin:{os.environ["PATH"]}', 'LANG': 'C.UTF-8',
                            'LC_ALL': {'ja': 'ja_JP.UTF-8', 'en': 'C.UTF-8'}[lang]}
        self.server = None
        self.said, self.seen = '', 0  # all output of the last command, and how much of it has been compared
        self.file = ''
        self.commands = self.outputs = 0

    def type(self, command):
        self.end()
        self.commands += 1
        self.seen = 0
        if command.startswith('kyodo serve'):
            self.log = os.path.join(self.folder, 'serve.log')
            with open(self.log, 'w', encoding='utf-8') as log:
                self.server = subprocess.Popen(['sh', '-c', 'exec ' + command], cwd=self.folder, env=self.environment, stderr=log)
            return
        done = subprocess.run(['sh', '-c', command], cwd=self.folder, env=self.environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        self.said = done.stdout
        check(f'{self.lang}: {command}', done.returncode == 0, done.stdout[:500])
        if command.startswith('kyodo new'):
            self.file = os.path.join(self.folder, self.said.split('\n')[0])

    def compare(self, printed):
        self.outputs += 1
        wanted = re.compile(pattern_of(printed))
        if self.server:
            found = eventually(lambda: wanted.match(read(self.log), self.seen))
            self.said = read(self.log)
        else:
            found = wanted.match(self.said, self.seen)
        check(f'{self.lang}: the program says what the manual prints', found, f'{printed}\n--- but ---\n{self.said[self.seen:]}')
        if found:
            self.seen = found.end()

    def change(self, lines):
        """Each line in the place of the next one that begins as it does, up to its colon."""
        text = read(self.file).split('\n')
        at = 0
        for line in lines.split('\n'):
            key = line[:line.index(':') + 1]
            place = next((i for i in range(at, len(text)) if text[i].startswith(key)), None)
            if place is None:
                return check(f'{self.lang}: the file has a line {key}', False, '\n'.join(text))
            text[place] = line
            at = place + 1
        serve.save(self.file, '\n'.join(text))
        return None

    def look(self, address):
        """A page that the manual names, in the preview or in public/."""
        words = {'ja': '花植えの会', 'en': 'Planting Day'}[self.lang].encode()
        if not address.startswith('http'):
            with open(os.path.join(self.folder, address), 'rb') as page:
                return check(f'{self.lang}: {address}', words in page.read())
        port = re.search(r'127\.0\.0\.1:(\d+)', read(self.log))[1]
        with urllib.request.urlopen(address.replace(':8000', ':' + port), timeout=60) as page:
            return check(f'{self.lang}: {address}', words in page.read())

    def end(self):
        if self.server:
            self.server.send_signal(2)
            check(f'{self.lang}: Ctrl+C ends kyodo serve', self.server.wait(60) == 0)
        self.server = None

    def go(self, part):
        for kind, block, address in re.findall(
                r'^```(\w*)\n(.*?)\n```$|`((?:http://127|public/)[^`\s]*\.html)`', part, re.M | re.S):
            if address:
                self.look(address)
            elif kind == 'text':
                self.compare(block)
            elif kind == 'yaml':
                self.change(block)
            else:
                self.type(block)
        self.end()


def ten_minutes(kyodo, lang):
    half = halves()[lang]
    title = {'ja': '## 10分で最初の行事を載せる', 'en': '## Your first event in ten minutes'}[lang]
    browser = {'ja': '### ブラウザーだけで書く', 'en': '### In the browser alone'}[lang]
    part = half[half.index(title):half.index(browser)]
    with tempfile.TemporaryDirectory() as folder:
        walk = Walk(kyodo, lang, folder)
        before = read(MANUAL)
        walk.go(part)
        check(f'{lang}: the way has steps', walk.commands == 5 and walk.outputs == 7, f'{walk.commands}, {walk.outputs}')
        check(f'{lang}: what was made for practice is gone', not os.path.exists(walk.file) and walk.file.endswith('.yaml'))
        check('nothing outside the copy was changed', read(MANUAL) == before)


def container():
    """What scripts/preview asks of docker."""
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, 'log')
        with open(os.path.join(folder, 'docker'), 'w', encoding='utf-8') as stand_in:
            stand_in.write(f'#!/bin/sh\necho "$@" >>{log}\n[ "$1 $2" != "image inspect" ]\n')
        os.chmod(os.path.join(folder, 'docker'), 0o755)
        for tool in ['dirname', 'id', 'mkdir', 'sh']:
            os.symlink(shutil.which(tool), os.path.join(folder, tool))
        environment = {**os.environ, 'PATH': folder, 'LC_ALL': 'C.UTF-8'}

        def asked(*arguments):
            open(log, 'w', encoding='utf-8').close()
            done = subprocess.run([os.path.join(ROOT, 'scripts/preview'), *arguments], env=environment, capture_output=True,
                                  text=True, check=False)
            return done, read(log)
        done, said = asked()
        check('scripts/preview makes the image when there is none', re.search(r'^build .*Containerfile', said, re.M) is not None, said)
        check('it shows content/ to this machine alone', done.returncode == 0 and re.search(
            rf'^run .*-p 127\.0\.0\.1:8000:8000 .*-v {ROOT}/content:/site/content\S* .* serve --host 0\.0\.0\.0 --port 8000', said, re.M)
              is not None, said + done.stderr)
        done, said = asked('check', '--lang', 'en')
        check('other verbs go to kyodo', re.search(r'^run .* check --lang en$', said, re.M) is not None and '-p ' not in said, said)
        done, said = asked('serve', '--edit')
        check('there is no editing in a container', done.returncode == 2 and 'run ' not in said, said)
        os.remove(os.path.join(folder, 'docker'))
        done, said = asked()
        check('without docker and podman it says so', done.returncode == 3 and 'docker' in done.stderr, done.stderr)


def main():
    kyodo = os.path.abspath(sys.argv[1])
    started = time.monotonic()
    links()
    tables(kyodo)
    container()
    for lang in ['ja', 'en']:
        ten_minutes(kyodo, lang)
    print(f'{time.monotonic() - started:.0f} s')
    print(f'{serve.passed} passed, {serve.failed} failed')
    return 1 if serve.failed else 0


if __name__ == '__main__':
    sys.exit(main())
