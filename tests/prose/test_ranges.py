"""Ranges that end below where they start."""

from __future__ import annotations

import pytest
from grids import table

from extractor.model import Block, Document
from extractor.prose.ranges import upside_down


def found(*body):
    """Ranges upside down, as they stand in a document's text and tables, with their table and row."""
    report = Document("report.docx", "0" * 64, "docx", "docx", body=body)
    return [(f.found, f.where.table, f.where.row_label) for f in upside_down(report, "report")]


@pytest.mark.parametrize(
    "words", ["between 47%-45%", "between 47 to 45%", "in the range of 47% – 45%", "range of 47 - 45 per cent"]
)
def test_a_range_upside_down_in_a_sentence(words):
    ((says, table, _),) = found(Block("paragraph", f"Most teams report figures {words} this year."))
    assert says == words.replace("–", "-") and table is None


@pytest.mark.parametrize(
    "words",
    ["between 45%-47%", "the gap between 47% and 45%", "a fall from 47% to 45%", "a difference between 10% and 2%"],
)
def test_what_is_no_such_range(words):
    assert found(Block("paragraph", f"Most teams report {words} this year.")) == []


def test_a_cell_of_words_is_told_with_its_table_and_row():
    first = table("Question | June\nQ1 | 93%")
    words = table("Question | Comparison of teams\nQ2 | All teams between 47%-45% apart from one (29%)")
    assert found(first, words) == [("between 47%-45%", 2, "Q2")]
