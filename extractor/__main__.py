"""`python -m extractor`, and where the command `extractor` starts.

Nothing but what Python has loaded by now may be imported before the working folder is off the module path.
"""

import sys

from extractor.imports import leave_working_folder


def start() -> int:
    """Run the command line without ever importing from the working folder."""
    leave_working_folder()
    from extractor.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(start())
