"""`extractor check`: the figures of a dataset that fail their own arithmetic."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractor.commands.convert import limit_arguments

if TYPE_CHECKING:
    from extractor.check.problems import Problem
    from extractor.dataset import Dataset

Row = dict[str, Any]

HELP = "print the figures that contradict each other, worst first"
FORMATS = ("text", "csv", "json", "html")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `check`."""
    add = parser.add_argument
    add("directory", metavar="DIR", help="a dataset that convert wrote")
    add("--format", choices=FORMATS, default="text", help="how to print (default: text)")
    add("--documents", type=Path, metavar="DIR", help="where the PDFs are: html then shows their pages")
    limit_arguments(parser, "to draw one page", 20.0, 1 << 30)
    add("--out", type=Path, metavar="FILE", help="write into a file instead of printing")


def run(args: argparse.Namespace) -> int:
    """Print the problems; 0 with and without any, since they are the publisher's."""
    from extractor.check import sifted
    from extractor.dataset import load
    from extractor.errors import UsageError
    from extractor.printable import harmless, harmless_json, say
    from extractor.publish.corrections import COLUMNS, rows_of
    from extractor.reviewed import review_of

    if args.documents is not None and not args.documents.is_dir():
        raise UsageError(f"{args.documents}: is not a folder; give the folder that holds the PDFs")
    data = load(args.directory)
    documents = sifted.documents(data)
    corrections = [dict(zip(COLUMNS, row, strict=True)) for row in rows_of(data.reviewed)]
    review = review_of(data)
    remarks = {**review.notes, **{i: f"excluded in review: {why}" for i, (why, _) in review.excluded.items()}}
    found = sifted.problems_of(data, documents, remarks)
    if args.documents is not None:
        _tell_lacking(args, found, documents)
    make_harmless = harmless_json if args.format == "json" else harmless
    pieces = _printed(args, found, documents, corrections, data)
    lines = (make_harmless(piece).encode("utf-8") for piece in pieces)
    if args.out is None:
        sys.stdout.buffer.writelines(lines)
        sys.stdout.buffer.flush()
    else:
        with args.out.open("wb") as stream:  # line ends as they are, on every system
            stream.writelines(lines)
        say(f"{len(found)} figures in doubt; written to {args.out}")
    return 0


def _tell_lacking(args: argparse.Namespace, found: list[Problem], documents: list[Row]) -> None:
    """Say which documents with a problem are not in the folder."""
    from extractor.commands.documents import PageSource
    from extractor.isolate import Limits
    from extractor.printable import say

    limits = Limits(args.time_limit, args.memory_limit)
    with contextlib.closing(PageSource(args.documents, documents, limits)) as pages:
        wanted = {p.document_id for p in found}
        for name in pages.lacking(wanted):
            say(f"{args.documents}: does not hold the PDF of {name}; its tables are shown as they were read")
        for name in pages.pageless(wanted) if args.format == "html" else ():
            say(f"{name}: has no pages to draw, being no PDF; its tables are shown as they were read")
    if args.format != "html":
        say(f"--documents draws pages for --format html; {args.format} has none")


def _printed(
    args: argparse.Namespace, found: list[Problem], documents: list[Row], corrections: list[Row], data: Dataset
) -> Iterable[str]:
    """What is to be printed, piece by piece."""
    from extractor.check import listing, sifted

    if args.format == "csv":
        return listing.csv_lines(found)
    tables = sifted.tables(data)
    if args.format == "json":
        return [listing.as_json(found, documents, tables, corrections)]
    if args.format == "text":
        return listing.text_lines(found, documents, tables, corrections)
    from extractor.check.as_html import as_html
    from extractor.commands.documents import PageSource
    from extractor.isolate import Limits

    limits = Limits(args.time_limit, args.memory_limit)
    with contextlib.closing(PageSource(args.documents, documents, limits)) as pages:
        said = [*map(listing.said, corrections)]
        return [as_html(found, _by_table(found, data), pages, _shares(documents, tables), said)]


def _by_table(found: list[Problem], data: Dataset) -> dict[tuple[str, int], list[Any]]:
    """The observations of the tables that have a problem."""
    from dataclasses import fields

    from extractor.check.sifted import figures_of
    from extractor.model import Observation

    wanted = {(p.document_id, place.table) for p in found for place in p.involved if place.table}
    tables: dict[tuple[str, int], list[Any]] = {}
    for row in figures_of(data, [f.name for f in fields(Observation)], wanted):
        tables.setdefault((row["document_id"], row["table"]), []).append(Observation(**row))
    return tables


def _shares(documents: list[Row], tables: Mapping[str, list[Row]]) -> list[tuple[str, str, float]]:
    listed = []
    for document in documents:
        if document["confirmed_share"] is None:
            continue
        name = document["document_id"]
        listed.append((name, "all tables and sentences", float(document["confirmed_share"])))
        for table in tables.get(name, ()):
            if table["confirmed_share"] is not None:
                listed.append((name, f"{table['table']}. {table['title']}", float(table["confirmed_share"])))
    return listed
