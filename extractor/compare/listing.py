"""The measures of a dataset as a table for the terminal, with rich."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from extractor.compare.columns import Column, laid_out
from extractor.compare.coverage import Coverage, Holding


def print_measures(
    found: Sequence[Coverage], names: Mapping[str, str], console: Console, also: Sequence[str] = ()
) -> None:
    """Print measures and categories with the forces and periods that have them, and beneath them their family."""
    columns = [
        Column("measure"), Column("category"),
        Column("forces with figures, and their latest period", folds=True),
    ]  # fmt: skip
    rows, last = [], ""
    for item in found:
        rows.append([item.measure if item.measure != last else "", item.category, held(item, names)])
        last = item.measure
    console.print(laid_out(columns, rows, console.width))
    if also:
        console.print(Text(f"See also: {', '.join(also)}.", style="dim"))


def _without(holding: Holding) -> str:
    """What there is where no period of the force as a whole is determined."""
    if holding.figures:
        return "period not stated"
    return "areas only" if holding.areas or not holding.left_out else "no other figure"


def held(item: Coverage, names: Mapping[str, str]) -> str:
    """`Hampshire (Apr 2017–Mar 2018); Staffordshire (Apr 2022–Mar 2023, 3 periods)`."""
    texts = []
    for holding in item.holdings:
        words = [holding.latest or _without(holding)]
        words += [f"{holding.periods} periods"] if holding.periods > 1 else []
        words += [f"{holding.left_out} excluded in review"] if holding.left_out else []
        texts.append(f"{names.get(holding.force, holding.force)} ({', '.join(words)})")
    return "; ".join(texts) + (" - one force only" if len(texts) == 1 else "")
