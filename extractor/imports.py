"""Where modules may be imported from: never the working folder, never a folder that reports lie in.

Whoever sends reports may send a `json.py` with them. Imports nothing that Python itself has not imported before the
first line of a program, so that nothing beside the reports can be imported here either.
"""

from __future__ import annotations

import os
import sys

HOME = os.path.dirname(os.path.abspath(__file__))  # the package itself, wherever it is installed
_INSTALLED = ("site-packages", "dist-packages", "lib-dynload")


def leave_hostile_folders(arguments: list[str]) -> None:
    """Import nothing more from the working folder, nor from beside the files and folders among the arguments.

    For a program that starts, not for one that imports us: its module path is its own business.
    """
    sys.path[:] = trusted(sys.path, tuple(a for a in arguments if "\0" not in a and os.path.exists(a)))


def trusted(entries: list[str], inputs: tuple[str, ...] = ()) -> list[str]:
    """The entries of a module path, absolute, without the working folder and the folders that hold `inputs`.

    Where Python and its packages are installed stays, even when that is the working folder.
    """
    held = [_real(path) for path in inputs]
    try:
        here = _real(os.getcwd())
    except OSError:  # it was removed
        here = ""
    return [os.path.abspath(e) for e in entries if e and (_installed(e) or not _is_or_holds(_real(e), here, held))]


def _installed(entry: str) -> bool:
    return os.path.basename(entry) in _INSTALLED or _real(entry) == _real(os.path.dirname(os.__file__))


def _is_or_holds(folder: str, here: str, held: list[str]) -> bool:
    inside = folder.rstrip(os.sep) + os.sep
    return folder == here or any(path == folder or path.startswith(inside) for path in held)


def _real(path: str) -> str:
    return os.path.normcase(os.path.realpath(path))
