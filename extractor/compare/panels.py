"""Figures of one measure and category to panels: one line a force, on a common footing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.compare.align import Denominators, monthly_mean, monthly_rate, rate_per_month, runs_of_months
from extractor.compare.changes import changes_for, orphans
from extractor.compare.choose import When, chosen
from extractor.compare.fairness import MONTHLY, judged
from extractor.compare.lineup import Change, Entry, Figure, Panel, Reason, Subject
from extractor.compare.published import Cell
from extractor.compare.rules import Rules
from extractor.compare.verdicts import verdict
from extractor.compare.wording import described, period_text, value_text

PLAIN = "{}"


@dataclass(frozen=True)
class Setting:
    """What the panels of one comparison share.

    `forces` are all forces of the dataset, `changes` the published ones, None where they are not asked for.
    `statistic` is one of the dataset's, `all`, or `usual`: the measure's own, and rates where there are any.
    """

    rules: Rules
    when: When
    denominators: Denominators
    names: Mapping[str, str]
    forces: Sequence[str]
    breakdowns: bool = False
    changes: Sequence[Figure] | None = None
    statistic: str = "usual"


def panels_of(measure: str, category: str, cells: Sequence[Cell], setting: Setting) -> list[Panel]:
    """The panels of one measure and category: its usual statistic first, then the others."""
    groups: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        subject = lined_up(cell.figure.subject)
        groups[subject.statistic, subject.unit, subject.breakdown].append(cell)
    kinds = sorted({key[:2] for key in groups}, key=str)
    panels = []
    for statistic, unit in wanted_kinds(measure, kinds, setting.statistic, setting.rules):
        broken = {b: group for (s, u, b), group in groups.items() if (s, u) == (statistic, unit) and b != PLAIN}
        plain = groups.get((statistic, unit, PLAIN), [])
        subject = Subject(measure, category, statistic, unit)
        panels.append(_panel(subject, plain, broken, setting))
        if setting.breakdowns:
            panels += [_panel(replace(subject, breakdown=b), group, {}, setting) for b, group in sorted(broken.items())]
    return [panel for panel in panels if panel.entries]


def lined_up(subject: Subject) -> Subject:
    """The panel a subject stands in: a published monthly mean stands with the counts that are brought to one."""
    return replace(subject, statistic="count", breakdown=PLAIN) if _is_monthly_mean(subject) else subject


def _is_monthly_mean(subject: Subject) -> bool:
    return subject.statistic == "mean" and subject.unit == "count" and subject.breakdown == MONTHLY


def wanted_kinds(measure: str, kinds: Sequence[tuple[str, str]], statistic: str, rules: Rules) -> list[tuple[str, str]]:
    """The kinds of figures asked for, the usual first; all of them where the usual ones are not there."""
    ordered = sorted(kinds, key=lambda kind: (not _usual(measure, kind, rules), str(kind)))
    if statistic == "all":
        return ordered
    if statistic != "usual":
        return [kind for kind in ordered if kind[0] == statistic]
    usual = [kind for kind in ordered if _usual(measure, kind, rules) or kind[0] == "rate"]
    return usual if any(_usual(measure, kind, rules) for kind in usual) else ordered


def _usual(measure: str, kind: tuple[str, str], rules: Rules) -> bool:
    known = rules.measure(measure)
    return known is not None and kind == (known.statistic, known.unit)


def _panel(subject: Subject, cells: Sequence[Cell], broken: Mapping[str, Sequence[Cell]], setting: Setting) -> Panel:
    entries: list[Entry] = []
    for force in setting.forces:
        own = [cell for cell in cells if cell.figure.force == force]
        entries += _entries(subject, own, setting) if own else _broken_down(force, broken, setting)
        if not own and setting.changes is not None:
            entries += _changes_alone(subject, force, setting)
    entries = judged(entries, setting.rules, setting.names)
    measure = setting.rules.measure(subject.measure)
    better = measure.better if measure else ""
    said = verdict(entries, better, setting.names)
    about = (measure.definition, measure.comparability) if measure else ("", "")
    return Panel(subject, title_of(subject, setting.rules), better, tuple(entries), said, *about)


def _changes_alone(subject: Subject, force: str, setting: Setting) -> list[Entry]:
    """A force that publishes how the subject changed, but no figure for any period."""
    about = (subject.measure, subject.category, subject.statistic, subject.breakdown)
    own = [
        f for f in setting.changes or ()
        if f.force == force and f.area_type == "force" and f.area == setting.names.get(force, f.area)
        and (f.subject.measure, f.subject.category, f.subject.statistic, f.subject.breakdown) == about
    ]  # fmt: skip
    if not own:
        return []
    reason = Reason("no_level", "only the change is published", True)
    return [Entry(force, own[0].area, None, reasons=(reason,), changes=tuple(orphans(own, setting.rules)))]


def _entries(subject: Subject, cells: Sequence[Cell], setting: Setting) -> list[Entry]:
    """The lines of one force, one for each area."""
    entries = []
    for area in sorted({(c.figure.area_type, c.figure.area) for c in cells}):
        own = [c for c in cells if (c.figure.area_type, c.figure.area) == area]
        figures = [c.figure for c in own]
        if subject.statistic == "count" and setting.rules.adds_up(subject.measure):
            figures += _unpublished(runs_of_months([f for f in figures if f.subject.statistic == "count"]), figures)
        picked = chosen(figures, setting.when)
        entries += [_entry(figure, own, setting) for figure in picked] or [_not_then(own)]
    return entries


def _unpublished(sums: Iterable[Figure], figures: Sequence[Figure]) -> list[Figure]:
    """Sums for periods that have no published figure."""
    spans = {(f.span.start, f.span.end) for f in figures}
    return [f for f in sums if (f.span.start, f.span.end) not in spans]


def _not_then(cells: Sequence[Cell]) -> Entry:
    figure = cells[0].figure
    periods = ", ".join(dict.fromkeys(period_text(c.figure.span) for c in cells))
    reason = Reason("other_period", f"published only for {periods}", True)
    return Entry(figure.force, figure.area, None, reasons=(reason,))


def _entry(figure: Figure, cells: Sequence[Cell], setting: Setting) -> Entry:
    cell = next((c for c in cells if c.figure is figure), Cell(figure))
    disputed = [c for c in cells if c.rivals and set(c.figure.observation_ids) & set(figure.observation_ids)]
    rivals = cell.rivals or tuple(r for c in disputed for r in c.rivals)
    why_not = setting.denominators.contradicted(figure) if figure.subject.unit == "per_1000_population" else ""
    aligned = () if rivals or why_not else tuple(_aligned(figure, setting))
    reasons: tuple[Reason, ...] = (Reason("denominator", why_not, True),) if why_not else ()
    changes: tuple[Change, ...] = ()
    if setting.changes is not None and not rivals:
        others = [c.figure for c in cells if not c.rivals and c.figure is not figure]
        changes = tuple(changes_for(figure, others, setting.changes, setting.rules))
        if not changes:
            reasons = (*reasons, Reason("no_earlier", "no earlier figure of the same length of time is published"))
    if cell.aside:
        values = ", ".join(value_text(f) for f in cell.aside)
        reasons = (*reasons, Reason("set_aside", f"also printed as {values}: {cell.why}"))
    return Entry(
        figure.force, figure.area, figure, aligned, rivals, cell.earlier, cell.aside, reasons, changes=changes
    )  # fmt: skip


def _aligned(figure: Figure, setting: Setting) -> list[Figure]:
    """The figure on a footing that other forces can share; empty where there is none."""
    subject = figure.subject
    if _is_monthly_mean(subject):
        return [figure]
    if not setting.rules.adds_up(subject.measure):
        return []
    if subject.statistic == "rate" and subject.unit.startswith("per_1000_"):
        rate = rate_per_month(figure)
        return [rate] if rate else []
    if subject.statistic != "count":
        return []
    population = setting.denominators.population(figure)
    rates = monthly_rate(figure, population) if population else None
    if population and population.count.observation_ids == figure.observation_ids:
        rates = rate_per_month(population.rate)  # the publication itself gives the rate of this count
    return [f for f in (monthly_mean(figure), rates) if f]


def _broken_down(force: str, broken: Mapping[str, Sequence[Cell]], setting: Setting) -> list[Entry]:
    """A force that publishes the subject only in parts or on another basis: said, and shown where it is one."""
    own = {b: [c for c in group if c.figure.force == force] for b, group in sorted(broken.items())}
    own = {b: group for b, group in own.items() if group}
    if not own:
        return []
    area = next(iter(own.values()))[0].figure.area
    reason = Reason("definition", f"published only by {'; '.join(described(b) for b in own)}", True)
    if len(own) > 1:
        several = replace(reason, text=f"{reason.text}; the breakdowns have to be asked for")
        return [Entry(force, area, None, reasons=(several,))]
    (group,) = own.values()
    entries = _entries(group[0].figure.subject, group, setting)
    return [replace(e, reasons=(reason, *e.reasons)) for e in entries]


def title_of(subject: Subject, rules: Rules) -> str:
    """A panel's title: measure, category and what kind of figure."""
    measure, category = rules.measure(subject.measure), rules.book.categories.get(subject.category)
    parts = [measure.label if measure else subject.measure]
    if subject.category:
        parts.append(category.label if category else subject.category)
    if subject.breakdown != PLAIN:
        parts.append(described(subject.breakdown))
    return " · ".join(parts)
