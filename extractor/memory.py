"""How much memory another process takes: on Linux from a file, which costs nothing, elsewhere through psutil."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

_PROC = sys.platform.startswith("linux")
MAIN = 2 << 30  # bytes that the process which writes a dataset may take; a run of 2,000 reports takes a seventh
# When to look for objects in circles. A file or a vocabulary makes them by the hundred thousand, hardly any in circles:
# looking after every 700 costs a tenth of the time of a file, and half of that of a vocabulary.
RARELY = (50_000, 20, 50)
LOOK_EVERY = 0.05 if _PROC else 0.25  # seconds between two looks


def resident(pid: int) -> int:
    """Resident memory of a process in bytes; 0 where it has ended."""
    return _from_proc(pid) if _PROC else from_psutil(pid)


@contextlib.contextmanager
def limited(most: int = MAIN) -> Iterator[None]:
    """Let this process raise `MemoryError` instead of taking more than `most` bytes, where the kernel can refuse.

    Guarded processes, which have limits of their own, lift it for themselves by `lift`.
    """
    try:
        import resource

        before = resource.getrlimit(resource.RLIMIT_DATA)
    except ImportError:
        yield
        return
    soft, hard = before
    if _PROC and soft == resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


def lift() -> None:
    """Take back what `limited` has set in the process that started this one."""
    try:
        import resource
    except ImportError:
        return
    if _PROC:
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def _from_proc(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):  # it has just ended
        return 0


def from_psutil(pid: int) -> int:
    """The same through psutil, on systems that have no such file."""
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0
