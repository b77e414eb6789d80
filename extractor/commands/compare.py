"""`extractor compare`: forces side by side, with what speaks against it."""

from __future__ import annotations

import argparse
import sys

HELP = "set forces side by side for a measure, and say what may be compared"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `compare`."""
    add = parser.add_argument
    add("directory", metavar="DIR", help="a dataset that convert wrote")
    add("--measure", action="append", metavar="ID", help="what to compare (`extractor measures DIR` lists the ids)")
    add("--category", action="append", metavar="ID", help="only this category; may be given more than once")
    add("--words", metavar="TEXT", help='everything with these words in its names, such as "rape outcomes"')
    add("--period", default="latest", metavar="WHEN", help="latest (default), all, or a time such as 2018 or 2018-03")
    add("--areas", action="store_true", help="also areas within the forces, their peers and the country")
    add("--breakdowns", action="store_true", help="also figures broken down further")
    add("--places", action="store_true", help="say where each figure stands and how each derived one was made")
    add("--schemas", metavar="DIR", help="vocabularies laid over those that ship with the program")


def run(args: argparse.Namespace) -> int:
    """Print the comparison; 1 where no force has a figure for it."""
    from extractor.commands.watching import console
    from extractor.compare.answer import compare
    from extractor.compare.terminal import print_comparison
    from extractor.dataset import load

    answer = compare(
        load(args.directory), args.measure, category=args.category, words=args.words, period=args.period,
        areas=args.areas, breakdowns=args.breakdowns, schemas=args.schemas,
    )  # fmt: skip
    with console() as out:
        print_comparison(answer, out, places=args.places)
    if not answer.panels:
        print("no figure answers this; extractor measures DIR lists what there is", file=sys.stderr)
    return 0 if answer.panels else 1
