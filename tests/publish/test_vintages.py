"""A later edition's revision of an earlier period keeps both prints, told apart, the latest marked."""

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal

import frictionless
from made import extraction, observation

from extractor.publish import dataset


def edition(end, *figures, suffix=""):
    """An edition up to `end` that prints figures given as (id, last day of the period, value)."""
    document = f"hampshire-{end.isoformat()}{suffix}"
    base = extraction(document)
    own = tuple(
        observation(n, document_id=document, period_end=last, value=Decimal(v), value_text=str(v))
        for n, last, v in figures
    )
    return replace(
        base, document=replace(base.document, period_end=end), observations=own, checks=(), findings=(), unmapped=()
    )


YEAR = date(2018, 3, 31)
FIRST, SECOND, THIRD = date(2018, 3, 31), date(2019, 3, 31), date(2020, 3, 31)


def vintages(folder):
    with (folder / "vintages.csv").open(encoding="utf-8", newline="") as file:
        return [
            (int(r["observation_id"], 16), r["edition"], r["value"], r["latest"], r["status"], r["previous_value"])
            for r in csv.DictReader(file)
        ]


def test_prints_of_one_figure_are_told_apart_and_the_latest_is_marked(tmp_path):
    editions = [edition(FIRST, (1, YEAR, 936)), edition(SECOND, (2, YEAR, 941)), edition(THIRD, (3, YEAR, 941))]
    dataset.write(tmp_path, editions)
    assert vintages(tmp_path) == [
        (1, "2018-03-31", "936", "false", "first", ""),
        (2, "2019-03-31", "941", "false", "revised", "936"),
        (3, "2020-03-31", "941", "true", "repeated", "941"),
    ]
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_figures_of_one_edition_and_of_other_periods_are_no_vintages(tmp_path):
    twice = edition(FIRST, (1, YEAR, 936), (2, YEAR, 937))
    as_word = edition(FIRST, (3, YEAR, 936), suffix="-docx")
    other = edition(SECOND, (4, SECOND, 950))
    dataset.write(tmp_path, [twice, as_word, other])
    assert vintages(tmp_path) == []


def test_an_edition_that_contradicts_itself_has_no_previous_value(tmp_path):
    dataset.write(tmp_path, [edition(FIRST, (1, YEAR, 936), (2, YEAR, 937)), edition(SECOND, (3, YEAR, 937))])
    assert vintages(tmp_path) == [
        (1, "2018-03-31", "936", "false", "first", ""),
        (2, "2018-03-31", "937", "false", "first", ""),
        (3, "2019-03-31", "937", "true", "repeated", ""),
    ]


def test_figures_without_a_measure_or_period_or_force_are_left_out(tmp_path):
    def without(extracted, **nothing):
        return replace(extracted, observations=tuple(replace(o, **nothing) for o in extracted.observations))

    for nothing in ({"measure": ""}, {"period_start": None}, {"force": ""}, {"value": None}):
        two = (without(edition(e, (n, YEAR, n)), **nothing) for n, e in ((1, FIRST), (2, SECOND)))
        dataset.write(tmp_path, two)
        assert vintages(tmp_path) == []
