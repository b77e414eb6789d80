"""The account of a table: every cell with a digit is a heading, a figure, or told in a finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractor.facts import Anatomy, Surroundings
from extractor.heads.looks import look_of
from extractor.model import Block, Cell, Finding, Severity, Table, Where

_MOST_NAMED = 6  # cells named in one finding; the others are counted
_WHY = {
    "words": "no row of it holds figures that headings explain",
    "contents": "its numbers are those of pages or paragraphs",
    "codes": "its numbers stand before the words that they number",
}


def unread(around: Surroundings, parts: Sequence[Anatomy]) -> Iterable[Finding]:
    """One finding for the cells of a table that hold a figure and were neither read nor taken for headings."""
    told = {id(c.cell) for part in parts for c in (*part.body, *part.skipped)}
    figures = (c for c in around.table.cells if look_of(" ".join(c.text.split())) == "figure")
    left = [c for c in figures if id(c) not in told and not _is_heading(c, parts)]
    if not left:
        return
    page = around.table.parts[0].page if around.table.parts else None
    where = Where(page=page, table=around.number)
    named = ", ".join(f'"{" ".join(c.text.split())}"' for c in left[:_MOST_NAMED])
    more = f" and {len(left) - _MOST_NAMED} more" if len(left) > _MOST_NAMED else ""
    whole = next((_WHY[p.kind] for p in parts if p.kind in _WHY), "")
    if whole and not any(p.kind == "statistics" for p in parts):
        severity: Severity = "info" if parts[0].kind == "contents" else "warning"
        yield Finding("table-not-read", severity, f"the figures {named}{more} were not read: {whole}", where)
    else:
        yield Finding("unread-cells", "warning", f"the cells {named}{more} were not read as figures or headings", where)


def _is_heading(cell: Cell, parts: Sequence[Anatomy]) -> bool:
    """Whether a cell heads others, or only counts lines."""
    for part in parts:
        if part.first_row <= cell.row < part.first_row + part.header_rows:
            return True
        mine = part.first_row <= cell.row and part.kind == "statistics"
        if mine and cell.column in (*part.stubs, *part.numbers):
            return True
    return False


_LEAST_LOOSE = 12  # figures on one page: fewer may be a date line, an address or the labels of a small chart


def loose(body: Sequence[Block | Table]) -> Iterable[Finding]:
    """One finding for each page on which many figures stand in lines of figures outside any table: one may be lost."""
    pages: dict[int, list[str]] = {}
    for item in body:
        if not isinstance(item, Block) or item.page is None:
            continue
        words = item.text.split()
        figures = [word for word in words if look_of(word) == "figure"]
        if len(figures) > 1 and len(figures) * 2 >= len(words):
            pages.setdefault(item.page, []).extend(figures)
    for page, figures in pages.items():
        if len(figures) >= _LEAST_LOOSE:
            named = ", ".join(f'"{figure}"' for figure in figures[:_MOST_NAMED])
            message = (
                f"{len(figures)} figures on page {page} ({named} ...) stand in no table: they are those of a chart, or "
                "of a table that was not found; look at the page"
            )
            yield Finding("figures-outside-tables", "warning", message, Where(page=page))
