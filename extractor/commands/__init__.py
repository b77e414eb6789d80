"""The commands, one module each: `HELP`, `add_arguments` for its options, `run` to carry it out.

To add one, write its module and name it in `extractor.cli.COMMANDS`. A module imports at its top only
what its options need; the rest it imports in `run`, so that `--help` stays quick.
"""
