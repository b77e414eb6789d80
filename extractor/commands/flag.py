"""`extractor flag`: what a person says of a figure of a dataset, kept through every run."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "flag a figure with a reason, or keep it out of comparisons; list what was flagged"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `flag`."""
    add = parser.add_argument
    add("directory", type=Path, metavar="DIR", help="a dataset that convert wrote")
    add(
        "figure", nargs="?", metavar="ID", help="the observation_id; without it, corrections.csv is taken up and listed"
    )
    add("--reason", default="", metavar="TEXT", help="why, in a sentence for those who read the figure")
    add("--exclude", action="store_true", help="leave it out of comparisons and series")
    add("--document", metavar="ID", help="with --row or --column, names the figure by its document and labels")
    add("--row", metavar="LABEL", help="its row label, whole or the last part")
    add("--column", metavar="LABEL", help="its column label, whole or the last part")
    add("--remove", action="store_true", help="take back what was said of it")


def run(args: argparse.Namespace) -> int:
    """Flag, and print what is said of the figures of the dataset. Raises what `extractor.flag` raises."""
    from extractor.failures import one_line
    from extractor.printable import harmless, say
    from extractor.review import flag

    done = flag(
        args.directory, args.figure, reason=args.reason, exclude=args.exclude, document=args.document, row=args.row,
        column=args.column, remove=args.remove, notice=lambda line: say(one_line(line)),
    )  # fmt: skip
    for c in done.corrections:
        what = "excluded" if c.action == "exclude" else "flagged"
        state = "" if c.state == "applies" else f" [{c.state}]"
        print(harmless(one_line(f'{c.observation_id or "-"}  {what}{state}  {c.name}: "{c.found}"  {c.reason}')))
    if not done.corrections:
        say("nothing is flagged or excluded")
    return 0
