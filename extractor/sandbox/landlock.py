"""Landlock: a process gives up the file system but for what it names (Linux 5.13).

Source of numbers and structures: include/uapi/linux/landlock.h and Documentation/userspace-api/landlock.rst of the
kernel, up to its version 6 of the interface; later ones are asked for no more than that.
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same on every processor
_ASK_VERSION = 1
_PATH_BENEATH = 1
_NO_NEW_PRIVILEGES = 38
# Rights over files, in the order of their bits.
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = (1 << n for n in range(6))
_MAKE_DIR, _MAKE_REG, _MAKE_SOCKET = 1 << 7, 1 << 8, 1 << 9
_TRUNCATE = 1 << 14
_FIRST_RIGHTS = (1 << 13) - 1  # those of version 1; then came, each at the end, what is named here
_LATER_RIGHTS = {2: 1 << 13, 3: _TRUNCATE, 5: 1 << 15}  # moving between folders, cutting files, commands to devices
_READING = _READ_FILE | _READ_DIR
_WRITING = _READING | _WRITE_FILE | _REMOVE_FILE | _MAKE_REG | _MAKE_DIR | _TRUNCATE
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE  # all others are of folders
_NETWORK = 3  # to bind and to connect TCP ports, from version 4
_SCOPES = 3  # abstract sockets and signals that leave the sandbox, from version 6

_libc = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """The version of the interface that the kernel has; 0 where it has none or it is switched off."""
    return max(0, int(_libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))))


def restrict(
    reads: Iterable[str],
    writes: Iterable[str],
    runs: Iterable[str] = (),
    owns: Iterable[str] = (),
    listens: Iterable[str] = (),
) -> None:
    """Leave this process reading at or below `reads` and writing below `writes`, for good; running programs below
    `runs`, and doing whatever it likes below `owns` but running what it put there; making sockets in
    `listens`. Raises `OSError`."""
    known = version()
    rights = _FIRST_RIGHTS | sum(bits for since, bits in _LATER_RIGHTS.items() if since <= known)
    rules = _Ruleset(rights, _NETWORK if known >= 4 else 0, _SCOPES if known >= 6 else 0)
    size = 8 if known < 4 else 16 if known < 6 else 24  # bytes of it that the kernel knows
    ruleset = _called(_CREATE_RULESET, ctypes.byref(rules), ctypes.c_size_t(size), ctypes.c_uint32(0))
    try:
        for path in dict.fromkeys(reads):
            _allow(ruleset, path, _READING & rights)
        for path in dict.fromkeys(writes):
            _allow(ruleset, path, _WRITING & rights)
        for path in dict.fromkeys(runs):
            _allow(ruleset, path, (_READING | _EXECUTE) & rights)
        for path in dict.fromkeys(owns):
            _allow(ruleset, path, rights & ~_EXECUTE)
        for path in dict.fromkeys(listens):
            _allow(ruleset, path, _MAKE_SOCKET & rights)
        if _libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "no_new_privs is refused")
        _called(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    finally:
        os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    """Allow something at or below a path; what is not there needs no right."""
    try:
        handle = os.open(path, os.O_PATH | os.O_CLOEXEC)  # which opens nothing, not even a device
    except (OSError, ValueError):
        return
    try:
        if not stat.S_ISDIR(os.fstat(handle).st_mode):
            rights &= _OF_FILES
        rule = _PathBeneath(rights, handle)
        _called(_ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(_PATH_BENEATH), ctypes.byref(rule), ctypes.c_uint32(0))
    finally:
        os.close(handle)


def _called(number: int, *arguments: object) -> int:
    result: int = _libc.syscall(number, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), f"Landlock: {os.strerror(ctypes.get_errno())}")
    return result
