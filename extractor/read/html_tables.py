"""Tables of web pages: cells with their places and spans, and what says which of them are headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from extractor.heads import mark_headings
from extractor.model import Block, Cell, Table
from extractor.read.cell_text import apart
from extractor.read.html_seen import Sight

_MAX_COLUMN_SPAN, _MAX_ROW_SPAN = 1_000, 65_534  # as in browsers
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_FILL = re.compile(r"background(?:-color)?\s*:\s*([#\w]+(?:\([\d.,% ]+\))?)", re.IGNORECASE)
_CLEAR = ("white", "#fff", "#ffffff", "transparent", "none", "inherit", "initial", "unset", "url")
_LAYOUT_ROLES = ("presentation", "none")


class TableReader:
    """Reads tables; `lines` gives the texts of a cell, `nested` what stands in one that only lays out the page."""

    def __init__(
        self, sight: Sight, lines: Callable[[Any], list[str]],
        nested: Callable[[Any], Iterator[Block | Table]], most_covered: int,
    ) -> None:  # fmt: skip
        self._sight, self._lines, self._nested = sight, lines, nested
        self._room = most_covered  # slots that may still be covered
        self.cells = 0  # of the tables read so far
        self.unmerged = 0  # of those, which cover more than all together may and were taken as single ones

    def read(self, element: Any) -> Iterator[Block | Table]:
        """A table with what is nested in it, or what stands in one that only lays out the page."""
        rows = self._rows(element)
        placed = list(self._placed(rows))
        caption = next((inner for inner in element.iterchildren("caption") if not self._sight.is_unseen(inner)), None)
        title = " ".join(self._lines(caption)) if caption is not None else ""
        if _only_lays_out(element, [cell for cell, _ in placed]):
            if title:
                yield Block("caption", title)
            for _, own in placed:
                yield from self._nested(own)
            return
        heads = _leading_heads(rows, self._sight)
        marked = mark_headings(
            Table(tuple(cell for cell, _ in placed), caption=title, method="native", declared_rows=heads)
        )
        headed = {(cell.row, cell.column) for cell, own in placed if own.tag == "th" and cell.text}
        cells = (replace(c, heading=True) if (c.row, c.column) in headed else c for c in marked.cells)
        yield replace(marked, cells=tuple(cells))
        for _, own in placed:
            for inner in own.iter("table"):
                if next(inner.iterancestors("table")) is element:
                    yield from self.read(inner)

    def _rows(self, element: Any) -> list[Any]:
        """The rows of the table itself that are seen, those of its foot last."""
        own = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
        seen = [row for row in own if not self._is_unseen(row, element)]
        return sorted(seen, key=lambda row: {"thead": 0, "tfoot": 2}.get(row.getparent().tag, 1))

    def _is_unseen(self, row: Any, table: Any) -> bool:
        part = row.getparent()
        return self._sight.is_unseen(row) or (part is not table and self._sight.is_unseen(part))

    def _placed(self, rows: list[Any]) -> Iterator[tuple[Cell, Any]]:
        """Each cell with its place, spans and looks, and the element that it was."""
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(rows):
            shaded, column = _shade(row), 0
            for own in row:
                if own.tag not in ("td", "th") or self._sight.is_unseen(own):
                    continue
                while (number, column) in taken:
                    column += 1
                down, across = self._spans(own, len(rows) - number)
                taken |= {(number + r, column + c) for r in range(down) for c in range(across)}
                text = apart("\n".join(self._lines(own)))
                bold = own.tag == "th" or _is_bold(own)
                self.cells += 1
                yield Cell(number, column, text, down, across, bold=bold, fill=_shade(own) or shaded), own
                column += across

    def _spans(self, cell: Any, rows_left: int) -> tuple[int, int]:
        """Rows and columns that a cell covers; one only where all cells together cover more than they may."""
        down = min(_span(cell, "rowspan", _MAX_ROW_SPAN, rows_left), rows_left)
        across = _span(cell, "colspan", _MAX_COLUMN_SPAN, 1)
        if down * across == 1:
            return 1, 1
        if down * across > self._room:
            self.unmerged += 1
            return 1, 1
        self._room -= down * across
        return down, across


def _only_lays_out(element: Any, cells: list[Cell]) -> bool:
    """Whether a table has one column only, says that it is none, or holds others beside hardly a text of its own."""
    if len({cell.column for cell in cells}) < 2 or element.get("role") in _LAYOUT_ROLES:
        return True
    if next(element.iterdescendants("table"), None) is None:
        return False
    texts: dict[int, int] = {}
    for cell in cells:
        texts[cell.row] = texts.get(cell.row, 0) + bool(cell.text)
    return sum(count >= 2 for count in texts.values()) < 2


def _leading_heads(rows: list[Any], sight: Sight) -> int:
    """How many rows the page declares as headings of columns: those of nothing but `th` at the top, and its head."""
    count = 0
    for row in rows:
        own = [cell for cell in row if cell.tag in ("td", "th") and not sight.is_unseen(cell)]
        scoped = any(cell.get("scope") in ("row", "rowgroup") for cell in own)
        if not own or not (row.getparent().tag == "thead" or (all(c.tag == "th" for c in own) and not scoped)):
            break
        count += 1
    return count if count < len(rows) else 0


def _span(cell: Any, name: str, most: int, to_the_end: int) -> int:
    text = (cell.get(name) or "1").strip()
    if not text.isdecimal():
        return 1
    return (min(int(text), most) if len(text) < 9 else most) or to_the_end


def _is_bold(cell: Any) -> bool:
    """Whether all of a cell's text is bold."""
    if _BOLD.search(cell.get("style") or ""):
        return True
    inner = [child for child in cell if isinstance(child.tag, str)]
    texts = [cell.text or "", *(child.tail or "" for child in inner)]
    whole = inner[0] if len(inner) == 1 and not any(text.strip() for text in texts) else None
    return whole is not None and (whole.tag in ("b", "strong") or _is_bold(whole))


def _shade(element: Any) -> str:
    """The filling that an element is given in place; empty for white and none."""
    found = _FILL.search(element.get("style") or "")
    colour = (found[1] if found else element.get("bgcolor") or "").lower()
    return "" if colour.startswith(_CLEAR) else colour
