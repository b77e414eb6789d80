"""The one door by which input files come in: regular files of bounded size, opened in the guarded process alone."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from typing import IO

from extractor.errors import LimitExceeded, UnreadableFile

MOST_BYTES = 512 << 20  # of one file; the longest reports have a twentieth of it
# What to give instead of a file that no reader takes.
READABLE = "give a PDF, a Word file, a workbook, a presentation, a web page, a CSV or a text file"
# Not to be waited for (O_NONBLOCK): a pipe that takes the place of a file between two looks at it.
_FLAGS = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOCTTY", "O_NONBLOCK"))
_KINDS = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)
# File systems whose files the kernel makes up while they are read: some never end, some change what they tell of.
_MADE_UP = {
    "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "efivarfs", "fusectl", "mqueue",
    "nsfs", "proc", "pstore", "rpc_pipefs", "securityfs", "selinuxfs", "smackfs", "sysfs", "tracefs",
}  # fmt: skip


_mounts: list[str] | None = None


@contextlib.contextmanager
def opened(path: str, most: int = MOST_BYTES) -> Iterator[IO[bytes]]:
    """A regular file of at most `most` bytes, open for reading; links on the way to it are followed.

    Raises `UnreadableFile` or `LimitExceeded`, never `OSError` while opening. It may still grow while it is read.
    """
    try:
        _refuse(path, os.stat(path), most)  # before it is opened: opening some devices does something
        handle = os.open(path, os.O_RDONLY | _FLAGS)
    except (OSError, ValueError) as error:
        raise UnreadableFile(path, *cannot_open(error)) from None
    with os.fdopen(handle, "rb") as stream:
        _refuse(path, os.fstat(handle), most)
        yield stream


def load(path: str, most: int = MOST_BYTES) -> bytes:
    """The bytes of an input file. Raises `UnreadableFile` or `LimitExceeded`, never `OSError`."""
    with opened(path, most) as stream:
        try:
            data = stream.read(most + 1) if _has_bytes(stream) else b""
        except OSError as error:
            raise UnreadableFile(path, *cannot_open(error)) from None
    if len(data) > most:
        raise LimitExceeded(path, f"has more than the {most:,} bytes allowed", "split it")
    if not data:
        raise UnreadableFile(path, "is empty", "fetch it again")
    return data


def digest(path: str) -> bytes:
    """SHA-256 of an input file, as text; runs in the guarded process. Raises what `load` raises, but for empty ones."""
    found, left = hashlib.sha256(), MOST_BYTES + 1
    with opened(path) as stream:
        try:
            while left and _has_bytes(stream) and (chunk := stream.read(min(left, 1 << 20))):
                found.update(chunk)
                left -= len(chunk)
        except OSError as error:
            raise UnreadableFile(path, *cannot_open(error)) from None
    if not left:
        raise LimitExceeded(path, f"has more than the {MOST_BYTES:,} bytes allowed", "split it")
    return found.hexdigest().encode("ascii")


def _has_bytes(stream: IO[bytes]) -> bool:
    """Whether the system knows of any: a file without is not read, for what it gives all the same may never end."""
    return os.fstat(stream.fileno()).st_size > 0


def cannot_open(error: OSError | ValueError) -> tuple[str, str]:
    """Problem and remedy for a file that the system does not open."""
    if isinstance(error, FileNotFoundError):
        return "does not exist", "check the path"
    if isinstance(error, PermissionError):
        return "may not be read", "check its permissions"
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return "is a link that leads back to itself", "mend or remove it"
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"cannot be opened ({reason})", "check the path"


def _refuse(path: str, facts: os.stat_result, most: int) -> None:
    """Raise what says why these are the facts of a file that may not be read, if they are."""
    if stat.S_ISDIR(facts.st_mode):
        raise UnreadableFile(path, "is a folder, not a file", "give a file, or convert the whole folder")
    if not stat.S_ISREG(facts.st_mode):
        kind = next((name for test, name in _KINDS if test(facts.st_mode)), "something else")
        raise UnreadableFile(path, f"is not a regular file but {kind}", READABLE)
    if facts.st_size > most:
        raise LimitExceeded(path, f"has {facts.st_size:,} bytes, more than the {most:,} allowed", "split it")
    if kernel := _made_up(facts.st_dev):
        raise UnreadableFile(path, f"is no stored file but made up by the system ({kernel})", READABLE)


def look_at_mounts() -> None:
    """Remember which file systems there are, for a process that will not be able to ask."""
    global _mounts
    _mounts = _mounted()


def _made_up(device: int) -> str:
    """The kind of file system that a device number stands for, where the kernel makes up its files."""
    if not sys.platform.startswith("linux"):
        return ""
    number = f"{os.major(device)}:{os.minor(device)}"
    for line in _mounted() if _mounts is None else _mounts:
        head, _, tail = line.partition(" - ")
        kind = tail.partition(" ")[0]
        if kind in _MADE_UP and head.split(" ", 3)[2] == number:
            return kind
    return ""


def _mounted() -> list[str]:
    """A line for each file system that is mounted, as far as the kernel tells."""
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as mounts:
            return mounts.readlines()
    except OSError:
        return []
