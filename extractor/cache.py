"""Results that are kept: for each content of a file, what this very program made of it.

Each carries a hash keyed with a secret of the user's, over its folder, its name and its content: an entry that
somebody altered, swapped or brought along counts as absent, and its file is read anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import re
import secrets
import stat
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol

from extractor import intake
from extractor.bounds import MOST_ANSWER
from extractor.codelists import schemas_dir
from extractor.errors import UnreadableFile

_MAGIC = b"extractor-result-2\n"
_DIGEST = 32  # bytes, of hashes and of the secret that keys them
_SECRET = "secret"
_UNUSED_DAYS = 30
# What makes a folder ours: only such are ever removed, and of what is in them only what this program puts there.
_MARK, _MARKED = ".extractor-results", b"Results that extractor keeps; a folder unused for a month is removed.\n"
_OURS = re.compile(r"[0-9a-f]{64}|\.draft-\w+")
# Libraries whose release can change what is read from a file.
_READERS = ("pdfplumber", "pdfminer.six", "pypdfium2", "rapidfuzz", "numpy", "lxml", "python-docx", "xlrd")


class Kept(Protocol):
    """Results by name."""

    def get(self, name: str) -> bytes | None:
        """The result of that name; None where there is none that can be trusted."""

    def put(self, name: str, data: bytes) -> None:
        """Keep a result. Raises `OSError` where the disk does not take it."""


class Store:
    """Results by name in one folder. Entries are written whole; one that is not as it was written counts as absent."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._folder, self._secret = folder, secret

    def get(self, name: str) -> bytes | None:
        """The result of that name; None where there is none that can be trusted."""
        try:
            stored = intake.load(str(self._folder / name), MOST_ANSWER + len(_MAGIC) + _DIGEST)
        except UnreadableFile:
            return None
        start = len(_MAGIC) + _DIGEST
        digest, data = stored[len(_MAGIC) : start], stored[start:]
        whole = stored.startswith(_MAGIC) and hmac.compare_digest(self._digest(name, data), digest)
        return data if whole else None

    def _digest(self, name: str, data: bytes) -> bytes:
        keyed = hashlib.blake2b(f"{self._folder.name}/{name}\n".encode(), key=self._secret, digest_size=_DIGEST)
        keyed.update(data)
        return keyed.digest()

    def put(self, name: str, data: bytes) -> None:
        """Keep a result. Raises `OSError` where the disk does not take it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".draft-", dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_MAGIC + self._digest(name, data) + data)
            os.replace(draft, self._folder / name)
        except BaseException as error:
            with contextlib.suppress(OSError):
                os.unlink(draft)
            if isinstance(error, OSError):  # the system does not say where the disk is full
                raise OSError(error.errno, error.strerror, str(self._folder)) from error
            raise


class Scratch:
    """Results for this run alone, in a file without a name: however the run ends, nothing of them stays."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="extractor-")  # noqa: SIM115, open as long as this is
        self._places: dict[str, tuple[int, int]] = {}

    def get(self, name: str) -> bytes | None:
        """The result of that name; None where there is none."""
        if name not in self._places:
            return None
        start, length = self._places[name]
        self._file.seek(start)
        return self._file.read(length)

    def put(self, name: str, data: bytes) -> None:
        """Keep a result. Raises `OSError` where the disk does not take it."""
        start = self._file.seek(0, os.SEEK_END)
        try:
            self._file.write(data)
            self._file.flush()
        except OSError as error:
            raise OSError(error.errno, error.strerror, tempfile.gettempdir()) from error
        self._places[name] = start, len(data)


def open_store(directory: Path | None, key: str) -> Store | None:
    """The store for results made under `key`; None where its folder or the user's secret cannot be written.

    `directory` is the user's cache folder unless given. Results of other programs and vocabularies that
    nobody used for a month are removed, where this program has marked their folder as its own.
    """
    try:
        home = default_directory()
        root = directory or home
        secret = _secret(home)
        # by the secret too: users who share a folder do not displace one another's results
        folder = root / hashlib.blake2b(key.encode(), key=secret, digest_size=16).hexdigest()
        folder.mkdir(parents=True, exist_ok=True)
        _mark(folder)
        os.utime(folder)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except (OSError, RuntimeError):  # the second where nobody knows what the home folder is
        return None
    _prune(root, keep=folder)
    return Store(folder, secret)


def _secret(folder: Path) -> bytes:
    """The user's secret, made where there is none that nobody else can read. It never lies in a cache given by name."""
    path = folder / _SECRET
    known = _read_secret(path)
    if known is None:
        folder.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(prefix=".draft-", dir=folder)  # which only the user may read
        with os.fdopen(handle, "wb") as stream:
            stream.write(secrets.token_bytes(_DIGEST))
        os.replace(draft, path)
        known = _read_secret(path)
    if known is None:
        raise OSError("the secret that keys the cache cannot be kept")
    return known


def _read_secret(path: Path) -> bytes | None:
    try:
        facts = path.lstat()
        private = os.name == "nt" or (facts.st_uid == os.geteuid() and not facts.st_mode & 0o077)
        if not stat.S_ISREG(facts.st_mode) or facts.st_size != _DIGEST or not private:
            return None
        return path.read_bytes()
    except OSError:
        return None


def default_directory() -> Path:
    """The user's cache folder for this program."""
    if os.environ.get("XDG_CACHE_HOME"):
        return Path(os.environ["XDG_CACHE_HOME"]) / "extractor"
    if sys.platform == "win32" and os.environ.get("LOCALAPPDATA"):
        return Path(os.environ["LOCALAPPDATA"]) / "extractor" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "extractor"
    return Path.home() / ".cache" / "extractor"


def fingerprint(schemas: str | None = None) -> str:
    """A hash of everything that decides what is read from a file: program, vocabularies, libraries."""
    digest = hashlib.sha256()
    folders = [(Path(__file__).parent, "*.py"), (schemas_dir(), "*")]
    folders += [(Path(schemas), "*")] if schemas else []
    for folder, pattern in folders:
        for path in sorted(p for p in folder.rglob(pattern) if p.is_file()):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    for name in _READERS:
        with contextlib.suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}\n".encode())
    return digest.hexdigest()


def _mark(folder: Path) -> None:
    """Say that a folder is ours, unless it is said already. A link of that name is not followed."""
    with contextlib.suppress(FileExistsError), (folder / _MARK).open("xb") as stream:
        stream.write(_MARKED)


def _prune(root: Path, keep: Path) -> None:
    """Remove results that were not used for long."""
    oldest = time.time() - _UNUSED_DAYS * 86_400
    with contextlib.suppress(OSError):
        for entry in os.scandir(root):
            with contextlib.suppress(OSError):
                unused = entry.name != keep.name and entry.stat(follow_symlinks=False).st_mtime < oldest
                if unused and entry.is_dir(follow_symlinks=False) and _is_ours(Path(entry.path)):
                    _remove(Path(entry.path))


def _is_ours(folder: Path) -> bool:
    mark = folder / _MARK
    facts = mark.lstat()
    return stat.S_ISREG(facts.st_mode) and facts.st_size == len(_MARKED) and mark.read_bytes() == _MARKED


def _remove(folder: Path) -> None:
    """Remove our results and then the folder, if nothing else is in it; the mark goes last."""
    for entry in list(os.scandir(folder)):
        if _OURS.fullmatch(entry.name):
            os.unlink(entry.path)
    if [entry.name for entry in os.scandir(folder)] == [_MARK]:
        os.unlink(folder / _MARK)
        folder.rmdir()
