"""Progress: a live picture for whoever watches the terminal, a line now and then for a log."""

from __future__ import annotations

import contextlib
import io
import sys
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

    from extractor.progress import Progress

Show = Callable[["Progress"], None]
_LINE_EVERY = 15.0  # seconds between two lines in a log; a run that is over sooner leaves none


@contextlib.contextmanager
def watching(stream: TextIO) -> Iterator[Show]:
    """What to call with the progress of a run, to be shown on `stream`."""
    if not stream.isatty():
        yield _lines(stream)
        return
    with _live(stream) as show:
        yield show


def _lines(stream: TextIO, every: float = _LINE_EVERY) -> Show:
    """A line every so often, for logs and pipes."""
    told = time.monotonic()

    def show(progress: Progress) -> None:
        nonlocal told
        if time.monotonic() - told >= every and progress.done < progress.total:
            told = time.monotonic()
            with contextlib.suppress(OSError):  # nobody reads them: no reason to stop
                print(
                    f"{progress.done:,} of {_counted(progress.total, 'file')}; {_state(progress)}",
                    file=stream,
                    flush=True,
                )

    return show


@contextlib.contextmanager
def _live(stream: TextIO) -> Iterator[Show]:
    """A bar for the whole run, a line under it for each file under way, and one above it for each that is done."""
    from rich import progress as rich
    from rich.console import Console, Group
    from rich.live import Live
    from rich.table import Column

    # What matters most keeps its place; on a narrow terminal the last column is cut.
    rest = Column(ratio=1, no_wrap=True, overflow="ellipsis")
    said = rich.TextColumn("{task.description}", markup=False, table_column=rest)
    run = rich.Progress(
        rich.BarColumn(bar_width=16), rich.MofNCompleteColumn(), rich.TimeElapsedColumn(), said, expand=True
    )
    files = rich.Progress(rich.TextColumn("   "), rich.TimeElapsedColumn(), said, expand=True)
    tasks: dict[str, rich.TaskID] = {}
    cached = 0
    task = run.add_task("starting", total=None)
    terminal = Console(file=stream, highlight=False)
    with Live(Group(run, files), console=terminal, transient=True, refresh_per_second=4):

        def show(progress: Progress) -> None:
            nonlocal cached
            run.update(task, completed=progress.done, total=progress.total, description=_totals(progress))
            under_way = [name for name, _ in progress.reading]
            for name in [name for name in tasks if name not in under_way]:
                files.remove_task(tasks.pop(name))
            for name in [name for name in under_way if name not in tasks]:
                tasks[name] = files.add_task(_short(name, 60), total=None)
            if progress.file and progress.cached == cached:  # those from the cache only pass by
                terminal.print(_result(progress), markup=False, no_wrap=True, overflow="ellipsis")
            cached = progress.cached

        yield show


def _result(progress: Progress) -> str:
    """One line on the file that is just done."""
    if progress.problem:
        return f"{_short(progress.file, 60)}: {progress.problem}"
    figures, warnings = _counted(progress.file_figures, "figure"), _counted(progress.file_warnings, "warning")
    return f"{_short(progress.file, 60)}: {figures}, {warnings}"


def _totals(progress: Progress) -> str:
    counts = (
        _counted(progress.figures, "figure"),
        _counted(progress.warnings, "warning"),
        _counted(progress.failures, "failure"),
    )
    cached = f"{progress.cached:,} from the cache" if progress.cached else ""
    over = progress.done == progress.total
    ahead = "writing the dataset" if over else _left(progress.seconds_left)
    return "; ".join(filter(None, (ahead, ", ".join(counts), cached)))


def _state(progress: Progress) -> str:
    """The totals, and the files under way with the seconds they have taken, longest first."""
    longest = sorted(progress.reading, key=lambda pair: -pair[1])[:4]
    reading = ", ".join(f"{_short(name)} for {seconds:.0f} s" for name, seconds in longest)
    return _totals(progress) + (f"; reading {reading}" if reading else "")


def _left(seconds: float | None) -> str:
    """An estimate, no finer than it deserves."""
    if seconds is None:
        return ""
    if seconds < 90:
        return f"about {max(1, round(seconds))} s left"
    return f"about {round(seconds / 60)} min left" if seconds < 5400 else f"about {seconds / 3600:.1f} h left"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


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


@contextlib.contextmanager
def reporting() -> Iterator[Callable[[str], None]]:
    """What to call with a line on what is under way; it is shown to whoever watches the terminal."""
    if not sys.stderr.isatty():
        yield lambda line: None
        return
    from rich.console import Console

    terminal = Console(stderr=True, highlight=False)
    with terminal.status("starting") as status:
        yield lambda line: status.update(_short(line, max(20, terminal.width - 4)))
