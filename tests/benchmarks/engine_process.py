"""One engine in a process of its own: paths of PDFs on standard input, one line of JSON for each on standard output.

Libraries load other versions of the same native code and keep caches; apart from each other they are measured as
they would run alone.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import sys
import time

import engines


def main(name: str) -> None:
    """Answer each path with the tables found, the seconds of the clock and of the processor that this took."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what libraries print is not part of the answer
    find = engines.ENGINES[name][1]
    for line in sys.stdin:
        path = line.rstrip("\n")
        error = ""
        tables: engines.Tables = []
        clock, cpu = time.perf_counter(), processor()
        try:
            tables = find(path)
        except Exception as problem:
            error = f"{type(problem).__name__}: {problem}"
        answer = {
            "seconds": time.perf_counter() - clock,
            "cpu": processor() - cpu,
            "error": error,
            "tables": [[dataclasses.astuple(cell) for cell in table] for table in tables],
        }
        print(json.dumps(answer), file=answers, flush=True)


def processor() -> float:
    """Seconds of the processor that this process has had, and those it started and waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt, BrokenPipeError):
        main(sys.argv[1])
