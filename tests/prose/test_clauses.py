"""Clauses that stand by themselves in a sentence, and levels that a sentence goes from and to."""

# ruff: noqa: E501 - a sentence reads best on one line
from __future__ import annotations

from datetime import date

QUARTER, BEFORE = date(2017, 9, 30), date(2017, 6, 30)


def test_a_change_inside_a_sentence_has_a_subject_and_levels_of_its_own(read):
    text = "Most of it was owed to a 20% growth in personal robbery this quarter (60) compared with the previous quarter (50)."
    change, now, then = read(text, "Robbery")[0]
    assert (change.category, str(change.value), change.role) == ("personal_robbery", "20", "percent_change")
    assert (str(now.value), now.period_end, str(then.value), then.period_end) == ("60", QUARTER, "50", BEFORE)


def test_two_changes_in_one_sentence_of_two_areas(read):
    text = "It follows a 10% rise in volumes in South Warwickshire this quarter (110) compared to the previous quarter (100) and a 5% fall in volumes in North Warwickshire this quarter (190) compared to the previous quarter (200)."
    found = read(text, "Shoplifting")[0]
    assert [(o.area, str(o.value)) for o in found if o.role == "percent_change"] == [
        ("South Warwickshire", "10"),
        ("North Warwickshire", "-5"),
    ]
    assert {o.category for o in found} == {"shoplifting"}


def test_areas_that_share_a_verb_are_compared_with_what_the_section_is(read):
    text = (
        "500 shoplifting offences were reported last quarter, a 25% rise on the previous quarter (400). "
        "Both areas rose, with North Warwickshire seeing a rise of 20% (50) and South Warwickshire one of 33% (50)."
    )
    found = [o for o in read(text, "Shoplifting")[0] if o.area_type == "policing_area"]
    assert [(o.area, o.role, str(o.value)) for o in found] == [
        ("North Warwickshire", "percent_change", "20"),
        ("North Warwickshire", "difference", "50"),
        ("South Warwickshire", "percent_change", "33"),
        ("South Warwickshire", "difference", "50"),
    ]
    assert {(o.period_end, o.base_period_end) for o in found} == {(QUARTER, BEFORE)}


def test_areas_are_left_alone_where_the_clause_has_another_subject(read):
    text = (
        "500 shoplifting offences were reported last quarter, a 25% rise on the previous quarter (400). "
        "Arrests rose, with North Warwickshire seeing a rise of 20% (50) and South Warwickshire one of 33% (50)."
    )
    assert all(o.area_type == "force" for o in read(text, "Shoplifting")[0])


def test_from_and_to_with_their_dates(read):
    then, now = read("The number of arrests has fallen from 720 in June 2017 to 640 in September 2017.", "Custody")[0]
    assert (str(then.value), then.period_end, str(now.value), now.period_end) == ("720", BEFORE, "640", QUARTER)
    assert then.measure == now.measure == "arrests"


def test_a_rise_that_goes_down_is_found(read):
    _, findings = read("The number of arrests has risen from 720 in June 2017 to 640 in September 2017.", "Custody")
    assert [f.code for f in findings] == ["contradicting-words"]


def test_a_level_then_a_change_and_what_it_comes_to(read):
    text = (
        "Police officers full time equivalent in March 2017 was 900, and increased by 50 to 950, by 30 September 2017."
    )
    level, change, now = read(text, "Workforce")[0]
    assert [o.unit for o in (level, change, now)] == ["fte"] * 3
    assert (change.role, change.period_end, change.base_period_end) == ("difference", QUARTER, date(2017, 3, 31))
    assert (str(level.value), str(now.value)) == ("900", "950")


def test_both_levels_in_brackets_behind_a_change(read):
    text = "In the last quarter hate crime decreased by 20% compared to the previous quarter (40 v 50)."
    change, now, then = read(text, "Hate Crime")[0]
    assert (str(change.value), str(now.value), now.period_end) == ("-20", "40", QUARTER)
    assert (str(then.value), then.period_end) == ("50", BEFORE)


def test_an_average_that_moved_is_of_the_area_of_the_sentence_before(read):
    text = "South Warwickshire had more than usual for 8 months. The monthly average therefore rose from 20 to 31 offences a month."
    then, now = read(text, "Robbery")[0]
    assert [(str(o.value), o.statistic, o.area, o.category) for o in (then, now)] == [
        ("20", "mean", "South Warwickshire", "robbery"),
        ("31", "mean", "South Warwickshire", "robbery"),
    ]


def test_an_aspiration_is_no_figure(read):
    assert read("The ambition for victim satisfaction is at 90%.", "Victim Satisfaction") == ([], [])


STATED = "500 shoplifting offences were reported last quarter, a 25% rise on the previous quarter (400). "


def test_one_area_in_which_the_rise_took_place(read):
    text = STATED + "The rise in South Warwickshire is driven by a rise of 24% (32) in Stratford."
    found = [o for o in read(text, "Shoplifting")[0] if o.area == "Stratford District"]
    assert [(o.role, str(o.value), o.base_period_end) for o in found] == [
        ("percent_change", "24", BEFORE),
        ("difference", "32", BEFORE),
    ]


def test_areas_behind_a_change_are_compared_as_it_is(read):
    text = STATED + (
        "Robbery rose by 10% on the same quarter last year, with North Warwickshire showing a rise of 5% (3) "
        "and South Warwickshire one of 12% (9)."
    )
    found = [o for o in read(text, "Shoplifting")[0] if o.area_type == "policing_area"]
    assert {(o.category, o.base_period_end) for o in found} == {("robbery", date(2016, 9, 30))}


def test_a_change_before_its_subject(read):
    change, count = read("Reduction in robbery offences of 20% compared to the previous quarter (-25)", "Crime")[0]
    assert (change.category, change.role, str(change.value)) == ("robbery", "percent_change", "-20")
    assert (count.role, str(count.value), count.base_period_end) == ("difference", "-25", BEFORE)
