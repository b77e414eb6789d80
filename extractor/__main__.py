"""`python -m extractor`, and where the command `extractor` starts.

Nothing but what Python has loaded by now may be imported before the working folder is off the module path.
"""

import sys

from extractor.imports import leave_hostile_folders


def start() -> int:
    """Run the command line without ever importing from the working folder or from beside the reports."""
    leave_hostile_folders(sys.argv[1:])
    import contextlib
    import gc

    from extractor.cli import main
    from extractor.memory import RARELY, limited
    from extractor.streams import open_closed

    open_closed()
    gc.set_threshold(*RARELY)
    # The limit is one of this process, and so not for `main`, which others may call in theirs.
    with limited() if sys.argv[1:2] in (["convert"], ["withdraw"]) else contextlib.nullcontext():
        return main()


if __name__ == "__main__":
    sys.exit(start())
