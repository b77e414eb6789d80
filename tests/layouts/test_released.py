"""The day of release that a document prints: its own words make it one, and no other date is taken for it."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.codelists import vocabulary
from extractor.layouts.recognise import recognise
from extractor.model import Block, Cell, Document, Table

BOOK = vocabulary()


def found(*lines: str) -> date | None:
    body = (Block("heading", "Hampshire Constabulary"), Block("heading", "Performance report to 31 March 2018"))
    body += tuple(Block("paragraph", line) for line in lines)
    return recognise(Document("report.txt", "ab" * 32, "txt", "txt", body=body), BOOK).released


@pytest.mark.parametrize(
    "line",
    ["Published on 12 June 2018", "Date of publication: 12/06/2018", "First published: Tuesday 12 June 2018",
     "Released 12th June 2018", "Issue date - 12.06.2018", "Published: 2018-06-12",
     "Hampshire, published 12 June 2018"],
)  # fmt: skip
def test_words_of_release_make_a_day_the_day_of_release(line: str) -> None:
    assert found(line) == date(2018, 6, 12)


@pytest.mark.parametrize(
    "line",
    ["12 June 2018", "Meeting of the panel, 12 June 2018", "Dated 12 June 2018", "Next publication: 12 June 2018",
     "To be published on 12 June 2018", "Published June 2018", "Draft issued 12 June 2018", "Last updated 12 June 2018",
     "Published figures for the year to 31 May 2018", "Previously published 12 June 2018",
     "Publication scheme reviewed 12 June 2018", "ONS figures, published 12 June 2018",
     "Statistics on crime published 12 June 2018", "We last released 12 June 2018"],
)  # fmt: skip
def test_other_days_are_none(line: str) -> None:
    assert found(line) is None


def test_two_days_of_release_leave_it_open_and_so_does_one_before_the_figures_end() -> None:
    assert found("Published 12 June 2018", "Released on 14 June 2018") is None
    assert found("Published 12 June 2018", "Publication date: 12/06/2018") == date(2018, 6, 12)
    assert found("Published 12 March 2018") is None


def test_a_form_on_the_front_has_it_beside_its_label() -> None:
    rows = (("Author", "J. Smith, Performance"), ("Publication date", "12 June 2018"))
    cells = tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row))
    body = (Block("heading", "Hampshire Constabulary: performance to 31 March 2018"), Table(cells))
    document = Document("report.docx", "ab" * 32, "docx", "docx", body=body)
    assert recognise(document, BOOK).released == date(2018, 6, 12)
