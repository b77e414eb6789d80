"""Days, times of day and durations as a number format shows them: 0.0039468 in `mm:ss` is 05:41.

Spreadsheets count days from an epoch; a time is a fraction of one. What a spreadsheet shows differently from place to
place, a date in the format of the system, is written so that nobody takes its day for its month.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import pairwise

SYSTEM_DATE = "d mmm yyyy"  # for formats that follow the system: 3/4/2023 has no meaning of its own
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_DATE = re.compile(r"(?<![A-Za-z])(?:d{1,4}|m{1,5}|y{2,4}|q)(?![A-Za-z])", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![A-Za-z])(?:h{1,2}|s{1,2})(?![A-Za-z])|am/pm|\[(?:h+|m+|s+)\]", re.IGNORECASE)
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[\$(?P<money>[^\]-]*)(?:-[^\]]*)?\]|(?P<total>\[(?:h+|m+|s+)\])|'
    r"\[[^\]]*\]|(?P<half>am/pm|a/p)|(?P<clock>h+|s+(?:\.0+)?)|(?P<minute>m+)|(?P<day>d+|y+|e+)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_MONTHS = tuple(calendar.month_name)[1:]
_DAYS = tuple(calendar.day_name)
_EPOCH = {False: date(1899, 12, 30), True: date(1904, 1, 1)}
_MAX_DAY = 2_958_465  # 31 December 9999
_DAY = 86_400  # seconds
_Token = tuple[str, str]


def is_date_format(code: str) -> bool:
    """Whether the format shows days, months or years, and no time of day."""
    bare = _LITERAL.sub(" ", code)
    days = _DATE.search(bare) or re.search(r"[dmy]{1,5}[-/ .,][dmy]{1,5}", bare, re.IGNORECASE)
    return bool(days) and not _CLOCK.search(bare) and "general" not in bare.casefold()


def is_time_format(code: str) -> bool:
    """Whether the format shows hours, minutes or seconds, with or without a day."""
    return bool(_CLOCK.search(_LITERAL.sub(" ", code)))


def moment(value: Decimal, section: str, since_1904: bool = False) -> str | None:
    """A number of days as a date, a time or a duration; None for what is no day, such as a negative one."""
    tokens = _tokens(section)
    kinds = {kind for kind, _ in tokens}
    if "day" in kinds or "month" in kinds:
        if not 0 < int(value) <= _MAX_DAY:
            return None
        if _month_first(tokens):
            tokens = [*_tokens(SYSTEM_DATE), *_clock_after(tokens)]
        if not kinds & {"total", "clock", "minute"}:
            return _written(tokens, _EPOCH[since_1904] + timedelta(days=int(value)), 0)
        if value == int(value):  # midnight, which a program that writes dates adds to every day
            tokens = _without_clock(tokens)
    elif value < 0:
        told = moment(-value, section, since_1904)
        return f"-{told}" if told else None
    seconds = _seconds(value, tokens)
    whole = int((seconds / _DAY).to_integral_value(ROUND_FLOOR))
    day = _EPOCH[since_1904] + timedelta(days=min(whole, _MAX_DAY))
    return _written(tokens, day, seconds)


def _tokens(section: str) -> list[_Token]:
    """The parts of a format; an `m` beside hours or seconds is a minute, any other a month."""
    found = [(m.lastgroup or "", m.group(m.lastgroup) if m.lastgroup else "") for m in _TOKEN.finditer(section)]
    timely = [at for at, (kind, _) in enumerate(found) if kind in ("clock", "total", "minute")]
    after = {b for a, b in pairwise(timely) if found[a][0] in ("clock", "total") and "h" in found[a][1].lower()}
    before = {a for a, b in pairwise(timely) if found[b][0] in ("clock", "total") and "s" in found[b][1].lower()}
    return [
        ("month", text) if kind == "minute" and at not in after | before else (kind, text)
        for at, (kind, text) in enumerate(found)
    ]


def _month_first(tokens: list[_Token]) -> bool:
    """Whether a date is all in numbers with its month in front, which elsewhere is the day."""
    order = [kind for kind, text in tokens if kind == "month" or text.lower() in ("d", "dd")]
    named = any(kind == "month" and len(text) > 2 for kind, text in tokens)
    return (
        not named and order[:2] == ["month", "day"] and next(k for k, _ in tokens if k in ("day", "month")) == "month"
    )


def _clock_after(tokens: list[_Token]) -> list[_Token]:
    """The time of day that stands after a date, with the space between them."""
    first = next((at for at, (kind, _) in enumerate(tokens) if kind in ("clock", "total")), len(tokens))
    return [("other", " "), *tokens[first:]] if first < len(tokens) else []


def _without_clock(tokens: list[_Token]) -> list[_Token]:
    """The tokens of the day alone, up to the last of them."""
    last = max((at for at, (kind, _) in enumerate(tokens) if kind in ("day", "month")), default=-1)
    first = next((at for at, (kind, _) in enumerate(tokens) if kind in ("clock", "total", "half")), len(tokens))
    return tokens[: last + 1] if last < first else [t for t in tokens if t[0] not in ("clock", "total", "half")]


def _seconds(value: Decimal, tokens: list[_Token]) -> Decimal:
    """Seconds since the epoch, to the digit that is shown; minutes that go on are cut, as spreadsheets do."""
    places = max((len(text.partition(".")[2]) for kind, text in tokens if kind == "clock"), default=0)
    return (value * _DAY).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _written(tokens: list[_Token], day: date, seconds: Decimal | int) -> str:
    halves = any(kind == "half" for kind, _ in tokens)
    return "".join(_part(kind, text, day, Decimal(seconds), halves) for kind, text in tokens).strip()


def _part(kind: str, text: str, day: date, seconds: Decimal, halves: bool) -> str:
    token = text.lower()
    if kind == "day":
        return _of_day(day, token)
    if kind == "month":
        return _of_month(day, token)
    if kind == "total":
        unit = {"h": 3600, "m": 60, "s": 1}[token[1]]
        return str(int(seconds // unit)).zfill(len(token) - 2)
    if kind == "half":
        return "AM" if seconds % _DAY < _DAY // 2 else "PM"
    if kind == "minute":
        return str(int(seconds % 3600 // 60)).zfill(len(token))
    if kind == "clock" and token[0] == "h":
        hour = int(seconds % _DAY // 3600)
        return str((hour % 12 or 12) if halves else hour).zfill(len(token))
    if kind == "clock":
        whole, point, places = token.partition(".")
        return f"{seconds % 60:0{len(whole) + len(point) + len(places)}.{len(places)}f}"
    return text


def _of_day(day: date, token: str) -> str:
    week = _DAYS[day.weekday()]
    own = {"d": str(day.day), "dd": f"{day.day:02d}", "ddd": week[:3], "dddd": week, "yy": f"{day.year % 100:02d}"}
    return own.get(token, str(day.year))


def _of_month(day: date, token: str) -> str:
    name = _MONTHS[day.month - 1]
    return {"m": str(day.month), "mm": f"{day.month:02d}", "mmm": name[:3], "mmmm": name}.get(token, name[:1])
