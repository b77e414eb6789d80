"""Sentences as reports of any force write them: each figure with measure, period, base and area."""

# ruff: noqa: E501 - a sentence reads best on one line
from __future__ import annotations

from datetime import date

import pytest

from extractor.codelists import vocabulary
from extractor.layouts.lexicon import Lexicon
from extractor.model import Block, Document
from extractor.normalise.observations import Source
from extractor.normalise.resolve import Reference
from extractor.prose import read_prose

Q2 = (date(2019, 7, 1), date(2019, 9, 30))
Q1 = (date(2019, 4, 1), date(2019, 6, 30))
YEAR_AGO = (date(2018, 7, 1), date(2018, 9, 30))
OPEN = (None, None)


@pytest.fixture
def told():
    """What a report of Suffolk on July to September 2019 states in one sentence."""

    def reads(sentence, heading="Recorded Crime", front="July to September 2019", end=date(2019, 9, 30)):
        book = vocabulary()
        source = Source("suffolk", book.forces["suffolk"], Reference(end), "docx", "", "0" * 64)
        body = (
            Block("heading", "Suffolk Constabulary: performance report", 1), Block("paragraph", front),
            Block("heading", heading, 2), Block("paragraph", sentence),
        )  # fmt: skip
        document = Document("report.docx", "0" * 64, "docx", "docx", body=body)
        return read_prose(document, Lexicon(book, "suffolk"), source, book)[0]

    return reads


def days(o):
    return (o.period_start, o.period_end)


def base(o):
    return (o.base_period_start, o.base_period_end)


def test_a_level_a_change_in_count_and_percent_and_what_they_compare_with(told):
    count, percent = told("Robbery offences have increased by 11 (8.5%) compared with the previous quarter.")
    assert (str(count.value), count.role, count.unit) == ("11", "difference", "count")
    assert (str(percent.value), percent.role, percent.unit) == ("8.5", "percent_change", "percent")
    assert {(o.measure, o.category, o.area, days(o), base(o)) for o in (count, percent)} == {
        ("recorded_crime", "robbery", "Suffolk", Q2, Q1)
    }


def test_down_from_a_figure_in_one_period_to_one_in_another(told):
    change, now, then = told(
        "Total recorded crime fell by 3.2% to 4,120 offences in Quarter 2, down from 4,256 in the same quarter of 2018/19."
    )
    assert [str(o.value) for o in (change, now, then)] == ["-3.2", "4120", "4256"]
    assert (days(change), base(change)) == (Q2, YEAR_AGO)
    assert (days(now), days(then)) == (Q2, YEAR_AGO)


@pytest.mark.parametrize(
    ("words", "value"),
    [("fell by 4%", "-4"), ("a reduction of 4%", "-4"), ("4% lower", "-4"), ("up 4%", "4"), ("a 4% rise", "4")],
)
def test_words_give_a_change_its_sign(told, words, value):
    verb = {"f": "", "a": "saw ", "4": "was ", "u": "was "}[words[0]]
    joined = "than" if "lower" in words else "on"
    (found,) = told(f"Burglary {verb}{words} {joined} the previous quarter.")
    assert (str(found.value), found.category, base(found)) == (value, "burglary", Q1)


def test_a_change_of_a_share_is_in_percentage_points(told):
    level, change = told("The outcome 16 rate was 46.3% in the quarter, up 1.7% on the previous quarter.", "Outcomes")
    assert (level.unit, level.statistic) == ("percent", "share")
    assert (change.unit, change.role) == ("percentage_point", "difference")


@pytest.mark.parametrize(
    "subject",
    ["The proportion of robbery offences", "Robbery as a share of all crime", "The rate of robbery offences"],
)
def test_a_change_of_a_share_of_offences_is_none_of_the_offences(told, subject):
    found = told(f"{subject} increased by 4% compared to the previous quarter.")
    assert [o for o in found if o.measure == "recorded_crime"] == []


def test_two_bases_each_with_its_changes(told):
    first, _, second, _ = told(
        "Hate crime was down by 36 offences (-4.0%) on the previous quarter and by 102 (-10.6%) on the same quarter last year."
    )
    assert (str(first.value), base(first)) == ("-36", Q1)
    assert (str(second.value), base(second)) == ("-102", YEAR_AGO)


def test_a_list_of_levels_over_the_years(told):
    found = told("Bicycle theft continued to fall: 1,019 in 2016/17, 934 in 2017/18 and 871 in 2018/19.")
    assert [(str(o.value), o.period_end.year) for o in found] == [("1019", 2017), ("934", 2018), ("871", 2019)]
    assert {o.category for o in found} == {"bicycle_theft"}


def test_each_place_has_its_own_figure(told):
    found = told("Suffolk recorded 40 robbery offences in the quarter and Norfolk 61.")
    assert [(str(o.value), o.area) for o in found] == [("40", "Suffolk"), ("61", "Norfolk")]


def test_a_place_that_no_list_knows_leaves_the_area_open(told):
    now, then = told("Robbery nearly doubled in Oldmarket, with 62 offences compared with 33 twelve months ago.")
    assert [(str(o.value), o.area, days(o)) for o in (now, then)] == [("62", "", Q2), ("33", "", YEAR_AGO)]
    assert now.row_label == "Robbery in Oldmarket"


def test_a_place_that_no_list_knows_at_the_front(told):
    assert {o.area for o in told("Oldmarket saw a 7% reduction in robbery and Newmarsh a 2% increase.")} <= {""}


def test_averages_of_others_are_of_their_own_areas(told):
    own, group, country = told(
        "Knife crime per 1,000 population was 0.42 compared with a most similar group average of 0.61 and a national average of 0.87."
    )
    assert [o.area for o in (own, group, country)] == ["Suffolk", "Most Similar Group", "England and Wales"]
    assert {(o.unit, o.statistic) for o in (own, group, country)} == {("per_1000_population", "rate")}


def test_quarter_on_quarter_is_no_time_of_the_figure_before_it(told):
    then, now, change = told("Missing person reports rose from 90 to 99 quarter on quarter, a rise of 10%.")
    assert (days(then), days(now), base(change)) == (Q1, Q2, Q1)


def test_the_last_day_of_a_month_and_not_the_month(told):
    (found,) = told("Officer strength stood at 1,402 FTE at the end of September 2019.", "Workforce")
    assert (found.measure, found.unit, days(found)) == ("strength", "fte", (date(2019, 9, 30), date(2019, 9, 30)))


def test_a_part_keeps_its_whole(told):
    whole, count, share = told("40 robbery offences were recorded this quarter, of which 10 (25%) were near pubs.")
    assert (str(whole.value), count.out_of, count.measure, share.measure) == ("40", whole.value, "", "")


def test_a_level_below_an_average_is_no_level_of_the_difference(told):
    assert [(str(o.value), o.role) for o in told("Robbery was 2.7% lower than in the previous quarter.")] == [
        ("-2.7", "percent_change")
    ]


# ---- periods


def test_a_level_that_names_no_period_is_of_the_one_on_the_front(told):
    (found,) = told("The abandonment rate for 999 calls was 1.4%.", "Contact")
    assert (found.measure, days(found), found.period_type) == ("abandonment_rate", Q2, "quarter")


def test_a_change_that_says_not_since_when_has_no_period(told):
    change, level = told("Robbery fell by 6.0% to 402.")
    assert (days(change), base(change), days(level)) == (OPEN, OPEN, Q2)


def test_a_survey_by_itself_is_not_of_the_period_on_the_front(told):
    (found,) = told("Public confidence was 54.1%.", "Confidence")
    assert days(found) == OPEN


def test_a_front_that_names_two_periods_dates_nothing(told):
    (found,) = told(
        "The abandonment rate for 999 calls was 1.4%.", front="July to September 2019 (year to September 2019)"
    )
    assert days(found) == OPEN


def test_a_front_against_what_the_figures_were_taken_to_end_on_dates_nothing(told):
    (found,) = told("Robbery fell by 3% on the previous quarter.", end=date(2019, 3, 31))
    assert (days(found), base(found)) == (OPEN, OPEN)


def test_the_quarter_named_is_the_one_on_the_front(told):
    (found,) = told("40 robbery offences were recorded in Quarter 2.")
    assert days(found) == Q2


@pytest.mark.parametrize("change", ["fell from 50 to 40", "rose by 4%"])
def test_a_change_between_two_periods_is_of_neither(told, change):
    assert told(f"Robbery {change} between April and September 2019.") == []


def test_last_year_in_a_report_of_a_quarter_is_open(told):
    (found,) = told("Robbery fell by 3% on last year.")
    assert (str(found.value), base(found)) == ("-3", OPEN)


# ---- what is left alone

SILENT = {
    "only there": "Robbery offences increased by 12% compared to the previous quarter but only in the east.",
    "left out": "Robbery offences increased by 12% on the previous quarter when schools are excluded.",
    "left out in front": "Excluding shops, robbery fell by 6% compared with the previous quarter.",
    "for some": "Robbery fell by 8% on the previous quarter, for adults.",
    "among some": "Robbery fell by 8% on the previous quarter among businesses.",
    "what may be": "Robbery may have fallen by 8% on the previous quarter.",
    "what is hoped": "The aim is that robbery falls by 8% on the previous quarter.",
    "denied": "Robbery did not fall by 8% on the previous quarter.",
    "a forecast": "By the end of the next quarter robbery will have fallen by 8%.",
    "two shares and one verb": "Personal robbery and business robbery fell by 8% and 12% respectively.",
    "an act": "The Theft Act 1968 applies to 40 offences.",
    "a telephone number": "Call 101 or 0800 555 111.",
    "a bound": "Up to 1,200 offences were recorded this quarter.",
}


@pytest.mark.parametrize("sentence", SILENT.values(), ids=SILENT)
def test_no_figure_of_the_whole_force_is_read(told, sentence):
    assert [o for o in told(sentence) if o.measure and o.area == "Suffolk"] == []


UNNAMED = (
    "Silent 999 calls increased by 6% compared to the previous quarter.",
    "Robbery offences at knifepoint increased by 12% compared to the previous quarter.",
    "The harm of robbery offences increased by 4% compared to the previous quarter.",
    "Detected robbery offences rose by 12% on the previous quarter.",
    "Fear of burglary rose by 6% on the previous quarter.",
)


@pytest.mark.parametrize("sentence", UNNAMED)
def test_a_subject_only_half_known_has_no_measure(told, sentence):
    assert {o.measure for o in told(sentence)} == {""}


def test_a_restriction_that_is_known_is_a_breakdown(told):
    (found,) = told("Violence with injury offences against officers fell by 4% on the previous quarter.")
    assert found.breakdown == '{"victim": "officers"}'


@pytest.mark.parametrize("who", ["by repeat offenders", "involving a knife", "committed at night"])
def test_a_part_named_in_the_subject_is_not_the_whole(told, who):
    found = told(f"Shoplifting {who} rose by 14% on the previous quarter.")
    assert [o for o in found if o.measure == "recorded_crime"] == []


@pytest.mark.parametrize("where", ["outside the M20 corridor", "near the racecourse", "on Sundays"])
def test_words_at_the_end_that_nothing_knows_may_take_a_part_out(told, where):
    assert [o for o in told(f"Burglary rose by 4% on the previous quarter {where}.") if o.measure] == []
