"""Figures as police reports print them, and properties that hold for every figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.notation.figures import is_figure, parse_figure, writes_spaced_thousands


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("226,868", "226868", ""),
        ("89.5%", "89.5", "percent"),
        ("7.84 %", "7.84", "percent"),
        ("+2.0 % pt", "2.0", "percentage_point"),
        ("- 5.4 % pt", "-5.4", "percentage_point"),
        ("-4% pt", "-4", "percentage_point"),
        ("3.1 ppts", "3.1", "percentage_point"),
        ("−5", "-5", ""),
        ("-0.14", "-0.14", ""),
        ("12\u2009345", "12345", ""),
        ("±0", "0", ""),
        ("216 hours", "216", "hour"),
        ("13 mins 09 seconds", "789", "second"),
        ("01:02:03", "3723", "second"),
        ("£1.2m", "1.2", "gbp_million"),
        ("£9102.30", "9102.30", "gbp"),
        ("226⁹", "226", ""),
        ("5*", "5", ""),
        ("8th", "8", "rank"),
        ("2nd=", "2", "rank"),
        ("=3rd", "3", "rank"),
        ("joint 4th", "4", "rank"),
        ("7=", "7", "rank"),
        ("£ 57k", "57", "gbp_thousand"),
        ("£1.2 m", "1.2", "gbp_million"),
        ("-£0.4m", "-0.4", "gbp_million"),
        ("GBP 1,200", "1200", "gbp"),
        ("$1,120", "1120", ""),
        ("US$ 3.5m", "3500000", ""),
        ("-$2k", "-2000", ""),
        ("1.4pp", "1.4", "percentage_point"),
        ("+2.8 pts", "2.8", "percentage_point"),
        ("+0.5 p.pt.", "0.5", "percentage_point"),
        ("-5.3%", "-5.3", "percent"),
        ("- 1,376", "-1376", ""),
        ("1,904 [note 3]", "1904", ""),
        ("1,904 [r]", "1904", ""),
        ("79¹²", "79", ""),
        ("79¹,²", "79", ""),
        ("79.2%² *", "79.2", "percent"),
    ],
)
def test_reads_value_and_unit(text: str, value: str, unit: str) -> None:
    figure = parse_figure(text)
    assert (figure.kind, figure.value, figure.unit) == ("number", Decimal(value), unit)


@pytest.mark.parametrize(
    ("text", "value", "out_of"), [("26 of 36", 26, 36), ("5 of 8 *", 5, 8), ("8th of 8", 8, 8), ("26/36", 26, 36)]
)
def test_reads_figures_out_of_others(text: str, value: int, out_of: int) -> None:
    figure = parse_figure(text)
    assert (figure.value, figure.out_of) == (value, out_of)


@pytest.mark.parametrize(("text", "qualifier"), [("<5", "<"), (">10", ">"), ("fewer than 5", "<"), ("42", "")])
def test_reads_suppressed_counts(text: str, qualifier: str) -> None:
    assert parse_figure(text).qualifier == qualifier


@pytest.mark.parametrize(
    "text",
    ["-", "–", "n/a", "N/A", "..", "*", "~", ":", "nil", "[c]", "[x]", "[z]", "[low]", "***", "- *", "n/a¹", "#DIV/0!"],
)
def test_a_mark_is_no_value(text: str) -> None:
    figure = parse_figure(text)
    assert (figure.kind, figure.value) == ("mark", None)


@pytest.mark.parametrize(
    "text", ["1,23", "1.234.5", "± 3.1%", "12 345", "12:30", "1,2345", "↓", "278 251", "1,120?", "€1,120", "1 ,120",
             "1,12O", "l20", "03:45", "007", "18/19", "2st", "1,120-", "3.1.2"],
)  # fmt: skip
def test_what_could_mean_two_things_is_not_read(text: str) -> None:
    figure = parse_figure(text)
    assert (figure.kind, figure.value) == ("unreadable", None)
    assert figure.problem


@pytest.mark.parametrize("text", ["All areas above 90% apart from one (87%)", "Not applicable here", "Apr 17"])
def test_figures_inside_words_are_no_value(text: str) -> None:
    assert parse_figure(text).kind == "text"


def test_arrows_and_brackets_are_kept_apart_from_the_value() -> None:
    assert (parse_figure("↓ 3.36").value, parse_figure("↓ 3.36").arrow) == (Decimal("3.36"), -1)
    assert (parse_figure("(175)").value, parse_figure("(175)").bracketed) == (Decimal(175), True)


def test_a_financial_year_is_no_share() -> None:
    assert parse_figure("2016/17").out_of is None


def test_a_second_figure_in_a_cell_is_reported() -> None:
    figure = parse_figure("589 (23%)")
    assert figure.value == 589
    assert "23%" in figure.problem


def test_spaced_thousands_are_read_only_where_a_table_writes_them_throughout() -> None:
    assert writes_spaced_thousands(["14 388", "1 623", "26.6"])
    assert not writes_spaced_thousands(["14 388", "1,623"])
    assert not writes_spaced_thousands(["14 388"])
    assert parse_figure("14 388", spaced=True).value == 14388


@given(st.integers(-(10**9), 10**9))
def test_a_whole_number_survives_its_thousands_separators(number: int) -> None:
    assert parse_figure(f"{number:,}").value == number


@given(st.decimals(-10000, 10000, places=2, allow_nan=False), st.sampled_from(["", "%", " %", " % pt", " hours"]))
def test_a_decimal_is_read_to_its_last_digit(number: Decimal, unit: str) -> None:
    figure = parse_figure(f"{number}{unit}")
    assert figure.value == number
    assert figure.decimals == 2


@given(st.text(max_size=40))
def test_nothing_raises_and_no_value_comes_without_a_digit(text: str) -> None:
    figure = parse_figure(text)
    assert figure.value is None or any(c.isnumeric() for c in text)
    assert is_figure(text) == (figure.kind in ("number", "mark"))


@given(st.decimals(0, 10000, places=1, allow_nan=False), st.sampled_from(["*", "†", "⁵", " *", " ³"]))
def test_footnote_marks_never_change_a_value(number: Decimal, mark: str) -> None:
    assert parse_figure(f"{number}{mark}").value == number


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("79.2% ±1.8", "77.4", "81.0"),
        ("79.2 ± 1.8%", "77.4", "81.0"),
        ("79.2% (±1.8)", "77.4", "81.0"),
        ("79.2% +/- 1.8", "77.4", "81.0"),
        ("79.2% (77.4% to 81.0%)", "77.4", "81.0"),
        ("79.2% [77.4, 81.0]", "77.4", "81.0"),
    ],
)
def test_a_figure_keeps_the_interval_it_stands_with(text: str, low: str, high: str) -> None:
    figure = parse_figure(text)
    assert (figure.value, figure.unit, figure.low, figure.high) == (
        Decimal("79.2"),
        "percent",
        Decimal(low),
        Decimal(high),
    )


def test_numbers_in_brackets_that_do_not_hold_the_figure_are_no_interval() -> None:
    assert parse_figure("79.2% (81.0 to 85.0)").value is None


@pytest.mark.parametrize(("text", "seconds"), [("03:45", 225), ("12:30", 750), ("0:07", 7), ("120:00", 7200)])
def test_minutes_and_seconds_are_read_only_under_a_heading_of_time(text: str, seconds: int) -> None:
    assert parse_figure(text).kind == "unreadable"
    figure = parse_figure(text, duration=True)
    assert (figure.value, figure.unit) == (seconds, "second")


def test_a_heading_of_time_makes_no_minutes_of_other_figures() -> None:
    assert parse_figure("3:75", duration=True).value is None
    assert parse_figure("45", duration=True).unit == ""


@pytest.mark.parametrize(
    "text", ["Under 18", "10-17", "65+", "5 - 10 mins", "1-4", "65 and over", "10%-20%", "0 to 44", "Over 65"]
)
def test_a_band_is_a_label_and_says_so(text: str) -> None:
    figure = parse_figure(text)
    assert (figure.kind, figure.value) == ("text", None)
    assert "band" in figure.problem


@pytest.mark.parametrize(
    ("text", "qualifier", "noted"),
    [("≤5", "<", True), (">=10", ">", True), ("<5", "<", False), ("at least 3", ">", True)],
)
def test_a_bound_that_includes_the_figure_is_said(text: str, qualifier: str, noted: bool) -> None:
    figure = parse_figure(text)
    assert (figure.qualifier, bool(figure.problem)) == (qualifier, noted)


def test_amounts_in_millions_of_dollars_keep_how_exact_they_are() -> None:
    assert parse_figure("$1.2m").decimals == -5


def test_a_bracket_behind_the_pound_sign_holds_the_whole_figure() -> None:
    assert (parse_figure("£(175)").value, parse_figure("£(175)").bracketed) == (Decimal(175), True)
    assert (parse_figure("(£1.2m)").value, parse_figure("(£1.2m)").bracketed) == (Decimal("1.2"), True)
