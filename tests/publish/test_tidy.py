"""Rows as the schemas fix them."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest
from made import extraction, observation

from extractor.model import Check, DocumentSummary, Observation, TableSummary, Unmapped
from extractor.publish.codes import load_schemas
from extractor.publish.tidy import rows_of

SCHEMAS = load_schemas()


def column(found, name, table="observations"):
    index = SCHEMAS.tables[table].index(name)
    return [row[index] for row in rows_of(found, SCHEMAS)[table]]


@pytest.mark.parametrize(
    ("table", "kind"),
    [("observations", Observation), ("tables", TableSummary), ("documents", DocumentSummary), ("checks", Check)],
)
def test_columns_are_the_fields_of_the_type_in_their_order(table, kind):
    assert [f.name for f in SCHEMAS.tables[table].fields] == [f.name for f in fields(kind)]


def test_unmapped_has_every_field():
    assert {f.name for f in SCHEMAS.tables["unmapped"].fields} == {f.name for f in fields(Unmapped)}


@pytest.mark.parametrize(
    ("published", "written"),
    [("36000", "36000"), ("3.60E+4", "36000"), ("-4.50", "-4.5"), ("-0.0", "0"), ("12345678901234567890.125", None)],
)
def test_values_are_exact_without_trailing_noughts(published, written):
    found = replace(extraction(), observations=(observation(value=Decimal(published)),))
    assert format(column(found, "value")[0], "f") == (written or published)


def test_empty_codes_are_missing_and_empty_texts_are_empty():
    found = replace(extraction(), observations=(observation(measure="", table_title=""),))
    assert column(found, "measure") == [None]
    assert column(found, "table_title") == [""]


def test_boxes_are_rounded_to_hundredths_of_a_point():
    assert column(extraction(), "x0") == [72.02, 72.02]


def test_text_that_no_file_can_hold_is_replaced():
    found = replace(extraction(), observations=(observation(value_text="a\ud800b\x00c"),))
    assert column(found, "value_text") == ["a\ufffdb\ufffdc"]


def test_a_code_outside_its_list_is_kept_and_reported():
    found = replace(extraction(), observations=(observation(measure="cattle_raids"),))
    assert column(found, "measure") == ["cattle_raids"]
    assert "outside-schema" in column(found, "code", "findings")


def test_a_number_that_is_none_is_reported():
    found = replace(extraction(), observations=(observation(value=Decimal("NaN")),))
    assert column(found, "value") == [None]
    assert "outside-schema" in column(found, "code", "findings")


def test_a_label_that_is_listed_twice_is_counted_once():
    label = extraction().unmapped[0]
    found = replace(extraction(), unmapped=(label, replace(label, occurrences=5)))
    assert column(found, "occurrences", "unmapped") == [7]


def test_observations_stand_in_the_order_of_their_tables():
    found = replace(
        extraction(), observations=(observation(1, table=2), observation(2, table=1), observation(3, table=1))
    )
    assert column(found, "observation_id") == [f"{n:016x}" for n in (2, 3, 1)]
