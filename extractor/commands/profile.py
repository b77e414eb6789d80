"""`extractor profile`: what one document is made of, what is open and why, and the vocabulary rows it lacks."""

from __future__ import annotations

import argparse
import contextlib
import dataclasses
import json
import os
from typing import TYPE_CHECKING

from extractor.commands.convert import READERS, limit_arguments

if TYPE_CHECKING:
    from extractor.profiling.model import Profile

HELP = "say what one document is made of, what is open and why, and draft the vocabulary it lacks"
_WIDTH = 80  # columns, where nobody watches


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `profile`."""
    add = parser.add_argument
    add("file", metavar="FILE", help="a PDF, Word, Excel, ODS, PowerPoint, HTML, CSV or text file")
    add("--json", action="store_true", help="print JSON, with every heading and all the evidence")
    add("--draft", metavar="FOLDER", help="write the vocabulary rows that it lacks into a new FOLDER, to review")
    add("--force", metavar="NAME", help="the force that published the file, instead of recognising it")
    add("--schemas", metavar="DIR", help="vocabularies laid over those that ship with the program")
    add("--reader", choices=READERS, default="auto", help="what reads PDFs (default: auto)")
    limit_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Print the profile. Raises `UnreadableFile` where the file cannot be read, `UsageError` for wrong options."""
    from extractor.printable import harmless_json, say
    from extractor.profiling import draft

    _check(args)
    if args.draft:
        draft.check_target(args.draft)
    profile = _profiled(args)
    written = draft.write(profile, args.draft) if args.draft else ()
    if args.json:
        print(harmless_json(json.dumps(dataclasses.asdict(profile), indent=2, ensure_ascii=False)))
    else:
        _show(profile)
    if args.draft:
        named = ", ".join(written)
        told = f"{args.draft}: {named}; fill in what you know" if written else "nothing is lacking; no draft written"
        say(told)
    return 0


def _check(args: argparse.Namespace) -> None:
    from extractor.codelists import vocabulary
    from extractor.errors import UsageError

    forces = vocabulary(args.schemas).forces
    if args.force is not None and args.force not in forces:
        raise UsageError(f"no force is called {args.force!r}; use an id of schemas/forces.csv such as hampshire")


def _profiled(args: argparse.Namespace) -> Profile:
    """The profile, made in the isolated process."""
    from extractor.errors import UnreadableFile
    from extractor.failures import explained
    from extractor.isolate import NONSENSE, Limits, Workshop
    from extractor.profiling.model import decode

    path = os.path.abspath(args.file)
    schemas = os.path.abspath(args.schemas) if args.schemas else None
    options = {"force": args.force, "reader": args.reader, "schemas": schemas}
    limits = Limits(args.time_limit, args.memory_limit)
    with contextlib.closing(Workshop("extractor.profiling.unit:profiled", [path])) as workshop:
        answer = workshop.run(path, {"options": options}, limits, reads=[schemas] if schemas else [])
    if answer.status != "done":
        raise UnreadableFile(args.file, *explained(answer, limits, path, args.file))
    try:
        return dataclasses.replace(decode(answer.data), file=args.file)
    except ValueError:
        raise UnreadableFile(args.file, NONSENSE, "please report it") from None


def _show(profile: Profile) -> None:
    from extractor.commands.watching import console
    from extractor.profiling.display import show
    from extractor.profiling.model import made_harmless

    with console(_WIDTH) as out:
        show(made_harmless(profile), out)
