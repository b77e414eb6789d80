"""On which footing the figures of a panel can be looked at together."""

from __future__ import annotations

from extractor.compare.lineup import Entry, Figure, Panel

FOOTINGS = {"monthly_mean": "a month", "monthly_rate": "per 1,000 a month", "per_head": "per 1,000"}


def footings_of(panel: Panel) -> list[str]:
    """Which derived values say more than the published ones: per head where all figures cover as much time, else per
    month as well, since a quarter and a year cannot be looked at together otherwise."""
    shown = [e.figure for e in panel.entries if e.figure]
    same = len({(f.span.months, f.subject.breakdown) for f in shown}) < 2
    wanted = ["per_head"] if same else ["monthly_mean", "monthly_rate"]
    return [f for f in wanted if any(on_footing(e, f) for e in panel.entries)]


def on_footing(entry: Entry, footing: str) -> Figure | None:
    """The entry's value on a footing; a published monthly figure is its own monthly mean."""
    own = (f for f in entry.aligned if f.footing == footing or (footing == "monthly_mean" and not f.derived))
    return next(own, None)
