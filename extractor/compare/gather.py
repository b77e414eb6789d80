"""What a question finds in a dataset: published figures by cell, sums of parts, and published changes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from extractor.compare.combine import combined
from extractor.compare.figures import Data, Figures
from extractor.compare.lineup import Figure, LeftOut, Origin
from extractor.compare.published import COLUMNS, Cell, cells_of, changes_of, figures_of
from extractor.compare.relevant import Question, relevant, understood
from extractor.compare.rules import Rules
from extractor.compare.words import Pair, family, names_of
from extractor.errors import UsageError
from extractor.reviewed import review_of

_KIN = 8  # as many relatives are named
STATISTICS = ("usual", "all", "count", "share", "rate", "mean", "median", "rank", "amount")


@dataclass(frozen=True)
class Gathered:
    """Figures for a question, with the `rows` they are of where changes are asked for. `forces` are
    all of the dataset, `names` spells them, `files` the documents' files."""

    rows: list[Mapping[str, Any]]
    editions: dict[str, date | None]
    figures: list[Figure]
    cells: list[Cell]
    forces: list[str]
    names: dict[str, str]
    files: dict[str, str]
    question: Question
    see_also: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    origins: dict[str, Origin] = field(default_factory=dict)


def dataset_of(data: Data | str | os.PathLike[str]) -> Data:
    """The dataset itself, or the one in the folder that is named. Raises UsageError for anything else."""
    if isinstance(data, str | os.PathLike):
        from extractor.dataset import load

        return load(Path(data))
    if not hasattr(data, "batches") and not (hasattr(data, "observations") and hasattr(data, "documents")):
        kind = type(data).__name__
        raise UsageError(f"{kind} is no dataset; give what extractor.convert or extractor.load returns, or a folder")
    return data


def gathered(
    source: Figures, question: Question, rules: Rules, *, areas: bool, change: bool, forces: Sequence[str] = ()
) -> Gathered:
    """Everything that bears on the question, of `forces` alone where some are named; `areas` and `change` as
    `extractor.compare.answer.compare` has them."""
    files = {document_id: document.file for document_id, document in source.documents.items()}
    editions = {document_id: document.edition for document_id, document in source.documents.items()}
    question = understood(question, source, rules)
    found = relevant(source, COLUMNS, question, rules, areas=areas, change=change, forces=forces)
    kept, out = source.review.split(found)
    rows = list(kept) if change else []
    figures = [f for f in figures_of(rows or kept, editions) if areas or whole_force(f, rules)]
    cells = cells_of(figures, rules.preferences)
    cells += [Cell(f) for f in combined(cells, rules.combinations)]
    names = {force.id: force.name for force in rules.book.forces.values()}
    there = [f for f in source.forces if not forces or f in forces]
    also = see_also(question, source.pairs, rules)
    left_out = [
        LeftOut(figure, why)
        for row, why in out
        for figure in (*figures_of([row], editions), *changes_of([row], editions))
        if question.covers(figure.subject.measure, figure.subject.category) and (areas or whole_force(figure, rules))
    ]
    return Gathered(
        rows, editions, figures, cells, there, names, files, question, also, _once(left_out), _origins(source)
    )


def _once(left_out: Sequence[LeftOut]) -> tuple[LeftOut, ...]:
    """What a person excluded, a figure that is printed several times once, with all its places."""
    found: dict[object, LeftOut] = {}
    for out in left_out:
        f = out.figure
        key = (f.subject, f.force, f.area_type, f.area, f.span.start, f.span.end, f.role, f.base, f.value, out.reason)
        same = found.get(key)
        places = (*(same.figure.places if same else ()), *f.places)
        ids = tuple(place.observation_id for place in places)
        found[key] = LeftOut(replace(f, places=places, observation_ids=ids), out.reason)
    return tuple(found.values())


def with_remarks(rules: Rules, data: Data) -> Rules:
    """The rules with what people said of the figures of this dataset."""
    return replace(rules, remarks=review_of(data).notes)


def _origins(source: Figures) -> dict[str, Origin]:
    """Where each document is from, where anything is known of that."""
    return {d: document.origin for d, document in source.documents.items() if document.origin != Origin()}


def see_also(question: Question, pairs: Sequence[Pair], rules: Rules) -> tuple[str, ...]:
    """The family of what is asked for: categories with figures of the same measures, above, below and beside."""
    shown = {pair for pair in pairs if question.covers(*pair)}
    measures = set(question.measures) or {m for m, _ in shown}
    asked = {c for _, c in shown} | set(question.categories)
    kin = family(asked, [c for m, c in pairs if m in measures], rules.book)
    return tuple(f"{category} ({why})" for category, why in kin[:_KIN])


def nothing_found(data: Data | Figures, question: Question, rules: Rules) -> str:
    """What was looked for and what comes nearest, for an answer that is empty. It says nothing of what forces publish:
    the figure may stand in a report that is not here, or under another name."""
    source = data if isinstance(data, Figures) else Figures(data, rules)
    pairs = source.pairs
    names = names_of(rules)
    if question.words and not names.found(question.words, pairs):
        near = names.nearest(question.words, pairs)
        looked = f"names, definitions and synonyms of {len(pairs)} subjects with figures"
        known = f"; nearest: {'; '.join(near)}" if near else "; extractor measures DIR lists what there is"
        return f"nothing found for {question.words!r} in the {looked}{known}"
    meant = [pair for pair in pairs if understood(question, source, rules).covers(*pair)]
    asked = " ".join(filter(None, (*question.measures, *question.categories, question.words)))
    if meant:
        texts = "; ".join(" · ".join(filter(None, names.label(pair))) for pair in meant[:_KIN])
        return f"{asked}: figures are here ({texts}), but none that fits; try --areas, --breakdowns or --statistic all"
    kin = see_also(question, pairs, rules)
    measures = sorted({m for m, c in pairs if c in question.categories} | {
        f"{m} {c}".strip() for m, c in pairs if m in question.measures
    })[:_KIN]  # fmt: skip
    near = list(kin) or measures
    return f"no figure of {asked} in this dataset" + (f"; there are {', '.join(near)}" if near else "")


def whole_force(figure: Figure, rules: Rules) -> bool:
    """Whether the figure is about the force as a whole."""
    force = rules.book.forces.get(figure.force)
    return figure.area_type == "force" and (force is None or figure.area == force.name)


def listed(ids: str | Sequence[str] | None) -> tuple[str, ...]:
    """One id, several or none as a tuple."""
    return () if ids is None else (ids,) if isinstance(ids, str) else tuple(ids)


def check_ids(measures: Iterable[str], categories: Iterable[str], rules: Rules) -> None:
    """Raises UsageError for an id that is no measure or category, and says which of the two it is where it is one."""
    book = rules.book
    for identifier in measures:
        if identifier not in book.measures:
            other = f"; {identifier} is a category: name it as one" if identifier in book.categories else ""
            raise UsageError(f"no measure is called {identifier!r}{other or _nearest(identifier, book.measures)}")
    for identifier in categories:
        if identifier not in book.categories:
            other = f"; {identifier} is a measure: name it as one" if identifier in book.measures else ""
            raise UsageError(f"no category is called {identifier!r}{other or _nearest(identifier, book.categories)}")


def force_ids(names: Iterable[str], rules: Rules) -> tuple[str, ...]:
    """Forces by id, name or alias: `West Mercia` is `west_mercia`. Raises UsageError for one that is not known."""
    known: dict[str, str] = {}
    for force in rules.book.forces.values():
        known |= {_plain(name): force.id for name in (force.id, force.name, *force.aliases)}
    found = []
    for name in names:
        plain = _plain(name)
        short = plain.removesuffix(" police").removesuffix(" constabulary")
        if plain not in known and short not in known:
            raise UsageError(f"no force is called {name!r}{_nearest(plain, known, 'codelists/forces.csv')}")
        found.append(known.get(plain) or known[short])
    return tuple(dict.fromkeys(found))


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").replace("&", "and").split())


def _nearest(identifier: str, known: Iterable[str], where: str = "`extractor measures`") -> str:
    from difflib import get_close_matches

    close = get_close_matches(identifier, list(known), 3)
    return f"; did you mean {' or '.join(close)}?" if close else f"; {where} lists what there is"
