"""Many files to one dataset, which grows: each read once, isolated, cached, and written together or not at all."""

from __future__ import annotations

import difflib
import importlib
import os
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from extractor import attribution, growth
from extractor.codelists import vocabulary
from extractor.collection import Collection
from extractor.errors import UsageError
from extractor.isolate import Limits
from extractor.progress import Progress
from extractor.publish import dataset, package, readback
from extractor.publish.codes import Schemas, carried, load_schemas
from extractor.publish.corrections import Correction
from extractor.publish.files import held, published
from extractor.reading import Outcome, Reading, Settings
from extractor.result import Result
from extractor.sources import find
from extractor.standing import Standing, check_version, stands_in

__all__ = ["Result", "convert", "run", "withdraw"]

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


def convert(
    paths: Paths,
    *,
    out: str | os.PathLike[str] | None = None,
    replace: bool = False,
    jobs: int | None = None,
    formats: Sequence[str] = dataset.FORMATS,
    sqlite: bool | None = None,
    part_above: int = dataset.PART_ABOVE,
    force: str | None = None,
    reader: str = "auto",
    prose: bool = True,
    schemas: str | os.PathLike[str] | None = None,
    sources: str | os.PathLike[str] | None = None,
    time_limit: float = 300.0,
    memory_limit: int = 2 << 30,
    cache: bool = True,
    cache_dir: str | os.PathLike[str] | None = None,
    scheduler: str | None = None,
    timings: bool = False,
    follow_links: bool = False,
    progress: Callable[[Progress], None] | None = None,
    notice: Callable[[str], None] = warnings.warn,
) -> Result:
    """Read files and folders, of every form that is read; add what they say to the dataset in `out`, where given.

    Documents that stand in that dataset stay, but for those of which a file is a new issue; with `replace` the dataset
    has what was read now and nothing else. `notice` is called with a line for each document that goes, before it does.

    `sources` is a CSV file that says where reports come from (docs/feeds.md); without it, files named `sources.csv`
    beside the reports are taken.

    `jobs` is how many files are read side by side, the number of cores unless given; `time_limit` is in
    seconds and `memory_limit` in bytes, for each file. A file that cannot be read is in `failed` and in
    `documents`; the others are read. A link in a folder that leads out of it is such a file, unless
    `follow_links` says to trust it. `progress` is called at the start, after each file and in between.

    Raises `UsageError` for arguments that make no sense, `ExtractorError` or `OSError` where the dataset
    cannot be written; the dataset that was in `out` is then as it was.
    """
    settings = Settings(
        jobs=jobs,
        force=force,
        reader=reader,
        prose=prose,
        schemas=os.path.abspath(schemas) if schemas else None,
        limits=Limits(time_limit, memory_limit),
        cache=cache,
        cache_dir=Path(cache_dir) if cache_dir else None,
        scheduler=scheduler,
        timings=timings,
        follow_links=follow_links,
    )
    return run(
        paths, settings, out=Path(out) if out else None, replace=replace, formats=formats, sqlite=sqlite,
        part_above=part_above, progress=progress, notice=notice, sources=Path(sources) if sources else None,
    )  # fmt: skip


def run(
    paths: Paths,
    settings: Settings,
    *,
    out: Path | None = None,
    replace: bool = False,
    formats: Sequence[str] = dataset.FORMATS,
    sqlite: bool | None = None,
    part_above: int = dataset.PART_ABOVE,
    progress: Callable[[Progress], None] | None = None,
    notice: Callable[[str], None] = warnings.warn,
    sources: Path | None = None,
) -> Result:
    """`convert`, with the settings in one object.

    `out` is held from now to the end, so that no other run writes there. Where not one file could be read, a dataset
    that is in it already stays as it is: a mistyped path must not empty it.
    """
    _check(settings)
    said = _Said(sources, notice)
    if not out:
        return _read(paths, settings, progress, said)
    dataset.check_place(out, formats)
    with held(out):
        dataset.check_target(out, is_held=True)
        if not replace:
            check_version(out, load_schemas(settings.schemas))
        result = _read(paths, settings, progress, said, _load_parquet if "parquet" in formats else None)
        if result.read or not stands_in(out):
            result.write(
                out, formats, sqlite=sqlite, part_above=part_above, replace=replace, notice=notice, is_held=True
            )
    return result


def withdraw(
    directory: str | os.PathLike[str],
    documents: Sequence[str],
    *,
    notice: Callable[[str], None] = warnings.warn,
) -> dataset.Written:
    """Take documents out of the dataset in a folder, by their ids; `changes` says what went.

    `notice` is called with a line for each before it goes, and then for each correction that lost its figure. Raises
    `UsageError` where the folder holds no dataset or none of that id, and what `convert` raises for the folder.
    """
    target = Path(directory)
    if not stands_in(target):
        raise UsageError(f"{target}: holds no dataset; give a folder that extractor convert wrote into")
    with held(target):
        dataset.check_target(target, is_held=True)
        schemas = load_schemas()
        check_version(target, schemas)
        known = [d.document_id for d in readback.documents(published(target), schemas.tables)]
        for name in documents:
            if name not in known:
                raise UsageError(f"{target}: has no document {name}; {_nearest(name, known)}")
        written = rewritten(target, schemas, leave_out=documents, notice=notice)
        for line in written.notes:
            notice(line)
        return written


def rewritten(
    target: Path,
    schemas: Schemas,
    *,
    leave_out: Sequence[str] = (),
    corrections: Sequence[Correction] | None = None,
    notice: Callable[[str], None] = warnings.warn,
) -> dataset.Written:
    """Write the dataset in a folder that the caller holds again, without some documents or with other corrections.

    It has the formats that it has, and is in parts above the size that it says. `notice` is called with a line for each
    document that goes.
    """
    known = {d.document_id: d for d in readback.documents(published(target), schemas.tables)}
    layout = layout_of(published(target))
    figures = sum(d.figures_read for d in known.values() if d.document_id not in leave_out)
    whole = layout.sqlite or not layout.is_parted(figures)
    touched = {"", *(known[name].force for name in leave_out)} if leave_out else frozenset[str]()
    standing = Standing.of(target, schemas, None if whole else touched)
    for name in dict.fromkeys(leave_out):
        notice(str(growth.withdrawn(standing, standing.ids.index(name))))
    left = [e for name, e in zip(standing.ids, standing.entries, strict=True) if name not in leave_out]
    outcome = Outcome(left, Settings(), (), 0, lambda digest: None)
    collection = Collection(left, outcome.load)
    return growth.written_as(layout, target, collection, carried(schemas, target), standing, corrections)


def layout_of(folder: Path) -> dataset.Layout:
    """How the dataset in a folder is written, told from its files and from what it says itself."""
    files = package.files_of(folder) or []
    limit = package.part_above(folder)
    return dataset.Layout(
        _formats_of(files), "performance.sqlite" in files, dataset.PART_ABOVE if limit is None else limit
    )


def _nearest(name: str, names: Sequence[str]) -> str:
    near = difflib.get_close_matches(name, names, 3, 0.5)
    return f"did you mean {' or '.join(near)}?" if near else "documents.csv lists those that it has"


def _formats_of(files: Sequence[str]) -> list[str]:
    """How the figures of a dataset are written, told from its files."""
    named = {"csv": "observations.csv", "parquet": "observations.parquet", "sqlite": "performance.sqlite"}
    return [name for name in dataset.FORMATS if named[name] in files] or list(dataset.FORMATS)


def _read(
    paths: Paths,
    settings: Settings,
    progress: Callable[[Progress], None] | None,
    said: _Said,
    meanwhile: Callable[[], None] | None = None,
) -> Result:
    given = [paths] if isinstance(paths, (str, os.PathLike)) else list(paths)
    left_aside: list[str] = []
    files, barren = find(given, settings.follow_links, left_aside)
    told = attribution.found(map(Path, given), files, said.file, said.notice)
    reading = Reading(settings, progress or (lambda _: None))
    reading.read(told.reports, meanwhile=meanwhile)
    outcome = reading.finish(barren)
    outcome.attribution = told.attribution
    attribution.attribute(outcome.entries, told.attribution, said.notice)
    return Result(outcome, tuple(left_aside))


@dataclass(frozen=True, slots=True)
class _Said:
    """The file in which the user says where reports come from, where one is named, and who is told of its slips."""

    file: Path | None
    notice: Callable[[str], None]


def _load_parquet() -> None:
    """Import what writes Parquet, which takes a while, at a moment when this process only waits."""
    importlib.import_module("extractor.publish.as_parquet")


def _check(settings: Settings) -> None:
    if settings.jobs is not None and settings.jobs < 1:
        raise UsageError("the number of jobs must be 1 or more")
    if settings.limits.seconds <= 0 or settings.limits.memory <= 0:
        raise UsageError("the limits on time and memory must be more than nothing")
    if settings.schemas and not os.path.isdir(settings.schemas):
        raise UsageError(f"{settings.schemas}: is not a folder; give the folder that holds the vocabularies")
    forces = vocabulary(settings.schemas).forces
    if settings.force is not None and settings.force not in forces:
        raise UsageError(f"no force is called {settings.force!r}; use an id of schemas/forces.csv such as hampshire")
