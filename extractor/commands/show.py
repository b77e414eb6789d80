"""`extractor show`: one figure with its headings, its place and its checks, and a picture of it where it is printed."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.commands.convert import limit_arguments

if TYPE_CHECKING:
    from extractor.site.shown import Shown

HELP = "show one figure: its headings, place and checks, and its page with the figure marked"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `show`."""
    add = parser.add_argument
    add("directory", metavar="DIR", help="a dataset that convert wrote")
    add("id", metavar="ID", help="the observation_id of the figure")
    add("--documents", type=Path, metavar="FOLDER", help="where the PDFs are, for --png")
    add("--png", type=Path, metavar="FILE", help="write the figure's page as a picture, the figure in a box")
    add("--schemas", metavar="DIR", help="vocabularies laid over those that ship with the program")
    limit_arguments(parser, "to draw the page", 20.0, 1 << 30)


def run(args: argparse.Namespace) -> int:
    """Print the figure and write its picture. Raises UsageError where there is no such figure or no page to draw."""
    from extractor.commands.watching import console
    from extractor.compare.rules import load_rules
    from extractor.dataset import load
    from extractor.site.shown import find, print_figure

    shown = find(load(args.directory), args.id, load_rules(args.schemas))
    with console(80) as out:
        print_figure(shown, out)
    if args.png is not None:
        _write(args, shown)
    return 0


def _write(args: argparse.Namespace, shown: Shown) -> None:
    from extractor.commands.compare import put_in_place
    from extractor.commands.documents import PageSource
    from extractor.errors import ExtractorError, UsageError
    from extractor.isolate import Limits
    from extractor.printable import say

    document, item = shown.document, shown.item
    name, file = str(document["document_id"]), document["file"]
    if document["media"] != "pdf" or item.box is None:
        raise UsageError(f"{file}: has no pages to draw; the figure's table is printed above")
    if args.documents is None or not args.documents.is_dir():
        raise UsageError(f"{args.png}: is not written; give the folder that holds {file} with --documents")
    limits = Limits(args.time_limit, args.memory_limit)
    with contextlib.closing(PageSource(args.documents, [document], limits, "png", {name: [item.box]})) as pages:
        if pages.lacking([name]):
            raise ExtractorError(f"{args.documents}: does not hold the {file} that was read; give the folder with it")
        picture = pages.picture(name, item.row["page"])
    if picture is None:
        raise ExtractorError(f"{args.png}: is not written, for the page could not be drawn")
    put_in_place(args.png, lambda path: path.write_bytes(picture[0]))
    say(f"written: {args.png}")
