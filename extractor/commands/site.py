"""`extractor site`: a dataset as static pages, with every figure where its document prints it."""

from __future__ import annotations

import argparse
import contextlib
import os
from pathlib import Path

from extractor.commands.convert import count, limit_arguments

HELP = "write pages that show every figure where it was printed; they open from disk, with no network"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `site`."""
    add = parser.add_argument
    add("directory", metavar="DIR", help="a dataset that convert wrote")
    add("--out", type=Path, metavar="SITE", required=True, help="the folder for the site; index.html is its first page")
    add("--documents", type=Path, metavar="FOLDER", help="where the PDFs are: their pages are then drawn")
    add("--name", metavar="TEXT", default="Police performance figures", help="what the site is called")
    add("--jobs", type=count, metavar="N", help="pages drawn side by side (default: the number of cores)")
    add("--schemas", metavar="DIR", help="vocabularies laid over those that ship with the program")
    limit_arguments(parser, "to draw one page", 20.0, 1 << 30)


def run(args: argparse.Namespace) -> int:
    """Write the site; 0 also where documents are not at hand, which is said."""
    from extractor.check import sifted
    from extractor.commands.documents import PageSource
    from extractor.commands.watching import reporting
    from extractor.dataset import load
    from extractor.errors import UsageError
    from extractor.isolate import Limits
    from extractor.printable import say
    from extractor.site import build

    if args.documents is not None and not args.documents.is_dir():
        raise UsageError(f"{args.documents}: is not a folder; give the folder that holds the PDFs")
    data = load(args.directory)
    documents = sifted.documents(data)
    limits = Limits(args.time_limit, args.memory_limit)
    with contextlib.closing(PageSource(args.documents, documents, limits, "webp")) as pages:
        if args.documents is not None:
            for name in pages.lacking(str(d["document_id"]) for d in documents):
                say(f"{args.documents}: does not hold the PDF of {name}; its tables are shown as they were read")
        with reporting() as tell:
            built = build(
                data,
                args.out,
                pages,
                schemas=args.schemas,
                name=args.name,
                jobs=args.jobs or os.cpu_count() or 1,
                tell=tell,
            )
    say(
        f"{built.documents:,} documents, {built.figures:,} figures, {built.measures:,} measures, "
        f"{built.pictures:,} pages drawn; open {args.out / 'index.html'}"
    )
    return 0
