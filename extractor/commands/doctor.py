"""`extractor doctor`: what protects you on this machine when a file is hostile, tried out and not only looked up."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HELP = "say which protections against hostile files are in force on this machine"
_SECRET = "EXTRACTOR_DOCTOR_SECRET"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`doctor` has no options."""


def run(args: argparse.Namespace) -> int:
    """Print a line for each protection; 0 where all are in force, 1 otherwise."""
    weak = False
    for name, problem in _protections():
        weak |= bool(problem)
        print(f"{'NOT IN FORCE' if problem else 'in force':12}  {name}{f': {problem}' if problem else ''}")
    if weak:
        print(
            "Read files that you do not trust on a machine, or in a container, where nothing else is.", file=sys.stderr
        )
    return 1 if weak else 0


def _protections() -> Iterator[tuple[str, str]]:
    """What protects, and what is the matter with it."""
    yield from _sandboxed()
    yield "a limit on time", ""
    yield "a limit on memory", _memory()
    yield from _office()
    yield "a secret that keys the results in the cache", _cache()
    with tempfile.TemporaryDirectory(prefix="extractor-doctor-") as folder:
        yield "a dataset is replaced at once, also for who opens its files one by one", _switch(Path(folder))


def _sandboxed() -> Iterator[tuple[str, str]]:
    """What a guarded process can do here that it must not, tried by one."""
    import msgspec

    from extractor import sandbox
    from extractor.isolate import Limits, Workshop
    from extractor.sandbox import probes

    found: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory(prefix="extractor-doctor-") as folder:
        mine, outside = Path(folder, "input.txt"), Path(folder, "outside.txt")
        for path in (mine, outside):
            path.write_text("x", encoding="ascii")
        os.environ[_SECRET] = "secret"
        try:
            with contextlib.closing(Workshop(probes.TARGET, [folder])) as workshop:
                asked = {"outside": str(outside), "secret": _SECRET}
                answer = workshop.run(str(mine), asked, Limits(30.0, 1 << 30))
        finally:
            del os.environ[_SECRET]
        with contextlib.suppress(msgspec.MsgspecError):
            found = msgspec.json.decode(answer.data, type=dict[str, list[str]])
    why = f" ({missing})" if (missing := sandbox.missing()) else ""
    for name in probes.NAMES:
        could = (
            "; ".join(found[name])
            if name in found
            else f"not known, the process ended: {answer.facts or answer.status}"
        )
        yield f"guarded processes: {name}", f"one could {could}{why}" if could else ""


def _office() -> Iterator[tuple[str, str]]:
    """LibreOffice reads what others wrote; where it is not installed nothing needs to hold it."""
    from extractor import office, sandbox

    if program := office.found():
        yield f"LibreOffice ({program}) without network and without files but its own", sandbox.missing()
    else:
        yield "no LibreOffice here: RTF, DOC, ODT, PPT and ODP files are named and not read", ""


def _memory() -> str:
    from extractor import memory

    return "" if memory.resident(os.getpid()) else "the system does not tell how much a process takes"


def _cache() -> str:
    from extractor.cache import default_directory, open_store

    made = open_store(None, "doctor")
    return "" if made else f"{default_directory()} cannot be written, so that every file is read anew"


def _switch(folder: Path) -> str:
    from extractor.publish.files import has_links

    return (
        ""
        if has_links(folder)
        else "there are no links here; the commands see one dataset, others may see two for a moment"
    )
