"""Comparisons as tables for the terminal, with rich."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from extractor.compare.columns import Column, laid_out
from extractor.compare.footings import FOOTINGS, footings_of, on_footing
from extractor.compare.lineup import Change, Comparison, Entry, Figure, Panel, Reason
from extractor.compare.notes import Notes
from extractor.compare.verdicts import OWN
from extractor.compare.wording import (
    left_out_lines,
    number,
    period_text,
    printable,
    rounded,
    statistic_text,
    value_text,
)

# Parts of a sum that are spelled out; of more, only how many there are.
_PARTS = 4


def print_comparison(comparison: Comparison, console: Console, *, change: bool = False, places: bool = False) -> None:
    """Print every panel: the verdict, the figures, what may be compared, and why the rest may not."""
    told: set[str] = set()
    kept = [p for p in comparison.panels if not change or any(e.changes for e in p.entries)]
    for panel in kept or comparison.panels:
        about = "" if panel.subject.measure in told else _about(panel)
        told.add(panel.subject.measure)
        console.print(_panel(panel, comparison.names, about, change, places, console.width))
        console.print()
    still = [p for p in comparison.panels if kept and p not in kept]
    if still:
        titles = "; ".join(f"{p.title} ({statistic_text(p.subject)})" for p in still)
        console.print(Text(printable(f"No earlier figure to work a change out from: {titles}."), style="dim"))
    for line in left_out_lines(comparison.left_out, comparison.names):
        console.print(Text(printable(line), style="dim"))
    absent = ", ".join(comparison.names.get(f, f) for f in comparison.absent)
    if comparison.panels and absent:
        console.print(Text(f"No figure for the force as a whole: {absent}.", style="dim"))
    if comparison.see_also:
        console.print(Text(printable(f"See also: {', '.join(comparison.see_also)}."), style="dim"))
    if left := [statistic or "open" for statistic in comparison.left]:
        console.print(Text(f"Also published: {', '.join(left)} (--statistic all shows them).", style="dim"))


def _panel(
    panel: Panel, names: Mapping[str, str], about: str, change: bool, places: bool, width: int
) -> RenderableType:
    notes = Notes()
    table = _changes(panel, names, notes, width - 2) if change else _levels(panel, names, notes, width - 2)
    parts: list[RenderableType] = [Text.assemble((panel.title, "bold"), f"  ({statistic_text(panel.subject)})")]
    parts.append(Text(printable(panel.verdict), style="italic"))
    parts += [Padding(table, (0, 0, 0, 2)), *map(_small, notes.lines())]
    footings = footings_of(panel)
    shown = [on_footing(e, f) for e in panel.entries for f in footings]
    if any(f and f.derived for f in ([s for e in panel.entries for s in _steps(e.changes)] if change else shown)):
        parts.append(_small("* worked out here from the published figures; --places shows how"))
    parts += [_small(about)] if about else []
    if places:
        parts += [_small(line) for line in place_lines(panel, names)]
    return Group(*parts)


def _about(panel: Panel) -> str:
    texts = [text for text in (panel.definition, panel.mind) if text]
    return f"What it counts: {'. '.join(texts)}." if texts else ""


def _small(line: str) -> RenderableType:
    return Padding(Text(printable(line), style="dim"), (0, 0, 0, 2))


def _levels(panel: Panel, names: Mapping[str, str], notes: Notes, width: int) -> RenderableType:
    """Published figures in one column, derived ones in columns of their own with a star."""
    footings = footings_of(panel)
    areas = len({e.area for e in panel.entries}) > len({e.force for e in panel.entries})
    ranks = any(e.rank for e in panel.entries)
    columns = [Column("force"), *([Column("area")] if areas else []), Column("period", line=not areas)]
    columns.append(Column("published", right=True, folds=True, label="published", line=False))
    columns += [Column(FOOTINGS[f], right=True, label=FOOTINGS[f], line=f == footings[0]) for f in footings]
    columns += [Column("rank", label="rank", line=False)] if ranks else []
    columns.append(Column("may be set beside", folds=True, label="may be set beside"))
    rows = []
    for entry in panel.entries:
        cells = [names.get(entry.force, entry.force), *([entry.area] if areas else [])]
        cells += [period_text(entry.figure.span) if entry.figure else "", published_text(entry)]
        cells += [_starred(on_footing(entry, footing)) for footing in footings]
        cells += [entry.rank] if ranks else []
        beside = ", ".join(names.get(f, f) for f in entry.comparable_with)
        rows.append([*cells, f"{beside or '-'}{notes.marks(entry.reasons)}"])
    return laid_out(columns, rows, width)


def _starred(figure: Figure | None) -> str:
    return f"{rounded(figure)}{'*' if figure.derived else ''}" if figure else ""


def _changes(panel: Panel, names: Mapping[str, str], notes: Notes, width: int) -> RenderableType:
    """From which period to which, both values, and the change; worked out where a star says so."""
    columns = [
        Column("force"), Column("from", label="from"), Column("value", right=True, line=False),
        Column("to", label="to"), Column("value ", right=True, line=False),
        Column("change", right=True, folds=True, label="change"),
        Column("change in %", right=True, folds=True, label="in %", line=False), Column("mind", label="mind"),
    ]  # fmt: skip
    rows = []
    for entry in panel.entries:
        name, figure = names.get(entry.force, entry.force), entry.figure
        now = _value(figure) if figure and not entry.rivals else published_text(entry)
        latest = figure or next(iter(_steps(entry.changes)), None)
        last = [period_text(latest.span) if latest else "", now]
        for change in entry.changes or (None,):
            before = [period_text(change.base), _value(change.earlier)] if change else ["", ""]
            steps = [_either(change, change.difference), _either(change, change.percent)] if change else ["", ""]
            mind = notes.marks(change.reasons if change else _alone(entry)).strip()
            rows.append([name, *before, *last, *steps, mind])
            name, last = "", ["", ""]
    return laid_out(columns, rows, width)


def _alone(entry: Entry) -> list[Reason]:
    """What speaks against a figure's own change: not what sets it apart from other forces."""
    return [reason for reason in entry.reasons if reason.code in OWN]


def _value(figure: Figure | None) -> str:
    return f"{value_text(figure)}{'*' if figure.derived else ''}" if figure else ""


def _either(change: Change, figure: Figure | None) -> str:
    rivals = [f for f in change.rivals if figure and f.role == figure.role]
    return " or ".join(map(_value, (figure, *rivals)))


def _steps(changes: Iterable[Change]) -> list[Figure]:
    return [f for c in changes for f in (c.earlier, c.difference, c.percent, *c.rivals) if f]


def published_text(entry: Entry) -> str:
    """What is printed in the publications, and nothing else: a sum is shown by its parts."""
    figure = entry.figure
    if figure is None:
        return "-"
    if figure.derived:
        parts = figure.formula.count(" + ") + 1
        return figure.formula.replace("_", " ") if parts <= _PARTS else f"{parts} figures"
    return " or ".join(value_text(f) for f in (figure, *entry.rivals))


def place_lines(panel: Panel, names: Mapping[str, str]) -> list[str]:
    """Where each published figure stands, and how each derived one was made."""
    lines = []
    for entry in panel.entries:
        if entry.figure is None:
            continue
        for figure in (entry.figure, *entry.rivals, *entry.aside, *entry.earlier):
            name = names.get(entry.force, entry.force)
            lines += [f"{name} {place.value_text}: {place}" for place in figure.places]
        worked = [entry.figure, *entry.aligned, *_steps(entry.changes)]
        lines += [f"    {_exactly(f)} = {f.formula}" for f in worked if f.derived]
    return lines


def _exactly(figure: Figure) -> str:
    bounds = f" ({number(figure.low)} to {number(figure.high)})" if figure.low is not None and figure.high else ""
    return f"{value_text(figure)}{bounds}"
