"""Progress for a person who watches the terminal, and for nobody else."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.reading import Progress


@contextlib.contextmanager
def watching(stream: TextIO) -> Iterator[Callable[[Progress], None] | None]:
    """What to call after each file; None where `stream` is not a terminal."""
    if not stream.isatty():
        yield None
        return
    from rich import progress as rich
    from rich.console import Console
    from rich.table import Column

    # What matters most keeps its place; on a narrow terminal the last column is cut.
    rest = Column(ratio=1, no_wrap=True, overflow="ellipsis")
    columns = (
        rich.BarColumn(bar_width=16),
        rich.MofNCompleteColumn(),
        rich.TimeElapsedColumn(),
        rich.TextColumn("left"),
        rich.TimeRemainingColumn(),
        rich.TextColumn("{task.description}", markup=False, table_column=rest),
    )
    with rich.Progress(*columns, console=Console(file=stream), transient=True, expand=True) as bar:
        task = bar.add_task("starting", total=None)

        def show(progress: Progress) -> None:
            counts = f"{progress.figures:,} figures, {progress.warnings:,} warnings, {progress.failures:,} failures"
            description = f"{counts}; {_short(progress.file)}"
            bar.update(task, completed=progress.done, total=progress.total, description=description)

        yield show


@contextlib.contextmanager
def console(width: int = 150) -> Iterator[Console]:
    """Standard output for rich: as the terminal is, or plain text of a fixed width where nobody watches."""
    from rich.console import Console

    if sys.stdout.isatty():
        yield Console(file=sys.stdout, highlight=False)
        return
    buffer = io.StringIO()
    yield Console(file=buffer, width=width, highlight=False, no_color=True)
    print("\n".join(line.rstrip() for line in buffer.getvalue().splitlines()))


def _short(name: str, width: int = 32) -> str:
    """A file name that fits and cannot move the cursor."""
    plain = "".join(c if c.isprintable() else "?" for c in name)
    return plain if len(plain) <= width else "..." + plain[3 - width :]
