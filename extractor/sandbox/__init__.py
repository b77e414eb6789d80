"""What a guarded process gives up before it looks at a file, so that a file that takes it over gains nothing.

On Linux, where its kernel has both: Landlock leaves it its input, the program and what Python needs to read, and
nothing to write; seccomp leaves it the calls that computing and reading need, so no network, no other processes and no
way to touch them. Elsewhere there is no such thing here, and `extractor doctor` says so; limits on time and memory
hold all the same.

Both are asked of the kernel directly, in `landlock` and `seccomp`: of the bindings, one is of 2021 and wants a library
of the system, and the others are young and would be trusted with just what must not fail.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

_OFF = "EXTRACTOR_SANDBOX"
# What libraries may load late: code of the system, the fonts with which pdfium measures text that brings none.
_SYSTEM = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/etc/ld.so.cache", "/nix/store",
    "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts", "/dev/null", "/dev/urandom",
)  # fmt: skip

# What LibreOffice runs and reads of the system, wherever it was installed from.
_OFFICE = (
    "/bin", "/lib", "/lib64", "/usr", "/opt", "/snap", "/nix/store", "/etc/alternatives", "/etc/fonts",
    "/etc/ld.so.cache", "/etc/libreoffice", "/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice",
    "/dev/null", "/dev/urandom", "/dev/random",
)  # fmt: skip


class Refused(Exception):
    """There is a sandbox, and the kernel does not let a process into it."""


def missing() -> str:
    """Why guarded processes are in no sandbox here, or in half of one; empty where they are in one."""
    if os.environ.get(_OFF) == "off":
        return f"{_OFF}=off switches it off"
    if not sys.platform.startswith("linux"):
        return "there is none for this system"
    from extractor.sandbox import landlock, seccomp

    if not landlock.version():
        return "the kernel has no Landlock (Linux 5.13 or newer, in its list of security modules)"
    return "" if seccomp.is_there() else "the kernel has no seccomp filters, or they are not known for this processor"


def enter(reads: Sequence[str], writes: Sequence[str] = ()) -> None:
    """Give up everything but reading what lies at or below `reads` and writing below `writes`; there is no way back.

    Where `missing` says that something is missing, what is there is used all the same. Raises `Refused` where there is
    a sandbox and the kernel does not let this process in: then nothing may be read.
    """
    if os.environ.get(_OFF) == "off" or not sys.platform.startswith("linux"):
        return
    from extractor.sandbox import landlock, seccomp

    links = [entry.path for path in reads if path != os.sep and os.path.isdir(path) for entry in _links_in(path)]
    try:
        if landlock.version():
            landlock.restrict((*reads, *links, *_program()), writes)
        if seccomp.is_there():
            seccomp.restrict(writing=bool(writes))
    except OSError as error:
        raise Refused(error.strerror) from error


def enter_as_office(reads: Sequence[str], folder: str) -> None:
    """Give up network and files for a process that becomes LibreOffice, which needs other processes and calls of many
    kinds, so that of those none is taken from it.

    It reads `reads` and what is installed, and writes below `folder`; in /tmp it makes the socket that it cannot do
    without, and nothing else.
    As `enter` does, it uses what is there, and raises `Refused` where the kernel lets no process in.
    """
    if os.environ.get(_OFF) == "off" or not sys.platform.startswith("linux"):
        return
    from extractor.sandbox import landlock, seccomp

    try:
        if landlock.version():
            landlock.restrict(reads, (), runs=_OFFICE, owns=(folder,), listens=("/tmp",))
        if seccomp.is_there():
            seccomp.cut_network()
    except OSError as error:
        raise Refused(error.strerror) from error


def _links_in(folder: str) -> list[os.DirEntry[str]]:
    """The links in a folder that a user named, such as one of vocabularies, whose files may lie elsewhere."""
    return [entry for entry in os.scandir(folder) if entry.is_symlink()]


def _program() -> list[str]:
    """Where this program, Python and its packages lie."""
    from extractor.codelists import schemas_dir
    from extractor.imports import HOME

    return [HOME, str(schemas_dir()), os.path.dirname(os.__file__), sys.base_prefix, sys.prefix, *sys.path, *_SYSTEM]
