"""Figures of one measure and category to panels: one line a force, on a common footing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractor.compare.align import Denominators, monthly_mean, monthly_rate, rate_per_month
from extractor.compare.changes import changes_for, orphans
from extractor.compare.choose import Days, Holder, When, chosen, common_days, days_of, earlier_of, most_shared
from extractor.compare.fairness import MONTHLY, judged
from extractor.compare.heads import open_head, per_head, population_of
from extractor.compare.lineup import Change, Entry, Figure, Panel, Reason, Subject
from extractor.compare.published import Cell
from extractor.compare.ranks import ranked
from extractor.compare.rules import Rules
from extractor.compare.verdicts import change_verdict, verdict
from extractor.compare.wording import described, period_text, value_text

PLAIN = "{}"
_YEAR, _QUARTER = 12, 3


@dataclass(frozen=True)
class Setting:
    """What the panels of one comparison share.

    `forces` are all forces of the dataset, `changes` the published ones by force, measure and category, None where they
    are not asked for.
    `statistic` is one of the dataset's, `all`, or `usual`: the measure's own, and rates where there are any.
    """

    rules: Rules
    when: When
    denominators: Denominators
    names: Mapping[str, str]
    forces: Sequence[str]
    breakdowns: bool = False
    changes: Mapping[tuple[str, str, str], Sequence[Figure]] | None = None
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
    holders: list[Holder] = []
    entries: list[Entry] = []
    for force in setting.forces:
        own = [cell for cell in cells if cell.figure.force == force]
        made, told = (_holders(subject, own, setting), []) if own else _broken_down(force, broken, setting)
        holders += made
        entries += told
        if not own and setting.changes is not None:
            entries += _changes_alone(subject, force, setting)
    levels = setting.changes is None
    common = common_days(holders, setting.when) if levels else _common_change(holders, setting)
    entries += [entry for holder in holders for entry in _entries(holder, common, setting)]
    order = {force: n for n, force in enumerate(setting.forces)}
    entries.sort(key=lambda entry: order[entry.force])
    entries = ranked(judged(entries, setting.rules, setting.names), subject, setting.rules)
    measure = setting.rules.measure(subject.measure)
    better = measure.better if measure else ""
    changed = setting.changes is not None
    said = change_verdict(entries, setting.names) if changed else verdict(entries, better, setting.names)
    about = (measure.definition, measure.comparability) if measure else ("", "")
    return Panel(subject, title_of(subject, setting.rules), better, tuple(entries), said, *about)


def _changes_alone(subject: Subject, force: str, setting: Setting) -> list[Entry]:
    """A force that publishes how the subject changed, but no figure for any period."""
    about = (subject.measure, subject.category, subject.statistic, subject.breakdown)
    own = [
        f for f in (setting.changes or {}).get((force, subject.measure, subject.category), ())
        if f.area_type == "force" and f.area == setting.names.get(force, f.area)
        and (f.subject.measure, f.subject.category, f.subject.statistic, f.subject.breakdown) == about
    ]  # fmt: skip
    if not own:
        return []
    reason = Reason("no_level", "only the change is published", True)
    return [Entry(force, own[0].area, None, reasons=(reason,), changes=tuple(orphans(own, setting.rules)))]


def _holders(
    subject: Subject, cells: Sequence[Cell], setting: Setting, reasons: tuple[Reason, ...] = ()
) -> list[Holder]:
    """What one force publishes, for each area."""
    sums = subject.statistic == "count" and setting.rules.adds_up(subject.measure)
    return [
        Holder(
            cells[0].figure.force, kind, area,
            tuple(c for c in cells if (c.figure.area_type, c.figure.area) == (kind, area)), sums, reasons,
        )
        for kind, area in sorted({(c.figure.area_type, c.figure.area) for c in cells})
    ]  # fmt: skip


def _entries(holder: Holder, common: Days | None, setting: Setting) -> list[Entry]:
    """The lines of one force and area."""
    picked = chosen(holder, setting.when, common)
    if setting.changes is not None and picked and not _changes_of(picked[0], holder, setting):
        picked = chosen(holder, setting.when, None)
    if setting.changes is not None and picked and setting.when.mode == "latest":
        picked = [_with_change(picked[0], holder, setting)]
    found = [_entry(figure, holder, setting) for figure in picked] or [_not_then(holder.cells)]
    later = _later(picked[0], holder) if picked and setting.when.mode == "latest" else ()
    return [replace(entry, reasons=(*holder.reasons, *entry.reasons, *later)) for entry in found]


def _later(figure: Figure, holder: Holder) -> tuple[Reason, ...]:
    """That there is a later figure than the one that stands because others have it too; nothing is left unsaid."""
    (latest,) = chosen(holder, When("latest"), None) or [figure]
    if days_of(latest.span)[1] <= days_of(figure.span)[1]:
        return ()
    rivals = next((c.rivals for c in holder.cells if c.figure is latest), ())
    values = " or ".join(value_text(f) for f in (latest, *rivals))
    return (Reason("later", f"{values} is published for {period_text(latest.span)}"),)


def _with_change(latest: Figure, holder: Holder, setting: Setting) -> Figure:
    """The longest figure that ends with the latest and of which an earlier one is known; else the latest.

    A quarter that has none is not given up for its last month, whose change says little."""
    least = min(_QUARTER, latest.span.months or 0)
    ending = [
        f for f in holder.published if f.span.end == latest.span.end and least <= (f.span.months or 0) <= _YEAR
    ]  # fmt: skip
    ending.sort(key=lambda f: (f is not latest, -(f.span.months or 0)))
    return next((f for f in [latest, *ending] if _changes_of(f, holder, setting)), latest)


def _common_change(holders: Sequence[Holder], setting: Setting) -> Days | None:
    """The days up to which most forces have a change from one and the same earlier time, of those within a year of the
    latest; None where no two have."""
    forces: dict[tuple[Days, Days], set[str]] = defaultdict(set)
    for holder in holders if setting.when.mode == "latest" else ():
        for figure in holder.published:
            later, change = days_of(figure.span), next(iter(_changes_of(figure, holder, setting)), None)
            if change and change.base.known and not any(reason.blocks for reason in change.reasons):
                forces[later, days_of(change.base)].add(holder.force)
    shared = [(later, len(found)) for (later, _), found in forces.items() if len(found) > 1]
    return most_shared(shared)


def _changes_of(figure: Figure, holder: Holder, setting: Setting) -> tuple[Change, ...]:
    about = (holder.force, figure.subject.measure, figure.subject.category)
    published = (setting.changes or {}).get(about, ())
    found = changes_for(figure, earlier_of(holder, figure), published, setting.rules)
    return tuple(_with_aside(change, holder) for change in found)


def _with_aside(change: Change, holder: Holder) -> Change:
    """The change with a note where the earlier figure is printed with another value too."""
    cell = next((c for c in holder.cells if change.earlier and c.figure is change.earlier), None)
    if cell is None or not cell.aside:
        return change
    reason = _set_aside(cell, f"{value_text(cell.figure)} of {period_text(cell.figure.span)} is ")
    return replace(change, reasons=(*change.reasons, reason))


def _set_aside(cell: Cell, what: str = "") -> Reason:
    values = ", ".join(value_text(f) for f in cell.aside)
    return Reason("set_aside", f"{what}also printed as {values}: {cell.why}")


def _not_then(cells: Sequence[Cell]) -> Entry:
    figure = cells[0].figure
    periods = ", ".join(dict.fromkeys(period_text(c.figure.span) for c in cells))
    reason = Reason("other_period", f"published only for {periods}", True)
    return Entry(figure.force, figure.area, None, reasons=(reason,))


def _entry(figure: Figure, holder: Holder, setting: Setting) -> Entry:
    cells = holder.cells
    cell = next((c for c in cells if c.figure is figure), Cell(figure))
    disputed = [c for c in cells if c.rivals and set(c.figure.observation_ids) & set(figure.observation_ids)]
    rivals = cell.rivals or tuple(r for c in disputed for r in c.rivals)
    why_not = setting.denominators.contradicted(figure) if figure.subject.unit == "per_1000_population" else ""
    aligned, open_ = ([], None) if rivals or why_not else _aligned(figure, setting)
    reasons: tuple[Reason, ...] = (Reason("denominator", why_not, True),) if why_not else ()
    reasons = (*reasons, *([open_] if open_ and setting.changes is None else []))
    changes: tuple[Change, ...] = ()
    if setting.changes is not None and not rivals:
        changes = _changes_of(figure, holder, setting)
        if not changes:
            reasons = (*reasons, Reason("no_earlier", "no earlier figure of the same length of time is published"))
    if cell.aside:
        reasons = (*reasons, _set_aside(cell))
    return Entry(
        figure.force, figure.area, figure, tuple(aligned), rivals, cell.earlier, cell.aside, reasons, changes=changes
    )  # fmt: skip


def _aligned(figure: Figure, setting: Setting) -> tuple[list[Figure], Reason | None]:
    """The figure on footings that other forces can share, and why it has none per head where that is so."""
    subject = figure.subject
    if _is_monthly_mean(subject):
        return [figure], None
    if not setting.rules.adds_up(subject.measure) or figure.qualifier:
        return [], None
    if subject.statistic == "rate" and subject.unit == "per_1000_population":
        return _of_rate(figure, setting), None
    if (subject.statistic, subject.unit) != ("count", "count"):
        return [], None
    population = population_of(figure, setting.denominators, setting.rules)
    if population is None:
        return [f for f in (monthly_mean(figure),) if f], open_head(figure, setting.rules)
    found = (monthly_mean(figure), monthly_rate(figure, population), per_head(figure, population))
    return [f for f in found if f], None


def _of_rate(rate: Figure, setting: Setting) -> list[Figure]:
    """A printed rate per month: of the count beside it where there is one, which is rounded less than the rate."""
    count = setting.denominators.count(rate)
    population = population_of(rate, setting.denominators, setting.rules)
    if count and population:
        found = (monthly_rate(count, population), per_head(count, population))
        return [f for f in found if f]
    monthly = rate_per_month(rate)
    return [monthly] if monthly else []


def _broken_down(
    force: str, broken: Mapping[str, Sequence[Cell]], setting: Setting
) -> tuple[list[Holder], list[Entry]]:
    """A force that publishes the subject only in parts or on another basis: said, and shown where it is one."""
    own = {b: [c for c in group if c.figure.force == force] for b, group in sorted(broken.items())}
    own = {b: group for b, group in own.items() if group}
    if not own:
        return [], []
    area = next(iter(own.values()))[0].figure.area
    reason = Reason("definition", f"published only by {'; '.join(described(b) for b in own)}", True)
    if len(own) > 1:
        several = replace(reason, text=f"{reason.text}; the breakdowns have to be asked for")
        return [], [Entry(force, area, None, reasons=(several,))]
    (group,) = own.values()
    return _holders(group[0].figure.subject, group, setting, (reason,)), []


def title_of(subject: Subject, rules: Rules) -> str:
    """A panel's title: measure, category and what kind of figure."""
    measure, category = rules.measure(subject.measure), rules.book.categories.get(subject.category)
    parts = [measure.label if measure else subject.measure]
    if subject.category:
        parts.append(category.label if category else subject.category)
    if subject.breakdown != PLAIN:
        parts.append(described(subject.breakdown))
    return " · ".join(parts)
