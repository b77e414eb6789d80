"""Parts that sum to what another force publishes whole are added by rules that are data."""

import csv

import pytest
from shelf import figure, shelf

import extractor
from extractor.codelists import schemas_dir, vocabulary
from extractor.compare.rules import load_rules
from extractor.errors import UsageError

YEAR = "2022-04/2023-03"
PARTS = {
    "violence_with_injury": {"more_serious_violence_with_injury": 1478, "less_serious_violence_with_injury": 10035},
    "robbery": {"personal_robbery": 771, "business_robbery": 97},
    "rape": {"rape_adult": 1368, "rape_child": 581},
    "vehicle_offences": {"theft_from_vehicle": 2378, "theft_of_vehicle": 2630, "vehicle_interference": 785},
}


@pytest.mark.parametrize("whole", PARTS)
def test_parts_are_summed_with_a_formula_that_names_them(whole):
    rows = [figure("staffordshire", value, YEAR, category=part) for part, value in PARTS[whole].items()]
    comparison = extractor.compare(shelf(*rows), "recorded_crime", category=whole)
    (entry,) = comparison.panels[0].entries
    assert entry.figure.value == sum(PARTS[whole].values())
    assert entry.figure.footing == "sum_of_parts" and entry.figure.derived
    assert all(f"({part})" in entry.figure.formula for part in PARTS[whole])
    assert len(entry.figure.observation_ids) == len(PARTS[whole])


def test_a_published_whole_stands_and_its_parts_are_not_added_up():
    rows = [figure("hampshire", value, YEAR, category=part) for part, value in PARTS["rape"].items()]
    comparison = extractor.compare(shelf(*rows, figure("hampshire", 1950, YEAR, category="rape")), category="rape")
    (entry,) = comparison.panels[0].entries
    assert (entry.figure.value, entry.figure.footing) == (1950, "published")


@pytest.mark.parametrize(
    "spoilt",
    [
        {"qualifier": "<"},  # a bound is not a number to add
        {"period_start": None, "period_end": None},
        {"breakdown": '{"subset": "domestic_abuse"}'},
        {"area": "North", "area_type": "policing_area"},
    ],
)
def test_parts_that_do_not_match_are_not_added(spoilt):
    rows = [
        figure("staffordshire", 771, YEAR, category="personal_robbery"),
        figure("staffordshire", 97, YEAR, category="business_robbery", **spoilt),
    ]
    assert not extractor.compare(shelf(*rows), category="robbery", measure="recorded_crime").panels


def test_a_part_with_two_values_is_not_added_and_neither_is_one_of_three_missing():
    rows = [figure("staffordshire", v, YEAR, category="personal_robbery", table=t) for v, t in ((771, 1), (838, 2))]
    rows.append(figure("staffordshire", 97, YEAR, category="business_robbery"))
    rows += [figure("staffordshire", 2378, YEAR, category=c) for c in ("theft_from_vehicle", "theft_of_vehicle")]
    assert not extractor.compare(shelf(*rows), category=["robbery", "vehicle_offences"]).panels


def test_rules_speak_of_known_measures_and_categories_and_give_their_source():
    rules, book = load_rules(), vocabulary()
    for rule in rules.combinations:
        assert {rule.whole, *rule.parts} <= set(book.categories) and rule.measures <= set(book.measures)
        assert all(book.measures[m].over_time == "sum" for m in rule.measures)
        assert rule.source
    for caveat in rules.caveats:
        assert caveat.measures <= set(book.measures) and caveat.categories <= set(book.categories)
        assert caveat.force in {"", *book.forces}
        assert caveat.text and caveat.source


def test_every_caveat_has_an_id_of_its_own():
    with (schemas_dir() / "caveats.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["caveat"] for row in csv.DictReader(file)]
    assert len(ids) == len(set(ids)) > 0


@pytest.mark.parametrize(
    ("name", "row", "message"),
    [
        ("combinations", "robbery,personal_robbery,recorded_crime,,", "at least two parts"),
        ("caveats", "x,definition,variant,,asb_incidents,,,,,,,,text,source", "variant"),
        ("caveats", "x,recording,boundary,,asb_incidents,,,,,,,,text,source", "since"),
        ("caveats", "x,recording,note,,asb_incidents,,,,,,1 April,,text,source", "no day"),
        ("preferences", "x,table,table,text", "prefer and over"),
        ("combinations", "robbery", "quote commas"),
    ],
)
def test_a_rule_that_cannot_be_understood_is_told_with_its_line(tmp_path, name, row, message):
    heads = (schemas_dir() / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / f"{name}.csv").write_text(f"{heads}\n{row}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=f"{name}.csv: line 2.*{message}"):
        load_rules(str(tmp_path))


def test_a_researchers_own_rule_is_laid_over_those_that_ship(tmp_path):
    heads = (schemas_dir() / "combinations.csv").read_text(encoding="utf-8").splitlines()[0]
    rule = "theft,theft_from_person|bicycle_theft|shoplifting|other_theft,recorded_crime,,my own"
    (tmp_path / "combinations.csv").write_text(f"{heads}\n{rule}\n", encoding="utf-8")
    parts = ("theft_from_person", "bicycle_theft", "shoplifting", "other_theft")
    data = shelf(*(figure("warwickshire", n, "2017-07/2017-09", category=c) for n, c in enumerate(parts, start=1)))
    assert not extractor.compare(data, category="theft").panels
    (entry,) = extractor.compare(data, category="theft", schemas=str(tmp_path)).panels[0].entries
    assert entry.figure.value == 10
