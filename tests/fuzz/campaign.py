"""Mutated files through what a user runs: the commands, each batch read into a written dataset and looked into."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import mutate_office
import mutate_page
import mutate_pdf
import mutate_text
import mutate_xls
from seeds import KINDS, Seeds
from whole import Incomplete, documents_of, incomplete

MUTATORS: dict[str, Callable[[bytes, Random], bytes]] = {
    "pdf": mutate_pdf.mutate, "txt": mutate_text.mutate, "csv": partial(mutate_text.mutate, mark=","),
    "html": mutate_page.mutate, "mhtml": mutate_page.mutate_archive, "xls": mutate_xls.mutate,
    **{name: partial(mutate_office.mutate, kind=kind) for name, kind in mutate_office.KINDS.items()},
}  # fmt: skip
# How a failure that no file can be blamed for reads.
_OURS = {"internal error": "traceback", "crashes its reader": "crash", "takes longer than": "hang"}
_SLOW = 10.0  # seconds
_PATIENCE = 300.0  # seconds for a command that reads a dataset
# What a user asks of a dataset; figures of any kind have to pass through these as well.
_LATER = (
    ("check", "--format", "html"),
    ("check", "--format", "csv"),
    ("measures", "--json"),
    ("series", "--measure", "recorded_crime", "--format", "json"),
    ("compare", "--measure", "recorded_crime", "--format", "none"),
)


@dataclass(frozen=True)
class Run:
    """How a batch is read: what each file may cost, by which command. `keep` takes offenders."""

    seconds: float = 60.0
    memory: str = "1G"
    jobs: int = 1
    keep: Path | None = None
    command: tuple[str, ...] = (sys.executable, "-m", "extractor")


@dataclass
class Tally:
    """What came of a campaign: outcomes by kind, why files were refused, and what must never happen."""

    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
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
    with tempfile.TemporaryDirectory(prefix="fuzz-") as scratch:
        folder, out = Path(scratch, "in"), Path(scratch, "out")
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        whole = sorted(folder.iterdir())
        found = list(_troubles(whole, out, how))
        if found:
            tally.offences += found
            offences = {path.name: "batch" for path in _smallest(whole, out, how)}
        else:
            offences = _judge(out, tally)
        for name, kind in offences.items():
            why = _traceback(folder / name, out, how) if kind == "traceback" else ""
            if kind != "slow":
                tally.offences.append(f"{kind}: {name} {why}".rstrip())
            if how.keep:
                shutil.copy(folder / name, how.keep / f"{kind}-{name}")


def _troubles(paths: Sequence[Path], out: Path, how: Run) -> Iterator[str]:
    """What the commands do that they never may: an exception, silence, half a dataset."""
    shutil.rmtree(out, ignore_errors=True)
    done = _convert(paths, out, how)
    if isinstance(done, str):
        yield done
        return
    try:
        documents = documents_of(out)
    except Incomplete as problem:
        yield f"dataset: {problem} {done.stderr[-500:]!r}"
        return
    yield from (f"dataset: {problem}" for problem in incomplete(out))
    failed = [row for row in documents if row["status"] != "read"]
    lines = done.stderr.splitlines()
    told = sum(any(line.endswith(f"{row['message']}") for line in lines) for row in failed)
    if done.stdout or "Traceback" in done.stderr or done.returncode != bool(failed) or told != len(failed):
        yield f"convert: exit code {done.returncode}, {told} of {len(failed)} failures told {done.stderr[-500:]!r}"
    if len(documents) != len({path.read_bytes() for path in paths}):
        yield f"dataset: {len(paths)} files, but {len(documents)} documents"
    for name, *options in _LATER:
        yield from _answered(_called([*how.command, name, str(out), *options], _PATIENCE), name)
    yield from _without_one(out, documents, how)


def _without_one(out: Path, documents: Sequence[dict[str, str]], how: Run) -> Iterator[str]:
    """What goes wrong when the first document is taken out of a copy of the dataset; its id may pass to another."""
    copy = out.with_name("copy")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(out, copy, symlinks=True)
    name = documents[0]["document_id"]
    done = _called([*how.command, "withdraw", str(copy), name], _PATIENCE)
    if isinstance(done, str) or done.returncode or "Traceback" in done.stderr:
        yield f"withdraw: {name} {done if isinstance(done, str) else done.stderr[-500:]!r}"
        return
    yield from (f"withdraw: {problem}" for problem in incomplete(copy))
    left = {row["source_sha256"] for row in documents_of(copy)}
    if left != {row["source_sha256"] for row in documents[1:]}:
        yield f"withdraw: {name} did not go, or not alone"


def _convert(paths: Sequence[Path], out: Path, how: Run) -> subprocess.CompletedProcess[str] | str:
    command = [*how.command, "convert", *map(str, paths), "--out", str(out), "--no-cache", "--timings"]
    command += ["--jobs", str(how.jobs), "--time-limit", str(how.seconds), "--memory-limit", how.memory]
    return _called(command, 300.0 + how.seconds * len(paths))


def _called(command: Sequence[str], seconds: float, **environment: str) -> subprocess.CompletedProcess[str] | str:
    """What a command did; a text where it did not come to an end."""
    folder = Path(__file__).resolve().parents[2]  # the package, where it is not installed
    env = {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), os.environ.get("PYTHONPATH", ""))), **environment}
    try:
        return subprocess.run(
            command, capture_output=True, timeout=seconds, env=env, text=True, encoding="utf-8", errors="replace"
        )
    except subprocess.TimeoutExpired:
        return f"hang: {command[-1]} took more than {seconds:.0f} s"


def _answered(done: subprocess.CompletedProcess[str] | str, name: str) -> Iterator[str]:
    if isinstance(done, str):
        yield done
    elif done.returncode not in (0, 1) or "Traceback" in done.stderr or "internal error" in done.stderr:
        yield f"{name}: exit code {done.returncode} {done.stderr[-500:]!r}"


def _smallest(paths: list[Path], out: Path, how: Run) -> list[Path]:
    """The one file with which a batch fails, or the few that fail only together."""
    while len(paths) > 1:
        half = len(paths) // 2
        failing = next((part for part in (paths[:half], paths[half:]) if any(_troubles(part, out, how))), None)
        if failing is None:
            break
        paths = failing
    return paths


def _judge(out: Path, tally: Tally) -> dict[str, str]:
    """Count what came of each file; the names of those that our own mistakes cost, and of the slow ones."""
    offences: dict[str, str] = {}
    for row in documents_of(out):
        kind = Path(row["file"]).suffix[1:]
        if row["status"] == "read":
            seconds = float(row["seconds"])
            outcome = "read" if int(row["figures_read"]) else "read, no figure"
            tally.slowest = max(tally.slowest, seconds)
            if seconds > _SLOW:
                tally.slow.append(f"slow: {row['file']} {seconds:.1f} s")
                offences[row["file"]] = "slow"
        else:
            words = next((w for w in (*_OURS, "needs more than") if w in row["message"]), "refused")
            outcome = _OURS.get(words, words)
            tally.reasons[f"{kind}: {_reason(row['message'])}"] += 1
            if words in _OURS:
                offences[row["file"]] = outcome
        tally.outcomes[f"{kind}: {outcome}"] += 1
        tally.figures += int(row["figures_read"])
    return offences


def _reason(message: str) -> str:
    """A message without what differs from file to file: names of parts, numbers, what a library says."""
    problem = re.sub(r" \(.*\)| in its part .*| because .*", "", message.partition(";")[0])
    return re.sub(r"\d[\d,.]*", "N", problem)


def _traceback(path: Path, out: Path, how: Run) -> str:
    """The last lines of the traceback that the isolated process ended with."""
    command = [*how.command, "convert", str(path), "--out", str(out), "--no-cache", "--time-limit", str(how.seconds)]
    done = _called(command, 300.0 + how.seconds, EXTRACTOR_DEBUG="1")
    lines = [] if isinstance(done, str) else done.stderr.partition("Traceback")[2].splitlines()
    told = [line.strip() for line in lines if line.strip(" ^~")]
    return " | ".join(told[-7:-2])
