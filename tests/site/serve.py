#!/usr/bin/python3
"""The preview, as a browser meets it: serve.py KYODO [SAVES]

Starts `kyodo serve` on a new site: its answers, what it refuses, what a save does, two people's slips, and that many
saves (SAVES, 100 if it is not given) leave memory and descriptors as they were. What comes after a save is waited for.
"""
import atexit
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

passed = failed = 0


def check(what, ok, detail=''):
    global passed, failed
    if ok:
        passed += 1
    else:
        failed += 1
        print(f'FAILED {what} {detail}', flush=True)


def eventually(holds):
    """Whether it comes true within a minute, which only a machine that is very busy needs."""
    end = time.monotonic() + 60
    while not (found := holds()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


class Preview:
    """A running `kyodo serve`."""

    def __init__(self, kyodo, site, *options, keeps_signals=False):
        # Into a file: a pipe that nobody reads would fill, and the program wait.
        with tempfile.NamedTemporaryFile('w+') as said:
            self.process = subprocess.Popen([kyodo, 'serve', '--site', site, '--lang', 'en', *options], stderr=said,
                                            restore_signals=not keeps_signals)
            atexit.register(self.process.kill)  # whatever becomes of the test
            while (found := re.search(r'http://([\d.]+):(\d+)(/\S*) ', read(said.name))) is None:
                if self.process.poll() is not None:
                    raise SystemExit(f'kyodo serve did not start:\n{read(said.name)}')
                time.sleep(0.01)
        self.host, self.port, self.home = found[1], int(found[2]), found[3]

    def ask(self, method, path, headers=None, body=None):
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer.status, dict((k.lower(), v) for k, v in answer.getheaders()), data

    def raw(self, text):
        """The status of an answer to what is sent as it is."""
        with socket.create_connection((self.host, self.port), timeout=60) as link:
            link.sendall(text.encode())
            answer = link.recv(200).decode(errors='replace')
        found = re.match(r'HTTP/1\.[01] (\d+)', answer)
        return int(found[1]) if found else 0

    def post(self, path, headers=None, body=b''):
        origin = {'Origin': f'http://{self.host}:{self.port}'}
        return self.ask('POST', path, {**origin, **(headers or {})}, body)[0]

    def state(self):
        return json.loads(self.ask('GET', '/.kyodo/state.json')[2])

    def memory(self):
        """Resident, in KiB."""
        with open(f'/proc/{self.process.pid}/status') as status:
            return int(re.search(r'VmRSS:\s+(\d+)', status.read())[1])

    def descriptors(self):
        return len(os.listdir(f'/proc/{self.process.pid}/fd'))

    def end(self):
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


class Events:
    """A page that waits for news (server-sent events)."""

    def __init__(self, preview):
        self.link = socket.create_connection((preview.host, preview.port), timeout=60)
        self.link.sendall(f'GET /.kyodo/events HTTP/1.1\r\nHost: {preview.host}:{preview.port}\r\n\r\n'.encode())
        self.text = ''
        self.next('version')

    def next(self, name):
        """Waits for an event of that name; its data."""
        while (found := re.search(rf'event: {name}\ndata: (.*)\n', self.text)) is None:
            data = self.link.recv(4096).decode()
            if not data:
                raise SystemExit('the connection for events has ended')
            self.text += data
        self.text = self.text[found.end():]
        return found[1]


def save(path, text):
    """As editors save: beside the file, then renamed over it."""
    with open(path + '.new~', 'w', encoding='utf-8') as file:
        file.write(text)
    os.rename(path + '.new~', path)


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def some_record(site):
    """A file of a record that has a page of its own."""
    for folder, _, names in sorted(os.walk(site)):
        for name in sorted(names):
            if folder.endswith('/notices') and name.endswith('.ja.md'):
                return os.path.join(folder, name)
    raise SystemExit('the new site has no notices')


def shows(preview, page, words):
    """Whether the page comes to hold the words. Several saves may be told as one."""
    return eventually(lambda: words.encode() in preview.ask('GET', page)[2])


def comes_to(preview, page, status):
    """Whether the answer to the address becomes that one."""
    return eventually(lambda: preview.ask('GET', page)[0] == status)


def answers(preview, site):
    status, headers, page = preview.ask('GET', preview.home)
    check('the home page', status == 200 and b'</html>' in page, str(status))
    check('its type', headers['content-type'] == 'text/html; charset=utf-8', headers['content-type'])
    check('the policy of the site', "script-src 'self'" in headers['content-security-policy'])
    check('nothing is kept by the browser', headers['cache-control'] == 'no-store')
    check('the script of the preview', b'/.kyodo/preview.js' in page)
    head = preview.ask('HEAD', preview.home)
    check('HEAD', head[0] == 200 and head[2] == b'' and int(head[1]['content-length']) == len(page), str(head[:2]))
    links = sorted({link for link in re.findall(rb'(?:href|src)="([^"#?]+)', page) if b':' not in link})
    check('the home page has links', len(links) > 8, str(len(links)))
    for link in links:
        path = link.decode()
        if not path.startswith('/'):
            path = preview.home + path
        status = preview.ask('GET', os.path.normpath(path) + ('/' if path.endswith('/') else ''))[0]
        check(f'what the home page links to: {path}', status == 200, str(status))
    check('a folder without a slash', preview.ask('GET', preview.home + 'en')[0] == 301)
    status, _, page = preview.ask('GET', preview.home + 'en/nowhere.html')
    check('a page that is not there, in English', status == 404 and b'<html lang="en"' in page, str(status))
    check('the search has an index', preview.ask('GET', preview.home + 'search/index.bin')[0] == 200)


def refusals(preview):
    port = preview.port
    good = f'Host: 127.0.0.1:{port}\r\n'
    for name, expected in [('127.0.0.1', 200), ('localhost', 200), ('evil.example', 403), ('127.0.0.1.evil.example', 403)]:
        check(f'Host {name}', preview.raw(f'GET {preview.home} HTTP/1.1\r\nHost: {name}:{port}\r\n\r\n') == expected)
    check('another port in Host', preview.raw(f'GET / HTTP/1.1\r\nHost: 127.0.0.1:{port + 1}\r\n\r\n') == 403)
    check('no Host', preview.raw('GET / HTTP/1.1\r\n\r\n') in (400, 403))
    paths = ['/../site.yaml', '/..%2fsite.yaml', '/%2e%2e/site.yaml', '/%2e%2e%2fsite.yaml', '/en/../../site.yaml',
             '/..\\site.yaml', '/%5c..%5csite.yaml', '//etc/passwd', '/%00', '/.git/config', '/.kyodo/../site.yaml',
             '/site.yaml', '/schema/news.yaml', '/.kyodo/state.json%00', '/%2fetc/passwd', '/etc/passwd']
    for path in paths:
        status = preview.raw(f'GET {path} HTTP/1.1\r\n{good}\r\n')
        check(f'a path out of the site: {path}', status in (400, 403, 404), str(status))
    for method in ['PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'CONNECT', 'BREW']:
        status = preview.raw(f'{method} {preview.home} HTTP/1.1\r\n{good}\r\n')
        check(f'method {method}', status in (0, 400, 405, 501), str(status))
    check('POST to a page', preview.post(preview.home) == 405)
    for origin in ['http://evil.example', 'null', f'http://127.0.0.1:{port + 1}', f'https://127.0.0.1:{port}', '']:
        check(f'Origin {origin!r}', preview.post('/.kyodo/show?day=&drafts=yes', {'Origin': origin}) == 403)
    check('no Origin', preview.ask('POST', '/.kyodo/show?drafts=yes')[0] == 403)
    check('a foreign page changed nothing', preview.state()['drafts'] is False)
    check('headers without end', preview.raw('GET / HTTP/1.1\r\n' + good + 'X: ' + 'a' * 200000 + '\r\n\r\n') in (0, 400, 413, 431))
    check('a body without end',
          preview.raw(f'POST /.kyodo/show HTTP/1.1\r\n{good}Content-Length: 99999999999\r\n\r\n') in (0, 400, 413))
    for path in ['/.kyodo/', '/.kyodo/nothing', '/.kyodo/preview.js/x']:
        check(f'nothing at {path}', preview.ask('GET', path)[0] == 404)
    check('it still answers', preview.ask('GET', preview.home)[0] == 200)


def saves(preview, site):
    events = Events(preview)
    path = some_record(site)
    good = read(path)
    name = os.path.basename(path)[:-len('.ja.md')]
    page = f'{preview.home}notices/{name}.html'
    check('the page of the record', preview.ask('GET', page)[0] == 200, page)
    save(path, good + '\n保存した文です。\n')
    events.next('version')
    check('a save shows', shows(preview, page, '保存した文です。'))
    events.next('checked')

    save(path, good.replace('---\n', '---\ntitel: 題\n', 1))
    check('an error is told',
          eventually(lambda: any(one['severity'] == 'error' for one in preview.state()['diagnostics'])))
    held = preview.state()['held']
    check('its file is as it was', held == [path], str(held))
    check('with its page', '保存した文です。'.encode() in preview.ask('GET', page)[2])
    other = path.replace(name, 'second')
    save(other, good)
    check('another file shows beside it', comes_to(preview, page.replace(name, 'second'), 200))
    os.remove(other)
    check('and goes when it is removed', comes_to(preview, page.replace(name, 'second'), 404))
    save(path, good)
    check('all is well again', eventually(lambda: preview.state()['held'] == []))

    folder = os.path.join(site, 'notices', '2027')
    os.mkdir(folder)
    shutil.copy(path, os.path.join(folder, 'third.ja.md'))

    def is_seen():
        told = [one for one in preview.state()['diagnostics'] if '2027' in one.get('path', '')]
        return told or preview.ask('GET', page.replace(name, 'third'))[0] == 200
    check('a new folder is seen', eventually(is_seen))
    shutil.rmtree(folder)
    with open(path, 'r+', encoding='utf-8') as file:  # an editor that writes the file in place
        file.write(good + '\nその場で書いた文です。\n')
    check('after a file that is written in place', shows(preview, page, 'その場で書いた文です。'))
    save(path, good)
    check('and after the next', eventually(lambda: 'その場'.encode() not in preview.ask('GET', page)[2]))


def views(preview, site):
    draft = os.path.join(site, 'notices', 'draft.ja.md')
    text = read(some_record(site))
    save(draft, text.replace('---\n', '---\ndraft: true\n', 1))
    later = os.path.join(site, 'notices', 'later.ja.md')
    save(later, text.replace('---\n', '---\npublish_from: 2099-01-01\n', 1))
    page = preview.home + 'notices/draft.html'
    page_later = preview.home + 'notices/later.html'
    check('drafts can be shown', preview.post('/.kyodo/show?day=&drafts=yes') == 204)
    check('a draft', comes_to(preview, page, 200))
    check('and that it is one', b'data-state="draft"' in preview.ask('GET', page)[2])
    check('what waits for its day', comes_to(preview, page_later, 200))
    body = preview.ask('GET', page_later)[2]
    check('and for which', b'data-state="scheduled"' in body and b'data-from="2099-01-01"' in body)
    check('as of another day', preview.post('/.kyodo/show?day=2099-02-01&drafts=no') == 204)
    check('its day has come', preview.ask('GET', page_later)[0] == 200)
    check('a draft is not shown', preview.ask('GET', page)[0] == 404)
    check('the state says the day', preview.state()['day'] == '2099-02-01')
    for day in ['yesterday', '2027-02-30', '99999-01-01']:
        check(f'no such day: {day}', preview.post(f'/.kyodo/show?day={day}') == 400)
    preview.post('/.kyodo/show?day=&drafts=no')
    check('and back', preview.state()['day'] == preview.state()['today'])
    check('neither is shown', [preview.ask('GET', one)[0] for one in (page, page_later)] == [404, 404])
    os.remove(draft)
    os.remove(later)


def soak(preview, site, saves_in_all):
    """Memory within 5 % and the same descriptors, after the first 30."""
    path = some_record(site)
    page = f"{preview.home}notices/{os.path.basename(path)[:-len('.ja.md')]}.html"
    text = read(path)
    first = None
    shown = 0
    for number in range(saves_in_all):
        save(path, f'{text}\n{number} 回目の保存です。\n')
        shown += shows(preview, page, f'{number} 回目の保存です。')
        if number == min(30, saves_in_all - 1):
            first = preview.memory(), preview.descriptors()
    memory, descriptors = preview.memory(), preview.descriptors()
    check('each save shows', shown == saves_in_all, f'{shown} of {saves_in_all}')
    check(f'memory after {saves_in_all} saves', memory <= first[0] * 1.05, f'{first[0]} KiB, then {memory} KiB')
    check(f'descriptors after {saves_in_all} saves', descriptors <= first[1] + 1, f'{first[1]}, then {descriptors}')
    save(path, text)


def main():
    kyodo = os.path.abspath(sys.argv[1])
    many = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        subprocess.run([kyodo, 'init', 'site', '--name', '見本市', '--languages', 'ja,en', '--kinds', 'news',
                        '--url', 'https://www.example.jp/kyodo/'], check=True, capture_output=True)
        site = 'site/content' if os.path.isdir('site/content') else 'site'
        preview = Preview(kyodo, site)
        check('the address has the path of the site', preview.home == '/kyodo/', preview.home)
        answers(preview, site)
        refusals(preview)
        saves(preview, site)
        views(preview, site)
        soak(preview, site, many)
        second = Preview(kyodo, site)
        check('a second preview takes the next port', second.port != preview.port)
        taken = subprocess.run([kyodo, 'serve', '--site', site, '--port', str(preview.port), '--lang', 'en'],
                               capture_output=True, text=True)
        check('a port that is taken', taken.returncode == 3 and '--port' in taken.stderr, taken.stderr)
        check('it ends when it is told to', preview.end() == 0 and second.end() == 0)
        check('nothing was written', not os.path.exists('public'))
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
