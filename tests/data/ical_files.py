"""The rules of RFC 5545 for the bytes and lines of an iCalendar file, read with nothing but Python."""

import re
from datetime import datetime

LINE_OCTETS = 75                                   # RFC 5545 section 3.1, without the line break
NAME = r"[A-Za-z0-9-]+"
PARAMETER = rf';{NAME}=(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)' \
            rf'(?:,(?:"[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*))*'
CONTENT_LINE = re.compile(rf"({NAME})((?:{PARAMETER})*):(.*)", re.S)
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
# Texts with one value, and lists of texts.
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "NAME", "X-WR-CALNAME", "X-WR-CALDESC", "UID", "PRODID"}
TEXT_LISTS = {"CATEGORIES", "RESOURCES"}
ESCAPED = re.compile(r"(?:[^\\;,]|\\[\\;,nN])*")
ESCAPED_LIST = re.compile(r"(?:[^\\;]|\\[\\;,nN])*")
DATE = re.compile(r"\d{8}")
DATE_TIME = re.compile(r"\d{8}T\d{6}Z?")
ONCE = ["UID", "DTSTAMP", "DTSTART"]
AT_MOST_ONCE = ["DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "URL", "RRULE", "RECURRENCE-ID", "SEQUENCE",
                "LAST-MODIFIED", "CREATED", "GEO", "CLASS", "TRANSP", "DUE"]


class Line:
    """A content line, unfolded."""

    def __init__(self, number, name, parameters, value):
        self.number = number          # of its first physical line, from 1
        self.name = name.upper()
        self.value = value
        self.parameters = {key.upper(): values.strip('"') for key, values
                           in re.findall(rf';({NAME})=((?:"[^"]*"|[^";:])*)', parameters)}

    @property
    def is_date(self):
        return self.parameters.get("VALUE") == "DATE"

    @property
    def form(self):
        """date, utc, floating, or the time zone: what other dates of the component must share."""
        if self.is_date:
            return "date"
        return "utc" if self.value.endswith("Z") else self.parameters.get("TZID", "floating")


class Component:
    def __init__(self, name, number):
        self.name, self.number = name, number
        self.lines, self.children = [], []

    def all(self, name):
        return [line for line in self.lines if line.name == name]

    def one(self, name):
        found = self.all(name)
        return found[0] if found else None

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()


def octet_problems(data):
    """What is wrong with the physical lines."""
    if data.startswith(b"\xef\xbb\xbf"):
        yield "begins with a byte order mark"
    if not data.endswith(b"\r\n"):
        yield f"ends with {data[-2:]!r}, expected CR LF"
    for number, line in enumerate(data.split(b"\r\n"), 1):
        if b"\r" in line or b"\n" in line:
            yield f"line {number}: a CR or LF alone: {line[:60]!r}"
        if len(line) > LINE_OCTETS:
            yield f"line {number}: {len(line)} octets, expected at most {LINE_OCTETS}: {line[:40]!r}…"
        if line in (b" ", b"\t"):
            yield f"line {number}: folds nothing"
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            yield f"line {number}: a fold inside a character, or not UTF-8: {line!r}"


def unfold(data):
    """(number of the first physical line, text) of each content line."""
    logical = []
    for number, line in enumerate(data.split(b"\r\n")[:-1], 1):
        if line[:1] in (b" ", b"\t") and logical:
            logical[-1][1] += line[1:]
        else:
            logical.append([number, line])
    return [(number, line.decode("utf-8", "replace")) for number, line in logical]


def parse(data, problems):
    """The outer component. Adds to `problems` what does not fit the grammar."""
    root = Component("", 0)
    stack = [root]
    for number, text in unfold(data):
        match = CONTENT_LINE.fullmatch(text)
        if not match:
            problems.append(f"line {number}: not a content line: {text[:80]!r}")
            continue
        line = Line(number, *match.groups())
        if CONTROL.search(line.value):
            problems.append(f"line {number}: a control character in {line.name}: {line.value[:80]!r}")
        if line.name == "BEGIN":
            stack.append(Component(line.value.upper(), number))
            stack[-2].children.append(stack[-1])
        elif line.name == "END":
            if len(stack) == 1 or stack[-1].name != line.value.upper():
                problems.append(f"line {number}: END:{line.value}, expected END:{stack[-1].name}")
                break
            stack.pop()
        else:
            stack[-1].lines.append(line)
    if len(stack) > 1:
        problems.append(f"{stack[-1].name} of line {stack[-1].number} has no END")
    return root


def text_problems(line):
    if line.name in TEXTS and not ESCAPED.fullmatch(line.value):
        yield f"line {line.number}: {line.name} has a comma, semicolon or backslash that is not escaped: {line.value[:80]!r}"
    if line.name in TEXT_LISTS and not ESCAPED_LIST.fullmatch(line.value):
        yield f"line {line.number}: {line.name} has a semicolon or backslash that is not escaped: {line.value[:80]!r}"


def unescaped(value):
    """The text that a value of the type TEXT stands for."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value, flags=re.S)


def date_problems(line):
    for value in line.value.split(","):
        form = DATE if line.is_date else DATE_TIME
        if not form.fullmatch(value):
            yield f"line {line.number}: {line.name} is {value!r}, expected {'a date' if line.is_date else 'a date and time'}"
            continue
        try:
            datetime.strptime(value.rstrip("Z"), "%Y%m%d" if line.is_date else "%Y%m%dT%H%M%S")
        except ValueError:
            yield f"line {line.number}: {line.name} is {value!r}: no such day or time"
        if value.endswith("Z") and "TZID" in line.parameters:
            yield f"line {line.number}: {line.name} has both a TZID and a Z"


def rule_problems(event, start):
    rule = event.one("RRULE")
    parts = dict(part.partition("=")[::2] for part in rule.value.split(";"))
    where = f"line {rule.number}: RRULE"
    if "FREQ" not in parts or len(parts) != len(rule.value.split(";")):
        yield f"{where} lacks FREQ or says a part twice: {rule.value}"
    if "COUNT" in parts and "UNTIL" in parts:
        yield f"{where} has both COUNT and UNTIL"
    until = parts.get("UNTIL")
    if until:
        expected = {"date": r"\d{8}", "floating": r"\d{8}T\d{6}"}.get(start.form, r"\d{8}T\d{6}Z")
        if not re.fullmatch(expected, until):
            yield f"{where}: UNTIL={until}, expected the form {expected} because DTSTART is {start.form}"


def event_problems(event, is_override):
    where = f"{event.name} of line {event.number}"
    for name in ONCE if event.name == "VEVENT" else ONCE[:2]:
        if len(event.all(name)) != 1:
            yield f"{where}: {len(event.all(name))} {name}, expected one"
    for name in AT_MOST_ONCE:
        if len(event.all(name)) > 1:
            yield f"{where}: {len(event.all(name))} {name}, expected at most one"
    dates = [line for line in event.lines if line.name in {"DTSTART", "DTEND", "DUE", "EXDATE", "RDATE", "RECURRENCE-ID", "DTSTAMP"}]
    wrong = [problem for line in dates for problem in date_problems(line)]
    yield from wrong
    start, end = event.one("DTSTART"), event.one("DTEND")
    stamp = event.one("DTSTAMP")
    if stamp and stamp.form != "utc":
        yield f"line {stamp.number}: DTSTAMP is {stamp.value}, expected UTC"
    if not start or wrong:
        return
    if end and event.one("DURATION"):
        yield f"{where}: DTEND and DURATION"
    if end and end.is_date != start.is_date:
        yield f"{where}: DTSTART is {start.form}, DTEND {end.form}"
    elif end and end.form == start.form and end.value <= start.value:
        yield f"{where}: DTEND {end.value} is not after DTSTART {start.value} (an all-day DTEND is the day after)"
    for line in event.all("EXDATE") + event.all("RDATE"):
        if line.form != start.form:
            yield f"line {line.number}: {line.name} is {line.form}, DTSTART {start.form}"
    if event.one("RRULE"):
        if is_override:
            yield f"{where}: RRULE in a component with RECURRENCE-ID"
        yield from rule_problems(event, start)


def zone_problems(calendar):
    zones = [child for child in calendar.children if child.name == "VTIMEZONE"]
    names = [zone.one("TZID").value if zone.one("TZID") else None for zone in zones]
    for name in {name for name in names if names.count(name) > 1}:
        yield f"VTIMEZONE {name} stands {names.count(name)} times"
    for zone in zones:
        if not any(child.name in ("STANDARD", "DAYLIGHT") for child in zone.children):
            yield f"VTIMEZONE of line {zone.number} has neither STANDARD nor DAYLIGHT"
        for rule in zone.children:
            for name in ["DTSTART", "TZOFFSETFROM", "TZOFFSETTO"]:
                if len(rule.all(name)) != 1:
                    yield f"{rule.name} of line {rule.number}: {len(rule.all(name))} {name}, expected one"
            until = re.search(r"UNTIL=([^;]*)", rule.one("RRULE").value) if rule.one("RRULE") else None
            if until and not until[1].endswith("Z"):
                yield f"line {rule.one('RRULE').number}: UNTIL={until[1]} in a VTIMEZONE, expected UTC"
    for component in calendar.walk():
        for line in component.lines:
            zone = line.parameters.get("TZID")
            if zone is not None and zone not in names:
                yield f"line {line.number}: TZID={zone} without a VTIMEZONE"


def identity_problems(events):
    """Each UID once, and each of its RECURRENCE-IDs once and of the form of its first start."""
    seen, masters = set(), {}
    for event in events:
        uid, moved = event.one("UID"), event.one("RECURRENCE-ID")
        if not uid:
            continue
        key = (uid.value, moved.value if moved else None)
        if key in seen:
            yield f"{event.name} of line {event.number}: UID {key[0]} with RECURRENCE-ID {key[1]} stands twice"
        seen.add(key)
        if not moved:
            masters[uid.value] = event
    for event in events:
        uid, moved = event.one("UID"), event.one("RECURRENCE-ID")
        if not uid or not moved:
            continue
        master = masters.get(uid.value)
        if not master or not master.one("DTSTART"):
            yield f"{event.name} of line {event.number}: RECURRENCE-ID of a UID without a first event: {uid.value}"
        elif master.one("DTSTART").form != moved.form:
            yield f"line {moved.number}: RECURRENCE-ID is {moved.form}, DTSTART {master.one('DTSTART').form}"


def problems_of(data):
    """All that is wrong with a file, and its calendar (or none)."""
    problems = list(octet_problems(data))
    root = parse(data, problems)
    if root.lines or len(root.children) != 1 or root.children[0].name != "VCALENDAR":
        problems.append(f"holds {[child.name for child in root.children]}, expected one VCALENDAR")
        return problems, None
    calendar = root.children[0]
    for name, value in [("VERSION", "2.0"), ("PRODID", None)]:
        found = [line.value for line in calendar.all(name)]
        if len(found) != 1 or (value and found != [value]):
            problems.append(f"{name} is {found}, expected {value or 'one'}")
    events = [child for child in calendar.children if child.name in ("VEVENT", "VTODO")]
    for component in calendar.walk():
        for line in component.lines:
            problems.extend(text_problems(line))
    for event in events:
        problems.extend(event_problems(event, bool(event.one("RECURRENCE-ID"))))
    problems.extend(identity_problems(events))
    problems.extend(zone_problems(calendar))
    return problems, calendar
