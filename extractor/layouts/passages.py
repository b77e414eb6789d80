"""The passages of a document that say whose it is and of when, each with the place it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from extractor.layouts.cues import cues
from extractor.model import Block, Cell, Document, Table

Place = Literal["running", "front", "early", "later", "caption"]

_FRONT_BLOCKS = 12  # the title page and what follows it, where a report says whose it is and of when
_EARLY_BLOCKS = 24  # the introduction
_LINE_WORDS = 14  # a line no longer than this is a title, a label or a date and no sentence
_LABEL_WORDS = 8  # a line with a full stop that is longer is a short sentence
_FORM_ROWS = 12  # a form on the front page names its subject, author and date in few rows
_FORM_WORDS = 24
_CONTENTS_ROWS = 3
_MOST_PAGES = 1000
_MOST_DIGITS = 9  # of a page number; of thousands Python makes no number
_FIGURE = re.compile(r"[£<>(~+\-−–]*\d[\d,.]*\s*(?:%|k|m|st|nd|rd|th|secs?|mins?)?\)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A line, paragraph, form entry or caption. `heading` marks one set or written as a heading."""

    text: str
    place: Place
    heading: bool = False
    value: str = ""  # of a form entry: what stands beside its label

    @property
    def is_line(self) -> bool:
        """True for a title, a label or a date; false for a sentence."""
        words = len(self.text.split())
        return words <= _LINE_WORDS and not (words > _LABEL_WORDS and self.text.endswith("."))


def passages(document: Document) -> list[Passage]:
    """All passages outside the tables, the front first: running headers, the title page, what follows."""
    found = [Passage(" ".join(line.split()), "running") for line in document.furniture]
    return found + _joined(_of_body(document.body))


def _of_body(body: Sequence[Block | Table]) -> Iterator[Passage]:
    blocks = 0
    past_figures = False
    for at, item in enumerate(body):
        if isinstance(item, Table):
            if item.caption:
                yield Passage(" ".join(item.caption.split()), "caption")
            if at < _EARLY_BLOCKS and not past_figures and _is_form(item):
                yield from form_rows(item)
                continue
            if _is_contents(item):
                continue
            past_figures = True
            continue
        blocks += 1
        place: Place = "front" if blocks <= _FRONT_BLOCKS else "early" if blocks <= _EARLY_BLOCKS else "later"
        if past_figures and place == "front":
            place = "early"
        if past_figures and item.kind in ("caption", "note"):
            place = "caption" if item.kind == "caption" else "later"
        yield Passage(" ".join(item.text.split()), place, item.kind == "heading")


def _joined(found: Iterable[Passage]) -> list[Passage]:
    """A label and what it names on the next line (`Data correct as of:` above a date) in one passage."""
    result: list[Passage] = []
    for passage in found:
        last = result[-1] if result else None
        if (
            last
            and last.place == passage.place
            and last.is_line
            and passage.is_line
            and cues().open_end.search(last.text)
        ):
            result[-1] = Passage(f"{last.text} {passage.text}", last.place, last.heading)
        else:
            result.append(passage)
    return result


def _is_form(table: Table) -> bool:
    """A form on the front page (Subject, Author, Date), no table of figures."""
    values = [cell.text.strip() for cell in table.cells if cell.column > 0 and cell.text.strip()]
    rows = {cell.row for cell in table.cells}
    figures = sum(bool(_FIGURE.fullmatch(value)) or not any(c.isalpha() for c in value) for value in values)
    return len(rows) <= _FORM_ROWS and figures * 2 < len(values)


def _is_contents(table: Table) -> bool:
    """A table of contents: its last column are page numbers, none smaller than the one above."""
    last = max((cell.column for cell in table.cells), default=0)
    texts = [cell.text.strip() for cell in table.cells if cell.column == last]
    pages = [int(text) for text in texts if text.isdecimal() and len(text) <= _MOST_DIGITS]
    return len(pages) >= _CONTENTS_ROWS and last == 1 and pages == sorted(pages) and pages[-1] < _MOST_PAGES


def form_rows(table: Table) -> Iterator[Passage]:
    """Each row of a form as one passage: `Subject Quarter 2 report`."""
    rows: dict[int, list[Cell]] = {}
    for cell in table.cells:
        if cell.row < _FORM_ROWS and cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    for cells in rows.values():
        label, *values = (" ".join(cell.text.split()) for cell in sorted(cells, key=lambda c: c.column))
        text = " ".join((label, *values))
        if len(text.split()) <= _FORM_WORDS:
            yield Passage(text, "front", value=" ".join(values))
