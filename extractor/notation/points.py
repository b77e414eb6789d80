"""The ends of periods: a day, a month, or either without its year, in every order they are written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extractor.notation.days import month_end, year_of
from extractor.notation.forms import MONTHS

_MONTH = re.compile("|".join(sorted(MONTHS, key=len, reverse=True)), re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.IGNORECASE)
_AMERICAN = re.compile(r"(?<![\d/])(\d\d?)/(\d\d?)/(\d{4}|\d\d)(?![\d/])")
_NUMBER = re.compile(r"(?<!\d)\d{1,9}(?!\d)")


@dataclass(frozen=True, slots=True)
class Point:
    """A day or, where `day` is None, a month; `year` is None where it is not written."""

    year: int | None
    month: int
    day: int | None

    def first(self, year: int | None = None) -> date:
        """Its first day, in `year` where it has none of its own. Raises ValueError where there is no such day."""
        return date(self._year(year), self.month, self.day or 1)

    def last(self, year: int | None = None) -> date:
        """Its last day."""
        return self.first(year) if self.day else month_end(self._year(year), self.month)

    def _year(self, year: int | None) -> int:
        found = self.year if self.year is not None else year
        if found is None:
            raise ValueError("a day without a year")
        return found


def read_point(text: str, american: bool = False) -> Point:
    """Read one end. `american` puts the month first where a date in figures could be read either way.

    Raises ValueError where there is no such day.
    """
    text = _WEEKDAY.sub("", text)
    month = _MONTH.search(text)
    if month is None:
        return _in_figures(text, american)
    before, after = _NUMBER.findall(text[: month.start()]), _NUMBER.findall(text[month.end() :])
    number = MONTHS[month[0].casefold()]
    if len(before) == 1:  # 31 March 2020, 31 March
        return Point(year_of(after[0]) if after else None, number, _day(before[0]))
    if len(after) == 2:  # March 31, 2020
        return Point(year_of(after[1]), number, _day(after[0]))
    if after and re.match(r"\s*\d+(?:st|nd|rd|th)", text[month.end() :].lstrip("."), re.IGNORECASE):
        return Point(None, number, _day(after[0]))
    return Point(year_of(after[0]) if after else None, number, None)


def month_first(text: str) -> bool | None:
    """Whether a date in figures can only be read with its month first, only with its day first, or (None) both ways."""
    numbers = [int(n) for n in _NUMBER.findall(text)]
    if len(numbers) != 3 or _MONTH.search(text) or numbers[0] > 31:
        return None
    if numbers[0] <= 12 < numbers[1]:
        return True
    return False if numbers[1] <= 12 < numbers[0] else None


def year_first(text: str) -> str:
    """The text with American dates in figures, `04/17/21`, written with the year first, as no other order is meant."""
    return _AMERICAN.sub(_turned, text)


def _turned(match: re.Match[str]) -> str:
    month, day = int(match[1]), int(match[2])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return match[0]
    return f"{year_of(match[3])}-{month:02}-{day:02}"


def _in_figures(text: str, american: bool) -> Point:
    numbers = _NUMBER.findall(text)
    if len(numbers) == 2:  # 04/2023
        return Point(year_of(numbers[1]), _checked(int(numbers[0]), 12), None)
    first, second, third = numbers
    if len(first) == 4:  # 2023-03-31
        return Point(year_of(first), _checked(int(second), 12), _day(third))
    settled = month_first(text)
    if settled or (settled is None and american):
        first, second = second, first
    return Point(year_of(third), _checked(int(second), 12), _day(first))


def _day(text: str) -> int:
    return _checked(int(text), 31)


def _checked(number: int, most: int) -> int:
    if not 1 <= number <= most:
        raise ValueError(f"{number} is no day or month")
    return number
