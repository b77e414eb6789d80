"""Documents with tables that people marked by hand, from a folder of one of three shapes.

- As the ICDAR 2013 competition gives them: `NAME.pdf` beside `NAME-str.xml`. Where there are `NAMEa-str.xml` and
  `NAMEb-str.xml` they are two readings of `NAMEa.pdf`, of which the kinder one counts.
- `pdf/NAME.pdf` with `truth/NAME.json`: `tables` with a `grid` of `row, col, rowspan, colspan, text`, and `is_data`
  false for those of which nothing is expected (contents lists, keys).
- `NAME.pdf` with `NAME.json`: `pages` as `extractor tables --json` prints them. A table may have `alternatives` (other
  cells), a document too (other pages); of a table marked `optional` nothing is expected.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from adjacency import Cell

Tables = list[list[Cell]]


@dataclass(frozen=True)
class Document:
    """A PDF, one or more readings of its tables, and tables that may be found or not."""

    pdf: Path
    readings: tuple[Tables, ...]
    forgiven: Tables


def documents(folder: Path) -> list[Document]:
    """All documents below a folder. Raises FileNotFoundError where there is none."""
    found = [*_competition(folder), *_judged(folder), *_printed(folder)]
    if not found:
        raise FileNotFoundError(f"{folder}: holds neither NAME-str.xml nor NAME.json")
    return sorted(found, key=lambda document: document.pdf)


def _competition(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.rglob("*-str.xml")):
        name = path.name.removesuffix("-str.xml")
        first = path.with_name(f"{name[:-1]}a-str.xml")
        if name.endswith("b") and first.exists():
            continue  # the second reading, taken with the first
        readings = [_read_xml(path, apart=False)]
        second = path.with_name(f"{name[:-1]}b-str.xml")
        if name.endswith("a") and second.exists():
            # The second reading of the one table in several regions takes each region for a table.
            readings.append(_read_xml(second, apart=True))
        yield Document(path.with_name(f"{name}.pdf"), tuple(readings), [])


def _read_xml(path: Path, *, apart: bool) -> Tables:
    """Regions of one table on one page are parts of one grid, unless they are kept `apart`."""
    tables: Tables = []
    for table in ElementTree.parse(path).getroot().iter("table"):
        grids: dict[object, list[Cell]] = {}
        for number, region in enumerate(table.iter("region")):
            key = number if apart else region.get("page")
            grids.setdefault(key, []).extend(_region(region))
        tables += grids.values()
    return tables


def _region(region: ElementTree.Element) -> Iterator[Cell]:
    down, right = (int(region.get(f"{of}-increment", "0")) for of in ("row", "col"))
    for cell in region.iter("cell"):
        row, column = int(cell.attrib["start-row"]), int(cell.attrib["start-col"])
        last_row, last_column = int(cell.get("end-row", row)), int(cell.get("end-col", column))
        content = cell.find("content")
        text = "" if content is None else "".join(content.itertext())
        yield Cell(row + down, last_row + down, column + right, last_column + right, text)


def _judged(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.rglob("truth/*.json")):
        pdf = path.parent.with_name("pdf") / f"{path.stem}.pdf"
        expected: Tables = []
        forgiven: Tables = []
        for table in json.loads(path.read_text(encoding="utf-8"))["tables"]:
            cells = [
                Cell(c["row"], c["row"] + c["rowspan"] - 1, c["col"], c["col"] + c["colspan"] - 1, c["text"])
                for c in table["grid"]
            ]
            (expected if table["is_data"] else forgiven).append(cells)
        yield Document(pdf, (expected,), forgiven)


def _printed(folder: Path) -> Iterator[Document]:
    for pdf in sorted(folder.rglob("*.pdf")):
        path = pdf.with_suffix(".json")
        known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        if "pages" not in known:
            continue
        readings: list[Tables] = []
        forgiven: Tables = []
        for pages in (known["pages"], *(other["pages"] for other in known.get("alternatives", ()))):
            tables = [table for page in pages.values() for table in page]
            wanted = [table for table in tables if not table.get("optional")]
            forgiven += [_cells(table["cells"]) for table in tables if table.get("optional")]
            reading = [_cells(table["cells"]) for table in wanted]
            readings.append(reading)
            for i, table in enumerate(wanted):
                for other in table.get("alternatives", ()):
                    cells = other["cells"] if isinstance(other, Mapping) else other
                    readings.append([*reading[:i], _cells(cells), *reading[i + 1 :]])
        yield Document(pdf, tuple(readings), forgiven)


def _cells(cells: list[dict[str, Any]]) -> list[Cell]:
    return [Cell(c["r0"], c.get("r1", c["r0"]), c["c0"], c.get("c1", c["c0"]), c["text"]) for c in cells]
