"""A quarter or month under the heading of its year is of that year, whatever the report's own period."""

from __future__ import annotations

from datetime import date

from extractor.facts import Facts, merge
from extractor.normalise.resolve import Reference, resolve
from extractor.notation.periods import parse_period


def _days(*path: str) -> tuple[date | None, date | None]:
    facts = Facts()
    for heading in path:
        facts = merge(facts, Facts(period=parse_period(heading), label=heading))
    period = resolve(facts.period, Reference(date(2023, 12, 31), None, None))
    return period.start, period.end


def test_quarters_under_two_years_are_not_both_of_the_last_one() -> None:
    assert _days("2022/23", "Q2") == (date(2022, 7, 1), date(2022, 9, 30))
    assert _days("2023/24", "Q2") == (date(2023, 7, 1), date(2023, 9, 30))


def test_months_under_their_year_are_of_it() -> None:
    assert _days("2021", "Nov") == (date(2021, 11, 1), date(2021, 11, 30))


def test_a_quarter_under_a_bare_year_stays_open() -> None:
    assert _days("2022", "Q1") == (None, None)
