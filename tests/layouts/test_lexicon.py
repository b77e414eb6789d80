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
