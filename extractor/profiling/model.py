"""What a profile holds, and how it travels out of the guarded process: as JSON, never as code."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import Any

import msgspec

from extractor.printable import harmless


@dataclass(frozen=True, slots=True)
class Witness:
    """A text that says whose the document is or of when. `place` and `kind` are those of `layouts.evidence`."""

    text: str
    place: str
    kind: str
    weight: float
    says: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a table, outermost level first, and the facts it gave; `unknown` are words that nothing explains."""

    path: tuple[str, ...]
    facts: str
    unknown: str = ""
    figures: int = 0


@dataclass(frozen=True, slots=True)
class Left:
    """Figures of one table that were left open alike, and why."""

    what: str
    figures: int


@dataclass(frozen=True, slots=True)
class TableProfile:
    """One table. `around` are its corner, titles and the headings outside it, nearest first."""

    number: int
    title: str
    page: int | None
    kind: str
    rows: int
    columns: int
    boxhead_rows: int
    stub_columns: int
    groups: tuple[str, ...]
    around: tuple[Heading, ...]
    column_headings: tuple[Heading, ...]
    row_headings: tuple[Heading, ...]
    figures: int
    open: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A phrase of the vocabulary with the facts it states, as `terms.csv` writes them."""

    phrase: str
    facts: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A phrase or the name of an area that the vocabulary lacks.

    `labels` are the headings it was seen in, `tables` where, `figures` how many figures hang on it.
    """

    phrase: str
    labels: tuple[str, ...]
    tables: tuple[int, ...]
    figures: int
    nearest: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class LackingForce:
    """A force without a file of its own. `name` is how the document seems to call it.

    `listed` is true where forces.csv has the force.
    """

    id: str
    name: str
    listed: bool


@dataclass(frozen=True, slots=True)
class Noted:
    """A kind of finding, with how often it occurs and the first of its messages."""

    code: str
    severity: str
    message: str
    times: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What a document is made of. Days are ISO dates, empty where nothing was found."""

    file: str
    title: str
    media: str
    pages: int | None
    force: str
    force_name: str
    force_confidence: float
    force_evidence: tuple[Witness, ...]
    period_start: str
    period_end: str
    period_confidence: float
    published: str
    year_begins: int | None
    period_evidence: tuple[Witness, ...]
    figures: int
    figures_in_sentences: int
    tables: tuple[TableProfile, ...]
    findings: tuple[Noted, ...]
    missing_terms: tuple[Missing, ...]
    missing_areas: tuple[Missing, ...]
    lacking_force: LackingForce | None


def encode(profile: Profile) -> bytes:
    """The profile as one JSON text."""
    return json.dumps(dataclasses.asdict(profile)).encode("ascii")


def decode(data: bytes) -> Profile:
    """The profile that `encode` was given. Raises `ValueError` for anything else."""
    try:
        return msgspec.json.decode(data, type=Profile)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(f"not an encoded profile: {error}") from error


def made_harmless(profile: Profile) -> Profile:
    """The profile for a terminal: no text in it steers one."""
    return msgspec.convert(_harmless(msgspec.to_builtins(profile)), Profile)


def _harmless(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _harmless(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_harmless(item) for item in value]
    return harmless(value) if isinstance(value, str) else value
