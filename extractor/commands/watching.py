"""Progress for a person who watches the terminal, and for nobody else."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from extractor.reading import Progress


@contextlib.contextmanager
def watching(stream: TextIO) -> Iterator[Callable[[Progress], None] | None]:
    """What to call after each file; None where `stream` is not a terminal."""
    if not stream.isatty():
        yield None
        return
    from rich import progress as rich
    from rich.console import Console

    columns = (
        rich.TextColumn("{task.description}", markup=False),
        rich.BarColumn(),
        rich.MofNCompleteColumn(),
        rich.TextColumn("{task.fields[counts]}", markup=False),
        rich.TimeElapsedColumn(),
        rich.TextColumn("left"),
        rich.TimeRemainingColumn(),
    )
    with rich.Progress(*columns, console=Console(file=stream), transient=True) as bar:
        task = bar.add_task("reading", total=None, counts="")

        def show(progress: Progress) -> None:
            counted = (f"{progress.figures:,} figures", f"{progress.warnings:,} warnings")
            counts = ", ".join((*counted, f"{progress.failures:,} failures"))
            last = _short(progress.file)
            bar.update(task, completed=progress.done, total=progress.total, description=last, counts=counts)

        yield show


def _short(name: str, width: int = 32) -> str:
    """A file name that fits and cannot move the cursor."""
    plain = "".join(c if c.isprintable() else "?" for c in name)
    return plain if len(plain) <= width else "..." + plain[3 - width :]
