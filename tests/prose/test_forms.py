"""Further forms of sentences: rows of periods, kinds of a whole, changes per day, comparisons with figures."""

# ruff: noqa: E501 - a sentence reads best on one line
from __future__ import annotations

from datetime import date

import pytest

QUARTER, BEFORE, YEAR_BEFORE = date(2017, 9, 30), date(2017, 6, 30), date(2016, 9, 30)


def test_a_figure_for_each_period_in_a_row(read):
    text = "In July, August and September 2017 there were 194, 355 and 360 stop searches respectively."
    found = read(text, "Stop and Search")[0]
    assert [(str(o.value), o.period_end) for o in found] == [
        ("194", date(2017, 7, 31)),
        ("355", date(2017, 8, 31)),
        ("360", QUARTER),
    ]


def test_a_row_with_more_periods_than_figures_is_left_alone(read):
    text = "In July, August and September 2017 there were 194 and 355 stop searches respectively."
    assert read(text, "Stop and Search") == ([], [])


def test_a_continual_increase_goes_one_way(read):
    text = "July, August and September 2017 have seen a continual increase in stop and search with 194, 355 and 344 searches carried out respectively."
    _, findings = read(text, "Stop and Search")
    assert [(f.code, f.found) for f in findings] == [("contradicting-words", "344")]


def test_kinds_of_a_whole(read):
    text = "In the last quarter, 70% of all ASB incidents were nuisance, 16% environmental and 14% personal."
    found = read(text, "Anti-Social Behaviour")[0]
    assert [(str(o.value), o.measure, o.category, o.statistic) for o in found] == [
        ("70", "asb_incidents", "nuisance", "share"),
        ("16", "asb_incidents", "environmental", "share"),
        ("14", "asb_incidents", "personal", "share"),
    ]


def test_what_a_part_makes_up(read):
    text = "Shoplifting accounted for 9% (1,020) of all recorded crime in the last quarter."
    share, count = read(text, "Shoplifting")[0]
    assert (share.category, share.breakdown, share.period_end) == ("all_crime", '{"part": "Shoplifting"}', QUARTER)
    assert (str(count.value), count.unit) == ("1020", "count")


@pytest.mark.parametrize(
    "text",
    [
        "The force is receiving an average of 45 more 999 calls per day.",
        "999 call volume grew, an average of 45 calls extra a day.",
        "The number of 999 calls grew, with 45 more calls each day.",
    ],
)
def test_a_change_per_day(read, text):
    (found,) = read(text, "Calls")[0]
    assert (found.measure, found.category, found.role, found.statistic) == (
        "calls_received",
        "999",
        "difference",
        "mean",
    )
    assert (str(found.value), found.breakdown) == ("45", '{"per": "day"}')


COMPARED = {
    "then in brackets or not": (
        "Missing person reports fell to 606 in the last quarter from 621 in the same quarter last year.",
        [("621", YEAR_BEFORE), ("606", QUARTER)],
    ),
    "compared with": (
        "The force received 606 missing person reports in the last quarter, compared with 621 in the same quarter last year.",
        [("606", QUARTER), ("621", YEAR_BEFORE)],
    ),
    "on the figure recorded": (
        "Last quarter 606 missing person reports were recorded, an increase of 6 (1%) on the 600 recorded in the previous quarter.",
        [("606", QUARTER), ("6", QUARTER), ("1", QUARTER), ("600", BEFORE)],
    ),
    "up from": (
        "In the last quarter there were 606 missing person reports, up 1% from 600 in the previous quarter.",
        [("606", QUARTER), ("1", QUARTER), ("600", BEFORE)],
    ),
    "from and to behind the change": (
        "Missing person reports have increased by 6 (1%) compared to the previous quarter, from 600 to 606.",
        [("6", QUARTER), ("1", QUARTER), ("600", BEFORE), ("606", QUARTER)],
    ),
    "down on": (
        "Missing person reports were down by 15 reports (2%) compared with the previous quarter.",
        [("-15", QUARTER), ("-2", QUARTER)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), COMPARED.values(), ids=COMPARED)
def test_comparisons_with_figures(read, text, figures):
    found = read(text, "Missing Persons")[0]
    assert [(str(o.value), o.period_end) for o in found] == figures
    assert {o.measure for o in found} == {"missing_person_reports"}
    assert {o.base_period_end for o in found if o.role != "level"} <= {BEFORE}


def test_what_makes_up_is_no_rise(read):
    assert all(o.role == "level" for o in read("Robbery makes up 3% of all crime.", "Robbery")[0])


def test_a_share_told_roughly_in_words(read):
    (share,) = read("Over half (56%) of missing person reports were of children last quarter.", "Missing Persons")[0]
    assert (str(share.value), share.unit, share.statistic) == ("56", "percent", "share")


def test_a_level_between_two_periods_is_of_neither(read):
    assert read("The number of arrests decreased from 544 to 480 between Q1 and Q2 2017/18.", "Custody") == ([], [])


def test_fewer_with_its_percentage_in_brackets(read):
    text = "480 robbery offences were recorded last quarter, which is 64 fewer (-12%) than the previous quarter."
    found = read(text, "Robbery")[0]
    assert [(str(o.value), o.role) for o in found] == [
        ("480", "level"),
        ("-64", "difference"),
        ("-12", "percent_change"),
    ]


def test_a_share_of_the_same_measure_is_no_rate_of_it(read):
    (share,) = read("Almost a quarter (23%) of recorded crime in the last quarter was domestic abuse.", "Crime")[0]
    assert (share.measure, share.row_label) == ("", "recorded crime domestic abuse")
