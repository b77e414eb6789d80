"""Many files to one dataset: each read once, isolated, cached, and written together or not at all."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from extractor.codelists import vocabulary
from extractor.errors import UsageError
from extractor.isolate import Limits
from extractor.progress import Progress
from extractor.publish import dataset, package
from extractor.publish.files import published
from extractor.reading import Reading, Settings
from extractor.result import Result
from extractor.sources import find

__all__ = ["Result", "convert", "run"]

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]


def convert(
    paths: Paths,
    *,
    out: str | os.PathLike[str] | None = None,
    jobs: int | None = None,
    formats: Sequence[str] = dataset.FORMATS,
    force: str | None = None,
    reader: str = "auto",
    prose: bool = True,
    schemas: str | os.PathLike[str] | None = None,
    time_limit: float = 300.0,
    memory_limit: int = 2 << 30,
    cache: bool = True,
    cache_dir: str | os.PathLike[str] | None = None,
    scheduler: str | None = None,
    timings: bool = False,
    follow_links: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> Result:
    """Read files and folders, of every form that is read, into one dataset; write it into `out` where that is given.

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
    return run(paths, settings, out=Path(out) if out else None, formats=formats, progress=progress)


def run(
    paths: Paths,
    settings: Settings,
    *,
    out: Path | None = None,
    formats: Sequence[str] = dataset.FORMATS,
    progress: Callable[[Progress], None] | None = None,
) -> Result:
    """`convert`, with the settings in one object.

    Where not one file could be read, a dataset that is in `out` already stays: a mistyped path must not
    empty it.
    """
    _check(settings)
    if out:
        dataset.check_target(out, formats)
    given = [paths] if isinstance(paths, (str, os.PathLike)) else paths
    left_aside: list[str] = []
    sources, barren = find(given, settings.follow_links, left_aside)
    reading = Reading(settings, progress or (lambda _: None))
    reading.read(sources, meanwhile=_load_parquet if out and "parquet" in formats else None)
    result = Result(reading.finish(barren), tuple(left_aside))
    if out and (result.read or package.files_of(published(out)) is None):
        result.write(out, formats)
    return result


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
