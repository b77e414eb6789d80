"""A dataset is published by one switch: whoever reads it sees the last one or the new one, never half of each.

Each dataset stands whole in a folder of its own, and what users open leads there:

    DIR/observations.csv        -> .versions/current/observations.csv
    DIR/.versions/current       -> v7                    the pointer; replacing it is the switch
    DIR/.versions/v7/...                                 the files
    DIR/.versions/v6/...                                 the dataset before, for those who are reading it
    DIR/.versions/draft/...                              a run under way, or one that was killed

A run that is killed at any moment leaves the old dataset or the new one; what it leaves besides is cleared away by
the next. Where the system has no links, the pointer is a file that holds the name, and files stand in DIR as hard
links or copies, which are replaced after the switch: the commands, which go by the pointer, see no half there either.

DIR may come from elsewhere, with whatever somebody planted. So a pointer names a folder beside it and nothing else,
versions are folders of plain files, and no other link in the place of a file of a dataset is followed. Only files that
have names of a dataset's are ever removed.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extractor.errors import ExtractorError

VERSIONS = ".versions"
# The folders in a dataset: its code lists, and in a large one its tables in parts.
FOLDERS = ("codelists", "tables", "observations", "checks", "unmapped", "findings", "vintages")
_DESCRIPTOR = "datapackage.json"  # what tells of the others comes last
_CURRENT, _DRAFT, _LOCK, _UNPLACED, _NEXT = "current", "draft", "lock", "unplaced", "next"
_FILE = r"[a-z0-9_]+(?:-metadata)?\.(?:csv|json|jsonld|parquet|sqlite|xml)"
_PART = rf"(?:{'|'.join(FOLDERS)})/[A-Za-z0-9_]+(?:-[a-z0-9]+)?\.(?:csv|parquet)"
_NAME = re.compile(rf"{_FILE}|{_PART}", re.ASCII)
_VERSION = re.compile(r"v(\d{1,9})", re.ASCII)
# A dataset that was replaced stays that long for those who read it without holding it, if they began before.
_KEPT_SECONDS, _KEPT_MOST = 600.0, 16
# Looks at a pointer that changes while it is followed; a switch takes as long as a whole run.
_LOOKS = 5


def is_name(name: str) -> bool:
    """Whether a file of a dataset can have this name, a relative POSIX path."""
    return bool(_NAME.fullmatch(name))


def is_part(name: str) -> bool:
    """Whether a file of a dataset is a part of one of its tables."""
    return name.partition("/")[0] in FOLDERS[1:] and "/" in name


@dataclass
class Stage:
    """Where a dataset is made. `names` are its files, `stale` those of the last one that it has no more.

    `unchanged` says that it is, byte for byte, the one that is published.
    """

    folder: Path
    names: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    unchanged: bool = False
    reused: set[str] = field(default_factory=set)

    def reuse(self, name: str, source: Path) -> None:
        """Let a file of the last dataset, which nothing changes, be one of this as well."""
        _copy(source, self.path(name))
        self.reused.add(name)

    def path(self, name: str) -> Path:
        """Where to write the file that becomes `name` (a relative POSIX path) in the target."""
        if not _NAME.fullmatch(name):
            raise ValueError(f"{name!r} is no name of a file of a dataset")
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        self.names.append(name)
        return path


@contextlib.contextmanager
def held(target: Path) -> Iterator[None]:
    """Let no other run into `target`, which is made where it is not there, and removed again if it stays empty.

    The end of the process lets go of it, however it comes. Raises `ExtractorError` where another run holds it.
    """
    made = not target.exists()
    target.mkdir(parents=True, exist_ok=True)
    try:
        with _locked(target):
            yield
    finally:
        if made:
            with contextlib.suppress(OSError):
                target.rmdir()


@contextlib.contextmanager
def staged(target: Path, adopt: Iterable[str] = (), is_held: bool = False) -> Iterator[Stage]:
    """A stage whose files replace those in `target` when the block ends, and vanish when it raises.

    `adopt` are the files of a dataset that stands in `target` itself, as earlier versions of the program left it;
    `is_held` says that the caller holds the folder already. Raises `ExtractorError` where another run is writing to the
    same folder, something foreign stands in the way or a program holds one of its files, `OSError` where writing fails.
    """
    target.mkdir(parents=True, exist_ok=True)
    home = _home(target)
    with contextlib.nullcontext() if is_held else _locked(target):
        home.mkdir(exist_ok=True)
        _tidy(target)
        stage = Stage(home / _DRAFT)
        stage.folder.mkdir()
        try:
            yield stage
            for name in stage.names:
                if name not in stage.reused:
                    _sync(stage.folder / name)
            for folder in {(stage.folder / name).parent for name in stage.names}:
                _sync(folder)
        except BaseException:
            with contextlib.suppress(OSError):
                _clear(stage.folder)
                home.rmdir()  # where nothing was ever published
            raise
        old = _pointed(home)
        if stage.unchanged and old and has_links(home):
            _clear(stage.folder)
            for name in stage.names:
                _place(target, name)
            return
        if old is None and adopt and has_links(home):
            old = _adopted(target, list(adopt))
        _switch(target, stage, old)


def published(target: Path) -> Path:
    """The folder in which the whole dataset of `target` stands: a version of it, or `target` itself.

    Raises `ExtractorError` where its pointer leads anywhere else.
    """
    home = _home(target)
    version = _pointed(home) if _there(home) else None
    return home / version if version else target


def draft_of(target: Path) -> Path:
    """Where a file is made that then takes the place of another in one step; whoever writes holds the folder."""
    return _home(target) / _NEXT


def hold(target: Path) -> tuple[Path, int | None]:
    """The same, kept from being removed as long as the handle is open; None where the system has no such locks."""
    for _ in range(_LOOKS):
        folder = published(target)
        handle = _shared(folder) if folder != target else None
        if folder == target or published(target) == folder or folder.is_dir():
            return folder, handle
        if handle is not None:
            os.close(handle)
    raise ExtractorError(f"{target}: is replaced faster than it can be read; run the command again")


def recover(target: Path, is_held: bool = False) -> bool:
    """Clear away what a killed run left in `target`, and finish what it began; whether there was something.

    `is_held` says that the caller holds the folder already.
    """
    home = _home(target)
    if not _there(home):
        return False
    with contextlib.nullcontext() if is_held else _locked(target):
        return _tidy(target)


def refuse_links(target: Path, names: Iterable[str]) -> None:
    """Raise `ExtractorError` where anything but a file, or our link to one, stands in the place of one of these files.

    Whatever else lies in `target` does not matter: it is never touched.
    """
    for name in names:
        if "/" in name:
            _refuse((target / name).parent, stat.S_ISDIR, "folder")
        if not _is_placed(target, name):
            _refuse(target / name, stat.S_ISREG, "file")


def strays(target: Path, names: Iterable[str]) -> list[str]:
    """Those of the files whose place in `target` does not lead to the dataset that is published there."""
    home = _home(target)
    if not stat.S_ISLNK(_mode(home / _CURRENT)):  # no links here, or no versions
        return []
    return [name for name in names if not _is_placed(target, name)]


def _home(target: Path) -> Path:
    home = target / VERSIONS
    _refuse(home, stat.S_ISDIR, "folder")
    return home


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


def _pointed(home: Path) -> str | None:
    """The version that the pointer names, None where there is no pointer or a folder that a copy made of it.

    Raises `ExtractorError` where it names anything but a version beside it.
    """
    pointer = home / _CURRENT
    mode = _mode(pointer)
    if not mode or stat.S_ISDIR(mode):
        return None
    name = ""
    if stat.S_ISLNK(mode):
        name = os.readlink(pointer)
    elif stat.S_ISREG(mode) and pointer.lstat().st_size <= 20:
        name = pointer.read_text(encoding="ascii", errors="replace").strip()
    if not _VERSION.fullmatch(name) or not stat.S_ISDIR(_mode(home / name)):
        raise ExtractorError(f"{pointer}: does not lead to a version beside it; remove {home.name}, or the folder")
    return name


def _text(name: str) -> str:
    """What the link in the place of a file of a dataset says."""
    return "/".join(([".."] if "/" in name else []) + [VERSIONS, _CURRENT, name])


def _is_placed(target: Path, name: str) -> bool:
    path = target / name
    return stat.S_ISLNK(_mode(path)) and Path(os.readlink(path)).as_posix() == _text(name)


def has_links(home: Path) -> bool:
    """Whether the file system has links, and lets this user make them."""
    probe = home / _NEXT
    try:
        probe.unlink(missing_ok=True)
        os.symlink("probe", probe)
        probe.unlink()
    except (OSError, NotImplementedError):
        return False
    return True


def _adopted(target: Path, names: list[str]) -> str:
    """Make a version of a dataset that stands in the target itself, so that it can be replaced at once."""
    home = target / VERSIONS
    refuse_links(target, names)
    version = _next(home)
    draft = home / f"{_DRAFT}-old"
    _clear(draft)
    for name in (name for name in names if stat.S_ISREG(_mode(target / name))):
        (draft / name).parent.mkdir(parents=True, exist_ok=True)
        _copy(target / name, draft / name)
    os.rename(draft, home / version)
    _point(home, version)
    for name in names:
        _place(target, name)
    return version


def _switch(target: Path, stage: Stage, old: str | None) -> None:
    """Publish the stage. Harmless to break off: until the pointer is replaced, the old dataset is the dataset."""
    home = target / VERSIONS
    refuse_links(target, (*stage.names, *stage.stale))
    version = _next(home)
    os.rename(stage.folder, home / version)
    _sync(home)
    linked = has_links(home)
    if linked:  # before the switch: a name that is new leads nowhere until then, and all lead there at once
        for name in stage.names:
            _place(target, name)
    else:
        (home / _UNPLACED).write_bytes(b"")
    _point(home, version, linked)
    if old:
        os.utime(home / old)  # when it was replaced
    if not linked:
        _place_copies(target, home / version)
    for name in stage.stale:
        if _is_placed(target, name) or stat.S_ISREG(_mode(target / name)):
            (target / name).unlink()
    _sync(target)
    _prune(home)


def _point(home: Path, version: str, linked: bool = True) -> None:
    """The switch: one rename over the pointer."""
    draft = home / _NEXT
    draft.unlink(missing_ok=True)
    if linked:
        os.symlink(version, draft)
    else:
        draft.write_text(f"{version}\n", encoding="ascii")
        _sync(draft)
    os.replace(draft, home / _CURRENT)
    _sync(home)


def _place(target: Path, name: str) -> None:
    """Let a name in the target lead to the dataset that is published."""
    if _is_placed(target, name):
        return
    draft = target / VERSIONS / _NEXT
    draft.unlink(missing_ok=True)
    (target / name).parent.mkdir(exist_ok=True)
    os.symlink(_text(name), draft)
    os.replace(draft, target / name)


def _place_copies(target: Path, version: Path) -> None:
    """Where there are no links: the files themselves, the descriptor last."""
    home = target / VERSIONS
    names = sorted(_names_in(version), key=lambda name: (name == _DESCRIPTOR, name))
    refuse_links(target, names)
    for name in names:
        (target / name).parent.mkdir(exist_ok=True)
        draft = home / _NEXT
        draft.unlink(missing_ok=True)
        _copy(version / name, draft)
        _replace(draft, target / name)
        draft.unlink(missing_ok=True)  # it stays where both were names of one file
    (home / _UNPLACED).unlink(missing_ok=True)


def _copy(source: Path, target: Path) -> None:
    """The same file by a second name, or a copy where a file has one name only."""
    try:
        os.link(source, target)
    except (OSError, NotImplementedError):
        shutil.copy2(source, target)


def _tidy(target: Path) -> bool:
    """Clear away drafts, and finish what was begun; whether there was something. Harmless to repeat.

    Raises `ExtractorError` where foreign things lie among them.
    """
    home = target / VERSIONS
    if stat.S_ISDIR(_mode(home / _CURRENT)):
        raise ExtractorError(f"{home}: is a copy in which links became folders; remove it, the files are beside it")
    drafts = [home / _DRAFT, home / f"{_DRAFT}-old", home / _NEXT]
    found = any(map(_there, drafts))
    for draft in drafts:
        _clear(draft)
        if _there(draft):
            raise ExtractorError(f"{draft}: holds what this program did not make; look into it and remove it")
    version = _pointed(home)
    if version and _there(home / _UNPLACED):
        _place_copies(target, home / version)
        return True
    return found


def _prune(home: Path) -> None:
    """Remove datasets that were replaced: all but the last, those just replaced, and those that somebody holds."""
    current = _pointed(home)
    old = sorted((v for v in os.listdir(home) if _VERSION.fullmatch(v) and v != current), key=_number, reverse=True)
    for place, version in enumerate(old):
        folder = home / version
        fresh = time.time() - folder.lstat().st_mtime < _KEPT_SECONDS and place < _KEPT_MOST
        if place and not fresh and stat.S_ISDIR(_mode(folder)) and not _is_held(folder):
            with contextlib.suppress(OSError):  # Windows does not remove what a program has open: the next run may
                _clear(folder)


def _number(version: str) -> int:
    return int(version[1:])


def _next(home: Path) -> str:
    version = f"v{1 + max((_number(v) for v in os.listdir(home) if _VERSION.fullmatch(v)), default=0)}"
    if not _VERSION.fullmatch(version):
        raise ExtractorError(f"{home}: has versions beyond number; look into it and remove it")
    return version


def _names_in(folder: Path) -> Iterator[str]:
    """The files in a folder that have names of a dataset's."""
    for entry in sorted(os.listdir(folder)):
        if entry in FOLDERS and stat.S_ISDIR(_mode(folder / entry)):
            yield from (n for name in sorted(os.listdir(folder / entry)) if _NAME.fullmatch(n := f"{entry}/{name}"))
        elif _NAME.fullmatch(entry):
            yield entry


def _clear(folder: Path) -> None:
    """Remove a draft or a version: files of a dataset alone, and the folder where nothing else is in it."""
    mode = _mode(folder)
    if not mode:
        return
    if not stat.S_ISDIR(mode):
        if folder.name == _NEXT:
            folder.unlink()
        return
    for name in list(_names_in(folder)):
        if not stat.S_ISDIR(_mode(folder / name)):
            (folder / name).unlink()
    for emptied in (*(folder / name for name in FOLDERS), folder):
        with contextlib.suppress(OSError):
            emptied.rmdir()


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


def _shared(folder: Path) -> int | None:
    """A handle that keeps a version from being removed while it is open."""
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return None
    with contextlib.suppress(OSError):
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    return handle


def _is_held(folder: Path) -> bool:
    """Whether some process reads a version at this moment, as far as the system tells."""
    try:
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
    except (ImportError, OSError):
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


@contextlib.contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Hold a folder for this process; the end of the process releases it, however it comes."""
    with contextlib.ExitStack() as held:
        if os.name == "nt":  # which locks bytes of files, not folders
            _home(target).mkdir(exist_ok=True)
            lock = target / VERSIONS / _LOCK
            _refuse(lock, stat.S_ISREG, "file")
            handle = os.open(lock, os.O_RDWR | os.O_CREAT)
        else:
            handle = os.open(target, os.O_RDONLY)
        held.callback(os.close, handle)
        if not _lock(handle) or _is_gone(target, handle):
            raise ExtractorError(f"{target}: another run is writing there; wait for it or choose another folder")
        yield


def _is_gone(target: Path, handle: int) -> bool:
    """Whether a folder was removed, by a run that left it empty, between being opened and being locked."""
    return os.name != "nt" and not (target.exists() and os.path.samestat(target.stat(), os.fstat(handle)))


def _lock(handle: int) -> bool:
    """Whether the lock is ours now; also where the system has none, as some network file systems."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno in (errno.ENOLCK, errno.ENOTSUP, errno.EINVAL)
    return True
