"""An observation's id follows from what the figure says, wherever it stands and whatever stands beside it."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from made import OBSERVATION

from extractor.model import Observation
from extractor.naming import document_name, named
from extractor.pipeline import extract

DOCUMENT = "hampshire-2018-03-31"
OPEN = replace(OBSERVATION, measure="", category="", row_label="Cattle raids")
HEAD = "Hampshire Constabulary\n\nPerformance Report March 2018\n\n"
CRIME = (
    "Recorded Crime\n\nOffence\t12 months to March 2018\t12 months to March 2017\nBurglary\t1,212\t1,104\n"
    "Rape\t505\t467\nCattle raids\t12\t14\n\n"
)
SATISFACTION = "Victim Satisfaction\n\nGroup\tMarch 2018\tMarch 2017\nWhole experience\t79.5%\t81.2%\n\n"
STAFF = "Staff by Grade\n\nGrade\tApril 2017\tMay 2017\nClerks of the reserve\t3\t4\nConstables of it\t12\t14\n\n"


def ids(*figures: Observation) -> list[str]:
    return [o.observation_id for o in named(figures, DOCUMENT)]


def read(folder: Path, *parts: str) -> dict[str, Observation]:
    path = folder / f"report-{random.random()}.txt"
    path.write_text("".join(parts))
    found = extract(str(path))
    assert found.document.document_id == DOCUMENT
    return {o.observation_id: o for o in found.observations}


def test_a_figure_is_named_as_in_every_release_of_this_schema():
    """Feeds are keyed on ids: a change here needs a new version of the schema."""
    assert ids(OBSERVATION, OPEN) == ["2917ae48b46622ab", "17224c24ec04a63b"]


def test_a_document_is_named_by_force_and_period_or_by_its_content():
    day = date(2018, 3, 31)
    assert document_name("hampshire", day, "ab" * 32) == "hampshire-2018-03-31"
    assert document_name("hampshire", None, "ab" * 32) == "hampshire-undated-abababab"
    assert document_name("", day, "ab" * 32) == "unknown-abababab"


@pytest.mark.parametrize("figure", [OBSERVATION, OPEN], ids=["known", "open"])
def test_where_a_figure_stands_what_it_is_worth_and_what_read_it_are_not_in_its_name(figure):
    elsewhere = replace(
        figure, table=9, grid_row=7, grid_column=5, page=None, x0=None, section="4 Other", reader="docx", check="none",
        value=None, value_text="?", source_sha256="cd" * 32, period_label="YTD",
    )  # fmt: skip
    assert ids(elsewhere) == ids(figure)


def test_labels_are_in_the_name_only_where_the_meaning_is_open():
    assert ids(replace(OBSERVATION, row_label="Total crime", table_title="T")) == ids(OBSERVATION)
    for name in ("row_label", "column_label", "row_group", "table_title"):
        assert ids(replace(OPEN, **{name: "Other"})) != ids(OPEN)
    same = replace(OPEN, row_label=" CATTLE–raids:", table_title="Table 12: Total crime")
    assert ids(same) == ids(replace(OPEN, table_title="3.2 Total crime")) == ids(OPEN)


@pytest.mark.parametrize("name", ["measure", "category", "statistic", "role", "unit", "area", "area_type", "breakdown"])
def test_what_a_figure_says_is_in_its_name(name):
    assert ids(replace(OBSERVATION, **{name: "other"})) != ids(OBSERVATION)


def test_equals_are_told_apart_by_their_headings_and_only_then_by_their_places():
    first = replace(OBSERVATION, table=1, table_title="Crime", row_label="Total")
    second = replace(OBSERVATION, table=2, table_title="Summary", row_label="Total")
    moved = replace(second, table=1), replace(first, table=2)
    assert ids(first, second) == ids(*moved)[::-1] and len(set(ids(first, second))) == 2
    again = replace(first, table=3)
    assert ids(first, again)[0] == ids(first)[0] != ids(first, again)[1]


def test_a_sentence_or_a_chart_that_repeats_a_figure_of_a_table_does_not_rename_it():
    said = replace(OBSERVATION, reader="prose", table=0, table_title="", row_label="crime")
    drawn = replace(OBSERVATION, reader="chart", table_title="A chart")
    assert ids(drawn, said, OBSERVATION)[2] == ids(OBSERVATION)[0]


def test_a_table_put_before_the_others_renames_no_figure(tmp_path):
    before = read(tmp_path, HEAD, CRIME, SATISFACTION)
    after = read(tmp_path, HEAD, STAFF, CRIME, SATISFACTION)
    assert len(before) == 8 and before.keys() < after.keys() and len(after) == 12
    assert {i: o.value for i, o in before.items()} == {i: after[i].value for i in before}
    assert all(after[i].table == o.table + 1 for i, o in before.items())


def test_tables_and_rows_in_another_order_and_a_new_first_page_rename_no_figure(tmp_path):
    lines = CRIME.splitlines(keepends=True)
    turned = "".join([*lines[:3], *lines[3:6][::-1], *lines[6:]])
    before = read(tmp_path, HEAD, CRIME, SATISFACTION)
    cover = "A cover with a picture\n\nPrepared for the board.\n\n\f\n"
    for parts in ((HEAD, turned, SATISFACTION), (HEAD, SATISFACTION, CRIME), (cover, HEAD, CRIME, SATISFACTION)):
        after = read(tmp_path, *parts)
        assert {i: o.value for i, o in after.items()} == {i: o.value for i, o in before.items()}


def test_a_row_put_in_renames_no_figure(tmp_path):
    before = read(tmp_path, HEAD, CRIME)
    after = read(tmp_path, HEAD, CRIME.replace("Rape", "Robbery\t77\t66\nRape"))
    assert before.keys() < after.keys() and len(after) == len(before) + 2
