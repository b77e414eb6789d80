"""How far a run is: what is counted while files are read, and told to whoever watches."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, told at its start, after each file, and about twice a second in between.

    Counts are totals so far. `file` is the file that is just done, with its own figures and warnings and, where it
    could not be read, the problem; empty in between. `reading` are files under way with the seconds they have taken
    (unknown on a cluster); `seconds_left` is an estimate from the files read so far, None before the first.
    """

    done: int
    total: int
    file: str
    figures: int
    warnings: int
    failures: int
    cached: int
    file_figures: int = 0
    file_warnings: int = 0
    problem: str = ""
    reading: tuple[tuple[str, float], ...] = ()
    seconds_left: float | None = None


class Meter:
    """Counts for one run. Only `begun` may be called from other threads than the one that is told."""

    def __init__(self, tell: Callable[[Progress], None]) -> None:
        self._tell = tell
        self._reading: dict[str, float] = {}
        self._started: float | None = None
        self._done = self._read = self._figures = self._warnings = self._failures = 0
        self.total = self.cached = 0

    def begun(self, file: str) -> None:
        """A process has begun to read a file."""
        now = time.monotonic()
        self._started = self._started or now
        self._reading[file] = now

    def done(self, file: str, figures: int = 0, warnings: int = 0, problem: str = "", cached: bool = False) -> None:
        """A file is read, or is found not to be readable."""
        self._read += self._reading.pop(file, None) is not None
        self._done += 1
        self._figures += figures
        self._warnings += warnings
        self._failures += bool(problem)
        self.cached += cached
        self.tell(file, figures, warnings, problem)

    def tell(self, file: str = "", figures: int = 0, warnings: int = 0, problem: str = "") -> None:
        """Tell how far the run is; without a file, that it goes on."""
        now = time.monotonic()
        reading = tuple((name, now - begun) for name, begun in list(self._reading.items()))
        totals = (self._figures, self._warnings, self._failures, self.cached)
        own = (figures, warnings, problem)
        self._tell(Progress(self._done, self.total, file, *totals, *own, reading, self._left(now)))

    def _left(self, now: float) -> float | None:
        """Seconds that the rest takes at the pace so far; files from the cache take none and tell nothing."""
        if self._started is None or not self._read:
            return None
        return (now - self._started) / self._read * (self.total - self._done)
