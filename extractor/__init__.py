"""Police performance reports (PDF, Word, text) to one tidy dataset.

>>> import extractor
>>> result = extractor.convert(["samples"])  # doctest: +SKIP
>>> result.observations                      # doctest: +SKIP

`convert` is the front door; what it needs is imported when it is first used, so that importing the package
costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.batch import Result, convert

__all__ = ["Result", "__version__", "convert"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name in __all__:
        from extractor import batch

        return getattr(batch, name)
    raise AttributeError(f"module 'extractor' has no attribute {name!r}")
