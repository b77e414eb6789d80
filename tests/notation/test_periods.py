"""Periods as police reports write them."""

# ruff: noqa: E501 - lists of examples read best in rows
from __future__ import annotations

import calendar
import time
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.notation import periods
from extractor.notation.days import LAST_YEAR
from extractor.notation.forms import FORMS, MONTHS
from extractor.notation.periods import (
    PeriodRef,
    financial_year_start,
    find_periods,
    join_periods,
    month_end,
    months_before,
    parse_period,
    shift_months,
    span_kind,
)


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("Sept 17", "2017-09-01", "2017-09-30", "month"),
        ("Jul-17", "2017-07-01", "2017-07-31", "month"),
        ("Dec - 22", "2022-12-01", "2022-12-31", "month"),
        ("Mar’18", "2018-03-01", "2018-03-31", "month"),
        ("Apr-19 to Mar 20", "2019-04-01", "2020-03-31", "financial_year"),
        ("July 18 to June 19", "2018-07-01", "2019-06-30", "rolling_12_months"),
        ("Jul - Sep 2017", "2017-07-01", "2017-09-30", "quarter"),
        ("Q2 18/19", "2018-07-01", "2018-09-30", "quarter"),
        ("Q4 2017/18", "2018-01-01", "2018-03-31", "quarter"),
        ("R12 months to January 2018", "2017-02-01", "2018-01-31", "rolling_12_months"),
        ("2023 to 31 st March", "2023-01-01", "2023-03-31", "year_to_date"),
        ("Oct 21 to Sept 22", "2021-10-01", "2022-09-30", "rolling_12_months"),
        ("01/04/2022", "2022-04-01", "2022-04-01", "point_in_time"),
        ("31st May 2018", "2018-05-31", "2018-05-31", "point_in_time"),
        ("2022/23", "2022-04-01", "2023-03-31", "financial_year"),
        ("2016", "2016-01-01", "2016-12-31", "calendar_year"),
        ("year ending 31 March 2023", "2022-04-01", "2023-03-31", "rolling_12_months"),
        ("1ST JULY 2018 – 30TH SEPTEMBER 2018", "2018-07-01", "2018-09-30", "quarter"),
    ],
)
def test_absolute_periods(text: str, start: str, end: str, kind: str) -> None:
    ref = parse_period(text)
    assert ref is not None and ref.period is not None
    assert (str(ref.period.start), str(ref.period.end), ref.period.kind) == (start, end, kind)


@pytest.mark.parametrize(
    ("text", "relative"), [("YTD (to February)", "ytd_to:2"), ("Apr", "named_month:4"), ("Q3", "named_quarter:3")]
)
def test_periods_that_lean_on_the_reporting_period(text: str, relative: str) -> None:
    ref = parse_period(text)
    assert ref is not None and ref.period is None and ref.relative == relative


@pytest.mark.parametrize(
    "text", ["-1912", "26 of 36", "Outcome 16", "999", "per 1000 population", "2,016", "5-10 mins", "31 February 2018x"]
)
def test_figures_and_words_are_no_periods(text: str) -> None:
    assert parse_period(text) is None


def test_words_between_a_quarter_and_its_year_are_kept() -> None:
    (found,) = find_periods("Q2 Performance 18/19")
    assert found.inner == "Performance"


def test_the_life_of_a_plan_is_no_period_of_figures() -> None:
    (found,) = find_periods("Police and Crime Plan 2016 – 2021")
    assert found.ref.relative == "none"


@given(
    st.dates(date(2000, 1, 1), date(2049, 12, 31)), st.sampled_from(["{:%b-%y}", "{:%B %Y}", "{:%b %y}", "{:%b - %y}"])
)
def test_a_month_is_read_however_it_is_written(day: date, form: str) -> None:
    ref = parse_period(form.format(day))
    assert ref is not None and ref.period is not None
    last = calendar.monthrange(day.year, day.month)[1]
    assert (ref.period.start, ref.period.end) == (day.replace(day=1), day.replace(day=last))


@given(st.integers(2000, 2048), st.integers(1, 4))
def test_financial_quarters_tile_the_financial_year(year: int, quarter: int) -> None:
    ref = parse_period(f"Q{quarter} {year}/{(year + 1) % 100:02d}")
    assert ref is not None and ref.period is not None and ref.period.start is not None and ref.period.end is not None
    assert financial_year_start(ref.period.start) == date(year, 4, 1)
    assert months_before(ref.period.end, 3) == ref.period.start


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(-60, 60))
def test_shifting_a_month_end_keeps_it_one(day: date, months: int) -> None:
    last = month_end(day.year, day.month)
    shifted = shift_months(last, months)
    assert shifted == month_end(shifted.year, shifted.month)


@given(st.text(max_size=60))
def test_finding_periods_never_raises_and_never_overlaps(text: str) -> None:
    found = find_periods(text)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(f.ref.period is None or f.ref.period.start <= f.ref.period.end for f in found)  # type: ignore[operator]


def test_kinds_of_spans() -> None:
    assert span_kind(date(2017, 4, 1), date(2018, 2, 28)) == "year_to_date"
    assert span_kind(date(2017, 4, 3), date(2018, 2, 28)) == "undetermined"


# ---- every form of schemas/periods.toml


def _said(ref: PeriodRef | None) -> dict[str, str]:
    if ref is None:
        return {}
    if ref.period is None:
        return {"relative": ref.relative}
    return {"days": f"{ref.period.start}/{ref.period.end}", "kind": ref.period.kind}


def _read(example: dict[str, str]) -> dict[str, str]:
    if "within" in example:
        found = find_periods(example["text"])
        return _said(found[0].ref if len(found) == 1 else None)
    return _said(parse_period(example["text"]))


EXAMPLES = [(form.name, example) for form in FORMS for example in form.examples]


@pytest.mark.parametrize(("form", "example"), EXAMPLES, ids=[f"{name}: {e['text']}" for name, e in EXAMPLES])
def test_a_form_reads_what_it_is_made_for(form: str, example: dict[str, str]) -> None:
    assert _read(example) == {key: value for key, value in example.items() if key not in ("text", "within")}


@pytest.mark.parametrize("name", [form.name for form in FORMS])
def test_no_form_can_be_left_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = next(form.examples for form in FORMS if form.name == name)
    before = [_read(dict(example)) for example in examples]
    all_forms = periods.forms_with_a_chance
    monkeypatch.setattr(
        periods,
        "forms_with_a_chance",
        lambda signs, alone: tuple(form for form in all_forms(signs, alone) if form.name != name),
    )
    monkeypatch.setattr(periods, "_kept", periods._find)
    monkeypatch.setattr(periods, "_parsed", periods._parse)
    assert [_read(dict(example)) for example in examples] != before


# ---- more of the same kinds, in other words than the examples


@pytest.mark.parametrize(
    ("text", "start", "end", "kind"),
    [
        ("October 3, 2019", "2019-10-03", "2019-10-03", "point_in_time"),
        ("Oct 3rd, 2019", "2019-10-03", "2019-10-03", "point_in_time"),
        ("3-Oct-2019", "2019-10-03", "2019-10-03", "point_in_time"),
        ("03.10.19", "2019-10-03", "2019-10-03", "point_in_time"),
        ("2009/10", "2009-04-01", "2010-03-31", "financial_year"),
        ("2012/13", "2012-04-01", "2013-03-31", "financial_year"),
        ("2007/08", "2007-04-01", "2008-03-31", "financial_year"),
        ("2019-2020", "2019-04-01", "2020-03-31", "financial_year"),
        ("98/99", "1998-04-01", "1999-03-31", "financial_year"),
        ("2019/20 (provisional)", "2019-04-01", "2020-03-31", "financial_year"),
        ("2021/22²", "2021-04-01", "2022-03-31", "financial_year"),
        ("2021/22 [note 4]", "2021-04-01", "2022-03-31", "financial_year"),
        ("2020/03", "2020-03-01", "2020-03-31", "month"),
        ("12 mths to June 22", "2021-07-01", "2022-06-30", "rolling_12_months"),
        ("12 month period ending 30 June 2022", "2021-07-01", "2022-06-30", "rolling_12_months"),
        ("Rolling 12 months ended June 2022", "2021-07-01", "2022-06-30", "rolling_12_months"),
        ("R12M to 30/06/22", "2021-07-01", "2022-06-30", "rolling_12_months"),
        ("year to 28 February 2023", "2022-03-01", "2023-02-28", "rolling_12_months"),
        ("year ended 29 February 2024", "2023-03-01", "2024-02-29", "rolling_12_months"),
        ("18 months to June 2021", "2020-01-01", "2021-06-30", "undetermined"),
        ("two years to December 2020", "2019-01-01", "2020-12-31", "several_years"),
        ("52 weeks to 26 March 2022", "2021-03-28", "2022-03-26", "undetermined"),
        ("Qtr ending 30/06/2022", "2022-04-01", "2022-06-30", "quarter"),
        ("Third quarter 2019/20", "2019-10-01", "2019-12-31", "quarter"),
        ("FY19/20 Q3", "2019-10-01", "2019-12-31", "quarter"),
        ("H2 2020/21", "2020-10-01", "2021-03-31", "half_year"),
        ("wk ending 5 Jun 22", "2022-05-30", "2022-06-05", "week"),
        ("w/b 30/05/22", "2022-05-30", "2022-06-05", "week"),
        ("Feb '21 – Jan '22", "2021-02-01", "2022-01-31", "rolling_12_months"),
        ("01/02/2021-31/01/2022", "2021-02-01", "2022-01-31", "rolling_12_months"),
        ("28 Feb - 6 Mar 2021", "2021-02-28", "2021-03-06", "week"),
        ("02/28/2021 - 03/06/2021", "2021-02-28", "2021-03-06", "week"),
        ("Jan–Jun '22", "2022-01-01", "2022-06-30", "half_year"),
        ("as at 30 Sept 21", "2021-09-30", "2021-09-30", "point_in_time"),
        ("2019/20 Q2 forecast", "2019-04-01", "2020-03-31", "financial_year"),
        ("Nov 2021/22", "2021-11-01", "2021-11-30", "month"),
        ("Feb 2021/22", "2022-02-01", "2022-02-28", "month"),
    ],
)
def test_fresh_words_of_the_same_forms(text: str, start: str, end: str, kind: str) -> None:
    assert _said(parse_period(text)) == {"days": f"{start}/{end}", "kind": kind}


@pytest.mark.parametrize(
    "text",
    [
        "0116 222 2222", "10:30", "9.30am", "24/7", "999", "101", "Section 4.1.18", "4.1.18", "3.2", "1.2.3", "2023 offences",
        "26/36", "8/43", "4/16", "12,345", "2,023", "£2022", "2022%", "-2022", "2022.5", "31/02/2022", "32/01/2022", "13/13/2022",
        "2022-13-01", "Feb 30 2022", "June 31, 2020", "31 June 2020", "2150/51", "1 May 2150", "Under 18", "10-17", "65+",
        "12 months", "seven days", "Sundays", "marching", "Mayor", "Quarterly", "Q11", "H3", "Outcome 20", "1 in 5", "YTDX",
        "April 15 - April 21", "R2D2", "M25", "Grade 2", "2019/18",
    ],
)  # fmt: skip
def test_near_misses_are_no_periods(text: str) -> None:
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "nothing_of"),
    [
        ("31 February 2018", "February"),
        ("99/13/2020", "2020"),
        ("April 15 - April 21", "April"),
        ("of which 4 may be repeats", "may"),
        ("as they march on", "march"),
    ],
)
def test_no_part_of_what_is_no_date_is_a_period(text: str, nothing_of: str) -> None:
    assert find_periods(text) == []
    assert nothing_of in text


@pytest.mark.parametrize(
    "text", ["Q1 2023/24 Forecast", "Spring 2021", "5 years to 2022", "Month 6 2019/20", "2009/12", "24-Jan"]
)
def test_a_period_that_can_be_read_in_two_ways_is_known_to_be_open(text: str) -> None:
    ref = parse_period(text)
    assert ref is not None and (ref.period, ref.relative) == (None, "open")


# ---- pieces of headings


@pytest.mark.parametrize(
    "text", ["to June 19)", "12 months to", "(July 18 to", "Year ending", "first half of", "as at"]
)
def test_a_piece_of_a_period_is_known_to_be_unfinished_and_has_no_days(text: str) -> None:
    ref = parse_period(text)
    assert ref is not None and ref.unfinished and ref.period is None


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("to June", "19)", None),
        ("(July 18 to", "June 19)", "2018-07-01/2019-06-30"),
        ("12 months to", "Sep 22", "2021-10-01/2022-09-30"),
        ("Year ending", "31 March 2023", "2022-04-01/2023-03-31"),
        ("first half of", "2022/23", "2022-04-01/2022-09-30"),
        ("(July 18", "to June 19)", "2018-07-01/2019-06-30"),
    ],
)
def test_pieces_of_a_heading_make_one_period(first: str, second: str, days: str | None) -> None:
    ref = join_periods(first, second)
    assert ref is not None
    assert ref.unfinished if days is None else _said(ref)["days"] == days


@pytest.mark.parametrize(("first", "second"), [("2022", "2023"), ("Jan-23", "Feb-23"), ("Offences", "2023 crimes")])
def test_two_periods_or_none_are_not_joined(first: str, second: str) -> None:
    assert join_periods(first, second) is None


# ---- what the headings beside it settle


def test_a_month_with_a_stroke_is_one_only_among_others() -> None:
    assert parse_period("4/23") is None
    assert parse_period("4/23", among=["Offence", "4/22", "4/23"]) is not None
    assert parse_period("4/16", among=["4/16", "5/16", "6/16"]) is not None
    assert parse_period("4/23", among=["4/23", "8/43"]) is None
    assert parse_period("4/23", among=["4/23", "13/23"]) is None


def test_months_with_a_stroke_are_months_of_their_years() -> None:
    ref = parse_period("11/22", among=["10/22", "11/22", "12/22"])
    assert _said(ref) == {"days": "2022-11-01/2022-11-30", "kind": "month"}


def test_pairs_of_years_stay_years_whatever_stands_beside_them() -> None:
    for text in ("10/11", "11/12"):
        assert _said(parse_period(text, among=["10/11", "11/12"]))["kind"] == "financial_year"


def test_one_american_date_gives_the_order_to_those_beside_it() -> None:
    beside = ["3/4/2020", "3/31/2020"]
    assert _said(parse_period("3/4/2020"))["days"] == "2020-04-03/2020-04-03"
    assert _said(parse_period("3/4/2020", among=beside))["days"] == "2020-03-04/2020-03-04"
    assert parse_period("3/4/2020", among=[*beside, "31/3/2020"]) == PeriodRef("3/4/2020", relative="open")


def test_a_spreadsheets_months_are_months_where_the_number_never_moves() -> None:
    assert _said(parse_period("24-Feb", among=["24-Jan", "24-Feb", "24-Mar"]))["days"] == "2024-02-01/2024-02-29"
    assert parse_period("24-Feb", among=["24-Jan", "25-Feb"]) == PeriodRef("24-Feb", relative="open")


# ---- properties


DATES = ["{d} {month} {y}", "{d}{th} {mon} {y}", "{month} {d}, {y}", "{mon} {d} {y}", "{d:02}/{m:02}/{y}", "{d:02}.{m:02}.{y}",
         "{y}-{m:02}-{d:02}", "{d}-{mon}-{y}", "{weekday} {d} {month} {y}", "as at {d} {month} {y}"]  # fmt: skip


def _written(day: date, form: str) -> str:
    suffix = "th" if 10 <= day.day <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return form.format(
        d=day.day, m=day.month, y=day.year, month=f"{day:%B}", mon=f"{day:%b}", weekday=f"{day:%A}", th=suffix
    )


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(DATES))
def test_a_day_is_read_however_it_is_written(day: date, form: str) -> None:
    ref = parse_period(_written(day, form))
    assert ref is not None and ref.period is not None
    assert (ref.period.start, ref.period.end) == (day, day)


@given(
    st.dates(date(1950, 1, 1), date(2060, 1, 1)),
    st.integers(1, 800),
    st.sampled_from(DATES[:8]),
    st.sampled_from([" to ", " - ", " – ", " until "]),
)
def test_a_span_runs_from_its_first_day_to_its_last(start: date, days: int, form: str, to: str) -> None:
    end = start + timedelta(days=days)
    if form == "{d:02}/{m:02}/{y}" and (start.day <= 12 < end.day or end.day <= 12 < start.day):
        return  # one date settles the order of the other, and both are British
    ref = parse_period(_written(start, form) + to + _written(end, form))
    assert ref is not None and ref.period is not None
    assert (ref.period.start, ref.period.end) == (start, end)


@given(st.integers(1, 12), st.integers(1951, 2059), st.sampled_from(["12 months to {}", "R12 to {}", "Year ending {}"]))
def test_a_rolling_year_has_twelve_months_and_ends_where_it_says(month: int, year: int, form: str) -> None:
    ref = parse_period(form.format(f"{calendar.month_name[month]} {year}"))
    assert ref is not None and ref.period is not None and ref.period.end == month_end(year, month)
    assert ref.period.start == months_before(month_end(year, month), 12)


@given(st.integers(1850, 2098), st.sampled_from(["{}/{:02}", "{}-{:02}", "FY{}/{:02}", "{}–{:02}"]))
def test_consecutive_years_are_always_a_financial_year(year: int, form: str) -> None:
    ref = parse_period(form.format(year, (year + 1) % 100))
    assert ref is not None and ref.period is not None
    assert (ref.period.start, ref.period.end) == (date(year, 4, 1), date(year + 1, 3, 31))


_PIECES = st.sampled_from([*MONTHS, "2018", "2199", "1701", "18/19", "31", "to", "-", "–", "Q1", "YTD", "12 months", "ending",
                           "w/e", "FY", "/", ".", "year", "half", "(", ")", "31/12/99", "%", "last 7 days", " "])  # fmt: skip


@given(st.lists(_PIECES, max_size=9).map(" ".join) | st.lists(_PIECES, max_size=9).map("".join))
def test_no_period_lies_outside_the_years_of_published_figures(text: str) -> None:
    refs = [f.ref for f in find_periods(text)] + [r for r in (parse_period(text),) if r is not None]
    days = [day for ref in refs if ref.period for day in (ref.period.start, ref.period.end) if day]
    assert all(1829 <= day.year <= LAST_YEAR for day in days)  # twenty years to 1850 begin before it


def test_a_text_made_to_stop_us_does_not() -> None:
    for text in (
        "1 " * 5000,
        "12 months to " * 800,
        "-" * 20000,
        "January - " * 2000,
        "the rolling " * 2000,
        " " * 20000,
    ):
        started = time.perf_counter()
        find_periods(text)
        parse_period(text)
        assert time.perf_counter() - started < 20
