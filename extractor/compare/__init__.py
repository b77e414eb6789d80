"""Observations to forces side by side, or the reason why not.

The package is called like a function: `extractor.compare(result, measure="recorded_crime")` is
`extractor.compare.answer.compare`. A function of that name beside a package of that name would vanish as soon as
a module of the package is imported, since the import system then binds the name to the package.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.compare.lineup import Comparison


class _Room(ModuleType):
    def __call__(self, *args: Any, **options: Any) -> Comparison:
        """Forces side by side; see `extractor.compare.answer.compare`."""
        from extractor.compare.answer import compare

        return compare(*args, **options)


sys.modules[__name__].__class__ = _Room
