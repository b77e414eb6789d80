"""Mutated files through the real thing: batches as `convert` reads them, isolated, into a written dataset."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import mutate_pdf
import mutate_text
import mutate_word
import pyarrow.parquet
from seeds import KINDS, Seeds

from extractor import unit
from extractor.batch import run
from extractor.dataset import load
from extractor.isolate import Limits, Workshop
from extractor.reading import Settings
from extractor.result import Result

MUTATORS: dict[str, Callable[[bytes, Random], bytes]] = {
    "pdf": mutate_pdf.mutate, "docx": mutate_word.mutate, "txt": mutate_text.mutate,
}  # fmt: skip
# How a failure that a file can be blamed for never reads.
_OURS = {"internal error": "traceback", "crashes its reader": "crash", "takes longer than": "hang"}
_SLOW = 10.0  # seconds


@dataclass(frozen=True)
class Run:
    """How a batch is read. `function` is the real pipeline unless a test says otherwise; `keep` takes offenders."""

    limits: Limits = field(default_factory=lambda: Limits(60.0, 1 << 30))
    jobs: int = 1
    keep: Path | None = None
    function: str = unit.PIPELINE


@dataclass
class Tally:
    """What came of a campaign: outcomes by kind, and the inputs that must never come out so."""

    outcomes: Counter[str] = field(default_factory=Counter)
    offences: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    figures: int = 0
    slowest: float = 0.0


def inputs(seeds: Seeds, seed: int, start: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of mutated files; a number and a seed always give the same mutation."""
    for number in range(start, start + count):
        rng = Random(f"{seed}-{number}")
        kind = KINDS[number % len(KINDS)]
        yield f"{seed}-{number:06d}.{kind}", MUTATORS[kind](seeds.choose(kind, rng), rng)


def run_batch(files: dict[str, bytes], tally: Tally, how: Run) -> None:
    """Convert the files together; whatever must never happen is counted and its input kept."""
    seen = len(tally.slow)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
        folder, out = Path(scratch, "in"), Path(scratch, "out")
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        try:
            result = _convert([folder], out, how)
            _judge(result, tally)
            offences = {f.file: kind for f in result.failed for words, kind in _OURS.items() if words in f.message}
            for problem in incomplete(result, out):
                tally.offences.append(f"dataset: {problem}")
        except Exception as error:
            tally.offences.append(f"batch: {type(error).__name__}: {error}")
            offences = {path.name: "batch" for path in _smallest(sorted(folder.iterdir()), out, how)}
        if how.keep:
            for line in tally.slow[seen:]:
                shutil.copy(folder / line.split()[1], how.keep / f"slow-{line.split()[1]}")
        for name, kind in offences.items():
            why = _traceback(folder / name, how) if kind == "traceback" else ""
            tally.offences.append(f"{kind}: {name} {why}".rstrip())
            if how.keep:
                shutil.copy(folder / name, how.keep / f"{kind}-{name}")


def _convert(paths: list[Path], out: Path, how: Run) -> Result:
    settings = Settings(jobs=how.jobs, cache=False, timings=True, limits=how.limits, function=how.function)
    return run(paths, settings, out=out)


def _smallest(paths: list[Path], out: Path, how: Run) -> list[Path]:
    """The one file with which a batch fails, or the few that fail only together."""
    while len(paths) > 1:
        half = len(paths) // 2
        failing = next((part for part in (paths[:half], paths[half:]) if not _goes(part, out, how)), None)
        if failing is None:
            break
        paths = failing
    return paths


def _goes(paths: list[Path], out: Path, how: Run) -> bool:
    """Whether the files convert, or are refused, by themselves."""
    shutil.rmtree(out, ignore_errors=True)
    try:
        return not list(incomplete(_convert(paths, out, how), out))
    except Exception:
        return False


def _judge(result: Result, tally: Tally) -> None:
    for row in result.documents.itertuples():
        kind = Path(str(row.file)).suffix[1:]
        if row.status == "read":
            outcome = "read" if row.figures_read else "read, no figure"
            tally.slowest = max(tally.slowest, float(row.seconds))
            if float(row.seconds) > _SLOW:
                tally.slow.append(f"slow: {row.file} {row.seconds:.1f} s")
        else:
            words = next((w for w in (*_OURS, "needs more than") if w in str(row.message)), "refused")
            outcome = _OURS.get(words, words)
        tally.outcomes[f"{kind}: {outcome}"] += 1
    tally.figures += int(result.documents["figures_read"].sum())


def incomplete(result: Result, out: Path) -> Iterator[str]:
    """Where the dataset on disk is not what the run says it is."""
    written = load(out)
    figures = result.documents.set_index("document_id")["figures_read"]
    counts = written.observations["document_id"].value_counts().reindex(figures.index, fill_value=0)
    if not (counts == figures).all():
        yield f"figures are missing or too many: {counts[counts != figures].to_dict()}"
    tables = result.documents.set_index("document_id")["tables_found"]
    counts = written.tables["document_id"].value_counts().reindex(tables.index, fill_value=0)
    if not (counts == tables).all():
        yield f"tables are missing or too many: {counts[counts != tables].to_dict()}"
    rows = len(written.observations)
    with sqlite3.connect(out / "performance.sqlite") as database:
        kept = database.execute("SELECT count(*) FROM observations").fetchone()[0]
    if {kept, pyarrow.parquet.read_metadata(out / "observations.parquet").num_rows, len(result.observations)} != {rows}:
        yield "CSV, Parquet and SQLite hold different numbers of figures"
    if not written.observations["observation_id"].is_unique:
        yield "ids of figures are not unique"
    strays = [path.name for path in out.parent.iterdir() if path.name not in ("in", out.name)]
    if strays:
        yield f"files were left behind: {strays}"


def _traceback(path: Path, how: Run) -> str:
    """The last lines of the traceback that the isolated process ended with."""
    workshop = Workshop(unit.TARGET)
    try:
        answer = workshop.run(str(path), {"function": how.function, "options": {}}, how.limits)
    finally:
        workshop.close()
    lines = str(answer.facts.get("trace", answer.status)).splitlines()
    told = [line.strip() for line in lines if line.strip(" ^~")]
    return " | ".join(told[-5:])
