"""A profile for people, in terminals of 60 columns and more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from extractor.profiling.model import Heading, Known, Missing, Profile, TableProfile, Witness

_MOST = 12  # headings of one axis, unknown phrases or witnesses that are shown; --json has them all
_WITNESSES = 4
_REASONS = 6  # for which figures of one table are open
_LONGEST = 90  # characters of a heading or witness
_PLACES = {
    "running": "running header", "front": "title page", "early": "introduction", "later": "further on",
    "caption": "caption", "table": "tables",
}  # fmt: skip
_KINDS = {
    "claim": "speaks as", "name": "names", "word": "words of the file of", "rival": "another body,",
    "labelled": "labelled as the period of the data,", "titled": "in a title,", "bare": "a span of days,",
    "month": "a month by itself,", "year": "a year by itself,", "sentence": "in a sentence,",
    "table": "latest column,", "own": "date of the document,",
}  # fmt: skip
_WHY_NONE = {
    "words": "words, no figures",
    "contents": "a table of contents",
    "codes": "numbers that only count its rows",
}


def show(profile: Profile, out: Console) -> None:
    """Print the profile."""
    for part in (_head(profile), _force(profile), _period(profile)):
        out.print(part)
    for table in profile.tables:
        for piece in _table(table):
            out.print(piece)
    for title, rows, what in (
        ("Not understood", profile.missing_terms, "facts in a terms.csv"),
        ("Perhaps areas", profile.missing_areas, "area_type in an areas.csv"),
    ):
        if rows:
            out.print(Text(f"\n{title} (--draft FOLDER writes rows for them: fill in the {what})", style="bold"))
            out.print(_missing(rows))
    if profile.findings:
        out.print(Text("\nFindings", style="bold"))
        out.print(_grid((f"{f.times}", f.code, _plain(f.message)) for f in profile.findings))


def _head(profile: Profile) -> Text:
    pages = f"{_counted(profile.pages, 'page')}, " if profile.pages else ""
    text = Text(_plain(profile.title) or "no title", style="bold")
    said = (
        f"\n{profile.media.upper()}, {pages}{_counted(len(profile.tables), 'table')}, "
        f"{_counted(profile.figures, 'figure')} in tables, {profile.figures_in_sentences:,} in sentences"
    )
    return text.append(said, style="not bold")


def _force(profile: Profile) -> Padding:
    known = f"{profile.force_name} ({profile.force}), {profile.force_confidence:.0%} sure"
    return _with_witnesses("Force", known if profile.force else "not recognised", profile.force_evidence)


def _period(profile: Profile) -> Padding:
    reported = "not found"
    if profile.period_end:
        since = f"{_day(profile.period_start)} to " if profile.period_start else "to "
        reported = f"{since}{_day(profile.period_end)}, {profile.period_confidence:.0%} sure"
    if profile.published:
        reported += f"; the document is of {_day(profile.published)}"
    if profile.year_begins:
        reported += f"; its years begin in {'April' if profile.year_begins == 4 else 'January'}"
    return _with_witnesses("Reporting period", reported, profile.period_evidence)


def _with_witnesses(what: str, said: str, witnesses: Sequence[Witness]) -> Padding:
    text = Text(f"{what}: {said}")
    for witness in witnesses[:_WITNESSES]:
        kind = _KINDS.get(witness.kind, witness.kind)
        place = _PLACES.get(witness.place, witness.place)
        text.append(f'\n  "{_plain(witness.text)}"', style="italic")
        text.append(f" - {place}: {kind} {_plain(witness.says)} (weight {witness.weight:g})")
    return Padding(text, (1, 0, 0, 0))


def _table(table: TableProfile) -> Iterator[Text | Table]:
    page = f", page {table.page}" if table.page else ""
    yield Text(f"\nTable {table.number}{page}: {_plain(table.title) or 'no title'}", style="bold")
    stub = _counted(table.stub_columns, "label column")
    shape = f"{table.rows} rows x {table.columns} columns, {_counted(table.boxhead_rows, 'heading row')}, {stub}"
    why = _WHY_NONE.get(table.kind, "")
    groups = f"; groups: {', '.join(map(_plain, table.groups[:_MOST]))}" if table.groups else ""
    yield Text(f"{shape}; {_counted(table.figures, 'figure')}{f'; not read: {why}' if why else ''}{groups}")
    rows = (*_axis("around", table.around), *_axis("column", table.column_headings), *_axis("row", table.row_headings))
    left = [("open", f"{left.figures} of {table.figures}", left.what) for left in table.open[:_REASONS]]
    if len(table.open) > _REASONS:
        left.append(("open", f"{len(table.open) - _REASONS} more kinds", "--json shows them"))
    if rows or left:
        yield _grid((*rows, *left))


def _axis(name: str, headings: Sequence[Heading]) -> Iterable[tuple[str, str, str]]:
    for heading in headings[:_MOST]:
        unknown = f"not understood: {_plain(heading.unknown)}" if heading.unknown else ""
        facts = "; ".join(filter(None, (_plain(heading.facts), unknown))) or "says nothing of its own"
        yield name, _plain(" > ".join(heading.path)) or "(no heading)", facts
    if len(headings) > _MOST:
        yield name, f"and {len(headings) - _MOST} more", "--json shows them"


def _missing(rows: Sequence[Missing]) -> Table:
    shown = [(f"{row.figures}", _plain(row.phrase), _nearest(row.nearest)) for row in rows[:_MOST]]
    if len(rows) > _MOST:
        shown.append(("", f"and {len(rows) - _MOST} more", "--json and --draft have them all"))
    return _grid(shown)


def _nearest(nearest: Sequence[Known]) -> str:
    return "nearest: " + ", ".join(_plain(known.phrase) for known in nearest) if nearest else "nothing near is known"


def _grid(rows: Iterable[tuple[str, str, str]]) -> Table:
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(width=6, no_wrap=True)
    grid.add_column(ratio=2, overflow="fold")
    grid.add_column(ratio=3, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    return grid


def _plain(text: str) -> str:
    """A text on one line, cut where it is long, without anything that could steer the terminal."""
    line = "".join(c if c.isprintable() else "?" for c in " ".join(text.split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 3] + "..."


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"
