"""One SVG per page that shows what was seen: edges, words, zones of charts, tables, refused candidates."""

from __future__ import annotations

from html import escape
from pathlib import Path

from extractor.model import Box, Document, Page
from extractor.tables.pages import Trace, find_tables
from extractor.tables.running import running_words

FURNITURE, WORD, EDGE, ZONE, CELL, TABLE, REFUSED = (
    "#dddddd",
    "#b9c4d0",
    "#d08080",
    "#8e44ad",
    "#2e86c1",
    "#1e8449",
    "#e67e22",
)


def draw(document: Document, directory: str | Path) -> list[Path]:
    """Write `page-0001.svg` and so on into `directory` (made if need be); returns the files written."""
    target = Path(directory)
    target.mkdir(parents=True, exist_ok=True)
    running = running_words(document.pages)
    written = []
    for page, furniture in zip(document.pages, running, strict=True):
        trace = Trace()
        find_tables(page, trace, furniture)
        path = target / f"page-{page.number:04d}.svg"
        draft = path.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        with draft.open("x", encoding="utf-8") as stream:
            stream.write(page_svg(trace.page or page, trace, furniture))
        draft.replace(path)  # a link of that name is replaced, not followed
        written.append(path)
    return written


def page_svg(page: Page, trace: Trace, furniture: set[int]) -> str:
    """The drawing of one page, in points."""
    size = f'width="{page.width:.1f}" height="{page.height:.1f}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif">',
        f'<rect {size} fill="white"/>',
    ]
    for i, word in enumerate(page.words):
        colour = FURNITURE if i in furniture else WORD
        parts.append(_rect(word.box, "none", colour, 0.35))
        parts.append(_label(word.box.x0, word.box.bottom - 1, word.text, "#333333", max(word.size * 0.8, 3)))
    for edge in trace.edges.horizontal:
        parts.append(_line(edge.start, edge.at, edge.end, edge.at, edge.drawn))
    for edge in trace.edges.vertical:
        parts.append(_line(edge.at, edge.start, edge.at, edge.end, edge.drawn))
    for zone in trace.zones:
        parts.append(_rect(zone, ZONE, ZONE, 0.08))
        parts.append(_label(zone.x0 + 2, zone.top + 7, "drawing", ZONE, 6))
    for box, reason in trace.rejected:
        parts.append(_rect(box, REFUSED, "none", 1))
        parts.append(_label(box.x0, box.top - 1, f"refused: {reason}", REFUSED, 6))
    for grid in trace.grids:
        for slot in grid.slots:
            parts.append(_rect(grid.slot_box(slot), CELL, CELL, 0.08))
        parts.append(_rect(grid.box, TABLE, "none", 1))
        parts.append(_label(grid.xs[0], grid.ys[0] - 1, f"{grid.method} {grid.rows}x{grid.columns}", TABLE, 6))
    return "\n".join([*parts, "</svg>", ""])


def _rect(box: Box, stroke: str, fill: str, opacity: float) -> str:
    return (
        f'<rect x="{box.x0:.1f}" y="{box.top:.1f}" width="{box.x1 - box.x0:.1f}" '
        f'height="{box.bottom - box.top:.1f}" stroke="{stroke}" stroke-width="0.7" '
        f'fill="{fill}" fill-opacity="{opacity}"/>'
    )


def _line(x0: float, y0: float, x1: float, y1: float, drawn: bool) -> str:
    dashes = "" if drawn else ' stroke-dasharray="2 1"'
    return f'<line x1="{x0:.1f}" y1="{y0:.1f}" x2="{x1:.1f}" y2="{y1:.1f}" stroke="{EDGE}"{dashes}/>'


def _label(x: float, y: float, text: str, colour: str, size: float) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" fill="{colour}">{escape(text)}</text>'
