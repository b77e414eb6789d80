"""Figures of the running text against each other and against tables."""

from dataclasses import replace

from printed import CHANGE, LAST, LAST_YEAR, PREVIOUS, THIS_YEAR, alike, blamed, messages, said, shown, table

PER_CENT = {**CHANGE, "role": "percent_change", "unit": "percent"}
MORE = {**CHANGE, "role": "difference"}
YEARS = [PREVIOUS, LAST]
ALL_CRIME = ("All crime", {"category": "all_crime"}, "73,991", "88,286")


def test_a_change_and_the_two_levels_of_its_sentence():
    good = said(("227", THIS_YEAR), ("-13%", PER_CENT), ("261", LAST_YEAR))
    assert blamed(good) == []
    assert shown(good) == {"227", "-13%", "261"}
    wrong = said(("350", THIS_YEAR), ("-47%", PER_CENT), ("456", LAST_YEAR))
    assert messages(wrong) == ["−47% stands in the text, but from 456 to 350 is a change of −23%."]


def test_a_difference_and_its_percentage():
    good = said(("19,640", THIS_YEAR), ("-23%", PER_CENT), ("-5,781", MORE))
    wrong = said(("353", THIS_YEAR), ("13.5%", PER_CENT), ("2", MORE))
    assert blamed(good) == []
    assert alike(wrong) == [{"13.5%"}]


def test_a_figure_that_a_table_prints_a_little_differently():
    text = said(("88,268", THIS_YEAR))
    assert messages(table(YEARS, ALL_CRIME), text) == [
        "88,268 stands in the text, but table 1 has 88,286; two digits are swapped."
    ]


def test_a_figure_that_is_about_something_else_is_left_alone():
    assert blamed(table(YEARS, ALL_CRIME), said(("41,203", THIS_YEAR))) == []


def test_a_figure_far_off_counts_where_its_sentence_agrees_otherwise():
    text = said(("88,286", THIS_YEAR), ("+4.0%", PER_CENT))
    assert [b[2] for b in blamed(table(YEARS, ALL_CRIME), text)] == ["+4.0%"]


def test_a_part_that_is_compared_with_the_whole_force():
    stoke = {"area": "Stoke-on-Trent", "area_type": "district", "category": "knife_crime"}
    force = table(YEARS, ("Knife crime", {"category": "knife_crime"}, "722", "859"))
    text = said(("353", THIS_YEAR), ("-369", MORE), **stoke)
    assert messages(force, text) == [
        "−369 stands in the text, but it is 353 for Stoke-on-Trent less 722, the figure for all of Hampshire; "
        "a part of the force is compared with the whole of it."
    ]


def test_levels_of_an_area_that_are_those_of_the_force():
    city = {"area": "Ipswich", "area_type": "district"}
    text = said(("350", THIS_YEAR), ("456", LAST_YEAR), area="Suffolk", area_type="force")
    part = said(("-47%", PER_CENT), ("350", THIS_YEAR), ("456", LAST_YEAR), **city)
    assert messages(text, part) == [
        "−47% stands in the text, but from 456 to 350 is a change of −23%; "
        "456 and 350 are also given for all of Suffolk, so that they are hardly the area's."
    ]


def test_one_figure_printed_twice_with_the_same_decimals():
    points = {**CHANGE, "role": "difference", "unit": "percentage_point", "statistic": "share"}
    level = {**THIS_YEAR, "unit": "percent", "statistic": "share"}
    rows = table(
        [LAST, ("Change", points)],
        ("All crime", {"category": "all_crime", "unit": "percent", "statistic": "share"}, "6.7%", "-2.0%"),
    )
    rows[1] = replace(rows[1], unit="percentage_point")
    text = said(("6.7%", level), ("-1.9%", points))
    text[1] = replace(text[1], unit="percentage_point")
    assert messages(rows, text) == [
        "−1.9 percentage points stands in the text, but table 1 has −2.0 percentage points; "
        "one of the two is rounded otherwise."
    ]
