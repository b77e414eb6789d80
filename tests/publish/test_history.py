"""A feed can be followed: what each release added, revised and withdrew, and which document caused it."""

import csv
import json
from dataclasses import replace
from decimal import Decimal

import frictionless
import pytest
from made import extraction, observation

from extractor.errors import ExtractorError
from extractor.publish import dataset

HAMPSHIRE = "hampshire-2018-03-31"


def report(*figures, document=HAMPSHIRE, sha="ab" * 32):
    """A document with figures given as (id, value)."""
    base = extraction(document)
    own = tuple(
        observation(n, document_id=document, source_sha256=sha, value=Decimal(v), value_text=str(v)) for n, v in figures
    )
    return replace(
        base, document=replace(base.document, source_sha256=sha), observations=own, checks=(), findings=(), unmapped=()
    )


def changes(folder):
    with (folder / "changes.csv").open(encoding="utf-8", newline="") as file:
        return [
            (r["release"], r["change"], int(r["observation_id"], 16), r["old_value"], r["new_value"], r["cause"])
            for r in csv.DictReader(file)
        ]


@pytest.fixture(params=[("csv",), ("parquet",), ("sqlite",), dataset.FORMATS], ids=lambda f: "+".join(f))
def formats(request):
    """Whichever files the release before left, the changes are the same."""
    return request.param


def test_the_first_release_changes_nothing_and_neither_does_the_same_again(tmp_path, formats):
    for _ in range(2):
        dataset.write(tmp_path, [report((1, 10), (2, "20.50"))], formats=formats)
        assert changes(tmp_path) == []


def test_added_revised_and_withdrawn_are_told_with_both_values_and_the_cause(tmp_path, formats):
    dataset.write(tmp_path, [report((1, 10), (2, "20.50"), (3, 30))], formats=formats)
    dataset.write(tmp_path, [report((1, 10), (2, "21.50"), (4, 40), sha="cd" * 32)], formats=formats)
    assert changes(tmp_path) == [
        ("2", "added", 4, "", "40", "document_replaced"),
        ("2", "revised", 2, "20.5", "21.5", "document_replaced"),
        ("2", "withdrawn", 3, "30", "", "document_replaced"),
    ]
    rows = list(csv.DictReader((tmp_path / "changes.csv").open(encoding="utf-8")))
    assert json.loads(rows[1]["columns"]) == ["value", "value_text"]
    assert {row["source_sha256"] for row in rows} == {"cd" * 32}
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_documents_that_come_and_go_are_the_cause(tmp_path, formats):
    other = report((7, 70), document="warwickshire-2017-09-30", sha="ef" * 32)
    dataset.write(tmp_path, [report((1, 10))], formats=formats)
    dataset.write(tmp_path, [report((1, 10)), other], formats=formats)
    dataset.write(tmp_path, [other], formats=formats)
    assert changes(tmp_path) == [
        ("2", "added", 7, "", "70", "document_added"),
        ("3", "withdrawn", 1, "10", "", "document_removed"),
    ]


def test_the_same_file_read_otherwise_is_not_the_publishers_doing(tmp_path, formats):
    first = report((1, 10))
    mended = replace(first, observations=(replace(first.observations[0], measure="asb_incidents", category="all"),))
    dataset.write(tmp_path, [first], formats=formats)
    dataset.write(tmp_path, [mended], formats=formats)
    assert changes(tmp_path) == [("2", "revised", 1, "10", "10", "read_anew")]
    (row,) = csv.DictReader((tmp_path / "changes.csv").open(encoding="utf-8"))
    assert json.loads(row["columns"]) == ["measure", "category"]


def test_where_a_figure_stands_on_the_page_is_no_revision(tmp_path, formats):
    first = report((1, 10))
    moved = replace(first, observations=(replace(first.observations[0], page=9, x0=1.5, check="passed"),))
    dataset.write(tmp_path, [first], formats=formats)
    dataset.write(tmp_path, [moved], formats=formats)
    assert changes(tmp_path) == []


def test_a_failed_run_leaves_the_history_as_it_was(tmp_path):
    dataset.write(tmp_path, [report((1, 10))])
    dataset.write(tmp_path, [report((1, 11))])
    before = (tmp_path / "changes.csv").read_bytes()
    with pytest.raises(ValueError, match="sorted"):
        dataset.write(tmp_path, [report((1, 12)), report((1, 13))])
    assert (tmp_path / "changes.csv").read_bytes() == before


def test_hostile_text_keeps_its_apostrophe_through_releases(tmp_path):
    text = '=HYPERLINK("x")'
    first = report((1, 10))
    odd = replace(first, observations=(replace(first.observations[0], value_text=text),))
    for release in ([first], [odd], [first]):
        dataset.write(tmp_path, release)
    told = [(r["old_value_text"], r["new_value_text"]) for r in csv.DictReader((tmp_path / "changes.csv").open())]
    assert told == [("10", "'" + text), ("'" + text, "10")]


def test_damaged_files_are_told_and_left_alone(tmp_path):
    dataset.write(tmp_path, [report((1, 10))], formats=["parquet"])
    (tmp_path / "observations.parquet").write_bytes(b"PAR1 no more")
    with pytest.raises(ExtractorError, match=r"observations\.parquet is not as it was written; move the folder away"):
        dataset.write(tmp_path, [report((1, 10))], formats=["parquet"])
    assert (tmp_path / "observations.parquet").read_bytes() == b"PAR1 no more"
