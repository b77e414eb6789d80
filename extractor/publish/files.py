"""A set of files that replaces the last one whole or not at all.

The new files are completed in a hidden folder inside the target. A journal in that folder is the
decision: without it the target still holds the last dataset and the folder is rubbish; with it the files are
moved over one by one, and a run that is killed between two moves is finished by the next one (or by
`recover`). Nothing else in the target is touched.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from extractor.errors import ExtractorError

STAGING = ".extractor-staging"
_JOURNAL = "journal.json"


@dataclass
class Stage:
    """The hidden folder. `names` are the files to publish in the order they are moved, `stale` to remove."""

    folder: Path
    names: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)

    def path(self, name: str) -> Path:
        """Where to write the file that becomes `name` (a relative POSIX path) in the target."""
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
        try:
            yield stage
            _decide(stage)
        except BaseException:
            shutil.rmtree(stage.folder, ignore_errors=True)
            raise
        try:
            _finish(target)
        except KeyboardInterrupt:
            _finish(target)
            raise


def recover(target: Path) -> bool:
    """Finish or clear away what a killed run left in `target`; whether there was something."""
    if not (target / STAGING).is_dir():
        return False
    with _locked(target):
        return _finish(target)


def _decide(stage: Stage) -> None:
    """Force all files to disk, then write the journal: from here on the new dataset is the dataset."""
    for name in stage.names:
        _sync(stage.folder / name)
    draft = stage.folder / (_JOURNAL + ".draft")
    draft.write_text(json.dumps({"move": stage.names, "remove": stage.stale}), encoding="utf-8")
    _sync(draft)
    os.replace(draft, stage.folder / _JOURNAL)
    _sync(stage.folder)


def _finish(target: Path) -> bool:
    """Carry out the journal, if there is one, and remove the stage. Harmless to repeat."""
    folder = target / STAGING
    if not folder.is_dir():
        return False
    journal = folder / _JOURNAL
    if journal.is_file():
        plan = json.loads(journal.read_text(encoding="utf-8"))
        for name in _inside(plan["move"]):
            if (folder / name).is_file():
                (target / name).parent.mkdir(parents=True, exist_ok=True)
                _replace(folder / name, target / name)
        for name in _inside(plan["remove"]):
            (target / name).unlink(missing_ok=True)
        _sync(target)
        journal.unlink()
    shutil.rmtree(folder)
    return True


def _replace(source: Path, target: Path) -> None:
    """Move a file over another; Windows does not while a program has the other open."""
    try:
        os.replace(source, target)
    except OSError as error:
        raise ExtractorError(
            f"{target}: cannot be replaced ({error.strerror}); close what has it open and run the same command again, "
            "which first finishes what this one began"
        ) from error


def _inside(names: Sequence[str]) -> list[str]:
    """The names that stay inside the target folder."""
    paths = [(name, PurePosixPath(name)) for name in names]
    return [name for name, path in paths if not path.is_absolute() and ".." not in path.parts]


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
