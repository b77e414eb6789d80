"""Figures are found by the words that people use, and an answer that is empty says what was looked for."""

import csv

import pytest
from shelf import figure, shelf

import extractor
from extractor.cli import main
from extractor.codelists import schemas_dir, vocabulary
from extractor.compare.gather import nothing_found, see_also
from extractor.compare.relevant import Question
from extractor.compare.rules import load_rules
from extractor.compare.words import names_of

RULES = load_rules()
PAIRS = [
    ("answered_in_target", "999"), ("answer_time", "999"), ("answered_in_target", "101"), ("calls_received", "999"),
    ("recorded_crime", "vehicle_offences"), ("recorded_crime", "theft_from_vehicle"), ("recorded_crime", "burglary"),
    ("recorded_crime", "residential_burglary"), ("recorded_crime", "knife_crime"), ("incidents", "domestic_abuse"),
    ("recorded_crime", "rape_adult"), ("action_taken_outcomes", "rape_adult"), ("asb_incidents", "all"),
    ("killed_or_seriously_injured", "collisions"), ("stop_searches", "stop_and_search"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("999 answering", {("answered_in_target", "999"), ("answer_time", "999")}),
        ("999 calls answered", {("answered_in_target", "999"), ("answer_time", "999")}),
        ("car crime", {("recorded_crime", "vehicle_offences"), ("recorded_crime", "theft_from_vehicle")}),
        ("vehicle crimes", {("recorded_crime", "vehicle_offences"), ("recorded_crime", "theft_from_vehicle")}),
        ("burglary", {("recorded_crime", "burglary"), ("recorded_crime", "residential_burglary")}),
        ("burglaries", {("recorded_crime", "burglary"), ("recorded_crime", "residential_burglary")}),
        ("knife", {("recorded_crime", "knife_crime")}),
        ("DA", {("incidents", "domestic_abuse")}),
        ("DA incidents", {("incidents", "domestic_abuse")}),
        ("rape outcomes", {("action_taken_outcomes", "rape_adult")}),
        ("ASB", {("asb_incidents", "all")}),
        ("KSI", {("killed_or_seriously_injured", "collisions")}),
        ("stop and search", {("stop_searches", "stop_and_search")}),
        ("zebra", set()),
    ],
)
def test_words_that_people_use(words, found):
    assert names_of(RULES).found(words, PAIRS) == found


def test_headings_are_searched_where_names_find_nothing():
    """No name of a category has the word bilking, but tables of reports call making off without payment so."""
    assert any(term.phrase == "bilking" for term in vocabulary().terms)
    pairs = [("recorded_crime", "making_off_without_payment"), ("recorded_crime", "robbery")]
    assert names_of(RULES).found("bilking", pairs) == {("recorded_crime", "making_off_without_payment")}


def test_synonyms_name_what_there_is():
    with (schemas_dir() / "synonyms.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    book = vocabulary()
    for column, known in (("measure", book.measures), ("category", book.categories)):
        assert {i for row in rows for i in row[column].split("|") if i} <= set(known)
    assert len({row["words"] for row in rows}) == len(rows)


def test_a_slip_is_told_with_the_nearest_names_and_nothing_is_said_of_what_forces_publish():
    data = shelf(figure("hampshire", 90, "2018-03", "answered_in_target", "999", statistic="share", unit="percent"))
    text = nothing_found(data, Question(words="999 answring"), RULES)
    assert text.startswith("nothing found for '999 answring' in the names, definitions and synonyms of 1 subject")
    assert "nearest: Calls answered in target · 999 emergency calls" in text
    assert "force publishes" not in text


def test_a_subject_that_is_here_in_another_way_is_said_to_be():
    data = shelf(figure("warwickshire", 5, "2018-03", area="Rugby District", area_type="district"))
    assert extractor.compare(data, "recorded_crime").panels == ()
    text = nothing_found(data, Question(measures=("recorded_crime",)), RULES)
    assert "figures are here (Recorded crime · All crime), but none that fits; try --areas" in text


def test_kinds_and_wholes_are_named_beside_what_is_asked_for():
    kinds = ("burglary", "residential_burglary", "residential_burglary_dwelling", "business_burglary", "robbery")
    data = shelf(*(figure("hampshire", 5, "2018-03", category=c) for c in kinds))
    answer = extractor.compare(data, "recorded_crime", category="residential_burglary")
    assert answer.see_also == (
        "residential_burglary_dwelling (a kind of Residential burglary)", "burglary (holds Residential burglary)",
        "business_burglary (beside Residential burglary)",
    )  # fmt: skip
    assert extractor.series(data, category="residential_burglary").see_also == answer.see_also
    assert see_also(Question(categories=("robbery",)), [("recorded_crime", c) for c in kinds], RULES) == ()


@pytest.mark.parametrize("command", ["compare", "series", "measures"])
def test_every_command_finds_by_words_and_says_what_it_looked_for(command, monkeypatch, capsys):
    data = shelf(figure("hampshire", 5, "2018-03", category="theft_from_vehicle"))
    data.schema_version = "2.0"
    monkeypatch.setattr("extractor.dataset.load", lambda directory: data)
    more = ["--format", "none"] if command == "compare" else []
    assert main([command, "x", "--words", "car crime", *more]) == 0
    printed = capsys.readouterr().out
    assert "Theft from motor vehicles" in printed or "theft_from_vehicle" in printed
    main([command, "x", "--words", "zebra crossings"])
    told = capsys.readouterr()
    assert "nothing found for 'zebra crossings'" in told.err and "force publishes" not in told.err + told.out


def test_forces_by_name_in_a_comparison():
    data = shelf(
        figure("west_mercia", 5, "2018-03"), figure("hampshire", 6, "2018-03"), figure("warwickshire", 7, "2018-03")
    )
    panel = extractor.compare(data, "recorded_crime", force=["West Mercia", "hampshire"]).panels[0]
    assert panel.forces == ("hampshire", "west_mercia")
