"""Numbers that are no statistics, and sentences that are not understood: nothing is read."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.model import Block

NOTHING = {
    "a target": ("Call Handling", "The target is for 90% of 999 calls to be answered within 10 seconds."),
    "what ought to be": ("Call Handling", "90% of 999 calls should be answered within 10 seconds."),
    "a range": ("Call Handling", "Between 82% and 88% of 999 calls were answered within 10 seconds last quarter."),
    "a range with a dash": ("Complaints", "80-90% of complaints were recorded last quarter."),
    "about": ("Robbery", "Approximately 160 offences were recorded last quarter."),
    "a bound": ("Robbery", "Over 160 offences were recorded last quarter."),
    "an average": ("Robbery", "On average 40 offences were recorded each month in the last quarter."),
    "so many a month": ("Robbery", "40 offences were recorded per month last quarter."),
    "not recorded": ("Robbery", "40 offences were not recorded last quarter."),
    "in so many": ("Confidence in Police", "7 in 10 people have confidence in the police."),
    "a line that can be dialled": ("Call Handling", "101 and 999 were busy last quarter."),
    "a grade": ("Incidents", "Grade 1 incidents were resourced last quarter."),
    "an outcome code": ("Outcomes", "Outcome 16 was recorded last quarter."),
    "money": ("Efficiency", "£250 was recorded last quarter."),
    "ages": ("Missing Persons", "Children aged 12 were reported last quarter."),
    "a date": ("Robbery", "The team was launched on 27 June 2017."),
    "a telephone number": ("Contact", "Tel: 0116 496 0000"),
    "a page number": ("Robbery", "37"),
    "a footnote glued to a word": ("Robbery", "In the last quarter86% of offences were recorded."),
    "a part of something": ("Robbery", "40 of the 160 offences were recorded last quarter."),
    "more of something": ("Robbery", "40 more offences were recorded last quarter."),
    "an aim": ("Hate Crime", "We aim to reduce hate crime by 10% compared to the previous year."),
    "what could be": ("Hate Crime", "Hate crime could increase by 10% compared to the previous year."),
    "a condition": ("Hate Crime", "If hate crime increased by 10% compared to the previous quarter we would act."),
    "elsewhere": ("Hate Crime", "Nationally, hate crime rose by 10% compared to the previous quarter."),
    "two at once": ("Crime", "Robbery and rape fell by -10 (-2%) and -5 (-4%) respectively on the previous quarter."),
    "a month without a figure": ("Satisfaction", "September stood at 70.2%."),
    "from and to": ("Confidence in Police", "Trust fell from 60.5% to 58.1%."),
}  # fmt: skip


@pytest.mark.parametrize(("heading", "sentence"), NOTHING.values(), ids=NOTHING)
def test_nothing_is_read(read, heading, sentence):
    assert read(sentence, heading) == ([], [])


def test_headings_and_captions_are_no_sentences(told_in):
    text = "40 robbery offences were recorded last quarter."
    assert told_in((Block("heading", text), Block("caption", text))) == []
    assert len(told_in((Block("note", text),))) == 1


def test_labels_of_charts_that_stand_as_paragraphs(read):
    text = "500\n400 408\n393 336 347\nOct-16\n85.0%\n2 3-5\nWest Mercia"
    assert read(text, "Repeat Victims") == ([], [])


@pytest.mark.parametrize("year", ["(2016)", "2016"])
def test_a_year_behind_what_it_is_compared_with_is_no_figure(read, year):
    text = f"160 offences were recorded last quarter, a 10% increase compared to the previous year {year}."
    assert [str(o.value) for o in read(text, "Robbery")[0]] == ["160", "10"]


def test_a_month_with_a_comma_has_no_year(read):
    (found,) = read("In September, 26 complaints were recorded.", "Complaints")[0]
    assert (str(found.value), found.period_start) == ("26", date(2017, 9, 1))


def test_where_a_period_ends_is_not_the_period(read):
    (found,) = read("40 offences were recorded to September 2017.", "Robbery")[0]
    assert (found.period_start, found.period_end) == (None, None)


def test_a_subject_below_a_heading_that_is_not_understood_stays_open(read):
    (found,) = read("40 offences were recorded last quarter.", "Robbery", "Operation Marigold")[0]
    assert (found.measure, found.category) == ("recorded_crime", "")


def test_a_kind_of_crime_in_a_section_on_another_subject_stays_open(read):
    (found,) = read("Shoplifting offences fell by 5% in August compared to July.", "Business Crime")[0]
    assert (found.measure, found.category, found.breakdown) == ("recorded_crime", "", "{}")


def test_last_quarter_of_a_report_that_ends_inside_one_has_no_days(read):
    (found,) = read("40 offences were recorded last quarter.", "Robbery", end=date(2017, 8, 31))[0]
    assert (found.period_label, found.period_start, found.period_end) == ("last quarter", None, None)


def test_a_report_without_a_period_has_no_days(read):
    found = read(
        "40 offences were recorded last quarter, a 5% fall on the previous quarter (42).", "Robbery", end=None
    )[0]
    assert {(o.period_end, o.base_period_end) for o in found} == {(None, None)}


@pytest.mark.parametrize("place", ["East Warwickshire", "Warwick University"])
def test_a_place_named_after_an_area_is_not_the_area(read, place):
    (found,) = read(f"40 offences were recorded in {place} last quarter.", "Robbery")[0]
    assert found.area == ""
    assert found.row_label.endswith(f" in {place}")


def test_another_force_at_the_end_is_whose_figure_it_is(read):
    (found,) = read("Hate crime rose by 10% compared to the previous quarter in Suffolk.", "Hate Crime")[0]
    assert (found.area, found.category) == ("Suffolk", "hate_crime")
