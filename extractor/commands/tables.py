"""`extractor tables`: every table of one file, with its place and cells, whatever the file is about."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from extractor.commands.convert import READERS, limit_arguments

if TYPE_CHECKING:
    from extractor.model import Cell, Document


@dataclass(frozen=True, slots=True)
class FoundCell:
    """A cell of `to_json`: the rows and columns that it spans, counted from 0, both ends inclusive."""

    r0: int
    r1: int
    c0: int
    c1: int
    text: str
    heading: bool


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table of `to_json`, or the part of one that stands on one page."""

    id: int
    caption: str
    notes: list[str]
    cells: list[FoundCell]
    bbox: Any = None


@dataclass(frozen=True, slots=True)
class Found:
    """What the guarded process answers: the tables of each page, or of a file without pages.

    `undrawn` is what the pictures do not show, and only told where pictures are asked for.
    """

    pages: dict[str, list[FoundTable]]
    tables: list[FoundTable] = field(default_factory=list)
    undrawn: list[str] = field(default_factory=list)


HELP = "print every table found in a file, with no force profile involved"
TARGET = "extractor.commands.tables:recovered"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `tables`."""
    parser.add_argument("file", metavar="FILE", help="a PDF, Word, Excel, ODS, PowerPoint, HTML, CSV or text file")
    parser.add_argument(
        "--json", action="store_true", help="print JSON, with the box of every table and the span of every cell"
    )
    parser.add_argument("--reader", choices=READERS, default="auto", help="what reads PDFs (default: auto)")
    parser.add_argument("--debug", metavar="DIR", help="draw what was found on each page of a PDF into DIR, as SVG")
    limit_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print the tables as JSON. Raises `UnreadableFile` where the file cannot be read."""
    import msgspec

    from extractor.errors import UnreadableFile
    from extractor.failures import explained, one_line
    from extractor.intake import cannot_open
    from extractor.isolate import NONSENSE, Limits, Workshop
    from extractor.printable import say

    path = os.path.abspath(args.file)
    try:
        os.stat(path)  # so that no folder is made for pictures of nothing
    except (OSError, ValueError) as error:
        raise UnreadableFile(args.file, *cannot_open(error)) from None
    if args.debug:
        os.makedirs(args.debug, exist_ok=True)
    limits = Limits(args.time_limit, args.memory_limit)
    debug = os.path.abspath(args.debug) if args.debug else None
    with contextlib.closing(Workshop(TARGET, [path])) as workshop:
        answer = workshop.run(path, {"reader": args.reader, "debug": debug}, limits, writes=[debug] if debug else [])
    if answer.status != "done":
        raise UnreadableFile(args.file, *explained(answer, limits, path, args.file))
    try:
        found = msgspec.json.decode(answer.data, type=Found)
    except (msgspec.MsgspecError, RecursionError):
        raise UnreadableFile(args.file, NONSENSE, "please report it") from None
    sys.stdout.write(_json(answer.data) if args.json else _readable(found))
    sys.stdout.flush()
    for line in found.undrawn:
        say(one_line(f"{args.file}: {line}"))
    return 0


def _json(answer: bytes) -> str:
    """The answer as it came, without what is told on stderr."""
    if b'"undrawn"' not in answer:
        return answer.decode("ascii", "replace")
    found = json.loads(answer)
    found.pop("undrawn", None)
    return json.dumps(found) + "\n"


def _readable(found: Found) -> str:
    """The tables for people: a line that says where each stands, then its rows."""
    placed = [(f", page {page}", table) for page, tables in found.pages.items() for table in tables]
    placed += [("", table) for table in found.tables]
    lines: list[str] = []
    for place, table in placed:
        rows: dict[int, list[str]] = {}
        for cell in sorted(table.cells, key=lambda c: (c.r0, c.c0)):
            rows.setdefault(cell.r0, []).append(_printable(cell.text))
        lines += [f"table {table.id}{_printable(place)}", *("  " + " | ".join(row) for row in rows.values()), ""]
    return "\n".join(lines)


def _printable(text: str) -> str:
    """A cell on one line, without anything that could steer the terminal."""
    return "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))


def recovered(path: str, reader: str, debug: str | None) -> bytes:
    """The tables of a file as JSON; runs in the isolated process."""
    from extractor.read import read
    from extractor.tables import recover, to_json

    document = recover(read(path, reader=reader))
    found: dict[str, Any] = to_json(document)
    if debug and document.media == "pdf":
        from extractor.tables.debug import draw

        draw(document, debug)
        found["undrawn"] = [p.message for p in document.problems if p.severity == "error" and p.where.page]
    elif debug:
        found["undrawn"] = ["has no pages to draw; --debug draws those of a PDF"]
    if document.media != "pdf":
        found["tables"] = _without_pages(document)
    return (json.dumps(found) + "\n").encode("ascii")


def _without_pages(document: Document) -> list[dict[str, Any]]:
    """Tables of a format that has no pages, in the shape of `to_json` without boxes."""
    from extractor.model import Table

    tables = [part for part in document.body if isinstance(part, Table)]
    return [
        {"id": n, "caption": t.caption, "notes": list(t.notes), "cells": [_cell(c) for c in t.cells]}
        for n, t in enumerate(tables, start=1)
    ]


def _cell(cell: Cell) -> dict[str, Any]:
    rows = {"r0": cell.row, "r1": cell.row + cell.row_span - 1}
    columns = {"c0": cell.column, "c1": cell.column + cell.column_span - 1}
    return {**rows, **columns, "text": cell.text, "heading": cell.heading}
