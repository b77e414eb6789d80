"""Comparisons and measures as tables for the terminal, with rich."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.compare.coverage import Coverage
from extractor.compare.lineup import Comparison, Entry, Figure, Panel
from extractor.compare.wording import period_text, rounded, value_text

_FOOTINGS = {"monthly_mean": "a month", "monthly_rate": "per 1,000 a month"}
_UNITS = {
    "count": "number", "percent": "per cent", "per_1000_population": "per 1,000 people", "rank": "place in its group",
    "per_1000_households": "per 1,000 households", "gbp_thousand": "thousand pounds",
}  # fmt: skip


def print_comparison(comparison: Comparison, console: Console, *, places: bool = False) -> None:
    """Print every panel: the figures, what may be compared, and why the rest may not."""
    for panel in comparison.panels:
        console.print(_panel(panel, comparison.names, places))
        console.print()
    if comparison.absent and comparison.panels:
        absent = ", ".join(comparison.names.get(f, f) for f in comparison.absent)
        console.print(Text(f"No figure in this dataset: {absent}.", style="dim"))
    if not comparison.panels:
        console.print(Text(f"No force publishes a level of {comparison.question} for the force as a whole."))


def _panel(panel: Panel, names: Mapping[str, str], places: bool) -> RenderableType:
    footings = [f for f in _FOOTINGS if any(a.footing == f or _month(a, f) for e in panel.entries for a in e.aligned)]
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", show_edge=False)
    areas = len({e.area for e in panel.entries}) > len({e.force for e in panel.entries})
    for heading in ("force", *(["area"] if areas else []), "period"):
        table.add_column(heading, no_wrap=heading != "area")
    table.add_column("published", justify="right")
    for footing in footings:
        table.add_column(f"{_FOOTINGS[footing]}*", justify="right", no_wrap=True)
    table.add_column("beside")
    notes: list[str] = []
    for entry in panel.entries:
        cells = [names.get(entry.force, entry.force), *([entry.area] if areas else [])]
        cells += [period_text(entry.figure.span) if entry.figure else "", published_text(entry)]
        cells += [_aligned_text(entry, footing) for footing in footings]
        cells.append(_marks(entry, names, notes))
        table.add_row(*map(Text, cells))
    unit = _UNITS.get(panel.subject.unit, panel.subject.unit.replace("_", " "))
    head = Text.assemble((panel.title, "bold"), f"  {panel.subject.statistic}, {unit}")
    parts: list[RenderableType] = [head, Text(panel.verdict, style="italic"), Padding(table, (0, 0, 0, 2))]
    parts += [_small(f"{i} {note}") for i, note in enumerate(notes, start=1)]
    if any(a.derived for e in panel.entries for a in e.aligned):
        parts.append(_small("* worked out here from the published figures; --places shows how"))
    if places:
        parts += [_small(line) for line in place_lines(panel, names)]
    return Group(*parts)


def _small(line: str) -> RenderableType:
    return Padding(Text(line, style="dim"), (0, 0, 0, 2))


def _month(figure: Figure, footing: str) -> bool:
    """A published monthly figure is its own monthly mean."""
    return footing == "monthly_mean" and not figure.derived


def published_text(entry: Entry) -> str:
    """What is printed in the publications, and nothing else: a sum is shown by its parts."""
    figure = entry.figure
    if figure is None:
        return "-"
    if figure.derived:
        return figure.formula if figure.formula.count("+") < 4 else f"{figure.formula.count('+') + 1} figures"
    return " or ".join(value_text(f) for f in (figure, *entry.rivals))


def _aligned_text(entry: Entry, footing: str) -> str:
    for figure in entry.aligned:
        if figure.footing == footing or _month(figure, footing):
            return rounded(figure)
    return ""


def _marks(entry: Entry, names: Mapping[str, str], notes: list[str]) -> str:
    """Whom the figure may be set beside, and the numbers of the notes that say why not the others."""
    numbers = []
    for reason in entry.reasons:
        text = reason.text + (f" [{reason.source}]" if reason.source else "")
        if text not in notes:
            notes.append(text)
        numbers.append(str(notes.index(text) + 1))
    beside = ", ".join(names.get(f, f) for f in entry.comparable_with)
    return f"{beside or '-'}{' (' + ' '.join(numbers) + ')' if numbers else ''}"


def place_lines(panel: Panel, names: Mapping[str, str]) -> list[str]:
    """Where each published figure stands, and how each derived one was made."""
    lines = []
    for entry in panel.entries:
        if entry.figure is None:
            continue
        for figure in (entry.figure, *entry.rivals, *entry.earlier):
            where = "; ".join(str(p) for p in figure.places)
            lines.append(f"{names.get(entry.force, entry.force)} {value_text(figure)}: {where}")
        lines += [f"    {rounded(a)} = {a.formula}" for a in entry.aligned if a.derived]
    return lines


def print_measures(found: Sequence[Coverage], names: Mapping[str, str], console: Console) -> None:
    """Print measures and categories with the forces and periods that have them."""
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold", show_edge=False)
    table.add_column("measure", no_wrap=True)
    table.add_column("category", no_wrap=True)
    table.add_column("forces with figures, and their latest period")
    last = ""
    for item in found:
        table.add_row(Text(item.measure if item.measure != last else ""), Text(item.category), Text(held(item, names)))
        last = item.measure
    console.print(table)


def held(item: Coverage, names: Mapping[str, str]) -> str:
    """`Hampshire (Apr 2017–Mar 2018); Staffordshire (Apr 2022–Mar 2023, 3 periods)`."""
    texts = []
    for holding in item.holdings:
        more = [holding.latest or ("period not stated" if holding.figures else "areas only")]
        if holding.periods > 1:
            more.append(f"{holding.periods} periods")
        texts.append(f"{names.get(holding.force, holding.force)} ({', '.join(more)})")
    return "; ".join(texts) + (" - one force only" if len(texts) == 1 else "")
