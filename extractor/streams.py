"""The standard streams of a process, which whoever starts it may have closed."""

from __future__ import annotations

import os
import sys


def open_closed() -> None:
    """Let what was closed lead nowhere: else the next file that is opened gets its number, and what is printed."""
    for handle in range(3):
        try:
            os.fstat(handle)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # it gets the lowest number that is free
    if sys.stdout is None:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
