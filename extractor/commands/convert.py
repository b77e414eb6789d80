"""`extractor convert`: files and folders to a dataset."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.publish.dataset import Written
    from extractor.result import Result

HELP = "read reports (PDF, Word, Excel, ODS, PowerPoint, HTML, CSV, text) and add them to a dataset"
FORMATS = ("csv", "parquet", "sqlite")
_NAMED = 5  # files that a line names
READERS = ("auto", "pdfium", "pdfplumber")
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?", re.IGNORECASE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `convert`."""
    add = parser.add_argument
    add("paths", nargs="+", metavar="PATH", help="a report, or a folder with reports in it or below it")
    add("--out", type=Path, default=Path("output"), metavar="DIR", help="where it goes (default: output)")
    add(
        "--replace",
        action="store_true",
        help="start the dataset anew with these files; without it, documents that are in it stay",
    )
    add("--jobs", type=count, metavar="N", help="files read side by side (default: the number of cores)")
    add(
        "--format",
        type=_formats,
        default=FORMATS,
        metavar="LIST",
        help="how to write the figures: csv, parquet, sqlite, with commas between (default: all)",
    )
    add(
        "--sqlite",
        action=argparse.BooleanOptionalAction,
        help="write performance.sqlite or not (default: up to the size at which a dataset is cut into parts)",
    )
    add(
        "--part-above",
        type=int,
        default=250_000,
        metavar="FIGURES",
        help="cut datasets of more figures than this into parts, a Parquet file a force and year (default: 250000)",
    )
    add("--force", metavar="NAME", help="the force that published the files, instead of recognising it")
    add("--reader", choices=READERS, default="auto", help="what reads PDFs (default: auto)")
    add("--no-prose", dest="prose", action="store_false", help="leave out figures that stand in sentences")
    add("--schemas", metavar="DIR", help="vocabularies laid over those that ship with the program")
    add("--sources", metavar="FILE", help="a CSV that says where reports come from (default: sources.csv beside them)")
    add(
        "--timings",
        action="store_true",
        help="note seconds per file; the output then differs from run to run",
    )
    limit_arguments(parser)
    add("--no-cache", dest="cache", action="store_false", help="read every file anew and keep no results")
    add("--cache-dir", metavar="DIR", help="where results are kept (default: the user's cache folder)")
    add("--follow-links", action="store_true", help="follow links that lead out of the folder they lie in")
    add("--scheduler", metavar="ADDRESS", help="read the files on the Dask cluster at this address")


def limit_arguments(
    parser: argparse.ArgumentParser, what: str = "for one file", seconds: float = 300.0, memory: int = 2 << 30
) -> None:
    """The options that limit what one file, or whatever else it is, may cost."""
    add = parser.add_argument
    add("--time-limit", type=_seconds, default=seconds, metavar="SECONDS", help=f"{what} (default: {seconds:g})")
    size = f"{what}, as 500M (default: {memory >> 30}G)"
    add("--memory-limit", type=_size, default=memory, metavar="SIZE", help=size)


def run(args: argparse.Namespace) -> int:
    """Convert; 0 when every file was read whole, 1 otherwise. Raises what `extractor.convert` raises."""
    from extractor.batch import convert
    from extractor.commands.watching import watching
    from extractor.failures import one_line
    from extractor.printable import say

    with watching(sys.stderr) as progress:
        result = convert(
            args.paths,
            out=args.out,
            replace=args.replace,
            jobs=args.jobs,
            formats=args.format,
            sqlite=args.sqlite,
            part_above=args.part_above,
            force=args.force,
            reader=args.reader,
            prose=args.prose,
            schemas=args.schemas,
            sources=args.sources,
            time_limit=args.time_limit,
            memory_limit=args.memory_limit,
            cache=args.cache,
            cache_dir=args.cache_dir,
            scheduler=args.scheduler,
            timings=args.timings,
            follow_links=args.follow_links,
            progress=progress,
            notice=lambda line: say(one_line(line)),
        )
    for failure in result.failed:
        say(failure.message)
    for part in result.incomplete:
        say(one_line(f"{part.file}: {part.message}"))
    for named in result.misnamed:
        say(one_line(f"{named.file}: {named.message}"))
    if result.left_aside:
        say(_left_aside(result.left_aside))
    say(_summary(result, args.out))
    return 1 if result.failed or result.incomplete else 0


def _left_aside(names: Sequence[str]) -> str:
    """One line on what a folder holds that may be a report and is not named like one."""
    from extractor.failures import one_line

    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    named = ", ".join(map(one_line, names[:_NAMED]))
    return f"left aside, being hidden or without a suffix: {named}{more}; name them to have them read"


def _summary(result: Result, out: Path) -> str:
    """One line on what came of the run."""
    from extractor import sandbox

    cached = f" ({result.cached:,} from the cache)" if result.cached else ""
    counts = [
        _counted(result.read, "file") + " read" + cached,
        _counted(result.figures, "figure"),
        _counted(result.warnings, "warning"),
        _counted(len(result.failed), "failure"),
        *([_counted(len(result.incomplete), "file") + " not read whole"] if result.incomplete else []),
        _counted(result.unmapped_labels, "unmapped label"),
    ]
    where = f"nothing could be read, so {out} was left as it was"
    if result.written:
        more = result.written.rows["documents"] > result.files
        where = dataset_line(result.written) if more else f"dataset in {out}"
    unguarded = "; no sandbox here, see extractor doctor" if sandbox.missing() else ""
    return f"{', '.join(counts)}; {where}{unguarded}"


def dataset_line(written: Written) -> str:
    """What a dataset has now."""
    documents, figures = (written.rows[name] for name in ("documents", "observations"))
    return f"dataset in {written.directory}: {_counted(documents, 'document')}, {_counted(figures, 'figure')}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def count(text: str) -> int:
    """A whole number of 1 or more, as an option gives it. Raises ArgumentTypeError for anything else."""
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number of 1 or more")
    return number


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds")
    return seconds


def _size(text: str) -> int:
    match = _SIZE.fullmatch(text.strip())
    size = int(float(match[1]) * _UNITS[match[2].lower()]) if match else 0
    if size < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 500M or 2G")
    return size


def _formats(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in FORMATS]
    if unknown or not names:
        raise argparse.ArgumentTypeError(f"{text!r} is not a list of {', '.join(FORMATS)}")
    return names
