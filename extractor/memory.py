"""How much memory another process takes, as far as the system tells without further libraries.

Linux tells it in a file, which costs nothing; macOS and the BSDs through `ps`, which is asked less often. Windows
has neither: there nothing is known, and no limit on memory holds.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

_PROC = sys.platform.startswith("linux")
_PS = None if _PROC or os.name == "nt" else shutil.which("ps", path=os.defpath + os.pathsep + "/bin:/usr/bin")
LOOK_EVERY = 0.05 if _PROC else 0.5  # seconds between two looks


def resident(pid: int) -> int:
    """Resident memory of a process in bytes; 0 where the system does not tell."""
    if _PROC:
        return _from_proc(pid)
    return from_ps(pid, _PS) if _PS else 0


def _from_proc(pid: int) -> int:
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as statm:
            return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):  # it has just ended
        return 0


def from_ps(pid: int, program: str) -> int:
    """The same by the POSIX command `ps`, which counts in kibibytes."""
    try:
        told = subprocess.run([program, "-o", "rss=", "-p", str(pid)], capture_output=True, timeout=5)
        return int(told.stdout) * 1024
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return 0
