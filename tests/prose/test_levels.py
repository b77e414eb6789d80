"""Figures that a sentence states outright, and the earlier ones it compares them with."""

# ruff: noqa: E501 - a sentence reads best on one line
from __future__ import annotations

from datetime import date

import pytest


def test_a_count_with_the_quarter_before_and_the_average(read):
    text = (
        "312 offences were recorded last quarter, above the previous quarter (290) and below the quarter average (320)."
    )
    now, before, average = read(text, "Robbery")[0]
    assert (now.measure, now.category, now.area, now.role) == ("recorded_crime", "robbery", "Warwickshire", "level")
    assert (now.period_start, now.period_end, now.period_type) == (date(2017, 7, 1), date(2017, 9, 30), "quarter")
    assert (str(before.value), before.period_end, before.statistic) == ("290", date(2017, 6, 30), "count")
    assert (str(average.value), average.period_end, average.statistic) == ("320", None, "mean")


def test_a_second_sentence_goes_on_with_the_first(read):
    text = "312 ASB incidents were reported this quarter. This is similar to the same quarter last year (310)."
    now, before = read(text, "Anti-Social Behaviour")[0]
    assert (before.measure, before.category) == (now.measure, now.category) == ("asb_incidents", "all")
    assert (before.period_start, before.period_end) == (date(2016, 7, 1), date(2016, 9, 30))


def test_a_sentence_between_breaks_the_thread(read):
    text = (
        "312 offences were recorded this quarter. Officers are pleased. This is a rise on the previous quarter (290)."
    )
    assert [str(o.value) for o in read(text, "Robbery")[0]] == ["312"]


def test_two_earlier_periods_in_a_row(read):
    text = "40 offences were assigned an outcome Jul to Sep 2017, a rise on Apr to Jun 2017 (30) and the same period last year (20)."
    found = read(text, "Rape", "Outcomes")[0]
    assert [(str(o.value), o.period_start) for o in found] == [
        ("40", date(2017, 7, 1)),
        ("30", date(2017, 4, 1)),
        ("20", date(2016, 7, 1)),
    ]
    assert {(o.measure, o.category) for o in found} == {("outcomes", "rape")}


def test_last_quarter_beside_this_quarter_is_the_one_before(read):
    now, before = read("64 offences were recorded this quarter, a rise on last quarter (50).", "Robbery")[0]
    assert (now.period_end, before.period_end) == (date(2017, 9, 30), date(2017, 6, 30))


def test_the_area_named_is_the_area(read):
    text = "64 offences were recorded in North Warwickshire last quarter."
    (found,) = read(text, "Robbery")[0]
    assert (found.area, found.area_type) == ("North Warwickshire", "policing_area")


def test_a_place_no_list_knows_leaves_the_area_open_and_is_named(read):
    (found,) = read("64 offences were recorded in Atlantis last quarter.", "Robbery")[0]
    assert (found.measure, found.category, found.area) == ("recorded_crime", "robbery", "")
    assert found.row_label == "offences in Atlantis"


def test_two_areas_in_one_statement_are_left_alone(read):
    text = "64 offences were recorded in North Warwickshire or South Warwickshire last quarter."
    assert read(text, "Robbery")[0] == []


def test_a_share_is_of_the_measure_printed_as_a_rate(read):
    (found,) = read("In September 2017 2.5% of 999 calls were abandoned.", "Call Handling")[0]
    assert (found.measure, found.category, found.unit, str(found.value)) == (
        "abandonment_rate",
        "999",
        "percent",
        "2.5",
    )


def test_a_share_with_its_count(read):
    share, count = read("24% (560) of all victims in September were repeat victims.", "Repeat Victims")[0]
    assert (share.measure, str(share.value)) == ("repeat_victim_rate", "24")
    assert (count.measure, str(count.value), count.unit) == ("repeat_victims", "560", "count")


def test_a_part_of_repeat_victims_is_no_rate_of_repeat_victims(read):
    text = "40% (210) of repeat victims were victims of domestic abuse."
    share, count = read(text, "Repeat Victims")[0]
    part = '{"part": "victims of domestic abuse"}'
    assert (share.measure, share.statistic, share.breakdown) == ("repeat_victims", "share", part)
    assert (count.measure, count.unit, count.breakdown) == ("repeat_victims", "count", part)


def test_a_time_and_the_month_before(read):
    text = "Average response time to emergency incidents was 12 mins 30 seconds this is lower than the previous month (12mins 45secs)."
    now, before = read(text, "Response Times")[0]
    assert (str(now.value), now.unit, now.statistic, now.period_end) == ("750", "second", "mean", date(2017, 9, 30))
    assert (str(before.value), before.period_end) == ("765", date(2017, 8, 31))


def test_a_percentage_from_another_month(read):
    text = "The 999 abandonment rate was 2.3% in September 2017, which is a decrease from 2.9% in August 2017."
    now, before = read(text, "Call Handling")[0]
    assert (str(now.value), now.period_end) == ("2.3", date(2017, 9, 30))
    assert (str(before.value), before.period_end) == ("2.9", date(2017, 8, 31))


def test_a_similar_pattern_carries_over_to_whom_it_is_for(read):
    text = "Absence grew. A similar rise was seen for police staff. 6.2% of available hours were lost to sickness in September."
    (found,) = read(text, "Sickness")[0]
    assert (found.measure, found.breakdown) == ("sickness_rate", '{"rank_group": "Police Staff"}')


def test_a_rate_and_a_rank_in_one_sentence(read):
    text = "Warwickshire had 0.40 gun crimes per 1,000 population in the year to June 2017, and was 5th (5 of 8 compared to MSF)."
    rate, rank = read(text, "National Comparison")[0]
    assert (str(rate.value), rate.unit, rate.statistic, rate.category) == (
        "0.40",
        "per_1000_population",
        "rate",
        "gun_crime",
    )
    assert (str(rank.value), str(rank.out_of), rank.unit, rank.breakdown) == ("5", "8", "rank", "{}")


def test_an_area_accounts_for_a_share_of_its_force(read):
    text = "Tamworth accounts for 30.5% (61) of Staffordshire's knife crime and Staffordshire accounts for 69.5% (139)."
    share, count = read(text, "Knife Crime", force="staffordshire", end=date(2023, 3, 31))[0]
    assert (share.area, share.statistic, share.unit, str(share.value)) == ("Tamworth", "share", "percent", "30.5")
    assert (count.area, str(count.value)) == ("Tamworth", "61")


def test_words_that_nothing_explains_are_of_the_force_unless_they_may_name_a_place(read):
    (plain,) = read("40 widgets were handed in last quarter.", "Lost Property")[0]
    (named,) = read("40 Kenilworth widgets were handed in last quarter.", "Lost Property")[0]
    assert (plain.measure, plain.area, named.measure, named.area) == ("", "Warwickshire", "", "")


@pytest.mark.parametrize(
    ("place", "value"), [("third place", "3"), ("22nd position", "22"), ("twenty-second place for speed", "22")]
)
def test_a_figure_that_puts_the_force_in_a_place(read, place, value):
    text = f"In September 2017 80% of 999 calls were abandoned, which puts us in {place} out of 43 forces nationally."
    share, rank = read(text, "Calls")[0]
    assert (share.unit, rank.unit, str(rank.value), str(rank.out_of)) == ("percent", "rank", value, "43")
    assert (rank.category, rank.period_end, rank.breakdown) == (
        "999",
        date(2017, 9, 30),
        '{"ranked_among": "England and Wales"}',
    )


def test_a_place_of_what_nothing_was_stated_is_no_figure(read):
    assert read("Hard work is why this puts the force in third place out of 43 forces nationally.", "Calls") == ([], [])
