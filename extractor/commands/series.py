"""`extractor series`: what each force published of one thing, period after period."""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.compare.series_model import SeriesSet

HELP = "follow a figure of each force through time, editions merged, revisions and gaps shown"
PRINTED = ("table", "csv", "json")
DRAWN = ("svg", "png")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `series`."""
    add = parser.add_argument
    add("directory", metavar="DIR", help="a dataset that convert wrote")
    add("--measure", action="append", metavar="ID", help="what to follow (`extractor measures DIR` lists the ids)")
    add("--category", action="append", metavar="ID", help="only this category; may be given more than once")
    add("--words", metavar="TEXT", help='everything that people call so, such as "car crime"')
    add("--force", action="append", metavar="NAME", help="only this force; may be given more than once")
    add("--grain", metavar="GRAIN", help="month, quarter, half_year, financial_year, calendar_year, rolling_12_months, "
        "point_in_time or all (default: the one with the most to show)")  # fmt: skip
    add("--statistic", metavar="KIND", help="count, share, rate, usual or all (default: all with --words, else usual)")
    add("--areas", action="store_true", help="also areas within the forces, their peers and the country")
    add("--breakdowns", action="store_true", help="also figures broken down further")
    add("--wide", action="store_true", help="one row a series and one column a period (table and csv)")
    add("--format", type=_formats, default=("table",), metavar="LIST",
        help="table, csv or json on standard output; svg or png as a file (default: table)")  # fmt: skip
    add(
        "--out", type=Path, metavar="DIR", help="write csv, json and pictures there (pictures else: comparisons in DIR)"
    )
    add("--schemas", metavar="DIR", help="vocabularies laid over those that ship with the program")


def run(args: argparse.Namespace) -> int:
    """Print and write the series; 1 where no force has a figure for it."""
    from extractor.commands.compare import own_folder, put_in_place, question_of, slug
    from extractor.compare.gather import nothing_found
    from extractor.compare.rules import load_rules
    from extractor.compare.series import series
    from extractor.compare.wording import left_out_lines
    from extractor.dataset import load
    from extractor.printable import say

    data = load(args.directory)
    answer = series(
        data, args.measure, category=args.category, words=args.words, force=args.force, grain=args.grain,
        statistic=args.statistic, areas=args.areas, breakdowns=args.breakdowns, schemas=args.schemas,
    )  # fmt: skip
    if not answer.series:
        for line in left_out_lines(answer.left_out, answer.names):
            say(line)
        for line in answer.others:
            say(f"{line}.")
        say(nothing_found(data, question_of(args), load_rules(args.schemas)))
        return 1
    written = []
    for kind in args.format:
        if kind == "table" or (kind in PRINTED and args.out is None):
            _print(answer, kind, args.wide)
        else:
            folder = args.out or own_folder(Path(args.directory))
            asked = [*(args.measure or ()), *(args.category or ()), args.words or "", *(args.force or ())]
            name = slug(["series", *filter(None, asked), *([args.grain] if args.grain else [])])
            written.append(put_in_place(folder / f"{name}.{kind}", partial(_write, answer, kind, args.wide)))
    if written:
        say(f"written: {', '.join(map(str, written))}")
    return 0


def _print(answer: SeriesSet, kind: str, wide: bool) -> None:
    from extractor.commands.watching import console
    from extractor.compare.series_terminal import print_series
    from extractor.printable import harmless_json

    if kind == "table":
        with console() as out:
            print_series(answer, out, wide=wide)
        return
    text = content(answer, kind, wide).decode("utf-8")
    print(harmless_json(text) if kind == "json" else text, end="" if text.endswith("\n") else "\n")


def _write(answer: SeriesSet, kind: str, wide: bool, path: Path) -> None:
    path.write_bytes(content(answer, kind, wide))


def content(answer: SeriesSet, kind: str, wide: bool) -> bytes:
    """The series as bytes of a kind of file: csv, json, svg or png."""
    if kind == "csv":
        return _csv(answer, wide)
    if kind == "json":
        from extractor.compare.as_json import to_json

        return to_json(answer).encode("utf-8")
    from extractor.compare.series_chart import to_picture

    return to_picture(answer, kind)


def _csv(answer: SeriesSet, wide: bool) -> bytes:
    import io

    from extractor.compare.series_rows import ABOUT, rows_of_series, wide_heads, wide_rows
    from extractor.publish.as_csv import CsvFile
    from extractor.publish.schema import Field, TableSchema, load_table

    stream = io.BytesIO()
    if not wide:
        CsvFile(stream, load_table("series")).add(rows_of_series(answer))
        return stream.getvalue()
    heads = wide_heads(answer)
    fields = tuple(Field(h, "string" if h in ABOUT else "number") for h in heads)
    CsvFile(stream, TableSchema("series", "Series", "", answer.schema_version, fields, (), (), {})).add(
        wide_rows(answer)
    )
    return stream.getvalue()


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not names or any(name not in (*PRINTED, *DRAWN) for name in names):
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of {', '.join((*PRINTED, *DRAWN))}")
    if sum(name in PRINTED for name in names) > 1:
        raise argparse.ArgumentTypeError(f"{text!r}: only one of {', '.join(PRINTED)} can be printed at once")
    return names
