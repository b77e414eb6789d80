"""Flagging and excluding figures of a dataset, with a reason; see `publish.corrections` for the file they stand in."""

from __future__ import annotations

import difflib
import os
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from extractor.batch import rewritten
from extractor.errors import UsageError
from extractor.publish import corrections, dataset, overlay, package
from extractor.publish.codes import Schemas, load_schemas
from extractor.publish.corrections import Correction
from extractor.publish.files import held, published
from extractor.standing import check_version, stands_in


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The corrections of a dataset after a change, and what was written."""

    corrections: tuple[Correction, ...]
    written: dataset.Written


def flag(
    directory: str | os.PathLike[str],
    observation_id: str | None = None,
    *,
    reason: str = "",
    exclude: bool = False,
    document: str | None = None,
    row: str | None = None,
    column: str | None = None,
    remove: bool = False,
    notice: Callable[[str], None] = warnings.warn,
) -> Reviewed:
    """Flag a figure of the dataset in a folder, or with `exclude` keep it out of comparisons and series; or `remove`
    what was said of it. The published value stays as it is.

    The figure is named by its id, or by `document` and its labels (`row`, `column`). Where none is named,
    `corrections.csv` is taken up as somebody edited it. `notice` is called with a line for each correction that does
    not apply now. Raises `UsageError` where there is no such figure, or several, and for a reason that is missing.
    """
    target = Path(directory)
    if not stands_in(target):
        raise UsageError(f"{target}: holds no dataset; give a folder that extractor convert wrote into")
    wanted = Correction(
        observation_id or "", document or "", "", row or "", column or "", "exclude" if exclude else "flag", reason
    )
    is_named = bool(observation_id or document or row or column)
    _check(wanted, is_named, remove)
    with held(target):
        dataset.check_target(target, is_held=True)
        schemas = load_schemas()
        check_version(target, schemas)
        said = corrections.read(target, published(target))
        if is_named:
            said = _removed(target, said, wanted) if remove else _added(target, said, wanted, schemas)
        written = rewritten(target, schemas, corrections=said)
        for line in written.notes:
            notice(line)
        return Reviewed(tuple(corrections.read(target, published(target))), written)


def _check(wanted: Correction, is_named: bool, remove: bool) -> None:
    if (
        is_named
        and not wanted.observation_id
        and not (wanted.document_id and (wanted.row_label or wanted.column_label))
    ):
        raise UsageError("names no figure: give its observation_id, or its document with its row or column")
    if (wanted.reason or wanted.action == "exclude" or remove) and not is_named:
        raise UsageError("names no figure: give its observation_id, or its document with its row or column")
    if is_named and not remove and not wanted.reason.strip():
        raise UsageError("gives no reason; write one for those who read the figure")


def _added(target: Path, said: Sequence[Correction], wanted: Correction, schemas: Schemas) -> list[Correction]:
    """The corrections with one more, or with that of the same figure in its place."""
    from extractor.publish import scan

    read = partial(scan.batches, published(target), schemas.tables["observations"])
    by_id = bool(wanted.observation_id)
    figures = overlay.prints_of(read, [] if by_id else [wanted.document_id], [wanted.observation_id] if by_id else [])
    (settled,) = overlay.settled([wanted], figures)
    if settled.state == corrections.AMBIGUOUS:
        alike = overlay.alike(wanted, figures)
        named = "; ".join(f'{p.observation_id} ({p.table_title}: "{p.value_text}")' for p in alike[:3])
        raise UsageError(f"{target}: {len(alike)} figures have these labels: {named}; name one by its id")
    if settled.state == corrections.MISSING:
        raise UsageError(f"{target}: has no figure {wanted.name}{_nearest(wanted, figures, _figures_in(target))}")
    return [*(c for c in said if c.observation_id != settled.observation_id), settled]


def _figures_in(target: Path) -> str:
    """Where the figures of a dataset stand, for people who look one up."""
    from extractor.publish import parts

    folder = published(target)
    if parts.is_parted(folder):
        return "the Parquet files in observations/ have"
    files = package.files_of(folder) or []
    known = ("observations.csv", "observations.parquet", "performance.sqlite")
    return f"{next((name for name in known if name in files), known[0])} has"


def _nearest(wanted: Correction, figures: Sequence[overlay.Print], place: str) -> str:
    if wanted.observation_id:
        return f"; {place} the ids"
    names = dict.fromkeys(p.row_label if wanted.row_label else p.column_label for p in figures)
    near = difflib.get_close_matches(wanted.row_label or wanted.column_label, names, 3, 0.5)
    if not figures:
        return "; documents.csv has the ids of documents"
    return f"; did you mean {' or '.join(near)}?" if near else f"; {place} the labels"


def _removed(target: Path, said: Sequence[Correction], wanted: Correction) -> list[Correction]:
    """The corrections without those of a figure."""
    left = [c for c in said if not _is_of(c, wanted)]
    if len(left) == len(said):
        raise UsageError(f"{target}: nothing is said of {wanted.name}; corrections.csv has what is")
    return left


def _is_of(c: Correction, wanted: Correction) -> bool:
    if wanted.observation_id:
        return c.observation_id == wanted.observation_id
    figure = overlay.Print(c.observation_id, c.document_id, c.table_title, c.row_label, c.column_label, c.found)
    return c.document_id == wanted.document_id and bool(overlay.alike(replace(wanted, table_title=""), [figure]))
