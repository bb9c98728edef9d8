#!/usr/bin/python3
"""Editing in the browser, as a browser does it: edit.py KYODO SITE

Starts `kyodo serve --edit` on a copy of SITE. Every record is opened and saved as it is; fields of each kind are changed;
two people save the same file; what must be refused is refused; a disk is full; a folder is read-only; the program is
killed while it writes.
"""
import concurrent.futures
import difflib
import html.parser
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import serve  # noqa: E402
from serve import check, read  # noqa: E402


class Form(html.parser.HTMLParser):
    """The form of a page: its address, and what a browser would send of it."""

    def __init__(self, page):
        super().__init__()
        self.action = self.checks = self.preview = None
        self.pairs, self.texts = [], {}
        self.choices = {}  # of radio buttons, boxes and selects: all values
        self.area = self.select = None
        self.inside = False
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        have = dict(attributes)
        if tag == 'form':
            self.inside, self.action = True, have['action']
            self.checks, self.preview = have.get('data-check'), have.get('data-preview')
        if not self.inside:
            return
        if tag == 'input' and 'name' in have:
            kind = have.get('type', 'text')
            if kind in ('checkbox', 'radio'):
                self.choices.setdefault(have['name'], []).append(have['value'])
            if kind not in ('checkbox', 'radio') or 'checked' in have:
                self.pairs.append((have['name'], have.get('value', '')))
        elif tag == 'textarea':
            self.area = [have['name'], '']
        elif tag == 'select':
            self.select = [have['name'], None]
        elif tag == 'option' and self.select:
            self.choices.setdefault(self.select[0], []).append(have['value'])
            if self.select[1] is None or 'selected' in have:
                self.select[1] = have['value']

    def handle_data(self, data):
        if self.area:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == 'form':
            self.inside = False
        if tag == 'textarea' and self.area:
            text = self.area[1][1:] if self.area[1].startswith('\n') else self.area[1]
            self.pairs.append((self.area[0], text.replace('\n', '\r\n')))
            self.area = None
        if tag == 'select' and self.select:
            self.pairs.append((self.select[0], self.select[1] or ''))
            self.select = None

    def get(self, name):
        return [value for one, value in self.pairs if one == name]

    def set(self, name, *values):
        """As a person would: in the place of what was there."""
        at = next((i for i, (one, _) in enumerate(self.pairs) if one == name), len(self.pairs))
        self.pairs = [pair for pair in self.pairs if pair[0] != name]
        self.pairs[at:at] = [(name, value) for value in values]
        return self


class Editing(serve.Preview):
    """A running `kyodo serve --edit`, and a browser that knows its token."""

    def __init__(self, kyodo, site, *options, keeps_signals=False):
        super().__init__(kyodo, site, '--edit', *options, keeps_signals=keeps_signals)
        found = re.search(r'^(.*)#kyodo-edit=([a-z0-9]+)$', self.home)
        self.home, self.token = found[1], found[2]
        self.base = f'/.kyodo/edit/{self.token}/'
        self.origin = {'Origin': f'http://{self.host}:{self.port}'}

    def open(self, name, verb='file', lang='ja'):
        status, _, body = self.ask('GET', f'{self.base}{verb}/{name}{"&" if "?" in name else "?"}lang={lang}')
        return status, Form(body.decode()), body.decode()

    def send(self, form, extra=(), address=None, headers=None):
        body = urllib.parse.urlencode([*form.pairs, *extra])
        kind = {'Content-Type': 'application/x-www-form-urlencoded'}
        return self.ask('POST', address or form.action, {**self.origin, **kind, **(headers or {})}, body)

    def save(self, form, extra=()):
        status, headers, body = self.send(form, extra)
        return status, headers.get('location', ''), body.decode()


def names_of(site):
    """The files of records, below the site."""
    schemas = {name[:-5] for name in os.listdir(os.path.join(site, 'schema'))}
    for folder, _, names in sorted(os.walk(site)):
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), site)
            if path.split(os.sep)[0] in schemas and '/' in path and re.search(r'\.(yaml|md)$', name):
                yield path


def unchanged(editing, site):
    names = list(names_of(site))
    before = {name: read(os.path.join(site, name)) for name in names}
    stamps = {name: os.stat(os.path.join(site, name)).st_mtime_ns for name in names}
    opened, same = 0, 0
    for name in names:
        for lang in ['ja', 'en'] if opened % 20 == 0 else ['ja']:
            status, form, page = editing.open(name, lang=lang)
            if status != 200 or 'class="code"' in page:
                check(f'{name}: is opened as a form', False, f'{status}')
            status, location, page = editing.save(form)
            if status != 303 or 'same=yes' not in location:
                found = json.loads(editing.send(form, address=form.checks)[2])
                check(f'{name}: nothing is changed', False, f'{status} {location} {found["problems"][:2]}')
            else:
                same += 1
        opened += 1
    check(f'{opened} records are opened and saved as they are', same >= opened > 0, f'{same} of {opened}')
    wrong = [name for name in names if read(os.path.join(site, name)) != before[name] or
             os.stat(os.path.join(site, name)).st_mtime_ns != stamps[name]]
    check('no byte is other than it was, and no file was written', not wrong, str(wrong[:5]))
    return names


def lines_changed(before, after):
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[:2] in ('- ', '+ ')]


def change(editing, site, name, field, values, expected, undo=True):
    """Types values into a field; `expected`: the lines of the difference."""
    path = os.path.join(site, name)
    before = read(path)
    status, form, _ = editing.open(name)
    if not form.get(field) and field not in form.choices:
        return check(f'{name}: there is a field {field}', False)
    status, location, page = editing.save(form.set(field, *values))
    found = lines_changed(before, read(path))
    told = re.findall(r'<li class="error">.*', page)
    check(f'{name}: {field} is saved', status == 303 and 'saved=yes' in location, f'{status} {told[:3]}')
    check(f'{name}: {field} changes its lines alone', found == expected, f'{found} instead of {expected}')
    if undo:
        serve.save(path, before)
        time.sleep(0.3)
    return None


EVENT = '''# The walk. This remark stays.
name: {ja: 春の会, en: Spring Walk}  # and this
kana: はるのかい
summary:
  ja: 川べりを歩く会です。
  en: A walk by the river.

# what people ask for
type: tour
municipality: minato
fields: [environment, community]
when: {start: 2027-01-20, start_time: 19:00, end_time: 20:30}
attendance: in-person
venue: {ja: 見本会館, en: Sample Hall}
organiser_text: {ja: 歩く会, en: The Walkers}
capacity: 50
how_to_apply:
  ja: |
    電話で申し込みます。

    - 名前
    - 人数
  en: |
    Register by telephone.
apply_url: https://example.com/
apply_tel: 042-000-0000
deadline: 2027-01-18
published: 2026-11-27
'''


def kinds(editing, site):
    """A field of each kind."""
    name = 'events/walk.yaml'
    path = os.path.join(site, name)
    serve.save(path, EVENT)
    time.sleep(0.5)
    def one(*more):
        change(editing, site, name, *more)
    one('name.en', ['Autumn Walk: on foot'],
        ['- name: {ja: 春の会, en: Spring Walk}  # and this',
         '+ name: {ja: 春の会, en: "Autumn Walk: on foot"}  # and this'])
    one('summary.ja', ['川べりを、ゆっくり歩く会です。'], ['-   ja: 川べりを歩く会です。', '+   ja: 川べりを、ゆっくり歩く会です。'])
    # As pasted: what YAML or its reader would take for something else is quoted, what no file can keep is put right.
    flow = EVENT.replace('summary:\n  ja: 川べりを歩く会です。\n  en: A walk by the river.\n', 'summary: {ja: 会です。, en: A walk.}\n')
    serve.save(path, flow)
    time.sleep(0.5)
    for typed, written in [('　歩く会', '"　歩く会"'), ('\u200b歩く会', '"\u200b歩く会"'), ('歩く か\u3099', '歩く が'),
                           ('\ufeff歩く\x07会', '歩く会'), ('~', '"~"')]:
        one('summary.ja', [typed], ['- summary: {ja: 会です。, en: A walk.}', f'+ summary: {{ja: {written}, en: A walk.}}'])
    serve.save(path, EVENT)
    time.sleep(0.5)
    for mark in '\x0b', '\u2028':
        one('summary.ja', [f'川べりを歩く会です。{mark}雨でも歩きます。'],
            ['+   ja: |', '-   ja: 川べりを歩く会です。', '+     川べりを歩く会です。', '+     雨でも歩きます。'])
    one('fields', ['', 'environment', 'community', 'safety'],
        ['- fields: [environment, community]', '+ fields: [environment, community, safety]'])
    one('fields', ['', 'community'], ['- fields: [environment, community]', '+ fields: [community]'])
    one('type', ['workshop'], ['- type: tour', '+ type: workshop'])
    one('when.start', ['2027-01-21'],
        ['- when: {start: 2027-01-20, start_time: 19:00, end_time: 20:30}',
         '+ when: {start: 2027-01-21, start_time: 19:00, end_time: 20:30}'])
    one('when.end_time', ['21:15'],
        ['- when: {start: 2027-01-20, start_time: 19:00, end_time: 20:30}',
         '+ when: {start: 2027-01-20, start_time: 19:00, end_time: 21:15}'])
    one('deadline', [''], ['- deadline: 2027-01-18'])
    one('capacity', ['１００人'], ['- capacity: 50', '+ capacity: 100'])
    one('price', ['無料'], ['+ price: 0'])
    one('how_to_apply.ja', ['電話で申し込みます。\r\n\r\n- 名前\r\n- 年齢\r\n- 人数\r\n'], ['+     - 年齢'])
    one('apply_tel', ['０３－１２３４－５６７８'], ['- apply_tel: 042-000-0000', '+ apply_tel: 03-1234-5678'])
    one('updated', ['2026-12-01'], ['+ updated: 2026-12-01'])
    one('draft', ['', 'true'], ['+ draft: true'])
    one('bring.ja', ['飲み物'], ["+ bring: {ja: 飲み物}"])
    record = next(one for one in names_of(site) if one.startswith('groups/'))
    slug = os.path.basename(record)[:-5]
    page = editing.open(name)[2]
    title = re.search(rf'<option value="([^"]*)">{re.escape(slug)}</option>', page)
    check('titles of groups to choose from', title is not None, slug)
    one('organisers', [title[1] if title else slug], [f'+ organisers: [{slug}]'])
    check('a field that the site lacks is none of ours', 'name="nothing"' not in page)
    # All at once, and what is wrong.
    status, form, _ = editing.open(name)
    form.set('capacity', 'たくさん').set('deadline', '2027-01-19').set('name.ja', '')
    found = json.loads(editing.send(form, address=form.checks)[2])
    names = {one['name'] for one in found['problems'] if one['severity'] == 'error'}
    check('errors are told by field, as one types', 'capacity' in names, str(found['problems'])[:300])
    status, _, page = editing.save(form)
    check('with an error nothing is saved', status == 422 and read(path) == EVENT, str(status))
    check('what was typed is still there', 'value="たくさん"' in page and 'value="2027-01-19"' in page)
    check('its field is named as wrong', re.search(r'id="capacity"[^>]*aria-invalid="true"', page) is not None)
    check('the summary links to it', 'href="#capacity"' in page)
    status, _, _ = editing.save(form, [(':anyway', 'yes')])
    check('but it can be saved as it is', status == 303 and 'capacity: たくさん' in read(path), str(status))
    status, form, page = editing.open(name)
    check('a file with an error is opened', status == 200 and 'value="たくさん"' in page)
    editing.save(form.set('capacity', '30'))
    check('and mended', 'capacity: 30' in read(path))
    # What is shown of Markdown.
    status, form, _ = editing.open(name)
    form.set('how_to_apply.ja', '**太字**の説明')
    body = editing.send(form, address=form.preview + '&name=how_to_apply.ja')[2].decode()
    check('Markdown is shown as on the page', '<strong>太字</strong>' in body, body[:200])
    os.remove(path)
    time.sleep(0.3)


def odd_files(editing, site):
    """What a form cannot show stays, and can be edited as it is written."""
    name = 'events/walk.yaml'
    path = os.path.join(site, name)
    odd = EVENT.replace('deadline: 2027-01-18\n', 'deadline: 2027-01-18\nx_own:  [a,   b]   # mine\ncapacity_note: {a: {b: c}}\n')
    odd = odd.replace('capacity: 50\n', 'capacity: {from: 3}  # odd\n')
    serve.save(path, odd)
    time.sleep(0.5)
    status, form, page = editing.open(name)
    check('unknown lines are shown as they are', 'x_own:  [a,   b]' in page and 'from: 3' in page, str(status))
    check('and stay', 'same=yes' in editing.save(form)[1])
    form.set('deadline', '2027-01-17')
    status, _, _ = editing.save(form, [(':anyway', 'yes')])
    check('beside a change of another field', lines_changed(odd, read(path)) == ['- deadline: 2027-01-18', '+ deadline: 2027-01-17'],
          str(lines_changed(odd, read(path))))
    status, form, _ = editing.open(name)
    editing.save(form.set('capacity', 'capacity: 40  # odd'), [(':anyway', 'yes')])
    check('they are edited as YAML', '\ncapacity: 40  # odd\n' in read(path), read(path))
    for what, bytes_ in [('CR LF', EVENT.replace('\n', '\r\n').encode()), ('a byte order mark', b'\xef\xbb\xbf' + EVENT.encode()),
                         ('no line break at the end', EVENT.encode()[:-1])]:
        with open(path, 'wb') as file:
            file.write(bytes_)
        time.sleep(0.5)
        form = editing.open(name)[1]
        editing.save(form.set('capacity', '51'))
        with open(path, 'rb') as file:
            check(f'a file with {what}', file.read() == bytes_.replace(b'capacity: 50', b'capacity: 51'))
    serve.save(path, 'name: [\n')
    time.sleep(0.5)
    status, form, page = editing.open(name)
    check('a file that cannot be read is edited as text', status == 200 and form.get(':text') == ['name: [\r\n'], str(form.pairs)[:200])
    status, location, _ = editing.save(form.set(':text', EVENT.replace('\n', '\r\n')))
    check('and mended so', status == 303 and read(path) == EVENT, f'{status} {location}')
    os.remove(path)
    time.sleep(0.3)


def documents(editing, site):
    name = next(one for one in names_of(site) if one.startswith('notices/') and one.endswith('.ja.md'))
    path = os.path.join(site, name)
    before = read(path)
    status, form, page = editing.open(name)
    check('a document shows the other language beside', 'class="beside"' in page, name)
    body = form.get(':body')[0]
    editing.save(form.set(':body', body + '\r\n\r\n加えた段落です。'))
    check('a paragraph is added to a text', lines_changed(before, read(path)) == ['+ ', '+ 加えた段落です。'],
          str(lines_changed(before, read(path))))
    serve.save(path, before)
    time.sleep(0.5)
    form = editing.open(name)[1]
    old = form.get('title')[0]
    editing.save(form.set('title', old + '（改）'))
    check('its title changes one line', lines_changed(before, read(path)) == [f'- title: {old}', f'+ title: {old}（改）'],
          str(lines_changed(before, read(path))))
    serve.save(path, before)
    time.sleep(0.3)


def conflicts(editing, site):
    name = 'events/walk.yaml'
    path = os.path.join(site, name)
    serve.save(path, EVENT)
    time.sleep(0.5)
    form = editing.open(name)[1].set('capacity', '60')
    theirs = EVENT.replace('type: tour', 'type: workshop')
    serve.save(path, theirs)
    status, _, page = editing.save(form)
    check('a file that has changed is not overwritten', status == 409 and read(path) == theirs, str(status))
    check('their change is shown', '<del>type: tour</del>' in page and '<ins>type: workshop</ins>' in page)
    check('and ours', '<ins>capacity: 60</ins>' in page)
    status, _, _ = editing.save(Form(page))
    check('both are there when it is saved again', status == 303 and
          read(path) == theirs.replace('capacity: 50', 'capacity: 60'), read(path))
    form = editing.open(name)[1].set('capacity', '61')
    os.remove(path)
    status, _, page = editing.save(form)
    check('a file that is gone is not made unasked', status == 409 and not os.path.exists(path), str(status))
    status, _, _ = editing.save(Form(page))
    check('but when it is saved again', status == 303 and 'capacity: 61' in read(path), str(status))
    # Two at the same moment: one of them is told.
    serve.save(path, EVENT)
    time.sleep(0.5)
    forms = [editing.open(name)[1].set('capacity', str(70 + i)) for i in range(6)]
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        answers = sorted(status for status, _, _ in pool.map(editing.save, forms))
    check('of six who save at once, one does', answers == [303] + [409] * 5, str(answers))
    left = [one for one in os.listdir(os.path.dirname(path)) if one.startswith('.')]
    check('nothing is left beside it', not left, str(left))
    os.remove(path)
    time.sleep(0.3)


def two_programs(kyodo, work):
    """Two people, each with a program of their own on one folder: who is told that it is saved finds it there."""
    site = os.path.join(work, 'two')
    new_site(kyodo, site)
    name, path = some_notice(site)
    before = read(path)
    programs = [Editing(kyodo, content_of(site)) for _ in range(2)]
    wrong = []
    for number in range(10):
        serve.save(path, before)
        forms = [(one, one.open(name)[1].set('title', f'{number} 回目の {i}')) for i, one in enumerate(programs)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            told = list(pool.map(lambda pair: pair[0].save(pair[1])[0], forms))
        saved = [form.get('title')[0] for (_, form), status in zip(forms, told) if status == 303]
        if sorted(told) != [303, 409] or f'title: {saved[0]}\n' not in read(path):
            wrong.append((told, saved, re.findall(r'^title.*', read(path), re.M)))
    check('of two programs that save one file at once, one does, and the file is its own', not wrong, str(wrong[:3]))
    check('nothing is left beside it', not [one for one in os.listdir(os.path.dirname(path)) if one.startswith('.')])
    for one in programs:
        one.end()


def cut_off(kyodo, work):
    """Files may not grow over 64 bytes: the program is told so, or killed while it writes."""
    site = os.path.join(work, 'cut')
    new_site(kyodo, site)
    name, path = some_notice(site)
    before = read(path)

    def limited(ignoring):
        # Python ignores SIGXFSZ itself, and a program that it starts then does, too: its write fails instead.
        editing = Editing(kyodo, content_of(site), keeps_signals=ignoring)
        form = editing.open(name)[1].set('title', '途中で切れた題')
        hard = resource.prlimit(editing.process.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(editing.process.pid, resource.RLIMIT_FSIZE, (64, hard))
        return editing, form
    editing, form = limited(True)
    status, _, page = editing.save(form)
    check('a file that may not grow', status == 500 and read(path) == before and 'value="途中で切れた題"' in page, str(status))
    check('leaves nothing of it', not [one for one in os.listdir(os.path.dirname(path)) if one.startswith('.')])
    editing.process.kill()
    editing.process.wait()
    editing, form = limited(False)
    try:
        editing.save(form)
    except OSError:
        pass  # nobody answers any more
    check('a program that is killed while it writes', editing.process.wait(60) == -signal.SIGXFSZ, str(editing.process.returncode))
    parts = [one for one in os.listdir(os.path.dirname(path)) if one.startswith('.')]
    check('was in the middle of a file', [os.path.getsize(os.path.join(os.path.dirname(path), one)) for one in parts] == [64], str(parts))
    check('the record is as it was', read(path) == before)
    told = subprocess.run([kyodo, 'check', '--site', content_of(site), '--lang', 'en'], capture_output=True, text=True)
    check('and the site is sound', told.returncode == 0, told.stderr[-300:])
    editing = Editing(kyodo, content_of(site))
    status, _, _ = editing.save(editing.open(name)[1].set('title', '書き直した題'))
    check('after a new start it is saved', status == 303 and '書き直した題' in read(path), str(status))
    # An editor of another make, which writes in place and is cut off: what is there is half a file.
    whole = read(path)
    page = f'{editing.home}{name[:-len(".ja.md")]}.html'
    check('the page', serve.shows(editing, page, '書き直した題'))
    with open(path, 'w', encoding='utf-8') as file:
        file.write(whole[:whole.index('---', 4) - 2])
    check('half a file is told', eventually_told(editing, path, 'document.front-matter', True))
    check('its page is as it was', '書き直した題'.encode() in editing.ask('GET', page)[2])
    serve.save(path, whole)
    check('until it is whole', eventually_told(editing, path, 'document.front-matter', False))
    editing.end()


def new_and_gone(editing, site):
    status, form, _ = editing.open('events', 'new')
    check('an empty form', status == 200 and form.get('name.ja') == [''], str(status))
    form.set(':slug', '春の会')
    check('a name that is no address is refused', editing.save(form)[0] == 422)
    for typed, offered in ('Spring_Walk 2', 'spring-walk-2'), ('', 'haru-no-kai'), ('春の会', 'haru-no-kai'):
        page = editing.save(form.set(':slug', typed).set('kana', 'はる の かい'))[2]
        check(f'for the name {typed!r} another is offered', Form(page).get(':slug') == [offered] and f'「{offered}」を入れました' in page,
              str(Form(page).get(':slug')))
    values = {':slug': 'new-walk', 'name.ja': '新しい会', 'name.en': 'A New Walk', 'kana': 'あたらしいかい', 'summary.ja': '歩く会です。',
              'summary.en': 'A walk.', 'type': 'tour', 'municipality': 'minato', 'when.start': '2027-02-03', 'attendance': 'in-person'}
    for field, value in values.items():
        form.set(field, value)
    form.set('fields', '', 'environment').set('organiser_text.ja', '歩く会').set('organiser_text.en', 'The Walkers')
    form.set('venue.ja', '見本会館').set('venue.en', 'Sample Hall')
    status, location, page = editing.save(form)
    told = re.findall(r'<li class="error">.*', page)
    path = os.path.join(site, 'events/new-walk.yaml')
    check('a new record', status == 303 and os.path.exists(path), f'{status} {told[:4]}')
    if not os.path.exists(path):
        return
    text = read(path)
    check('begins as people write it', text.startswith('name: {ja: 新しい会, en: A New Walk}\nkana: あたらしいかい\n'), text)
    check('its page is there', editing.ask('GET', editing.home + 'events/new-walk.html')[0] == 200)
    status, _, page = editing.save(form)
    check('a name that is taken', status == 409 and read(path) == text, str(status))
    status, form, _ = editing.open('events?from=events/new-walk.yaml', 'new')
    status, _, _ = editing.save(form.set(':slug', 'new-walk-2').set('name.ja', '次の会'))
    copy = os.path.join(site, 'events/new-walk-2.yaml')
    check('a copy', status == 303 and read(copy) == text.replace('新しい会', '次の会'), f'{status}')
    removed = os.path.join(site, 'removed.yaml')
    before = read(removed) if os.path.exists(removed) else ''
    editing.save(editing.open('events/new-walk.yaml', 'delete')[1])
    after = read(removed) if os.path.exists(removed) else ''
    check('one is deleted', not os.path.exists(path) and after == before, after)
    form = editing.open('events/new-walk-2.yaml', 'delete')[1]
    status, _, page = editing.save(form.set(':reason.ja', '会の道具をしまいました').set(':reason.en', 'It is "over"'))
    entry = read(removed)[len(before):] if os.path.exists(removed) else ''
    check('one is deleted with a reason', not os.path.exists(copy) and
          all(word in entry for word in ('events/new-walk-2.html', '会の道具をしまいました', 'It is "over"', '次の会')), f'{status} {entry or page}')
    status, _, page = editing.ask('GET', editing.home + 'events/new-walk-2.html')
    check('its address says why', status == 200 and '会の道具をしまいました' in page.decode(), f'{status}')
    group = next(one for one in names_of(site) if one.startswith('desks/'))
    page = editing.open(group, 'delete')[2]
    check('who refers to a record is told before it goes', page.count('/file/') > 1 or 'ここを指している' in page, group)
    check('a list of records', editing.open('events', 'list')[0] == 200 and editing.ask('GET', editing.base)[0] == 200)
    for name in 'events/unread.yaml', 'events/催し.yaml':
        serve.save(os.path.join(site, name), 'name: {ja: 途中\n')
    time.sleep(0.5)
    page = editing.open('events', 'list')[2]
    check('files that cannot be read are in it', '>events/unread.yaml</a>' in page and '>events/催し.yaml</a>' in page, page[-400:])
    for name in 'events/unread.yaml', 'events/催し.yaml':
        os.remove(os.path.join(site, name))
    time.sleep(0.5)
    check('and no others', 'まだ読めないファイル' not in editing.open('events', 'list')[2])


def moves(editing, site):
    """A record that others refer to, under another name."""
    name = 'groups/akasaka-aoyama-kaigi.yaml'
    files = {one: read(os.path.join(site, one)) for one in names_of(site)}
    refer = [one for one, text in files.items() if re.search(r'\bakasaka-aoyama-kaigi\b', text) and one != name and
             not one.startswith('cases/akasaka-aoyama-kaigi')]
    status, form, page = editing.open(name, 'move')
    check('the page to move a record', status == 200 and form.get(':slug') == ['akasaka-aoyama-kaigi'], str(status))
    listed = [one for one in refer if one in page]
    check('who refers to it is told', refer and len(listed) > 0, f'{len(listed)} of {len(refer)}')
    for bad in ['', 'A', '../x', 'a/b', 'shiba-kaigi']:
        status, _, page = editing.save(editing.open(name, 'move')[1].set(':slug', bad))
        check(f'it cannot be called {bad!r}', status == 422 and os.path.exists(os.path.join(site, name)), str(status))
    status, _, page = editing.save(form.set(':slug', 'moved-kaigi'))
    check('what changes is shown, and nothing is written', status == 200 and os.path.exists(os.path.join(site, name)) and
          'groups/moved-kaigi.yaml' in page and '<ins>' in page, str(status))
    sure = Form(page)
    path = os.path.join(site, listed[0])
    serve.save(path, files[listed[0]] + '# もう一行\n' if listed[0].endswith('.yaml') else files[listed[0]] + '\nもう一行\n')
    status, _, page = editing.save(sure)
    check('what has changed since is shown again', status == 200 and os.path.exists(os.path.join(site, name)), str(status))
    status, location, page = editing.save(Form(page))
    moved = os.path.join(site, 'groups/moved-kaigi.yaml')
    check('it is moved', status == 303 and 'groups/moved-kaigi.yaml' in location and os.path.exists(moved) and
          not os.path.exists(os.path.join(site, name)), f'{status} {location}')
    check('its old address leads on', 'groups/akasaka-aoyama-kaigi.html' in read(moved))
    left = [one for one in listed if re.search(r'[\[ /]akasaka-aoyama-kaigi(\.yaml|[\],\n])', read(os.path.join(site, one))) and
            'cases/akasaka' not in read(os.path.join(site, one))]
    check('nobody refers to the old name', not left, str(left))
    check('its page is at the new address', serve.comes_to(editing, editing.home + 'groups/moved-kaigi.html', 200))
    os.remove(moved)
    for one, text in files.items():
        if not os.path.exists(os.path.join(site, one)) or read(os.path.join(site, one)) != text:
            serve.save(os.path.join(site, one), text)
    time.sleep(0.5)


def translations(editing, site):
    """A document that lacks its English."""
    name = next(one for one in names_of(site) if one.startswith('notices/') and one.endswith('.ja.md'))
    path, english = os.path.join(site, name), os.path.join(site, name.replace('.ja.md', '.en.md'))
    before = read(english)
    os.remove(english)
    check('the page is there without it', eventually_lacks(editing, name))
    status, form, page = editing.open(name)
    link = re.search(r'href="([^"]*)">英語の訳を始める', page)
    check('its translation can be begun', link is not None, page[:600])
    form = editing.open(name.replace('.ja.md', '.en.md'))[1]
    check('nothing is written by looking', not os.path.exists(english))
    names = {one for one, _ in form.pairs}
    check('it asks for what is translated', 'title' in names and ':body' in names and 'municipality' not in names and
          'published' not in names, str(sorted(names)))
    check('it begins empty', form.get('title') == [''] and form.get(':body') == [''], str(form.pairs)[:200])
    status, location, page = editing.save(form.set('title', 'A Call').set('summary', 'Come and see.').set(':body', 'Please come.'))
    told = re.findall(r'<li class="error">.*', page)
    check('a translation is saved', status == 303 and os.path.exists(english), f'{status} {told[:3]}')
    if os.path.exists(english):
        check('with the version of its original', re.search(r'^translation: \{of: [0-9a-f]{12}\}$', read(english), re.M) is not None, read(english))
        check('it is up to date', eventually_told(editing, english, 'translation.stale', False))
    serve.save(english, before)
    check('the original is as it was', path and 'translation:' not in read(path))
    time.sleep(0.3)


def eventually_lacks(editing, name):
    return serve.eventually(lambda: '訳を始める' in editing.open(name)[2])


def eventually_told(editing, path, rule, is_told):
    def holds():
        return is_told == any(one['rule'] == rule and path.endswith(one.get('path', '?')) for one in editing.state()['diagnostics'])
    return serve.eventually(holds)


def multipart(fields, name='', data=b''):
    """A form with a file, as browsers send it."""
    line = b'--kyodo-part'
    body = b''
    for field, value in fields.items():
        body += line + f'\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n'.encode() + value.encode() + b'\r\n'
    body += line + f'\r\nContent-Disposition: form-data; name=":file"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'.encode()
    return body + data + b'\r\n' + line + b'--\r\n'


def pictures(editing, site):
    images = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'unit/images')
    jpeg = next(os.path.join(images, one) for one in sorted(os.listdir(images)) if one.endswith('.jpg'))
    with open(jpeg, 'rb') as file:
        data = file.read()
    name = next(one for one in names_of(site) if one.startswith('cases/') and one.endswith('.ja.md'))
    before, folder = read(os.path.join(site, name)), os.path.dirname(os.path.join(site, name))
    address = f'{editing.base}picture/{name}?lang=ja'
    kind = {**editing.origin, 'Content-Type': 'multipart/form-data; boundary=kyodo-part'}

    def send(fields, file_name='', bytes_=b'', headers=kind):
        status, answer, body = editing.ask('POST', address, headers, multipart(fields, file_name, bytes_))
        return status, answer.get('location', ''), body.decode()
    status, _, page = editing.open(name, 'picture')
    check('the page for a picture', status == 200 and 'type="file"' in page, str(status))
    good = {'alt.ja': '公園の花壇', ':where': ':body', ':name': '', ':there': ''}
    there = set(os.listdir(folder))
    for what, fields, file_name, bytes_ in [
            ('without words', {**good, 'alt.ja': ' '}, 'a.jpg', data), ('without a picture', good, '', b''),
            ('that is none', good, 'a.jpg', b'no picture'), ('as SVG', good, 'a.svg', b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
            ('with a name that leads away', {**good, ':name': '../a'}, 'a.jpg', data), ('that is hidden', {**good, ':name': '.a'}, 'a.jpg', data),
            ('that is cut off', good, 'a.jpg', data[:12]), ('that the site lacks', {**good, ':there': '/cases/none.jpg'}, '', b''),
            ('outside of records', {**good, ':there': '/site.yaml'}, '', b''), ('without a name', good, '写真.jpg', data)]:
        status, _, page = send(fields, file_name, bytes_)
        check(f'a picture {what} is refused', status == 422 and set(os.listdir(folder)) == there, f'{status}')
    check('a foreign page cannot send one', send(good, 'a.jpg', data, {**kind, 'Origin': 'http://evil.example'})[0] == 403)
    status, location, page = send(good, 'Flower Bed (1).JPG', data)
    path = os.path.join(folder, 'flower-bed-1.jpg')
    check('a picture is put beside the record', status == 303 and os.path.exists(path), f'{status} {page[:300]}')
    with open(path, 'rb') as file:
        check('with its bytes', file.read() == data)
    check('nothing else is saved yet', read(os.path.join(site, name)) == before)
    status, _, page = send(good, 'flower-bed-1.jpg', data + b'x')
    check('none is overwritten', status == 422 and os.path.getsize(path) == len(data), str(status))
    status, _, body = editing.ask('GET', location)
    form = Form(body.decode())
    check('it is in the text of the form', '![公園の花壇](flower-bed-1.jpg)' in form.get(':body')[0], str(status))
    status, _, page = editing.save(form)
    check('and saved with it', status == 303 and lines_changed(before, read(os.path.join(site, name)))[-1] == '+ ![公園の花壇](flower-bed-1.jpg)',
          str(lines_changed(before, read(os.path.join(site, name)))))
    page = f'{editing.home}{name[:-6]}.html'
    check('the page shows it', serve.shows(editing, page, '公園の花壇'))
    used = f'/cases/{os.path.relpath(path, os.path.join(site, "cases"))}'
    status, location, _ = send({**good, ':there': used})
    check('a picture of the site can be taken', status == 303 and urllib.parse.quote(used, safe='') in location, f'{status} {location}')
    try:
        status = editing.ask('POST', address, kind, multipart(good, 'a.jpg', data + b'x' * (18 << 20)))[0]
    except OSError:
        status = 413  # the connection was cut
    check('a picture that is too large is refused', status in (400, 413, 422), str(status))
    serve.save(os.path.join(site, name), before)
    os.remove(path)
    time.sleep(0.3)


def refusals(editing, site):
    name = 'events/walk.yaml'
    path = os.path.join(site, name)
    serve.save(path, EVENT)
    time.sleep(0.5)
    form = editing.open(name)[1].set('capacity', '99')
    address = form.action

    def refused(what, statuses, **how):
        status = editing.send(form, **how)[0]
        check(f'{what} is refused', status in statuses and read(path) == EVENT, str(status))

    token = editing.token
    for wrong in ['', 'x' * 32, token[:-1], token + 'a', token.upper(), token[:-1] + ('a' if token[-1] != 'a' else 'b')]:
        refused(f'the token {wrong[:6]!r}…', (403, 400, 404), address=address.replace(token, wrong))
        status = editing.ask('GET', f'/.kyodo/edit/{wrong}/file/{name}')[0]
        check(f'a form for the token {wrong[:6]!r}…', status in (400, 403, 404), str(status))
    for origin in ['http://evil.example', 'null', '', f'http://127.0.0.1:{editing.port + 1}', f'https://127.0.0.1:{editing.port}']:
        refused(f'Origin {origin!r}', (403,), headers={'Origin': origin})
    body = urllib.parse.urlencode(form.pairs)
    kind = {'Content-Type': 'application/x-www-form-urlencoded'}
    check('no Origin is refused', editing.ask('POST', address, kind, body)[0] == 403)
    check('another Host is refused', editing.ask('POST', address, {**kind, **editing.origin, 'Host': 'evil.example'}, body)[0] == 403)
    evil = {**kind, 'Host': f'evil.example:{editing.port}', 'Origin': f'http://evil.example:{editing.port}'}
    check('a name that leads here (DNS rebinding) is refused', editing.ask('POST', address, evil, body)[0] == 403)
    check('a value in the address changes nothing', editing.ask('GET', address + '&capacity=99')[0] == 200)
    for other in ['text/plain', 'application/json', 'multipart/form-data; boundary=x']:
        refused(f'a form sent as {other}', (400,), headers={'Content-Type': other})
    for method in ['PUT', 'DELETE', 'PATCH', 'OPTIONS']:
        line = f'{method} {address} HTTP/1.1\r\nHost: 127.0.0.1:{editing.port}\r\nContent-Length: 0\r\n\r\n'
        check(f'method {method} is refused', editing.raw(line) in (0, 400, 405, 501))
    check('a check that is no POST is refused', editing.ask('GET', form.checks)[0] == 405)
    os.makedirs(os.path.join(os.path.dirname(site), 'outside'), exist_ok=True)
    outside = os.path.join(os.path.dirname(site), 'outside', 'secret.yaml')
    serve.save(outside, EVENT)
    link, folder = os.path.join(site, 'events', 'link.yaml'), os.path.join(site, 'events', 'linked')
    os.symlink(outside, link)
    os.symlink(os.path.dirname(outside), folder)
    time.sleep(0.5)
    for bad in ['../outside/secret.yaml', 'events/../../outside/secret.yaml', '..%2foutside%2fsecret.yaml', '%2e%2e/outside/secret.yaml',
                'events/link.yaml', 'events/linked/secret.yaml', 'site.yaml', 'schema/events.yaml', 'vocabularies/fields.yaml',
                'events/.hidden.yaml', 'events//walk.yaml', '/etc/passwd', 'events/walk.yaml%00', 'events/walk.yaml/', 'events', '',
                'events/walk.md', 'events\\walk.yaml', 'events/walk.yaml~', 'nothing/walk.yaml', 'events/a/b/walk.yaml']:
        for verb in ['file', 'text', 'delete', 'check', 'preview']:
            status = editing.send(form, address=f'{editing.base}{verb}/{bad}?lang=ja')[0]
            check(f'{verb} of {bad!r} is refused', status in (400, 403, 404, 500), str(status))
        status = editing.ask('GET', f'{editing.base}file/{bad}')[0]
        check(f'a form of {bad!r} is refused', status in (400, 403, 404), str(status))
    check('what lies outside is as it was', read(outside) == EVENT and os.path.islink(link))
    os.remove(link)
    os.remove(folder)
    for slug in ['../walk', 'a/b', '.hidden', 'A', 'a.b', 'ｗａｌｋ', 'a' * 200, '', 'walk\n', 'a b']:
        new = editing.open('events', 'new')[1].set(':slug', slug)
        status = editing.save(new)[0]
        check(f'a new file {slug[:10]!r} is refused', status in (400, 409, 422), str(status))
    good = dict(form.pairs)
    for what, changed in [('without what was opened', {':base': None}), ('with another letter in it', {':base': good[':base'][:-1] + '!'})]:
        left = [(one, changed.get(one, value)) for one, value in form.pairs]
        status = editing.ask('POST', address, {**kind, **editing.origin}, urllib.parse.urlencode([p for p in left if p[1] is not None]))[0]
        check(f'a form {what} is refused', status == 400 and read(path) == EVENT, str(status))
    status = editing.ask('POST', address, {**kind, **editing.origin}, body.replace('capacity=99', 'capacity=%ff%fe'))[0]
    check('what is no text is refused', status == 400 and read(path) == EVENT, str(status))
    try:
        status = editing.ask('POST', address, {**kind, **editing.origin}, body + '&x=' + 'a' * (9 << 20))[0]
    except OSError:
        status = 413  # the connection was cut
    check('what is too large is refused', status in (400, 413) and read(path) == EVENT, str(status))
    headers = editing.ask('GET', address)[1]
    policy = headers['content-security-policy']
    check('the policy allows nothing inline', "default-src 'none'" in policy and 'unsafe' not in policy, policy)
    check('nobody may frame it', "frame-ancestors 'none'" in policy)
    check('it still saves what is right', editing.save(form)[0] == 303 and 'capacity: 99' in read(path))
    os.remove(path)
    time.sleep(0.3)


def bad_disks(kyodo, work):
    """A disk that is full, a folder that may not be written."""
    small = os.path.join(work, 'small')
    os.mkdir(small)
    if os.geteuid() == 0 and subprocess.run(['mount', '-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', small], capture_output=True).returncode == 0:
        try:
            new_site(kyodo, os.path.join(small, 'site'))
            full_disk(kyodo, os.path.join(small, 'site'))
        finally:
            subprocess.run(['umount', '-l', small], check=False)
    plain = os.path.join(work, 'plain')
    os.mkdir(plain)
    if os.geteuid() == 0:  # root may write anywhere but on a disk that is read only
        if subprocess.run(['mount', '-t', 'tmpfs', 'tmpfs', plain], capture_output=True).returncode != 0:
            return
        shut, end = ['mount', '-o', 'remount,ro', plain], ['umount', '-l', plain]
    else:
        shut, end = ['chmod', '-R', 'a-w', plain], ['chmod', '-R', 'u+w', plain]
    try:
        cannot_write(kyodo, os.path.join(plain, 'site'), shut)
    finally:
        subprocess.run(end, check=False)


def cannot_write(kyodo, site, shut):
    new_site(kyodo, site)
    name, path = some_notice(site)
    editing = Editing(kyodo, content_of(site))
    before = read(path)
    status, form, _ = editing.open(name)
    subprocess.run(shut, check=True)
    status, _, page = editing.save(form.set('title', '書けない題'))
    check('a folder that may not be written', status == 500 and read(path) == before, str(status))
    check('what was typed is still there', 'value="書けない題"' in page)
    editing.end()


def new_site(kyodo, site):
    subprocess.run([kyodo, 'init', site, '--name', '見本市', '--languages', 'ja,en', '--kinds', 'news', '--url', 'https://www.example.jp/'],
                   check=True, capture_output=True)


def content_of(site):
    return os.path.join(site, 'content') if os.path.isdir(os.path.join(site, 'content')) else site


def some_notice(site):
    content = content_of(site)
    name = next(one for one in names_of(content) if one.startswith('notices/') and one.endswith('.ja.md'))
    return name, os.path.join(content, name)


def full_disk(kyodo, site):
    name, path = some_notice(site)
    before = read(path)
    editing = Editing(kyodo, content_of(site))
    form = editing.open(name)[1].set('title', '入りきらない題')
    filler = os.path.join(os.path.dirname(site), 'filler')
    with open(filler, 'wb', buffering=0) as file:
        try:
            while True:
                file.write(b'x' * 4096)
        except OSError:
            pass
    status, _, page = editing.save(form)
    check('a full disk', status == 500 and read(path) == before, str(status))
    check('its words, and what was typed', '空き' in page and 'value="入りきらない題"' in page)
    check('nothing is left of the attempt', not [one for one in os.listdir(os.path.dirname(path)) if one.startswith('.')])
    os.remove(filler)
    status, _, _ = editing.save(Form(page))
    check('after there is room it is saved', status == 303 and '入りきらない題' in read(path), str(status))
    editing.end()


def main():
    kyodo, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        site = os.path.join(work, 'city')
        shutil.copytree(source, site)
        themes = os.path.join(os.path.dirname(source), 'themes')
        if os.path.isdir(themes):
            os.symlink(themes, os.path.join(work, 'themes'))
        refused = subprocess.run([kyodo, 'serve', '--site', site, '--edit', '--host', '0.0.0.0', '--lang', 'en'],
                                 capture_output=True, text=True)
        check('--edit with another --host is refused', refused.returncode == 2 and '127.0.0.1' in refused.stderr, refused.stderr)
        plain = serve.Preview(kyodo, site)
        check('without --edit there is nothing to edit', plain.ask('GET', '/.kyodo/edit/x/')[0] == 404 and
              b'data-edit' not in plain.ask('GET', plain.home)[2])
        plain.end()
        editing = Editing(kyodo, site, '--now', '2026-12-01T09:00+09:00')
        unchanged(editing, site)
        kinds(editing, site)
        odd_files(editing, site)
        documents(editing, site)
        conflicts(editing, site)
        new_and_gone(editing, site)
        moves(editing, site)
        translations(editing, site)
        pictures(editing, site)
        refusals(editing, site)
        second = Editing(kyodo, site)
        check('each start has a token of its own', second.token != editing.token and len(editing.token) == 32)
        second.end()
        editing.end()
        told = subprocess.run([kyodo, 'check', '--site', site, '--lang', 'en', '--now', '2026-12-01T09:00+09:00'], capture_output=True, text=True)
        check('the site is as sound as before', told.returncode == 0, told.stderr[-500:])
        bad_disks(kyodo, work)
        two_programs(kyodo, work)
        cut_off(kyodo, work)
    print(f'{serve.passed} passed, {serve.failed} failed')
    return 1 if serve.failed else 0


if __name__ == '__main__':
    sys.exit(main())
