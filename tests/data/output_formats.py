"""What is wrong with a feed, a table, a site map or JSON, each by the rules of its format."""

import csv
import io
import json
import re
import unicodedata
from datetime import datetime
from urllib.parse import unquote, urljoin

import lxml.html
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
STANDARD_COLUMNS = {
    "open-data/events-standard.csv": (
        "都道府県コード又は市区町村コード NO 都道府県名 市区町村名 イベント名 イベント名_カナ イベント名_英語 開始日 終了日 開始時間 終了時間 "
        "開始日時特記事項 説明 料金(基本) 料金(詳細) 連絡先名称 連絡先電話番号 連絡先内線番号 主催者 場所名称 住所 方書 緯度 経度 "
        "アクセス方法 駐車場情報 定員 参加申込終了日 参加申込終了時間 参加申込方法 URL 備考").split(),
    "open-data/places-standard.csv": (
        "都道府県コード又は市区町村コード NO 都道府県名 市区町村名 名称 名称_カナ 名称_通称 POIコード 住所 方書 緯度 経度 電話番号 内線番号 "
        "法人番号 団体名 利用可能曜日 開始時間 終了時間 利用可能日時特記事項 説明 バリアフリー情報 URL 備考").split(),
}
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
TELEPHONE = re.compile(r"\+[\d\- ()]+")
# Columns of numbers and of telephone numbers, by words of their names.
NUMBERS = re.compile("緯度|経度|latitude|longitude|depth|深さ|料金|参加費|price|fee", re.I)
TELEPHONES = re.compile("電話|tel", re.I)
ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?")
SCHEMA_TERMS = {
    "eventStatus": "EventScheduled EventCancelled EventPostponed EventRescheduled EventMovedOnline",
    "eventAttendanceMode": "OfflineEventAttendanceMode OnlineEventAttendanceMode MixedEventAttendanceMode",
}
SCHEMA_TYPES = {  # whatever stands in these, however deep
    "organizer": "Organization Person NGO GovernmentOrganization PostalAddress ContactPoint",
    "location": "Place VirtualLocation PostalAddress GeoCoordinates",
    "offers": "Offer",
}
JSON_LD = re.compile(rb'<script\b[^>]*type="application/ld\+json"[^>]*>(.*?)</script', re.S | re.I)


def is_file_of(url, base, public):
    """Whether the site has what stands at an address of its own."""
    path = unquote(url[len(base):].partition("#")[0])
    return (public / (path + "index.html" if path == "" or path.endswith("/") else path)).is_file()


def settled(text):
    """A text without what an output may change: invisible characters and the kind of space."""
    text = re.sub("[\ufeff\ufffe\uffff]", "", unicodedata.normalize("NFC", text))
    return re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).strip()


# JSON

def strict_json(data):
    def no_twins(pairs):
        keys = [key for key, _ in pairs]
        twins = {key for key in keys if keys.count(key) > 1}
        if twins:
            raise ValueError(f"keys that stand twice: {sorted(twins)}")
        return dict(pairs)

    def no_constant(name):
        raise ValueError(f"{name} is no number of JSON")
    return json.loads(data.decode("utf-8"), object_pairs_hook=no_twins, parse_constant=no_constant)


def json_problems(path):
    try:
        strict_json(path.read_bytes())
    except ValueError as error:
        yield str(error)


def texts_of(value):
    if isinstance(value, str):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from texts_of(item)


def things_of(value):
    """Every object with an @type, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for item in value.values():
            yield from things_of(item)
    elif isinstance(value, list):
        for item in value:
            yield from things_of(item)


def schema_event_problems(event):
    """What schema.org says of an Event."""
    where = f"JSON-LD: Event {event.get('name')!r}"
    start, end = event.get("startDate", ""), event.get("endDate")
    if not event.get("name") or not ISO_MOMENT.fullmatch(start):
        yield f"{where}: startDate {start!r}, expected a date or a time with its offset"
    elif end is not None and not (ISO_MOMENT.fullmatch(end) and (len(end) == 10) == (len(start) == 10)):
        yield f"{where}: endDate {end!r}, expected the form of startDate {start!r}"
    elif end is not None and datetime.fromisoformat(end) < datetime.fromisoformat(start):
        yield f"{where}: endDate {end} is before startDate {start}"
    for key, names in SCHEMA_TERMS.items():
        if key in event and event[key] not in {f"https://schema.org/{name}" for name in names.split()}:
            yield f"{where}: {key} {event[key]!r}, expected one of {names}"
    for key, types in SCHEMA_TYPES.items():
        for thing in things_of(event.get(key)):
            if thing["@type"] not in types.split():
                yield f"{where}: {key} has a {thing['@type']}, expected one of {types}"


def json_ld_problems(page):
    data = page.read_bytes()
    for script in JSON_LD.findall(data):
        for danger in [b"</", b"<!--", b"<script"]:
            if danger in script:
                yield f"{danger.decode()} in a script of JSON-LD"
        try:
            value = strict_json(script)
        except ValueError as error:
            yield f"JSON-LD: {error}: {script[:60]!r}"
            continue
        if "@context" not in json.dumps(value) or not list(things_of(value)):
            yield "JSON-LD without @context or @type"
        for thing in things_of(value):
            if str(thing["@type"]).endswith("Event"):
                yield from schema_event_problems(thing)
            address = thing.get("address")
            if address is not None and (not isinstance(address, dict) or address.get("@type") != "PostalAddress"):
                yield f"JSON-LD: address {address!r}, expected a PostalAddress"
    # What a browser takes as scripts, as a check of the expression above.
    # Else libxml2 takes an encoding from texts that speak of one: <META HTTP-EQUIV="CONTENT-TYPE" CONTENT="…charset=UTF-7">.
    parsed = lxml.html.fromstring(data, parser=lxml.html.HTMLParser(encoding="utf-8"))
    count = len(parsed.xpath('//script[@type="application/ld+json"]'))
    if count != len(JSON_LD.findall(data)):
        yield f"{count} scripts of JSON-LD in the page, {len(JSON_LD.findall(data))} in its text"


def catalogue_problems(path, public, base):
    """Each file that the catalogue names is there."""
    value = strict_json(path.read_bytes())
    datasets = [thing for thing in things_of(value) if str(thing["@type"]).endswith("Dataset")]
    if not datasets:
        yield "no Dataset"
    named = {text for text in texts_of(value) if text.startswith(base) and re.search(r"\.(csv|json|ics|atom)$", text)}
    if not named:
        yield f"no file of {base} is named"
    for url in sorted(named):
        if not is_file_of(url, base, public):
            yield f"{url} is not a file of the site"
    listed = {unquote(url[len(base):]) for url in named}
    for found in sorted((public / "open-data").glob("*.csv")):
        if f"open-data/{found.name}" not in listed:
            yield f"open-data/{found.name} is not named"


# CSV

def is_run(cell, column):
    if not cell.startswith(RUN_BY_SPREADSHEETS):
        return False
    if NUMBER.fullmatch(cell) and NUMBERS.search(column):
        return False
    return not (TELEPHONE.fullmatch(cell) and TELEPHONES.search(column))


def csv_rows(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def csv_problems(path, name):
    data = path.read_bytes()
    if not data.startswith(b"\xef\xbb\xbf"):
        yield "does not begin with a byte order mark"
    if b"\0" in data:
        yield "holds a NUL"
    if not data.endswith(b"\r\n"):
        yield f"ends with {data[-2:]!r}, expected CR LF"
    try:
        rows = csv_rows(path)
    except (csv.Error, UnicodeDecodeError) as error:
        yield str(error)
        return
    header = rows[0] if rows else []
    if not header or "" in header or len(set(header)) != len(header):
        yield f"the header has an empty name or one twice: {header}"
    standard = STANDARD_COLUMNS.get(re.sub(r"^[a-z]{2}/", "", name))
    if standard and header != standard:
        yield f"{len(header)} columns, expected the {len(standard)} of the standard; they differ at " \
              f"{[pair for pair in zip(header, standard) if pair[0] != pair[1]][:3]}"
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(header):
            yield f"row {number}: {len(row)} cells, expected {len(header)}"
        for column, cell in zip(header, row):
            if is_run(cell, column):
                yield f"row {number}, {column}: a spreadsheet would run {cell[:40]!r}"
    for column in header:
        if is_run(column, ""):
            yield f"header: a spreadsheet would run {column[:40]!r}"


# XML

def parse_xml(path):
    return etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))


def located(error_log, limit=3):
    return [f"line {entry.line}: {entry.message}" for entry in list(error_log)[:limit]]


def atom_problems(path, name, public, base, grammar):
    try:
        feed = parse_xml(path)
    except etree.XMLSyntaxError as error:
        yield f"not well formed: {error}"
        return
    entries = feed.findall(f"{ATOM}entry")
    if not grammar.validate(feed):
        # An entry alone gives the better message.
        wrong = [f"entry {entry.findtext(f'{ATOM}id')}: {line}" for entry in entries if not grammar.validate(entry)
                 for line in located(grammar.error_log, 1)]
        grammar.validate(feed)
        yield from wrong or located(grammar.error_log)
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    for twin in sorted({text for text in ids if ids.count(text) > 1}):
        yield f"the id {twin} stands twice"
    if feed.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        yield "an entry has no author, nor has the feed"
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if own != [base + name]:
        yield f"link rel=self is {own}, expected {base + name}"
    newest = max((entry.findtext(f"{ATOM}updated") for entry in entries), default="")
    if newest > (feed.findtext(f"{ATOM}updated") or ""):
        yield f"an entry is newer ({newest}) than the feed ({feed.findtext(f'{ATOM}updated')})"
    for entry in entries:
        if entry.find(f"{ATOM}content") is None and not any(
                link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{ATOM}link")):
            yield f"entry {entry.findtext(f'{ATOM}id')} has neither content nor a link"
    for link in feed.iter(f"{ATOM}link"):
        href = urljoin(base + name, link.get("href") or "")
        if href.startswith(base) and not is_file_of(href, base, public):
            yield f"{href} is not a file of the site"
    for element in feed.iter():
        if element.get("type") == "html" and (element.text or "").strip():
            lxml.html.fragments_fromstring(element.text)
            if "<script" in element.text.lower():
                yield f"line {element.sourceline}: a script in {etree.QName(element).localname}"


def sitemap_problems(path, public, base, schema):
    data = path.read_bytes()
    try:
        tree = parse_xml(path)
    except etree.XMLSyntaxError as error:
        yield f"not well formed: {error}"
        return
    if not schema.validate(tree):
        yield from located(schema.error_log)
    places = [element.text for element in tree.iter(f"{SITEMAP}loc")]
    if len(places) > 50_000 or len(data) > 50 * 2**20:
        yield f"{len(places)} addresses in {len(data)} bytes, expected at most 50,000 in 50 MiB"
    if len(set(places)) != len(places):
        yield "an address stands twice"
    for place in places:
        if not place.startswith(base):
            yield f"{place} is not below {base}"
        elif not is_file_of(place, base, public):
            yield f"{place} is not a file of the site"
