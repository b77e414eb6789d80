"""Observations to forces side by side, or the reason why not.

The package is called like a function: `extractor.compare(result, measure="recorded_crime")` is
`extractor.compare.answer.compare`. A function of that name beside a package of that name would vanish as soon as
a module of the package is imported, since the import system then binds the name to the package.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractor.compare.figures import Data
    from extractor.compare.lineup import Comparison


class _Room(ModuleType):
    def __call__(
        self,
        data: Data | str | os.PathLike[str],
        measure: str | Sequence[str] | None = None,
        *,
        category: str | Sequence[str] | None = None,
        words: str | None = None,
        period: str = "latest",
        statistic: str | None = None,
        areas: bool = False,
        breakdowns: bool = False,
        change: bool = False,
        schemas: str | None = None,
        force: str | Sequence[str] | None = None,
    ) -> Comparison:
        """Forces side by side; see `extractor.compare.answer.compare`, whose options these are."""
        from extractor.compare.answer import compare

        return compare(
            data, measure, category=category, words=words, period=period, statistic=statistic, areas=areas,
            breakdowns=breakdowns, change=change, schemas=schemas, force=force,
        )  # fmt: skip


sys.modules[__name__].__class__ = _Room
