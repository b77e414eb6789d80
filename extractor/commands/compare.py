"""`extractor compare`: forces side by side, with what speaks against it."""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.compare.lineup import Comparison
    from extractor.compare.relevant import Question

HELP = "set forces side by side for a measure, and say what may be compared"
FORMATS = ("csv", "json", "xlsx", "svg", "png")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `compare`."""
    add = parser.add_argument
    add("directory", metavar="DIR", help="a dataset that convert wrote")
    add("--measure", action="append", metavar="ID", help="what to compare (`extractor measures DIR` lists the ids)")
    add("--category", action="append", metavar="ID", help="only this category; may be given more than once")
    add("--words", metavar="TEXT", help='everything that people call so: "rape outcomes", "car crime", DA')
    add("--force", action="append", metavar="NAME", help="only this force; may be given more than once")
    add(
        "--period",
        default="latest",
        metavar="WHEN",
        help="latest (default), all, or a time: 2018, 2018-03, 2017-07/2017-09, 2017/18",
    )
    add("--statistic", metavar="KIND", help="count, share, rate, usual or all (default: all with --words, else usual)")
    add("--change", action="store_true", help="how each figure changed from earlier periods")
    add("--areas", action="store_true", help="also areas within the forces, their peers and the country")
    add("--breakdowns", action="store_true", help="also figures broken down further")
    add("--places", action="store_true", help="say where each figure stands and how each derived one was made")
    add("--out", type=Path, metavar="DIR", help="where the files go (default: comparisons in the dataset)")
    add(
        "--format", type=_formats, default=("csv", "json", "xlsx"), metavar="LIST",
        help="files to write: csv, json, xlsx, svg, png with commas between, or none (default: csv,json,xlsx)",
    )  # fmt: skip
    add("--schemas", metavar="DIR", help="vocabularies laid over those that ship with the program")


def run(args: argparse.Namespace) -> int:
    """Print and write the comparison; 1 where no force has a figure for it."""
    from extractor.commands.watching import console
    from extractor.compare.answer import compare
    from extractor.compare.gather import nothing_found
    from extractor.compare.rules import load_rules
    from extractor.compare.terminal import print_comparison
    from extractor.compare.wording import left_out_lines
    from extractor.dataset import load
    from extractor.printable import say

    data = load(args.directory)
    answer = compare(
        data, args.measure, category=args.category, words=args.words, period=args.period,
        statistic=args.statistic, areas=args.areas, breakdowns=args.breakdowns, change=args.change,
        schemas=args.schemas, force=args.force,
    )  # fmt: skip
    if not answer.panels:
        for line in left_out_lines(answer.left_out, answer.names):
            say(line)
        say(nothing_found(data, question_of(args), load_rules(args.schemas)))
        return 1
    with console() as out:
        print_comparison(answer, out, change=args.change, places=args.places)
    written = write(answer, args.out or own_folder(Path(args.directory)), args.format, _name(args))
    if written:
        say(f"written: {', '.join(map(str, written))}")
    return 0


def question_of(args: argparse.Namespace) -> Question:
    """What was asked for, for the answer that there is nothing."""
    from extractor.compare.relevant import Question

    return Question(tuple(args.measure or ()), tuple(args.category or ()), args.words or "")


def own_folder(dataset: Path) -> Path:
    """Where comparisons go in a dataset. Raises ExtractorError where that is a link: it may lead anywhere."""
    from extractor.errors import ExtractorError

    folder = dataset / "comparisons"
    if folder.resolve() != dataset.resolve() / folder.name:
        raise ExtractorError(f"{folder}: is a link; remove it, or say with --out where the files go")
    return folder


def write(answer: Comparison, folder: Path, formats: tuple[str, ...], name: str) -> list[Path]:
    """Write the comparison as files, each whole or not at all. Raises OSError where the disk does not take them."""
    return [put_in_place(folder / f"{name}.{kind}", partial(_write_one, answer, kind)) for kind in formats]


def put_in_place(target: Path, make: Callable[[Path], object]) -> Path:
    """A file that is made beside its place first, whole or not at all. Raises OSError where the disk is full."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".extractor-") as staging:
        draft = Path(staging) / target.name
        make(draft)
        os.replace(draft, target)
    return target


def _write_one(answer: Comparison, kind: str, path: Path) -> None:
    if kind == "csv":
        from extractor.compare.rows import rows_of_comparison
        from extractor.publish.as_csv import CsvFile
        from extractor.publish.schema import load_table

        with path.open("wb") as stream:
            CsvFile(stream, load_table("comparison")).add(rows_of_comparison(answer))
    elif kind == "json":
        from extractor.compare.as_json import to_json

        path.write_bytes(to_json(answer).encode("utf-8"))
    elif kind == "xlsx":
        from extractor.compare.as_xlsx import to_xlsx

        to_xlsx(answer, path)
    else:
        from extractor.compare.charts import to_picture

        path.write_bytes(to_picture(answer, kind))


def _name(args: argparse.Namespace) -> str:
    """A file name that says what was asked."""
    asked = [*(args.measure or ()), *(args.category or ()), *([args.words] if args.words else [])]
    asked += args.force or []
    asked += [args.period] if args.period != "latest" else []
    asked += [flag for flag in ("change", "areas", "breakdowns") if getattr(args, flag)]
    return slug(asked) or "comparison"


def slug(asked: Sequence[str]) -> str:
    """Words as a file name."""
    return re.sub(r"[^\w-]+", "_", "-".join(asked).casefold()).strip("_")[:120]


def _formats(text: str) -> tuple[str, ...]:
    if text == "none":
        return ()
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of {', '.join(FORMATS)}")
    return names
