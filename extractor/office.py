"""LibreOffice, where it is installed: it turns formats that no reader here takes into some that are read.

It is run by the process that waits for a guarded one, never by a guarded one, which may start none. What it reads is as
hostile as any input, so it has a profile and folders of its own that go with it, limits on time and memory, and on
Linux neither network nor files beside its own (`extractor.sandbox`). What it writes is read in a guarded process.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from extractor import imports
from extractor.isolate import Limits
from extractor.read.foreign import FOREIGN, Form

_NAMES = ("soffice", "libreoffice")
_OF_SYSTEM = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
# The first makes the profile and asks to be started anew, which fails while the socket of the first is in /tmp.
_STARTS = 2
_START = os.path.join(imports.HOME, "confined.py")


class NotConverted(Exception):
    """LibreOffice made nothing of a file; the text says why."""


def found() -> str:
    """The path of LibreOffice on this machine; empty where it is not installed."""
    named = (shutil.which(name) for name in _NAMES)
    return next(filter(None, (*named, *filter(os.path.exists, _OF_SYSTEM))), "")


@contextlib.contextmanager
def converted(program: str, path: str, form: Form, limits: Limits) -> Iterator[str]:
    """The path of what LibreOffice made of a file of that form; it goes with the block.

    `limits` are those of the file, and hold for this step by itself. Raises `NotConverted`.
    """
    foreign = FOREIGN[form]
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as folder:
        profile, out = Path(folder, "profile"), Path(folder, "out")
        out.mkdir()
        call = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck",
            "--nodefault", "--nofirststartwizard", f"--infilter={foreign.infilter}", "--convert-to", foreign.becomes,
            "--outdir", str(out), os.path.abspath(path),
        ]  # fmt: skip
        deadline = time.monotonic() + limits.seconds
        made: list[Path] = []
        for _ in range(_STARTS):
            try:
                _run(_confined(call, os.path.abspath(path), folder, limits), folder, deadline)
            except subprocess.TimeoutExpired:
                raise NotConverted(f"LibreOffice takes longer than {limits.seconds:g} seconds over it") from None
            finally:
                _remove_socket(profile)
            made = [p for p in out.iterdir() if p.suffix == f".{foreign.becomes}" and not p.is_symlink()]
            if made:
                break
        if len(made) != 1:
            raise NotConverted("LibreOffice makes nothing of it")
        yield str(made[0])


def _confined(call: list[str], path: str, folder: str, limits: Limits) -> list[str]:
    """The call, made by a process that first gives up what it does not need, where the system has a way to."""
    if not sys.platform.startswith("linux"):
        return call
    path = os.path.realpath(path)
    return [sys.executable, "-P", "-s", _START, path, folder, str(limits.memory), *call]


def _run(call: list[str], folder: str, deadline: float) -> None:
    environment = {
        "PATH": os.defpath, "HOME": folder, "TMPDIR": folder, "TMP": folder, "TEMP": folder, "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp", "XDG_CACHE_HOME": folder, "XDG_CONFIG_HOME": folder,
        **{name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR", "EXTRACTOR_SANDBOX") if name in os.environ},
    }  # fmt: skip
    try:
        process = subprocess.Popen(
            call, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        raise NotConverted(f"LibreOffice cannot be started ({error.strerror})") from None
    try:
        process.wait(max(0.0, deadline - time.monotonic()))
    finally:
        _end(process)


def _remove_socket(profile: Path) -> None:
    """Remove the socket that LibreOffice leaves in /tmp, where it may make one and remove nothing.

    Its name ends in a hash of the profile's address, written without leading zeros."""
    hashed = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = f"OSL_PIPE_*SingleOfficeIPC_{''.join(f'{byte:x}' for byte in hashed)}"
    for socket in Path("/tmp").glob(name):
        with contextlib.suppress(OSError):
            socket.unlink()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it started, which may outlive it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
