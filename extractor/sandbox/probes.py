"""What a guarded process must not be able to do, tried from within one: `extractor doctor` asks for it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
from collections.abc import Callable

TARGET = "extractor.sandbox.probes:tried"
# What each is called where it is reported, in that order.
NAMES = ("no network", "no new files", "no other processes", "no environment but what it needs", "no reading outside")


def tried(path: str, outside: str, secret: str) -> bytes:
    """What could be done all the same, by name, as JSON; `secret` is a variable that the environment must not have.

    `path` is the input, which must be readable, and `outside` a file that must not be.
    """
    with open(path, "rb") as stream:
        stream.read(1)
    # reading comes first, for what can be removed cannot be read any more
    attempts: dict[str, list[tuple[str, Callable[[], object]]]] = {
        NAMES[4]: [
            ("read a file outside its input", lambda: open(outside, "rb").close()),
            ("list a folder", lambda: os.listdir(os.path.dirname(outside))),
            ("read the memory of the process that started it", lambda: os.close(os.open(_memory(), os.O_RDONLY))),
        ],
        NAMES[0]: [("open a socket", _connect), ("ask for an address", _look_up)],
        NAMES[1]: [
            ("make a file", lambda: _make(outside + ".made")),
            ("write into a file", lambda: os.close(os.open(outside, os.O_WRONLY))),
            ("write into its input", lambda: os.close(os.open(path, os.O_WRONLY))),
            ("make a folder", lambda: os.mkdir(outside + ".folder")),
            ("make a link", lambda: os.symlink(outside, outside + ".link")),
            ("change the rights of a file", lambda: os.chmod(outside, 0o600)),
            ("remove a file", lambda: os.unlink(outside)),
        ],
        NAMES[2]: [("start a program", _start), ("fork", _fork)],
        NAMES[3]: [(f"see {secret}", lambda: os.environ[secret])],
    }
    if os.name != "nt":  # where such a signal is one that everybody notices
        attempts[NAMES[2]].append(("signal another process", lambda: os.kill(os.getppid(), 0)))
    could = {name: [what for what, attempt in listed if _works(attempt)] for name, listed in attempts.items()}
    return json.dumps(could).encode("ascii", "replace")


def _works(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except (OSError, KeyError, AttributeError, subprocess.SubprocessError):
        return False
    return True


def _connect() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as opened:
        opened.connect(("127.0.0.1", 9))


def _look_up() -> None:
    socket.getaddrinfo("localhost", 80)


def _make(path: str) -> None:
    with open(path, "xb"):
        pass
    os.unlink(path)


def _start() -> None:
    subprocess.run([os.path.realpath("/bin/true")], timeout=10)


def _fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _memory() -> str:
    return f"/proc/{os.getppid()}/mem"
