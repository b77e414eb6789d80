"""What finds tables: this program and the libraries a user might take instead, each in one short function.

An engine gets the path of a PDF and returns its tables as cells with spans. Libraries that are not installed are
left out. Settings are those with which a library does best over unknown documents, or its plain default.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from adjacency import Cell

Tables = list[list[Cell]]
Find = Callable[[str], Tables]
Box = tuple[float, float, float, float]


def extractor(path: str) -> Tables:
    """This program, as `extractor tables` runs it inside its isolated process."""
    from extractor.commands.tables import recovered

    pages = json.loads(recovered(path, "auto", None))["pages"]
    return [
        [Cell(c["r0"], c["r1"], c["c0"], c["c1"], c["text"]) for c in table["cells"]]
        for tables in pages.values()
        for table in tables
    ]


def extractor_joined(path: str) -> Tables:
    """This program with tables joined over page breaks, as `extractor convert` sees them."""
    from extractor.model import Table
    from extractor.read import read
    from extractor.tables import recover

    found = (part for part in recover(read(path)).body if isinstance(part, Table))
    return [
        [Cell(c.row, c.row + c.row_span - 1, c.column, c.column + c.column_span - 1, c.text) for c in table.cells]
        for table in found
    ]


def pdfplumber(path: str) -> Tables:
    import pdfplumber

    tables = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.find_tables():
                texts = table.extract()
                boxes = [row.cells for row in table.rows]
                tables.append(_boxed(zip(_flat(boxes), _flat(texts), strict=True)))
            page.close()
    return tables


def pymupdf_lines(path: str) -> Tables:
    return _pymupdf(path, {})


def pymupdf_neural(path: str) -> Tables:
    return _pymupdf(path, {"union": True, "refine": True})


def camelot_hybrid(path: str) -> Tables:
    import camelot

    return [_plain(table.df.values.tolist()) for table in camelot.read_pdf(path, pages="all", flavor="hybrid")]


def camelot_lattice(path: str) -> Tables:
    import camelot

    return [_plain(table.df.values.tolist()) for table in camelot.read_pdf(path, pages="all")]


def img2table(path: str) -> Tables:
    from img2table.document import PDF

    pages = PDF(path).extract_tables(borderless_tables=True)
    return [_repeated(table.content.values()) for tables in pages.values() for table in tables]


def tablers(path: str) -> Tables:
    import tablers

    with tablers.Document(path) as document:
        pages = [tablers.find_tables(page, extract_text=True) for page in document.pages()]
    return [_boxed((cell.bbox, cell.text) for cell in table.cells) for tables in pages for table in tables]


def tabula(path: str) -> Tables:
    import tabula

    found: Any = tabula.read_pdf(path, pages="all", output_format="json", silent=True)
    return [_plain([[cell["text"] for cell in row] for row in table["data"]]) for table in found]


# Name -> the module that must be installed, and what to call.
ENGINES: dict[str, tuple[str, Find]] = {
    "extractor": ("extractor", extractor),
    "pdfplumber": ("pdfplumber", pdfplumber),
    "camelot-hybrid": ("camelot", camelot_hybrid),
    "camelot-lattice": ("camelot", camelot_lattice),
    "img2table": ("img2table", img2table),
    "tablers": ("tablers", tablers),
    "tabula": ("tabula", tabula),
    "pymupdf": ("pymupdf", pymupdf_lines),
    "pymupdf-neural": ("pymupdf", pymupdf_neural),
    "extractor-joined": ("extractor", extractor_joined),
}


def installed() -> list[str]:
    """The engines that can run here, in the order above."""
    names = [name for name, (module, _) in ENGINES.items() if importlib.util.find_spec(module)]
    return [name for name in names if name != "tabula" or shutil.which("java")]


def _pymupdf(path: str, settings: dict[str, bool]) -> Tables:
    import pymupdf

    with pymupdf.open(path) as document:
        found = [table for page in document for table in page.find_tables(**settings).tables]
        return [_html(t.placements) if getattr(t, "placements", None) else _plain(t.extract()) for t in found]


def _plain(rows: Sequence[Sequence[str | None]]) -> list[Cell]:
    """A grid that knows no spans."""
    return [Cell(r, r, c, c, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text]


def _boxed(cells: Iterable[tuple[Box | None, str | None]]) -> list[Cell]:
    """Cells from their boxes: rows and columns begin where cells do; a cell covers all that begin within it."""
    placed = [(box, text or "") for box, text in cells if box]
    lefts, tops = (_distinct(box[i] for box, _ in placed) for i in (0, 1))
    return [Cell(*_covered(tops, box[1], box[3]), *_covered(lefts, box[0], box[2]), text) for box, text in placed]


def _distinct(values: Iterable[float], apart: float = 1.0) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > apart:
            kept.append(value)
    return kept


def _covered(starts: list[float], low: float, high: float) -> tuple[int, int]:
    """First and last of the sorted starts that lie between low and high."""
    first = max((i for i, start in enumerate(starts) if start <= low + 0.01), default=0)
    return first, max((i for i, start in enumerate(starts) if start < high - 1.0), default=first)


def _html(rows: Iterable[Iterable[Any]]) -> list[Cell]:
    """Rows of cells with spans, laid out as a browser does: each takes the next free place of its row."""
    taken: set[tuple[int, int]] = set()
    cells = []
    for r, row in enumerate(rows):
        c = 0
        for cell in row:
            while (r, c) in taken:
                c += 1
            span = range(r, r + cell.rowspan), range(c, c + cell.colspan)
            taken.update((i, j) for i in span[0] for j in span[1])
            cells.append(Cell(r, span[0][-1], c, span[1][-1], cell.text))
    return cells


def _repeated(rows: Iterable[Iterable[Any]]) -> list[Cell]:
    """A grid in which a merged cell stands, with the same box, in every place that it covers."""
    places: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    texts: dict[tuple[int, ...], str] = {}
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            key = (cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
            places.setdefault(key, []).append((r, c))
            texts[key] = cell.value or ""
    return [
        Cell(min(r for r, _ in at), max(r for r, _ in at), min(c for _, c in at), max(c for _, c in at), texts[key])
        for key, at in places.items()
    ]


def _flat(rows: Iterable[Iterable[Any]]) -> list[Any]:
    return [item for row in rows for item in row]
