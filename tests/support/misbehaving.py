"""A reader that its file has taken over: it does what the file says, within a guarded process."""

from __future__ import annotations

import ctypes
import json
import os
import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

_libc = ctypes.CDLL(None, use_errno=True)


def _call(number: int, *arguments: int) -> int:
    """A call to the kernel past every library."""
    result = _libc.syscall(number, *arguments)
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return int(result)


def _opened(path: str) -> Callable[[], object]:
    return lambda: Path(path).read_bytes()


def tried(path: str, home: str, main: int) -> bytes:
    """What a hostile process might try; the names of what worked, as JSON. Numbers of calls are those of x86-64."""
    attempts: dict[str, Callable[[], object]] = {
        "read /etc/passwd": _opened("/etc/passwd"),
        "read a file beside its input": _opened(f"{home}/beside.txt"),
        "read its input through its parent": _opened(f"{os.path.dirname(path)}/../secret.txt"),
        "list the home folder": lambda: os.listdir(home),
        "read the environment of the main process": _opened(f"/proc/{main}/environ"),
        "read its own command line": _opened("/proc/self/cmdline"),
        "read what the main process has open": lambda: os.listdir(f"/proc/{main}/fd"),
        "append to its input": lambda: open(path, "ab").close(),
        "cut its input": lambda: os.truncate(path, 0),
        "link its input": lambda: os.link(path, f"{home}/linked"),
        "rename its input": lambda: os.rename(path, f"{home}/renamed"),
        "write into a temporary folder": lambda: Path("/tmp/extractor-misbehaved").write_text("x"),
        "write into shared memory": lambda: Path("/dev/shm/extractor-misbehaved").write_text("x"),
        "make a pipe with a name": lambda: os.mkfifo(f"{home}/fifo"),
        "change when its input was written": lambda: os.utime(path, (0, 0)),
        "connect over UDP": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(("127.0.0.1", 9)),
        "listen on TCP": lambda: socket.socket().bind(("127.0.0.1", 0)),
        "open a socket of the machine": lambda: socket.socket(socket.AF_UNIX).bind(f"{home}/socket"),
        "open a raw socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW),
        "make a pair of sockets": socket.socketpair,
        "start a program": lambda: subprocess.run(["/bin/true"], check=True),
        "replace itself": lambda: os.execv("/bin/false", ["false"]),
        "fork": os.fork,
        "fork past the library": lambda: _call(57),
        "fork by clone": lambda: _call(56, 17, 0, 0, 0, 0),
        "fork by clone3": lambda: _call(435, 0, 0),
        "leave its group": os.setsid,
        "trace the main process": lambda: _call(101, 16, main, 0, 0),
        "read the memory of the main process": lambda: _call(310, main, 0, 0, 0, 0, 0),
        "take a handle of the main process": lambda: _call(434, main, 0),
        "signal the main process": lambda: os.kill(main, 0),
        "signal its group": lambda: os.killpg(0, 0),
        "limit the main process": lambda: _call(302, main, 7, 0, 0),
        "type into the terminal": lambda: _call(16, 0, 0x5412, 0),
        "use rings": lambda: _call(425, 1, 0),
        "make a file without a name": lambda: _call(319, 0, 0),
        "load a program into the kernel": lambda: _call(321, 0, 0, 0),
        "watch faults": lambda: _call(323, 0),
        "call by the numbers of the other interface": lambda: _call(0x40000000 + 39),
        "leave the name space": lambda: _call(272, 0x10000000),
        "mount": lambda: _call(165, 0, 0, 0, 0, 0),
        "keep a key": lambda: _call(250, 0, -2, 0),
    }
    return json.dumps([name for name, attempt in attempts.items() if _works(attempt)]).encode()


def needed(path: str) -> bytes:
    """What readers do need: their input, threads, modules that are not imported yet, memory, the clock."""
    import colorsys  # noqa: F401
    import wave  # noqa: F401
    import xml.dom.minidom  # noqa: F401

    done: list[int] = []
    thread = threading.Thread(target=done.append, args=(1,))
    thread.start()
    thread.join()
    return json.dumps([Path(path).read_text(), done, len(bytearray(64 << 20))]).encode()


def kept_alive(path: str) -> bytes:
    """A process that dies by its own hand, as `abort` in a library does."""
    os.abort()


def _works(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, subprocess.SubprocessError):
        return False
    return True
