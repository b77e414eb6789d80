"""`corrections.csv`: what a person says of figures, read and held to what it must be.

It is the one file of a dataset that people edit; every run takes it up as it stands. See `overlay` for how its rows
find their figures.
"""

from __future__ import annotations

import csv
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from extractor.errors import ExtractorError, UsageError
from extractor.failures import one_line
from extractor.intake import load
from extractor.notation.formulas import unescape
from extractor.publish.tidy import Row

NAME = "corrections.csv"
ACTIONS = ("flag", "exclude")
APPLIES, CHANGED, MISSING, AMBIGUOUS = "applies", "changed", "missing", "ambiguous"
_MOST_BYTES = 16 << 20
_LONGEST = 2000  # characters of one field
_ID = re.compile(r"[\w.-]{1,200}")


@dataclass(frozen=True, slots=True)
class Correction:
    """One row: a figure that is flagged or excluded, and why. Empty fields are not known.

    `state` and `found` are what the last run made of it; `line` is where it stands in the file, 0 where in none.
    """

    observation_id: str = ""
    document_id: str = ""
    table_title: str = ""
    row_label: str = ""
    column_label: str = ""
    action: str = "flag"
    reason: str = ""
    expect: str = ""
    state: str = ""
    found: str = ""
    line: int = 0

    @property
    def name(self) -> str:
        """The figure in words: where it stands, or its id where nothing else is known."""
        labels = " | ".join(filter(None, (self.row_label, self.column_label)))
        return ", ".join(filter(None, (self.document_id, labels))) or self.observation_id


COLUMNS = tuple(f.name for f in fields(Correction) if f.name != "line")


def rows_of(corrections: Iterable[Correction]) -> list[Row]:
    """The rows of the table, in the order in which they were written."""
    return [tuple(text or None for text in row) for row in texts_of(corrections)]


def texts_of(corrections: Iterable[Correction]) -> list[tuple[str, ...]]:
    """The same as texts, empty where nothing is said."""
    return [tuple(getattr(c, name) for name in COLUMNS) for c in corrections]


def standing(directory: Path, folder: Path) -> Path:
    """Where the corrections of a dataset are: in `directory` where an editor put a file in the place of our link, else
    in `folder`, in which the dataset stands."""
    return directory / NAME if _is_file(directory / NAME) else folder / NAME


def read(directory: Path, folder: Path) -> list[Correction]:
    """The corrections of a dataset; none where there is no such file.

    Raises `UsageError` for the first row that cannot be understood, with its line and what to do.
    """
    path = standing(directory, folder)
    return parsed(path) if _is_file(path) else []


def parsed(path: Path) -> list[Correction]:
    """The corrections of a file. Raises as `read` does, and `UnreadableFile` where it cannot be opened."""
    try:
        text = load(str(path), _MOST_BYTES).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError(f"{path}: is not UTF-8; save it as CSV in UTF-8") from None
    rows = csv.reader(text.splitlines(keepends=True))
    try:
        names = [name.strip().casefold() for name in next(rows, [])]
        _check_heading(path, names)
        return list(_corrections(path, names, rows))
    except csv.Error as error:
        raise UsageError(f"{path}: line {rows.line_num} is no CSV ({error}); mend its quotes") from None


def looks_like_one(path: Path) -> bool:
    """Whether a file has the heading of one; False where it cannot be opened."""
    try:
        head = load(str(path), _MOST_BYTES)[:4096].decode("utf-8-sig", "replace").partition("\n")[0]
    except ExtractorError:
        return False
    return {"action", "reason"} <= {name.strip().casefold() for name in head.split(",")}


def _check_heading(path: Path, names: Sequence[str]) -> None:
    strange = [name for name in names if name not in COLUMNS]
    missing = [name for name in ("action", "reason") if name not in names]
    if not {"observation_id", "document_id"} & set(names):
        missing.append("observation_id")
    if strange or missing or len(set(names)) < len(names):
        problem = f"has no column {missing[0]}" if missing else f"has a column {strange[0]!r}" if strange else ""
        raise UsageError(
            one_line(f"{path}: {problem or 'has a column twice'}; its heading is {','.join(COLUMNS[:-2])}")
        )


def _corrections(path: Path, names: Sequence[str], rows: Iterator[list[str]]) -> Iterator[Correction]:
    last = 1
    for cells in rows:
        line, last = last + 1, rows.line_num  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(names):
            raise UsageError(
                f"{path}: line {line} has {len(cells)} fields where the heading has {len(names)}; quote commas"
            )
        told = dict(zip(names, (unescape(cell).strip() for cell in cells), strict=True))
        if problem := _problem(told):
            raise UsageError(one_line(f"{path}: line {line} {problem}"))
        yield Correction(**told, line=line)


def _problem(told: Mapping[str, str]) -> str:
    """What is wrong with a row and what to do; empty where nothing is."""
    if told["action"] not in ACTIONS:
        return f"has {told['action']!r} as action; write flag or exclude"
    if not told["reason"]:
        return "gives no reason; write one for those who read the figure"
    if any(len(text) > _LONGEST for text in told.values()):
        return f"has a field of more than {_LONGEST:,} characters; shorten it"
    by_labels = told.get("document_id") and (told.get("row_label") or told.get("column_label"))
    if not told.get("observation_id") and not by_labels:
        return "names no figure; fill in observation_id, or document_id with row_label or column_label"
    if told.get("observation_id") and not _ID.fullmatch(told["observation_id"]):
        return f"has {told['observation_id']!r} as observation_id; copy it from the observations"
    return ""


def take_up(directory: Path, folder: Path, draft: Path) -> None:
    """Bring the file of an editor into the dataset that stands, whose place our link takes when the next is published:
    a run that is killed on the way must not lose it. `draft` is where it is made, on the same disk."""
    path = standing(directory, folder)
    if path.parent == folder or not folder.is_dir():
        return
    draft.write_bytes(path.read_bytes())
    os.replace(draft, folder / NAME)


def _is_file(path: Path) -> bool:
    """Whether a file stands there, links not followed."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False
