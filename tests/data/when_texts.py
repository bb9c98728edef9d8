"""Days and times as the theme's pages write them, in Japanese and English, worked out apart from the program."""

from datetime import date, datetime, timedelta

DAY = timedelta(days=1)
WEEKDAYS = [("月", "Monday"), ("火", "Tuesday"), ("水", "Wednesday"), ("木", "Thursday"), ("金", "Friday"),
            ("土", "Saturday"), ("日", "Sunday")]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December"]


def era(day):
    name, first = ("令和", 2018) if day >= date(2019, 5, 1) else ("平成", 1988)
    return f"{name}{'元' if day.year - first == 1 else day.year - first}年"


def day_text(day, japanese, year=True):
    mark = WEEKDAYS[day.weekday()][not japanese]
    if japanese:
        return (f"{day.year}年（{era(day)}）" if year else "") + f"{day.month}月{day.day}日（{mark}）"
    return f"{mark} {day.day} {MONTHS[day.month - 1]}" + (f" {day.year}" if year else "")


def hours(moment):
    hour = (moment.hour + 11) % 12 + 1
    return f"{hour}.{moment.minute:02}" if moment.minute else str(hour)


def time_text(moment, japanese):
    if (moment.hour, moment.minute) == (12, 0):
        return "正午" if japanese else "noon"
    if japanese:
        minutes = f"{moment.minute}分" if moment.minute else ""
        return f"{'午前' if moment.hour < 12 else '午後'}{moment.hour % 12}時{minutes}"
    if (moment.hour, moment.minute) == (0, 0):
        return "midnight"
    return hours(moment) + (" a.m." if moment.hour < 12 else " p.m.")


def is_midnight(moment):
    return (moment.hour, moment.minute) == (0, 0)


def last_day(start, end):
    """What ends at 00:00 is of the day before."""
    return end.date() - DAY if is_midnight(end) and end.date() > start.date() else end.date()


def is_overnight(start, end):
    return last_day(start, end) == start.date() + DAY and end.time() < start.time()


def times_text(start, end, japanese):
    """The times alone, of what is said with one day."""
    if end is None:
        return time_text(start, japanese) + ("から" if japanese else "")
    overnight = is_overnight(start, end)
    to = time_text(end, japanese)
    if overnight:
        to = "翌日の" + to if japanese else to + " the next day"
    if japanese:
        return f"{time_text(start, True)}から{to}まで"
    minutes = [moment.hour * 60 + moment.minute for moment in (start, end)]
    if is_midnight(end):
        minutes[1] = 1440
    same_half = not overnight and minutes[0] // 720 == minutes[1] // 720 and minutes[0] % 720 and minutes[1] % 720
    return f"{hours(start) if same_half else time_text(start, False)} to {to}"


def zone_text(start, japanese, usual):
    name = str(start.tzinfo)
    return "" if name == str(usual) else f"（{name} の時刻）" if japanese else f" ({name} time)"


def text_of(start, end, japanese, usual, one_day=False):
    """As in the facts of a page. `end`: of whole days, the day after the last; None: it is not said. `one_day`: what
    goes on after midnight is of the day on which it began."""
    if not isinstance(start, datetime):
        return days_text(start, end - DAY, japanese)
    if one_day or end is None or last_day(start, end) == start.date():
        text = day_text(start.date(), japanese) + ("" if japanese else ", ") + times_text(start, end, japanese)
    else:
        last = last_day(start, end)
        if japanese:
            text = (f"{day_text(start.date(), True)}{time_text(start, True)}から"
                    f"{day_text(last, True, last.year != start.year)}{time_text(end, True)}まで")
        else:
            text = (f"{day_text(start.date(), False, last.year != start.year)}, {time_text(start, False)} to "
                    f"{day_text(last, False)}, {time_text(end, False)}")
    return text + zone_text(start, japanese, usual)


def days_text(first, last, japanese):
    if first == last:
        return day_text(first, japanese)
    if japanese:
        return f"{day_text(first, True)}から{day_text(last, True, last.year != first.year)}まで"
    return f"{day_text(first, False, last.year != first.year)} to {day_text(last, False)}"


def moments_of(entry, zone):
    return [datetime.fromisoformat(entry[key].replace("Z", "+00:00")).astimezone(zone) for key in ("start", "end")]


def days_of(entry, zone):
    """The first and the last day of an entry of calendar.json where the site is."""
    if entry["all_day"]:
        return date.fromisoformat(entry["start"]), date.fromisoformat(entry["end"]) - DAY
    start, end = moments_of(entry, zone)
    return start.date(), max(start.date(), last_day(start, end))


def times_in_list(entry, event, japanese, zone):
    """The times that stand in a list beside the day, of what has times and is over in a day and a night."""
    if entry["all_day"] or str(event.start.tzinfo) != str(zone):
        return None
    start, end = moments_of(entry, zone)
    if not event.ends:
        return times_text(start, None, japanese)
    if last_day(start, end) != start.date() and not is_overnight(start, end):
        return None
    return times_text(start, end, japanese)
