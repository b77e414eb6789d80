"""`extractor withdraw`: documents taken out of a dataset."""

from __future__ import annotations

import argparse
from pathlib import Path

HELP = "take documents out of a dataset"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `withdraw`."""
    parser.add_argument("directory", type=Path, metavar="DIR", help="a dataset that convert wrote")
    parser.add_argument("documents", nargs="+", metavar="DOCUMENT", help="its id, as in documents.csv")


def run(args: argparse.Namespace) -> int:
    """Withdraw; 0 when they are out. Raises what `extractor.withdraw` raises."""
    from extractor.batch import withdraw
    from extractor.commands.convert import dataset_line
    from extractor.failures import one_line
    from extractor.printable import say

    written = withdraw(args.directory, args.documents, notice=lambda line: say(one_line(line)))
    say(dataset_line(written))
    return 0
