"""A vocabulary folder of a user's own, held to the lists before a figure is read with it.

A slip in a row (`measure=arest`) would otherwise become a measure of its own, or a row that counts for nothing. What
ships is held to the same by tests.
"""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from extractor.codelists import Term, Vocabulary, parse_facts, rows_of, schemas_dir
from extractor.errors import UsageError
from extractor.facts import OPEN

# The columns without which a list cannot be read. Others may be missing, and what is not known here is left alone, so
# that a draft can say where it has seen a phrase.
COLUMNS = {
    "forces": ("force", "force_code", "name", "aliases"),
    "measures": (
        "measure", "label", "definition", "statistic", "unit", "rate_measure", "category", "better", "comparability",
    ),
    "categories": ("category", "label", "parent", "kind", "measure"),
    "areas": ("area", "area_type", "aliases"),
    "titles": ("of", "title", "area_type"),
    "terms": ("term", "within", "facts"),
    "prose": ("term", "within", "facts"),
    "cues": ("dimension", "cue"),
}  # fmt: skip
_TERMS = ("terms", "prose")
_ALONE = "alone"
_OUR_OWN = "force"  # the area of a heading that means the document's force without naming it
_MONEY = ("gbp", "gbp_million", "gbp_billion")  # of headings; figures are turned into thousand pounds
_FREE = ("period", "context")
_FLAGS = ("drop", "total", "baseline", "snapshot")


@dataclass(frozen=True, slots=True)
class _Allowed:
    """What the facts of a term may state, and what a term may be bound to."""

    values: Mapping[str, frozenset[str]]
    subjects: frozenset[str]


def check_files(folder: str) -> None:
    """Raise UsageError where a file of `folder` cannot be read: no UTF-8, a missing column, an unknown list."""
    for name, columns in COLUMNS.items():
        path = Path(folder) / f"{name}.csv"
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise UsageError(f"{path}: is not UTF-8; save it as CSV in UTF-8") from None
        lines = (line for line in csv.reader(text.splitlines()) if line and not line[0].startswith("# "))
        names = next(lines, [])
        missing = [column for column in columns if column not in names]
        if missing:
            raise UsageError(f"{path}: has no column {missing[0]}; its heading must be {','.join(columns)} or more")
        for row in rows_of(path) if name in _TERMS else ():
            _facts(path, row)
    for path in sorted((Path(folder) / "forces").glob("*.toml")):
        _check_shape(path)
    from extractor.layouts.cues import cues, laid_over

    with laid_over(folder):
        cues()


def _check_shape(path: Path) -> None:
    """Raise UsageError where an entry of a force's own file has not the shape that it must have."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not readable ({error}); mend the TOML") from None
    for entry in ("aliases", "words"):
        if not _is_texts(data.get(entry, [])):
            raise UsageError(f'{path}: {entry} is no list of texts; write {entry} = ["one", "another"]')
    for entry, shape, example in (
        ("areas", _is_areas, '[areas.district] and "Name" = ["other name"]'),
        ("terms", _is_facts, '[terms] and "phrase" = "measure=arrests"'),
        ("terms_within", _is_bound, '[terms_within.arrests] and "phrase" = "category=drugs"'),
    ):
        if not shape(data.get(entry, {})):
            raise UsageError(f"{path}: {entry} cannot be read; write {example}")


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _is_areas(value: object) -> bool:
    groups = value.values() if isinstance(value, dict) else [None]
    return all(isinstance(group, dict) and all(map(_is_texts, group.values())) for group in groups)


def _is_facts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(facts, str) for facts in value.values())


def _is_bound(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_facts, value.values()))


def check_rows(folder: str, book: Vocabulary) -> None:
    """Raise UsageError for the first row of `folder` that states something no list has."""
    allowed = _allowed(book)
    for name in _TERMS:
        path = Path(folder) / f"{name}.csv"
        for row in rows_of(path):
            bound = {part.strip() for part in row["within"].split(",")} - {""}
            _check_term(path, Term(row["term"], _facts(path, row), frozenset(bound)), allowed)
    for force in book.forces.values():
        path = Path(folder) / "forces" / f"{force.id}.toml"
        for term in force.terms if path.is_file() else ():
            _check_term(path, term, allowed)
    path = Path(folder) / "areas.csv"
    for row in rows_of(path):
        _check_area(path, row, book, allowed)


def _facts(path: Path, row: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    try:
        return parse_facts(row["facts"])
    except UsageError as error:
        raise UsageError(f'{path}: "{row["term"]}": {error}') from None


def _check_term(path: Path, term: Term, allowed: _Allowed) -> None:
    for key, value in term.facts:
        known = allowed.values.get(key)
        if known is None and not (key in _FREE or key.startswith("breakdown.")):
            raise UsageError(
                f'{path}: "{term.phrase}" states {key}, which is none of {", ".join(sorted(_keys(allowed)))}'
            )
        if known is not None and value not in known:
            raise UsageError(f'{path}: "{term.phrase}" states {key}={value}, which {_where(key)}')
    for subject in sorted(term.within - allowed.subjects):
        raise UsageError(
            f'{path}: "{term.phrase}" is bound to {subject}, which is no measure, category or context; mend "within"'
        )


def _keys(allowed: _Allowed) -> Iterable[str]:
    return (*allowed.values, *_FREE, "breakdown.NAME")


def _where(key: str) -> str:
    """What to do about a value that is in no list."""
    lists = {"measure": "measures.csv", "category": "categories.csv", "area": "areas.csv"}
    if key in lists:
        return f"{lists[key]} does not have; take an id from there or add a row to a {lists[key]} beside it"
    return "docs/vocabulary.md does not list; take one of the values there"


def _check_area(path: Path, row: Mapping[str, str], book: Vocabulary, allowed: _Allowed) -> None:
    kind, force = row["area_type"], row.get("force", "")
    if not kind:
        return
    if kind not in allowed.values["area_type"]:
        raise UsageError(f'{path}: "{row["area"]}" is of the kind {kind}, which {_where("area_type")}')
    if force and force not in book.forces:
        raise UsageError(
            f'{path}: "{row["area"]}" is of the force {force}, which has no name yet; '
            f"fill in the name in forces/{force}.toml or take an id of forces.csv"
        )


@lru_cache(maxsize=4)
def _allowed(book: Vocabulary) -> _Allowed:
    published = _published()
    contexts = {value for term in _terms(book) for key, value in term.facts if key == "context"}
    values = {
        "measure": frozenset(book.measures),
        "category": frozenset(book.categories),
        "unit": published["unit"].union(_MONEY),
        "statistic": published["statistic"],
        "role": published["role"],
        "area_type": published["area_type"],
        "area": frozenset((_OUR_OWN, OPEN, *(area.name for area in book.all_areas()))),
        "base": frozenset(("baseline", "average", "target")),
        **dict.fromkeys(_FLAGS, frozenset(("yes",))),
    }
    return _Allowed(values, frozenset((*book.measures, *book.categories, *contexts, _ALONE)))


def _terms(book: Vocabulary) -> Iterable[Term]:
    return (*book.terms, *book.prose, *(term for force in book.forces.values() for term in force.terms))


@lru_cache(maxsize=1)
def _published() -> Mapping[str, frozenset[str]]:
    """The values that the columns of the observations may have, where there is a list of them."""
    schema = json.loads((schemas_dir() / "observations.schema.json").read_text(encoding="utf-8"))
    limits = {field["name"]: field.get("constraints", {}).get("enum") for field in schema["fields"]}
    return {name: frozenset(values) for name, values in limits.items() if values}
