"""Changes: their sign, their role, and the two periods they compare."""

# ruff: noqa: E501 - a sentence reads best on one line
from __future__ import annotations

from datetime import date

import pytest

from extractor.model import Block

STAFFORDSHIRE = {"force": "staffordshire", "end": date(2023, 3, 31)}


def test_a_change_in_percent_with_the_change_in_brackets(read):
    text = "999 call volume fell by 6% (1,050) over the last 12 months compared with the previous year."
    percent, count = read(text, "999 Calls", **STAFFORDSHIRE)[0]
    assert (str(percent.value), percent.role, percent.unit) == ("-6", "percent_change", "percent")
    assert (str(count.value), count.role, count.unit) == ("-1050", "difference", "count")
    assert (count.period_end, count.base_period_start, count.base_period_end) == (
        date(2023, 3, 31),
        date(2021, 4, 1),
        date(2022, 3, 31),
    )


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("a 12% reduction compared to", "-12"),
        ("a small (12%) reduction on", "-12"),
        ("an increase of 12% on", "12"),
        ("a decrease of -12% compared to", "-12"),
        ("a +12% increase when compared with", "12"),
        ("a fall of 12 per cent on", "-12"),
    ],
)
def test_words_give_the_direction(figures, words, value):
    text = f"440 vehicle offences were recorded last quarter, {words} the previous quarter."
    assert figures(text, "Vehicle Crime")[1] == (value, "percent_change", "percent")


def test_a_level_in_brackets_behind_the_noun_is_no_change(figures):
    text = "North Warwickshire saw a 20% fall in missing person reports (80) compared with the previous quarter (100)."
    assert figures(text, "Missing Persons") == [
        ("-20", "percent_change", "percent"),
        ("80", "level", "count"),
        ("100", "level", "count"),
    ]


def test_a_signed_figure_behind_the_noun_is_a_change(figures):
    text = "Robbery saw a +20% rise in offences (+15) when comparing quarter 2 17/18 with the same quarter of 16/17."
    assert figures(text, "Crime") == [("20", "percent_change", "percent"), ("15", "difference", "count")]


def test_a_change_of_a_percentage_is_in_points(read):
    text = "2.5% of 101 calls were abandoned over the last 12 months. This is a fall of 1.5% on the previous 12 months."
    _, change = read(text, "Call Handling")[0]
    assert (str(change.value), change.role, change.unit) == ("-1.5", "difference", "percentage_point")
    assert change.base_period_end == date(2016, 9, 30)


def test_more_than_is_a_difference(read):
    text = "The control room received +450 more, 999 calls over Quarter 2 17/18 than the same quarter of 16/17."
    (found,) = read(text, "Calls")[0]
    assert (str(found.value), found.role, found.measure, found.category) == (
        "450",
        "difference",
        "calls_received",
        "999",
    )
    assert (found.period_end, found.base_period_end) == (date(2017, 9, 30), date(2016, 9, 30))


def test_fewer_is_a_fall_whether_or_not_a_minus_stands_there(figures):
    for number in ("-220", "220"):
        text = f"Northtown recorded {number} fewer incidents compared with the same quarter last year."
        assert figures(text, "Incidents") == [("-220", "difference", "count")]


def test_a_base_in_the_same_words_serves_the_next_percentage(figures):
    text = "The force recorded an additional +90 crimes compared with the same quarter last year, this represents a +8% rise owed to recording."
    assert figures(text, "Crime") == [("90", "difference", "count"), ("8", "percent_change", "percent")]


def test_each_half_of_a_sentence_keeps_its_subject(read):
    text = (
        "Robbery grew by 5% compared with the previous quarter and rape grew by 7% compared with the previous quarter."
    )
    assert [(o.category, str(o.value)) for o in read(text, "Crime")[0]] == [("robbery", "5"), ("rape", "7")]


def test_another_subject_inside_a_change_is_not_the_first_ones(read):
    text = "164 offences were recorded last quarter, with a 10% increase in personal robbery compared to the previous quarter (78)."
    assert [(o.category, str(o.value)) for o in read(text, "Robbery")[0]] == [
        ("robbery", "164"),
        ("personal_robbery", "10"),
        ("personal_robbery", "78"),
    ]


def test_a_baseline_gives_its_dimension_and_no_period(read):
    text = "Domestic crime rose by 30.1% (500) on the Beating Crime Plan baseline."
    for found in read(text, "Domestic Abuse", **STAFFORDSHIRE)[0]:
        assert found.breakdown == '{"recording_basis": "validated"}'
        assert (found.base_period_start, found.base_period_end) == (None, None)


def test_a_baseline_with_its_months(read):
    text = (
        "Robbery offences fell by -6% (-15) over the last 12 months against the 2018-19 baseline (June 18 to May 19)."
    )
    percent, count = read(text, "Crime", **STAFFORDSHIRE)[0]
    assert (percent.base_period_start, percent.base_period_end) == (date(2018, 6, 1), date(2019, 5, 31))
    assert (str(percent.value), str(count.value)) == ("-6", "-15")


def test_a_list_under_a_comparison(told_in):
    body = (
        Block("heading", "Complaints", 1),
        Block("paragraph", "During the last 12 months compared with the previous 12 months:"),
        Block("list_item", "16% increase in total complaints"),
        Block("list_item", "9% fall (-4) in conduct matters"),
    )
    found = told_in(body)
    assert [(o.measure, str(o.value), o.role) for o in found] == [
        ("complaints", "16", "percent_change"),
        ("conduct_matters", "-9", "percent_change"),
        ("conduct_matters", "-4", "difference"),
    ]
    assert {o.base_period_end for o in found} == {date(2016, 9, 30)}


def test_no_change_of_a_count_is_a_change_by_nought(read):
    text = "North Warwickshire accounts for 40% (20) of robbery and has no change on the previous quarter (20)."
    *_, none, then = read(text, "Robbery")[0]
    assert (str(none.value), none.value_text, none.role, none.unit) == ("0", "no change", "difference", "count")
    assert str(then.value) == "20"


def test_no_change_of_a_percentage_is_no_figure(read):
    text = "In September 2017 2.5% of 999 calls were abandoned, with no change on August 2017."
    assert [o.role for o in read(text, "Call Handling")[0]] == ["level"]
