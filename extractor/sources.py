"""Which files to read: the paths a user gives, with folders opened up, each file once, in a fixed order."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

# In folders only files whose names say that they may be reports; a file that is named is always read.
SUFFIXES = (
    ".pdf", ".docx", ".docm", ".dotx", ".dotm", ".txt", ".text", ".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".ods",
    ".ots", ".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".html", ".htm", ".xhtml", ".mht", ".mhtml", ".csv", ".tsv",
    ".tab", ".doc", ".dot", ".rtf", ".odt", ".ott", ".ppt", ".pps", ".odp", ".otp",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why what was found is not even opened, and what to do."""

    problem: str
    remedy: str


_CLOSED = Refusal("is a folder that cannot be opened", "check its permissions")
_LEADS_OUT = Refusal("is a link that leads out of the folder", "use --follow-links if you trust it, or remove it")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read. `given` is how the user reaches it, `name` what the dataset calls it (not absolute)."""

    path: Path
    given: str
    name: str
    refusal: Refusal | None = None


def find(
    paths: Iterable[str | os.PathLike[str]], follow_links: bool = False, left_aside: list[str] | None = None
) -> tuple[list[Source], list[str]]:
    """The files under `paths`, sorted by name, and the folders that hold none.

    A path that does not exist is a source all the same: reading it reports the error. A link that is named is
    followed, and so is one within a folder; one that leads out of the folder it was found in is a source that is
    refused, unless with `follow_links`. A file or folder that is reached twice counts once. To `left_aside` are added
    files in folders that may be reports and are not named like any: hidden ones, and those without a suffix.
    """
    sources: dict[str, Source] = {}
    barren: list[str] = []
    for given in sorted(os.fspath(path) for path in paths):
        if not os.path.isdir(given):
            found = [Source(Path(given), given, PurePath(os.path.abspath(given)).name)]
        else:
            walk = _Walk(None if follow_links else _real(given), [] if left_aside is None else left_aside)
            found = [Source(p, str(p), _below(p, given), why) for p, why in walk.files(Path(given))]
            if not found:
                barren.append(given)
        for source in found:
            # a link that is not followed stands for itself, never for the file that it leads to
            sources.setdefault(os.path.abspath(source.path) if source.refusal else _real(source.path), source)
    return _named(list(sources.values())), barren


def _real(path: str | Path) -> str:
    try:
        return os.path.realpath(path)
    except ValueError:  # a NUL in the name: reading it reports the error
        return str(path)


def _below(path: Path, folder: str) -> str:
    """The path inside the folder; the folder's own name where it is that."""
    return path.relative_to(folder).as_posix() if path != Path(folder) else PurePath(os.path.abspath(folder)).name


class _Walk:
    """What is named as a report in a folder and below it.

    Whatever has such a name counts, also a pipe or a link to nowhere, and so does a folder that may not be opened:
    reading it tells why it cannot be read, where leaving it out would be silent. `within` is the folder that links
    must not lead out of.
    """

    def __init__(self, within: str | None, left_aside: list[str]) -> None:
        self._within, self._left_aside = within, left_aside
        self._seen: set[tuple[int, int]] = set()  # the folders already visited, however linked

    def files(self, folder: Path) -> Iterator[tuple[Path, Refusal | None]]:
        """Files in their order, those that are not to be opened with the reason."""
        try:
            facts = folder.stat()
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except FileNotFoundError:  # it vanished
            return
        except OSError:
            yield folder, _CLOSED
            return
        if (facts.st_dev, facts.st_ino) in self._seen:
            return
        self._seen.add((facts.st_dev, facts.st_ino))
        for entry in entries:
            is_folder = _is_folder(entry)
            if entry.name.startswith((".", "~$")):
                if is_folder or entry.name.lower().endswith(SUFFIXES):
                    self._leave_aside(entry)
                continue
            if not (is_folder or entry.name.lower().endswith(SUFFIXES)):
                if "." not in entry.name:
                    self._leave_aside(entry)
                continue
            if self._leads_out(entry):
                yield folder / entry.name, _LEADS_OUT
            elif is_folder:
                yield from self.files(folder / entry.name)
            else:
                yield folder / entry.name, None

    def _leave_aside(self, entry: os.DirEntry[str]) -> None:
        # Word makes the one for each document it has open, macOS the other for each file on a foreign disk
        if not entry.name.startswith(("~$", "._")):
            self._left_aside.append(entry.path)

    def _leads_out(self, entry: os.DirEntry[str]) -> bool:
        # on Windows a junction leads elsewhere as well and is no symbolic link
        if self._within is None or not (entry.is_symlink() or os.name == "nt"):
            return False
        try:
            return os.path.commonpath([self._within, _real(entry.path)]) != self._within
        except ValueError:  # another drive
            return True


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
