"""seccomp: a process gives up every call to the kernel but those that are named here (Linux 3.17).

Numbers are from arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h of the kernel, the
program from Documentation/userspace-api/seccomp_filter.rst. What is not listed fails with EPERM, or with ENOSYS where
it is so new that libraries do without where it is missing.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterable

_SET_NO_NEW_PRIVILEGES, _GET_SECCOMP, _SET_SECCOMP, _FILTER = 38, 21, 22, 2
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_LOAD, _JUMP_EQUAL, _JUMP_AT_LEAST, _JUMP_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _PROCESSOR, _ARGUMENTS = 0, 4, 16  # bytes into what the kernel tells of a call; arguments have eight each
_THREAD = 0x10000  # of `clone`: a thread of this process, not another one
_X32 = 0x40000000  # numbers from here on are of another interface of the same processor
_NEW = 424  # calls from here on came in 2019 or later

# Each call with its number on x86-64 and on the processors that share the generic table; None where it is not there.
_CALLS: dict[str, tuple[int | None, int | None]] = {
    # the most frequent come first: they are looked for in this order
    "read": (0, 63), "futex": (202, 98), "mmap": (9, 222), "munmap": (11, 215), "brk": (12, 214), "lseek": (8, 62),
    "fstat": (5, 80), "newfstatat": (262, 79), "openat": (257, 56), "close": (3, 57), "mremap": (25, 216),
    "madvise": (28, 233), "mprotect": (10, 226), "write": (1, 64), "getdents64": (217, 61), "pread64": (17, 67),
    "clock_gettime": (228, 113), "gettimeofday": (96, 169), "time": (201, None), "getrandom": (318, 278),
    "stat": (4, None), "lstat": (6, None), "statx": (332, 291), "open": (2, None), "access": (21, None),
    "faccessat": (269, 48), "readlink": (89, None), "readlinkat": (267, 78), "getcwd": (79, 17), "getdents": (78, None),
    "statfs": (137, 43), "fstatfs": (138, 44), "readv": (19, 65), "writev": (20, 66), "preadv": (295, 69),
    "fcntl": (72, 25), "dup": (32, 23), "dup2": (33, None), "dup3": (292, 24), "pipe": (22, None), "pipe2": (293, 59),
    "poll": (7, None), "ppoll": (271, 73), "select": (23, None), "pselect6": (270, 72), "close_range": (436, 436),
    "rt_sigaction": (13, 134), "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "sigaltstack": (131, 132),
    "restart_syscall": (219, 128), "nanosleep": (35, 101), "clock_nanosleep": (230, 115), "clock_getres": (229, 114),
    "getpid": (39, 172), "gettid": (186, 178), "getppid": (110, 173), "getuid": (102, 174), "geteuid": (107, 175),
    "getgid": (104, 176), "getegid": (108, 177), "uname": (63, 160), "sysinfo": (99, 179), "getrusage": (98, 165),
    "times": (100, 153), "getrlimit": (97, 163), "sched_yield": (24, 124), "sched_getaffinity": (204, 123),
    "getcpu": (309, 168), "membarrier": (324, 283), "rseq": (334, 293), "set_robust_list": (273, 99),
    "set_tid_address": (218, 96), "arch_prctl": (158, None), "exit": (60, 93), "exit_group": (231, 94),
}  # fmt: skip
# Those with an argument that must have, or must share a bit with, one of these values.
_CLONE, _IOCTL, _PRLIMIT, _TGKILL = (56, 220), (16, 29), (302, 261), (234, 131)
_SOCKET, _IO_URING_SETUP, _WITHIN = (41, 198), 425, 1  # and AF_UNIX
_HARMLESS_COMMANDS = (0x5401, 0x5421, 0x541B, 0x5450, 0x5451, 0x5413)  # what a terminal is like, flags of a handle
# For those who may write somewhere; where that is, Landlock decides.
_WRITING: dict[str, tuple[int | None, int | None]] = {
    "rename": (82, None), "renameat": (264, 38), "renameat2": (316, 276), "unlink": (87, None), "unlinkat": (263, 35),
    "mkdir": (83, None), "mkdirat": (258, 34), "ftruncate": (77, 46), "fsync": (74, 82),
}  # fmt: skip
# By what Python calls a processor: its number in the audit interface, and which of the two columns is its own.
_PROCESSORS = {"x86_64": (0xC000003E, 0), "aarch64": (0xC00000B7, 1), "riscv64": (0xC00000F3, 1)}

_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def is_there() -> bool:
    """Whether the kernel takes filters and the calls of this processor are known."""
    return _processor() is not None and _libc.prctl(_GET_SECCOMP, 0, 0, 0, 0) >= 0


def restrict(writing: bool = False) -> None:
    """Leave this process, and whatever it becomes, the calls listed here, for good. Raises `OSError`."""
    _install(_code(os.getpid(), writing))


def cut_network() -> None:
    """Leave this process, and whatever it becomes or starts, no sockets but those within the machine. Raises `OSError`.

    io_uring, through which sockets can be had without a call for them, goes as well."""
    _install(_code_without_network())


def _install(code: bytes) -> None:
    program = _Program(len(code) // 8, code)
    if _libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) or _libc.prctl(
        _SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0
    ):
        raise OSError(ctypes.get_errno(), f"seccomp: {os.strerror(ctypes.get_errno())}")


def _processor() -> tuple[int, int] | None:
    """Its number and its column; None for those that are not known, and for programs of 32 bits."""
    return _PROCESSORS.get(platform.machine()) if struct.calcsize("P") == 8 else None


def _code(pid: int, writing: bool) -> bytes:
    """The filter for the process of that id."""
    known = _processor()
    if known is None:
        raise OSError(errno.ENOTSUP, "seccomp: calls of this processor are not known")
    name, column = known
    code = [_step(_LOAD, _PROCESSOR), _step(_JUMP_EQUAL, name, 1, 0), _step(_RETURN, _KILL), _step(_LOAD, _NUMBER)]
    code += [_step(_JUMP_AT_LEAST, _X32, 0, 1), _step(_RETURN, _ERRNO | errno.ENOSYS)]
    listed = {**_CALLS, **(_WRITING if writing else {})}
    for number in (numbers[column] for numbers in listed.values()):
        if number is not None:
            code += [_step(_JUMP_EQUAL, number, 0, 1), _step(_RETURN, _ALLOW)]
    code += _with_argument(_CLONE[column], 0, [_THREAD], _JUMP_BITS)
    code += _with_argument(_IOCTL[column], 1, _HARMLESS_COMMANDS)
    code += _with_argument(_PRLIMIT[column], 0, [0])  # of this process
    code += _with_argument(_TGKILL[column], 0, [pid])  # `abort` is a signal to oneself
    code += [_step(_JUMP_AT_LEAST, _NEW, 0, 1), _step(_RETURN, _ERRNO | errno.ENOSYS)]
    return b"".join([*code, _step(_RETURN, _ERRNO | errno.EPERM)])


def _code_without_network() -> bytes:
    """A filter that lets all pass but what makes sockets of the network; calls of other interfaces are refused."""
    known = _processor()
    if known is None:
        raise OSError(errno.ENOTSUP, "seccomp: calls of this processor are not known")
    name, column = known
    code = [_step(_LOAD, _PROCESSOR), _step(_JUMP_EQUAL, name, 1, 0), _step(_RETURN, _KILL), _step(_LOAD, _NUMBER)]
    code += [_step(_JUMP_AT_LEAST, _X32, 0, 1), _step(_RETURN, _ERRNO | errno.ENOSYS)]
    code += [_step(_JUMP_EQUAL, _IO_URING_SETUP, 0, 1), _step(_RETURN, _ERRNO | errno.ENOSYS)]
    code += _with_argument(_SOCKET[column], 0, [_WITHIN])
    return b"".join([*code, _step(_RETURN, _ALLOW)])


def _with_argument(number: int, argument: int, values: Iterable[int], test: int = _JUMP_EQUAL) -> list[bytes]:
    """Allow a call where the low half of an argument passes the test with one of the values; else EPERM."""
    steps = [_step(_LOAD, _ARGUMENTS + 8 * argument)]
    for value in values:
        steps += [_step(test, value, 0, 1), _step(_RETURN, _ALLOW)]
    steps.append(_step(_RETURN, _ERRNO | errno.EPERM))
    return [_step(_JUMP_EQUAL, number, 0, len(steps)), *steps]


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
