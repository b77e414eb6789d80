"""`extractor tables`: every table of one file, with its place and cells, whatever the file is about."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import Any

from extractor.commands.convert import READERS, limit_arguments

HELP = "print every table found in a file, with no force profile involved"
TARGET = "extractor.commands.tables:recovered"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `tables`."""
    parser.add_argument("file", metavar="FILE", help="a PDF, DOCX or TXT file")
    parser.add_argument("--json", action="store_true", help="print JSON (the one form there is, so far the default)")
    parser.add_argument("--reader", choices=READERS, default="auto", help="what reads PDFs (default: auto)")
    parser.add_argument("--debug", metavar="DIR", help="draw what was found on each page as PNG files in DIR")
    limit_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print the tables as JSON. Raises `UnreadableFile` where the file cannot be read."""
    from extractor.errors import UnreadableFile
    from extractor.failures import cannot_open, explained
    from extractor.isolate import Limits, Workshop

    try:
        with open(args.file, "rb"):
            pass
    except (OSError, ValueError) as error:
        raise UnreadableFile(args.file, *cannot_open(error)) from None
    limits = Limits(args.time_limit, args.memory_limit)
    workshop = Workshop(TARGET)
    try:
        debug = os.path.abspath(args.debug) if args.debug else None
        answer = workshop.run(os.path.abspath(args.file), {"reader": args.reader, "debug": debug}, limits)
    finally:
        workshop.close()
    if answer.status != "done":
        raise UnreadableFile(args.file, *explained(answer, limits, os.path.abspath(args.file), args.file))
    sys.stdout.buffer.write(answer.data)
    sys.stdout.buffer.flush()
    return 0


def recovered(path: str, reader: str, debug: str | None) -> bytes:
    """The tables of a file as JSON; runs in the isolated process."""
    from extractor.read import read
    from extractor.tables import recover, to_json

    document = recover(read(path, reader=reader))
    if debug:
        from extractor.tables.debug import draw

        draw(document, debug)
    tables: dict[str, Any] = to_json(document)
    return (json.dumps(tables, ensure_ascii=True) + "\n").encode("ascii")
