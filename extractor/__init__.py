"""Police performance reports (PDF, Word, workbooks, slides, web pages, text) to one tidy dataset.

>>> import extractor
>>> result = extractor.convert(["samples"])                        # doctest: +SKIP
>>> result.observations                                            # doctest: +SKIP
>>> extractor.compare(result, measure="recorded_crime").figures    # doctest: +SKIP
>>> extractor.series(result, "recorded_crime").figures             # doctest: +SKIP
>>> extractor.load("output").documents                             # doctest: +SKIP

`convert` is the front door; what it needs is imported when it is first used, so that importing the package
costs next to nothing.
"""

from __future__ import annotations

import importlib

# Not that of `typing`: with `python -m` the working folder is still on the module path, and may hold a `typing.py`.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from extractor.batch import convert, withdraw
    from extractor.compare.answer import compare
    from extractor.compare.lineup import Comparison
    from extractor.compare.series import series
    from extractor.dataset import Dataset, load
    from extractor.result import Result
    from extractor.review import flag

__all__ = ["Comparison", "Dataset", "Result", "__version__", "compare", "convert", "flag", "load", "series", "withdraw"]

__version__ = "0.1.0"

_HOMES = {
    "Comparison": "extractor.compare.lineup",
    "Dataset": "extractor.dataset",
    "Result": "extractor.result",
    "convert": "extractor.batch",
    "flag": "extractor.review",
    "load": "extractor.dataset",
    "series": "extractor.compare.series",
    "withdraw": "extractor.batch",
}


def __getattr__(name: str) -> Any:
    if name == "compare":
        return importlib.import_module("extractor.compare")  # a room that can be called like a function
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'extractor' has no attribute {name!r}")
