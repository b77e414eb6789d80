"""Watermarks and stamps lie on a table and are no part of it; slanted headings are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages_by_hand import text

from extractor.model import Box, Page, Word
from extractor.tables.across import lying_across, without_text_across
from extractor.tables.running import running_words

ROWS = [
    text(x, top, line) for top in (100, 115, 130, 145) for x, line in ((50, "Burglary"), (150, "410"), (250, "432"))
]
TABLE = [word for row in ROWS for word in row]


def slanted(line: str, x: float, top: float, wide: float, high: float, size: float) -> Word:
    return Word(line, Box(x, top, x + wide, top + high), font="Sans", size=size, rotation=330)


@pytest.mark.parametrize(
    "stamp",
    [
        slanted("DRAFT", 60, 60, 180, 140, 50),
        replace(text(60, 105, "DRAFT", size=60)[0], colour="#dddddd"),
        Word("COPY", Box(140, 80, 190, 200), font="Sans", size=50, rotation=270),
    ],
    ids=["slanted", "level", "upright"],
)
def test_a_stamp_across_the_rows_of_a_table_is_not_among_its_words(stamp: Word) -> None:
    assert without_text_across([*TABLE, stamp]) == TABLE
    page = Page(1, 400, 400, words=(stamp, *TABLE))
    assert running_words([page]) == [{0}]


@pytest.mark.parametrize(
    "heading",
    [
        slanted("Rate", 150, 70, 30, 25, 10),
        text(50, 20, "Recorded crime", size=24)[0],
        Word("Burglaries", Box(30, 100, 40, 160), font="Sans", size=10, rotation=270),
    ],
    ids=["slanted heading", "large title", "upright label"],
)
def test_text_that_lies_on_no_other_stays(heading: Word) -> None:
    assert lying_across([*TABLE, heading]) == set()
