"""The page of one document: its own pages with every figure marked, or its tables where it has none to draw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from extractor.site import words
from extractor.site.grids import Grid, grids
from extractor.site.records import Box, Item, Records, Report

Picture = tuple[bytes, float, float]
Draw = Callable[[str, int], Picture | None]
_WORST = (words.CONTRADICTED, words.OPEN, words.UNCHECKED, words.PROVEN)


@dataclass(frozen=True, slots=True)
class Mark:
    """A box on a page with the figures in it, of which a sentence has several; its state is that of the worst."""

    items: tuple[Item, ...]
    state: str
    x: float
    y: float
    width: float
    height: float

    @property
    def label(self) -> str:
        """What the box holds, for those who do not see it."""
        told = [f"{i.text}, {i.headings or 'no headings'}: {words.STATES[i.state][1].casefold()}" for i in self.items]
        return "; ".join(told)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document without pages to draw, or the sentences of one (`number` is 0)."""

    number: int
    title: str
    section: str
    grids: tuple[Grid, ...]
    sentences: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page (`number` is 0 for a document without pages): its picture with marks, else the tables read from it."""

    number: int
    picture: str
    width: float
    height: float
    marks: tuple[Mark, ...]
    tables: tuple[Table, ...]
    items: tuple[Item, ...]
    findings: tuple[Mapping[str, Any], ...]


def leaves(report: Report, draw: Draw, keep: Callable[[int, bytes], str]) -> Iterator[Leaf]:
    """The pages of a document in their order. `keep` puts a picture into its place and says where that is."""
    by_page: dict[int, list[Item]] = defaultdict(list)
    for item in report.items:
        by_page[item.row["page"] or 0].append(item)
    told: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for finding in report.findings:
        told[finding["page"] or 0].append(finding)
    for number in sorted({*by_page, *range(1, (report.row["pages"] or 0) + 1)}):
        items = tuple(by_page[number])
        about = tuple(told[number]) if number else ()
        picture = draw(report.id, number) if number and report.row["media"] == "pdf" else None
        if picture is None:
            yield Leaf(number, "", 0, 0, (), tuple(tables(items)), items, about)
        else:
            data, width, height = picture
            unplaced = [item for item in items if item.box is None]
            yield Leaf(number, keep(number, data), width, height, tuple(marks(items)),
                       tuple(tables(unplaced)), items, about)  # fmt: skip


def marks(items: Iterable[Item]) -> Iterator[Mark]:
    """A mark for each box, from the top of the page down."""
    boxes: dict[Box, list[Item]] = defaultdict(list)
    for item in items:
        if item.box:
            boxes[item.box].append(item)
    for (x0, top, x1, bottom), own in sorted(boxes.items(), key=lambda pair: (pair[0][1], pair[0][0])):
        state = min((item.state for item in own), key=_WORST.index)
        x, y, width, height = (round(n, 2) for n in (x0, top, x1 - x0, bottom - top))
        yield Mark(tuple(own), state, x, y, width, height)


def tables(items: Iterable[Item]) -> Iterator[Table]:
    """The tables that figures stand in, in their order, then the sentences."""
    items = list(items)
    tabular = sorted((i for i in items if not i.is_of_sentence), key=lambda i: i.row["table"])
    for number, group in groupby(tabular, key=lambda i: i.row["table"]):
        own = list(group)
        yield Table(number, own[0].row["table_title"] or "", own[0].row["section"] or "", tuple(grids(own)))
    if sentences := tuple(i for i in items if i.is_of_sentence):
        yield Table(0, "Figures in sentences", "", (), sentences)


def given(report: Report, records: Records) -> dict[str, Any]:
    """What the page's script says of a figure that is chosen: all figures of the document, and its checks."""
    return {
        "document": report.title,
        "file": report.row["file"],
        "figures": [_told(item, report, records) for item in report.items],
        "checks": [
            {"kind": words.code_text(c["kind"]), "holds": bool(c["passed"]), "message": c["message"] or "",
             "verdict": words.code_text(c["verdict"] or "")}
            for c in report.checks
        ],
    }  # fmt: skip


def _told(item: Item, report: Report, records: Records) -> dict[str, Any]:
    row = item.row
    pairs = {
        "id": item.id, "text": item.text, "state": item.state, "subject": item.subject, "when": item.when,
        "printed": row["period_label"] or "", "unit": item.unit, "area": item.area,
        "force": records.forces.get(row["force"] or "", row["force"] or ""),
        "row": row["row_label"] or "", "column": row["column_label"] or "", "group": row["row_group"] or "",
        "title": row["table_title"] or "", "section": row["section"] or "", "table": row["table"],
        "page": row["page"], "reader": row["reader"] or "", "open": ", ".join(item.open),
        "proof": words.proof_text(row["proof"] or ""), "review": item.review,
        "measure": f"../measures/{records.measure_names[row['measure']]}.html" if row["measure"] else "",
        "checks": report.checks_of.get(item.id, []),
    }  # fmt: skip
    return {name: value for name, value in pairs.items() if value not in ("", None, [])}
