"""The first lines of a guarded process, run as a script by `isolate`: target, mode, then its module path.

Python starts it with `-P`, so that the only modules it can find before the path is set are its own. The package is
loaded from where this very file lies instead of by its name, so that its folder need not be on the path: it may be
the working folder of whoever runs the program.
"""

from __future__ import annotations

import sys


def _load_package() -> None:
    from importlib.util import module_from_spec, spec_from_file_location
    from os.path import abspath, dirname, join

    home = dirname(abspath(__file__))
    spec = spec_from_file_location("extractor", join(home, "__init__.py"), submodule_search_locations=[home])
    assert spec and spec.loader
    sys.modules["extractor"] = module_from_spec(spec)
    spec.loader.exec_module(sys.modules["extractor"])


if __name__ == "__main__":
    sys.path[:] = sys.argv[3:]
    _load_package()
    from extractor.worker import serve

    serve(sys.argv[1], sys.argv[2])
