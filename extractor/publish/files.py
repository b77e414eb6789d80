"""A set of files that replaces the last one whole or not at all.

The new files are completed in a hidden folder inside the target. A journal in that folder is the
decision: without it the target still holds the last dataset and the folder is rubbish; with it the files are
moved over one by one, and a run that is killed between two moves is finished by the next one (or by
`recover`). Nothing else in the target is touched.

The target may come from elsewhere, with a stage that somebody planted. So a stage counts only where a mark in it
names the folder it was made as (a copy is another folder), nothing in it is foreign, and its journal names files
that a dataset has. No link in the target is ever followed.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractor.errors import ExtractorError

STAGING = ".extractor-staging"
FOLDER = "codelists"  # the one folder in a dataset
_NAME = re.compile(rf"(?:{FOLDER}/)?[a-z0-9_]+\.(?:csv|json|parquet|sqlite)", re.ASCII)
_JOURNAL = "journal.json"
_DRAFT = _JOURNAL + ".draft"
_MARK = "made-as-"  # and the number that the file system gave the folder
_LARGEST_JOURNAL = 1 << 20  # bytes; a dataset has some thirty files


@dataclass
class Stage:
    """The hidden folder. `names` are the files to publish in the order they are moved, `stale` to remove."""

    folder: Path
    names: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)

    def path(self, name: str) -> Path:
        """Where to write the file that becomes `name` (a relative POSIX path) in the target."""
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a file of a dataset")
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.names.append(name)
        return path


@contextlib.contextmanager
def staged(target: Path) -> Iterator[Stage]:
    """A stage whose files replace those in `target` when the block ends, and vanish when it raises.

    Raises `ExtractorError` where another run is writing to the same folder or a program holds one of its files,
    `OSError` where writing fails.
    """
    target.mkdir(parents=True, exist_ok=True)
    with _locked(target):
        _finish(target)
        stage = Stage(target / STAGING)
        stage.folder.mkdir()
        mark = _mark(stage.folder)
        try:
            (stage.folder / mark).open("xb").close()
            yield stage
            _decide(stage)
        except BaseException:
            with contextlib.suppress(OSError):
                _clear(stage.folder, mark)
            raise
        try:
            _finish(target, mark)
        except KeyboardInterrupt:
            _finish(target, mark)
            raise


def recover(target: Path) -> bool:
    """Finish or clear away what a killed run left in `target`; whether there was something."""
    if not _there(target / STAGING):
        return False
    with _locked(target):
        return _finish(target)


def refuse_links(target: Path, names: Iterable[str]) -> None:
    """Raise `ExtractorError` where a link stands in the place of one of these files or of their folder, or a pipe.

    Whatever else lies in `target` does not matter: it is never touched.
    """
    for name in names:
        if "/" in name:
            _refuse(target / FOLDER, stat.S_ISDIR, "folder")
        _refuse(target / name, stat.S_ISREG, "file")


def _refuse(path: Path, wanted: Callable[[int], bool], noun: str) -> None:
    """Raise where something stands at `path` that is not what is wanted, all links being something else."""
    mode = _mode(path)
    if mode and not wanted(mode):
        what = "a link" if stat.S_ISLNK(mode) else f"no {noun}"
        raise ExtractorError(
            f"{path}: is {what}, where a dataset has a {noun} of its own; remove it, or choose another folder"
        )


def _mode(path: Path) -> int:
    """What stands at a path, links not followed; 0 for nothing."""
    try:
        return path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return 0


def _there(path: Path) -> bool:
    return bool(_mode(path))


def _decide(stage: Stage) -> None:
    """Force all files to disk, then write the journal: from here on the new dataset is the dataset."""
    for name in stage.names:
        _sync(stage.folder / name)
    draft = stage.folder / _DRAFT
    draft.write_text(json.dumps({"move": stage.names, "remove": stage.stale}), encoding="utf-8")
    _sync(draft)
    os.replace(draft, stage.folder / _JOURNAL)
    _sync(stage.folder)


def _finish(target: Path, mark: str = "") -> bool:
    """Carry out the journal, if there is one, and remove the stage. Harmless to repeat.

    `mark` is that of the stage where this run made it: not every file system keeps the number of a folder.
    """
    folder = target / STAGING
    if not _there(folder):
        return False
    mark = mark or _mark(folder)
    plan = _checked(folder, mark)
    if plan:
        refuse_links(target, (*plan["move"], *plan["remove"]))
        for name in plan["move"]:
            if (folder / name).is_file():
                (target / name).parent.mkdir(exist_ok=True)
                _replace(folder / name, target / name)
        for name in plan["remove"]:
            (target / name).unlink(missing_ok=True)
        _sync(target)
        (folder / _JOURNAL).unlink()
    _clear(folder, mark)
    return True


def _clear(folder: Path, mark: str) -> None:
    """Remove a stage of ours, its mark last: a run that is killed meanwhile leaves one that is still known as ours."""
    for entry in list(os.scandir(folder)):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path)
        elif entry.name != mark:
            os.unlink(entry.path)
    (folder / mark).unlink(missing_ok=True)
    folder.rmdir()


def _checked(folder: Path, mark: str) -> dict[str, list[str]] | None:
    """The journal of a stage, None where there is none. Raises `ExtractorError` for a stage that is not ours."""
    found = _names_in(folder)
    if not found:  # killed between making the folder and marking it
        return None
    if mark not in found:
        raise _not_ours(folder, "is left from a run in another place, or was made by another program")
    for name in found:
        if name not in (mark, _JOURNAL, _DRAFT) and not _NAME.fullmatch(name):
            raise _not_ours(folder, f"holds {name!r}, which is no file of a dataset")
    return _journal(folder) if _JOURNAL in found else None


def _names_in(folder: Path) -> list[str]:
    """The files in a stage, as in a journal. Raises `ExtractorError` for links and whatever else is no file."""
    mode = _mode(folder)
    if not stat.S_ISDIR(mode):
        raise _not_ours(folder, "is a link" if stat.S_ISLNK(mode) else "is no folder")
    names: list[str] = []
    for entry in sorted(os.listdir(folder)):
        mode = _mode(folder / entry)
        if entry == FOLDER and stat.S_ISDIR(mode):
            names += [f"{FOLDER}/{name}" for name in sorted(os.listdir(folder / entry))]
        else:
            names.append(entry)
    strange = next((name for name in names if not stat.S_ISREG(_mode(folder / name))), None)
    if strange is not None:
        raise _not_ours(folder, f"holds {strange!r}, which is no file")
    return names


def _journal(folder: Path) -> dict[str, list[str]]:
    path = folder / _JOURNAL
    try:
        large = path.lstat().st_size > _LARGEST_JOURNAL
        plan = None if large else json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        plan = None
    if not isinstance(plan, dict) or set(plan) != {"move", "remove"}:
        raise _not_ours(folder, f"has a {_JOURNAL} that this program did not write")
    for name in (name for names in plan.values() for name in (names if isinstance(names, list) else [names])):
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise _not_ours(folder, f"has a {_JOURNAL} that names {str(name)[:80]!r}, which is no file of a dataset")
    if not all(isinstance(names, list) for names in plan.values()):
        raise _not_ours(folder, f"has a {_JOURNAL} that this program did not write")
    return plan


def _not_ours(folder: Path, problem: str) -> ExtractorError:
    return ExtractorError(f"{folder}: {problem}; look into it and remove it, or choose another folder")


def _mark(folder: Path) -> str:
    """What a stage is marked by: a name that fits this very folder and no copy of it."""
    return f"{_MARK}{folder.lstat().st_ino}"


def _replace(source: Path, target: Path) -> None:
    """Move a file over another; Windows does not while a program has the other open."""
    try:
        os.replace(source, target)
    except OSError as error:
        raise ExtractorError(
            f"{target}: cannot be replaced ({error.strerror}); close what has it open and run the same command again, "
            "which first finishes what this one began"
        ) from error


def _sync(path: Path) -> None:
    """Force a file or folder to disk, where the system can."""
    flags = os.O_RDONLY if path.is_dir() else os.O_RDWR
    try:
        handle = os.open(path, flags)
    except PermissionError:  # Windows does not open folders
        return
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)


@contextlib.contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Hold the folder for this process, where the system can lock folders."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(target, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ExtractorError(
                f"{target}: another run is writing there; wait for it or choose another folder"
            ) from None
        except OSError as error:  # some network file systems have no locks
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL):
                raise
        yield
    finally:
        os.close(handle)
