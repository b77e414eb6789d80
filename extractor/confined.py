"""The first lines of the process that becomes LibreOffice: it gives up what converting a file does not need.

Run as a script by `office` on Linux: input, own folder, bytes of memory, then the call. As in `guarded.py`, the package
is loaded from where this file lies, for its folder may be the working folder of whoever runs the program.
"""

from __future__ import annotations

import os
import sys

# Beside what it may allocate, LibreOffice maps its own code and the stacks of its threads.
_OWN = 4 << 30
_MOST_WRITTEN = 1 << 30  # bytes of one file


def _become(path: str, folder: str, memory: int, call: list[str]) -> None:
    import resource

    from extractor import sandbox

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for kind, most in ((resource.RLIMIT_AS, memory + _OWN), (resource.RLIMIT_FSIZE, _MOST_WRITTEN)):
        hard = resource.getrlimit(kind)[1]
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(kind, (most, most))
    sandbox.enter_as_office([path], folder)
    os.execv(call[0], call)


if __name__ == "__main__":
    sys.path[:] = [entry for entry in sys.path if entry]
    here = os.path.dirname(os.path.abspath(__file__))
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location("extractor", os.path.join(here, "__init__.py"), submodule_search_locations=[here])
    assert spec and spec.loader
    sys.modules["extractor"] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules["extractor"])
    _become(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:])
