"""`extractor measures`: which forces have figures on what."""

from __future__ import annotations

import argparse

HELP = "list the measures of a dataset with the forces and periods that have them"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `measures`."""
    parser.add_argument("directory", metavar="DIR", help="a dataset that convert wrote")
    parser.add_argument("words", nargs="*", metavar="WORD", help="only what people call by all these words")
    parser.add_argument("--words", dest="text", metavar="TEXT", help='the same in one: "car crime"')
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--schemas", metavar="DIR", help="vocabularies laid over those that ship with the program")


def run(args: argparse.Namespace) -> int:
    """Print the list; 0 also where nothing matches, which is then said."""
    import json
    from dataclasses import asdict

    from extractor.commands.watching import console
    from extractor.compare.coverage import coverage
    from extractor.compare.figures import Figures
    from extractor.compare.gather import nothing_found, see_also
    from extractor.compare.listing import print_measures
    from extractor.compare.relevant import Question, understood
    from extractor.compare.rules import load_rules
    from extractor.dataset import load
    from extractor.printable import harmless_json, say

    data = load(args.directory)
    rules, words = load_rules(args.schemas), " ".join(filter(None, (*args.words, args.text)))
    source = Figures(data, rules)
    found = coverage(source, words, schemas=args.schemas)
    if args.json:
        rows = {"schema_version": data.schema_version, "measures": [asdict(item) for item in found]}
        print(harmless_json(json.dumps(rows, indent=2, ensure_ascii=False)))
        return 0
    if not found:
        say(nothing_found(source, Question(words=words), rules))
        return 0
    names = {force.id: force.name for force in rules.book.forces.values()}
    kin = see_also(understood(Question(words=words), source, rules), source.pairs, rules) if words else ()
    with console() as out:
        print_measures(found, names, out, kin)
    return 0
