"""Which files to read: the paths a user gives, with folders opened up, each file once, in a fixed order."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

# In folders only files whose names say that they may be reports; a file that is named is always read.
SUFFIXES = (".pdf", ".docx", ".docm", ".dotx", ".dotm", ".txt", ".text")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `given` is how the user reaches it, `name` what the dataset calls it (not absolute)."""

    path: Path
    given: str
    name: str


def find(paths: Iterable[str | os.PathLike[str]]) -> tuple[list[Source], list[str]]:
    """The files under `paths`, sorted by name, and the folders that hold none.

    A path that does not exist is a source all the same: reading it reports the error. Links are followed;
    a file or folder that is reached twice counts once.
    """
    sources: dict[str, Source] = {}
    barren: list[str] = []
    for given in sorted(os.fspath(path) for path in paths):
        if not os.path.isdir(given):
            found = [Source(Path(given), given, PurePath(os.path.abspath(given)).name)]
        else:
            found = [Source(p, str(p), _below(p, given)) for p in _walk(Path(given), set())]
            if not found:
                barren.append(given)
        for source in found:
            sources.setdefault(os.path.realpath(source.path), source)
    return _named(list(sources.values())), barren


def _below(path: Path, folder: str) -> str:
    """The path inside the folder; the folder's own name where it is that."""
    return path.relative_to(folder).as_posix() if path != Path(folder) else PurePath(os.path.abspath(folder)).name


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    """What is named as a report in a folder and below it; `seen` are the folders already visited, however linked.

    Whatever has such a name counts, also a pipe or a link to nowhere, and so does a folder that may not be opened:
    reading it tells why it cannot be read, where leaving it out would be silent.
    """
    try:
        facts = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:  # it vanished
        return
    except OSError:
        yield folder
        return
    if (facts.st_dev, facts.st_ino) in seen:
        return
    seen.add((facts.st_dev, facts.st_ino))
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if _is_folder(entry):
            yield from _walk(folder / entry.name, seen)
        elif entry.name.lower().endswith(SUFFIXES):
            yield folder / entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _named(sources: list[Source]) -> list[Source]:
    """The sources sorted by name; names that several share get as many parent folders as tell them apart."""
    depth = 0
    while shared := {name for name, count in Counter(s.name for s in sources).items() if count > 1}:
        depth += 1
        longer = [_longer(s) if s.name in shared else s for s in sources]
        if longer == sources:
            break
        sources = longer
    return sorted(sources, key=lambda s: (s.name, str(s.path)))


def _longer(source: Source) -> Source:
    """The source with one more parent folder in its name, while there is one."""
    parts = PurePath(os.path.abspath(source.path)).parts[1:]
    have = len(PurePath(source.name).parts)
    return replace(source, name="/".join(parts[-have - 1 :])) if have < len(parts) else source
