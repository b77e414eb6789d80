"""Parts of years under the headings that name the years."""

# ruff: noqa: E501 - lists of examples read best in rows

from __future__ import annotations

import pytest

from extractor.notation.periods import parse_period
from extractor.notation.under import period_under


@pytest.mark.parametrize(
    ("year", "part", "days", "kind"),
    [
        ("2023/24", "Q1", "2023-04-01/2023-06-30", "quarter"),
        ("2022/23", "Q4", "2023-01-01/2023-03-31", "quarter"),
        ("2022/23", "H2", "2022-10-01/2023-03-31", "half_year"),
        ("2021/22", "Nov", "2021-11-01/2021-11-30", "month"),
        ("2021/22", "Feb", "2022-02-01/2022-02-28", "month"),
        ("2022", "Nov", "2022-11-01/2022-11-30", "month"),
        ("2022", "Jan - Mar", "2022-01-01/2022-03-31", "quarter"),
        ("2022/23", "Oct to Mar", "2022-10-01/2023-03-31", "half_year"),
        ("calendar year 2022", "Q3", "2022-07-01/2022-09-30", "quarter"),
        ("2022/23", "Q2 YTD", "2022-04-01/2022-09-30", "year_to_date"),
        ("2022", "31 March", "2022-03-31/2022-03-31", "point_in_time"),
        ("2022", "1 April to 30 June", "2022-04-01/2022-06-30", "quarter"),
    ],
)
def test_a_part_is_of_the_year_above_it(year: str, part: str, days: str, kind: str) -> None:
    ref = period_under(parse_period(year), parse_period(part))
    assert ref is not None and ref.period is not None
    assert (f"{ref.period.start}/{ref.period.end}", ref.period.kind, ref.label) == (days, kind, f"{year} {part}")


@pytest.mark.parametrize(
    ("year", "part", "relative"),
    [
        ("2022", "Q1", "quarter_of:1:2022"),
        ("2022", "H1", "half_of:1:2022"),
        ("2022", "YTD", "ytd_year:2022"),
        ("2022/23", "YTD", "ytd_of:2022"),
        ("2022", "Q2 YTD", "ytd_quarters:2:2022"),
        ("2022", "Week 12", "week_no:12:2022"),
    ],
)
def test_under_a_bare_year_what_may_be_of_two_years_stays_open(year: str, part: str, relative: str) -> None:
    ref = period_under(parse_period(year), parse_period(part))
    assert ref is not None and (ref.period, ref.relative) == (None, relative)


@pytest.mark.parametrize(
    ("year", "part"),
    [("2022", "2023"), ("Jan-22", "Q1"), ("2022/23", "Jan-23"), ("2022/23", "last 7 days"), ("2022/23", "Mar - Apr"), ("2023", "29 February"),
     ("2022/23", "Previous YTD"), ("Q1", "2022/23")],
)  # fmt: skip
def test_other_pairs_are_no_year_and_its_part(year: str, part: str) -> None:
    assert period_under(parse_period(year), parse_period(part)) is None
