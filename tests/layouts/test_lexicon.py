"""What headings say, by the vocabulary that ships."""

from __future__ import annotations

import pytest

from extractor.codelists import vocabulary
from extractor.layouts.lexicon import Lexicon

LEXICON = Lexicon(vocabulary(), "staffordshire")


@pytest.mark.parametrize(
    ("label", "facts"),
    [
        ("FAT outcome rate %", {"measure": "action_taken_rate"}),
        ("1.1 Number of 999 Calls", {"measure": "calls_received", "category": "999"}),
        ("Sexual Offences – Rape", {"category": "rape"}),
        ("% Change From Baseline", {"role": "percent_change", "base": "baseline"}),
        ("Difference (% points)", {"role": "difference", "unit": "percentage_point"}),
        ("Per 1,000 pop", {"statistic": "rate", "unit": "per_1000_population"}),
        ("Budget £'000", {"measure": "budget", "unit": "gbp_thousand"}),
        ("MSG average", {"area": "Most Similar Group", "area_type": "peer_group"}),
        ("Curr YTD % chg", {"role": "percent_change"}),
        ("Hate Crime Victim Satisfaction", {"measure": "victim_satisfaction", "category": "hate_crime"}),
    ],
)
def test_known_headings(label: str, facts: dict[str, str]) -> None:
    read = LEXICON.read(label)
    assert {name: getattr(read, name) for name in facts} == facts
    assert read.unknown == ""


def test_a_group_of_offences_keeps_its_adjective() -> None:
    facts = LEXICON.read("Table 1: Sexual offences recorded", frozenset())
    assert (facts.category, facts.unknown) == ("sexual_offences", "")


def test_a_heading_half_understood_states_no_subject() -> None:
    read = LEXICON.read("Theft of Motor Bicycles")
    assert (read.measure, read.category) == ("", "")
    assert "bicycles" in read.unknown


def test_an_area_beside_an_unknown_word_is_another_area() -> None:
    assert LEXICON.read("Guisborough & Cleveland").area == ""


def test_two_subjects_in_one_heading_are_not_settled() -> None:
    read = LEXICON.read("Robbery and Shoplifting")
    assert read.category == "" and read.unknown


def test_words_bound_to_a_subject_count_only_beside_it() -> None:
    assert LEXICON.read("Race", frozenset({"hate_crime"})).category == "race"
    assert LEXICON.read("Race").category == ""


def test_a_question_number_is_no_quarter() -> None:
    label = "Q4 Do you feel you could rely on your local police team if you needed them? (Yes)"
    read = LEXICON.read(label)
    assert (read.measure, read.period) == ("survey_rely_on_police", None)


def test_unknown_labels_name_the_nearest_terms() -> None:
    assert "vehicle offences" in LEXICON.nearest("Vehicular offences")


def test_every_term_points_to_entries_that_exist() -> None:
    book = vocabulary()
    terms = [*book.terms, *(t for f in book.forces.values() for t in f.terms)]
    dangling = [
        (t.phrase, key, value)
        for t in terms
        for key, value in t.facts
        if (key == "measure" and value not in book.measures) or (key == "category" and value not in book.categories)
    ]
    assert dangling == []
    parents = [c.parent for c in book.categories.values() if c.parent]
    assert set(parents) <= set(book.categories)
    rates = [m.rate_measure for m in book.measures.values() if m.rate_measure]
    assert set(rates) <= set(book.measures)


@pytest.mark.parametrize(
    ("label", "dimension"),
    [
        ("Net zorbles", "role"), ("Zorble percentile", "statistic"), ("Zorble costs", "unit"),
        ("Zorbles historic", "period"), ("Xelby Division", "area"), ("Zorbles only", "limit"),
    ],
)  # fmt: skip
def test_a_word_nobody_explains_raises_the_doubt_it_stands_for(label: str, dimension: str) -> None:
    assert dimension in LEXICON.read(label).doubts


def test_a_word_without_a_cue_raises_no_doubt() -> None:
    assert LEXICON.read("Zorbles").doubts == frozenset()


@pytest.mark.parametrize("label", ["Trend", "Trend in robbery"])
def test_a_known_word_that_says_nothing_may_still_name_a_change(label: str) -> None:
    read = LEXICON.read(label)
    assert read.unknown == "" and "role" in read.doubts


def test_a_heading_that_names_its_change_leaves_no_doubt_about_it() -> None:
    read = LEXICON.read("Trend: % change")
    assert read.role == "percent_change" and "role" not in read.doubts


def test_a_division_by_its_direction_is_no_silent_heading() -> None:
    read = LEXICON.read("A Division - North East")
    assert read.unknown and "area" in read.doubts


def test_a_known_word_for_an_area_raises_its_doubt_only_beside_an_unknown_word() -> None:
    assert "area" in LEXICON.read("Xelby Borough").doubts
    assert "area" not in LEXICON.read("Borough").doubts


@pytest.mark.parametrize("label", ["Borough", "Area", "By division"])
def test_a_word_for_areas_in_general_is_understood(label: str) -> None:
    assert LEXICON.read(label).unknown == ""


@pytest.mark.parametrize(
    ("label", "role", "unit"),
    [
        ("Change in zorble (pp)", "difference", "percentage_point"),
        ("Zorble (%)", "", "percent"),
        ("Zorble (pp)", "difference", "percentage_point"),
        ("Change in zorble 15 (minutes)", "difference", "minute"),
        ("Zorble (£m)", "", "gbp_million"),
    ],
)
def test_a_unit_in_brackets_counts_whatever_else_is_unknown(label: str, role: str, unit: str) -> None:
    read = LEXICON.read(label)
    assert (read.role, read.unit) == (role, unit) and "zorble" in read.unknown


def test_a_unit_with_words_of_its_own_in_brackets_changes_nothing_before_them() -> None:
    assert LEXICON.read("Average zorble 15 (minutes)").statistic == "mean"
    assert LEXICON.read("Zorble 3 (%)").statistic == "share"


def test_brackets_without_a_unit_are_not_dropped() -> None:
    assert LEXICON.read("Zorble (mork)").unknown == "zorble mork"
    assert LEXICON.read("Zorble (Jul-17)").period is not None


def test_a_percentage_of_something_unknown_in_brackets_is_no_mere_unit() -> None:
    read = LEXICON.read("Robbery (% grunk)")
    assert read.category == "" and read.unknown == "grunk"


@pytest.mark.parametrize("label", ["Zorbles within 15 minutes", "Attended in 60 minutes", "15 minutes"])
def test_a_number_of_minutes_is_a_limit_and_no_unit(label: str) -> None:
    assert LEXICON.read(label).unit == ""
    assert LEXICON.read("Minutes").unit == "minute"


def test_a_term_bound_to_two_subjects_that_differ_is_not_settled() -> None:
    assert LEXICON.read("Unknown", frozenset({"ethnicity"})).breakdown == (("ethnicity", "Not known"),)
    both = LEXICON.read("Unknown", frozenset({"ethnicity", "age"}))
    assert both.breakdown == () and both.unknown


@pytest.mark.parametrize(
    "label", ["Total to 13 November 2021", "Total up to the week ending 13 November 2021", "Robbery to 31 March",
              "Total to week ending 13 November"],
)  # fmt: skip
def test_a_period_after_to_has_no_first_day(label: str) -> None:
    period = LEXICON.read(label).period
    assert period is not None
    start = period.period.start if period.period else None
    assert start is None and period.label.startswith("to ")
    assert period.period is not None or period.relative.startswith("until_month:")


def test_a_heading_with_two_periods_is_of_neither() -> None:
    read = LEXICON.read("Robbery 2020/21 and 2021/22")
    assert read.period is not None and read.period.relative == "open" and read.unknown


@pytest.mark.parametrize(
    ("label", "name", "value"),
    [("Number of zorbles", "counts", True), ("Zorbles", "counts", False), ("Answer time", "lasts", True),
     ("3 year mean", "spans", True), ("Week commencing", "weeks", True),
     ("Week commencing 4 September 2017", "weeks", False)],
)  # fmt: skip
def test_what_words_say_of_the_figures_below_them(label: str, name: str, value: bool) -> None:
    assert getattr(LEXICON.read(label), name) is value


@pytest.mark.parametrize(
    "label", ["No crime", "No offences recorded", "No arrests", "Financial crime", "Significant crime"]
)
def test_a_word_that_changes_what_is_counted_leaves_it_open(label: str) -> None:
    assert LEXICON.read(label).measure == ""


@pytest.mark.parametrize("label", ["No. of robberies", "No of robberies", "Nos. robberies", "Number of robberies"])
def test_a_number_of_things_is_what_the_things_are(label: str) -> None:
    read = LEXICON.read(label)
    assert (read.category, read.unknown) == ("robbery", "")


@pytest.mark.parametrize("label", ["Dorset LPA", "Durham Division", "Lancashire BCU", "Kent district", "Wiltshire CSP"])
def test_a_part_that_bears_the_name_of_its_force_is_not_the_force(label: str) -> None:
    facts = Lexicon(vocabulary(), "").read(label)
    assert facts.area == "?" and facts.area_type != "force"


@pytest.mark.parametrize("label", ["Kent divisions", "Dorset Police", "Durham by division"])
def test_a_force_beside_a_word_for_all_its_parts_is_the_force(label: str) -> None:
    assert Lexicon(vocabulary(), "").read(label).area_type == "force"


def test_a_district_with_the_title_of_a_policing_area_is_one() -> None:
    facts = Lexicon(vocabulary(), "dorset").read("Poole LPA")
    assert (facts.area, facts.area_type) == ("Poole", "policing_area")


@pytest.mark.parametrize(
    "label", ["% on 2017", "% on average", "% on 3-year average", "% up on last year", "% on Q1 23/24"]
)
def test_per_cent_on_an_earlier_figure_is_a_change(label: str) -> None:
    facts = LEXICON.read(label)
    assert (facts.role, facts.statistic, facts.label) == ("percent_change", "", label)


@pytest.mark.parametrize("label", ["% on time", "% on target", "% on bail"])
def test_per_cent_on_anything_else_is_no_change(label: str) -> None:
    assert LEXICON.read(label).role == ""


@pytest.mark.parametrize(
    "label", ["Robbery [1]", "Robbery[12]", "Robbery (1)", "Robbery [note 2]", "Robbery (Note 3)", "Robbery [r]",
              "Robbery [notes 1 and 2]"],
)  # fmt: skip
def test_a_mark_of_a_note_behind_a_heading_is_no_word_of_it(label: str) -> None:
    facts = LEXICON.read(label)
    assert (facts.category, facts.unknown) == ("robbery", "")


@pytest.mark.parametrize("label", ["Asian and Mixed", "PCSOs and specials"])
def test_two_groups_in_one_heading_are_not_the_second_of_them(label: str) -> None:
    facts = LEXICON.read(label)
    assert (facts.breakdown, facts.unknown) == ((), label)


@pytest.mark.parametrize("label", ["Difference from MSG", "% variance vs most similar group", "Change against MSG"])
def test_a_change_against_peers_is_not_of_the_peers(label: str) -> None:
    facts = LEXICON.read(label)
    assert (facts.area_type, facts.base) == ("", "average")


@pytest.mark.parametrize(
    "label", ["MSG % change", "MSG % change from last year", "Most similar group change since 2022"]
)
def test_a_change_of_the_peers_is_theirs(label: str) -> None:
    assert LEXICON.read(label).area_type == "peer_group"
