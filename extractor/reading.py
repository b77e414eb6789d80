"""The reading of one batch: the cache first, then the engine. Results rest on disk, summaries in memory."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import re
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extractor import answers, codec, engine, unit
from extractor import cache as kept
from extractor.attribution import Attribution
from extractor.errors import ExtractorError
from extractor.failures import explained, failed_document, one_line
from extractor.isolate import Answer, Limits
from extractor.model import DocumentSummary, Extraction, Finding
from extractor.progress import Meter, Progress
from extractor.sources import Source

_NONSENSE = "the process that read it answered what fits no dataset"
_DIGEST = re.compile(rb"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read, and why, in one line."""

    file: str
    message: str


@dataclass(frozen=True)
class Settings:
    """How to run. `function` (`module:name`) reads a file: the pipeline, unless a test says otherwise."""

    jobs: int | None = None
    force: str | None = None
    reader: str = "auto"
    prose: bool = True
    schemas: str | None = None
    limits: Limits = field(default_factory=Limits)
    cache: bool = True
    cache_dir: Path | None = None
    scheduler: str | None = None
    timings: bool = False
    follow_links: bool = False
    function: str = unit.PIPELINE

    @property
    def options(self) -> dict[str, Any]:
        """What the pipeline is told."""
        return {"force": self.force, "reader": self.reader, "prose": self.prose, "schemas": self.schemas}


@dataclass
class Entry:
    """A file, read or failed: its summary, what the run found out about it, where its result is kept."""

    document: DocumentSummary
    findings: list[Finding] = field(default_factory=list)
    stored: str = ""
    store: kept.Kept | None = None


@dataclass
class Outcome:
    """What came of a batch. `again` reads a file anew, named by the hash of its content; None where that fails."""

    entries: list[Entry]
    settings: Settings
    failures: tuple[Failure, ...]
    cached: int
    again: Callable[[str], Extraction | None]
    misnamed: tuple[Failure, ...] = ()
    unmapped: int = 0
    attribution: Attribution = field(default_factory=Attribution)

    def load(self, entry: Entry) -> Extraction:
        """The whole of one file, read anew where its result was removed or altered meanwhile.

        Raises `ExtractorError` where that fails too.
        """
        extraction = Extraction(entry.document)
        if entry.store:
            found = _whole(entry.store, entry.stored) or self.again(entry.stored)
            if found is None:
                problem = "its result vanished from the cache during the run; run the command again"
                raise ExtractorError(f"{entry.document.file}: {problem}")
            extraction = found
        findings = (*extraction.findings, *entry.findings)
        warnings = sum(finding.severity != "info" for finding in findings)
        return replace(extraction, document=replace(entry.document, warnings=warnings), findings=findings)


def expelled(entry: Entry) -> tuple[Entry, Failure]:
    """A document that claims ids of another as one that cannot be read."""
    message = f"{_NONSENSE} (ids of figures of another document); please report it"
    name, digest = entry.document.file, entry.document.source_sha256
    finding = Finding("unreadable-file", "error", message)
    return Entry(failed_document(name, digest, message), [finding]), Failure(name, f"{one_line(name)}: {message}")


def _whole(store: kept.Kept, digest: str) -> Extraction | None:
    """What is kept of the file with that hash; None where it is nothing that can be published."""
    data = store.get(digest)
    try:
        return None if data is None else answers.extraction_of(data, digest)
    except ValueError:
        return None


class Reading:
    """The reading of one batch: cache first, then the engine; results rest on disk, summaries in memory."""

    def __init__(self, settings: Settings, progress: Callable[[Progress], None]) -> None:
        self._settings, self._meter = settings, Meter(progress)
        self._program = kept.fingerprint(settings.schemas)
        self._scratch: kept.Scratch | None = None
        self._store: kept.Kept = self._open_store()
        self._jobs: dict[str, engine.Job] = {}
        self._ids: dict[str, array[int]] = {}  # by the hash of a file, those of the ids of its figures and checks
        self._unmapped = 0
        self._entries: list[Entry] = []
        self._failures: list[Failure] = []
        self._misnamed: list[Failure] = []

    def read(self, sources: Sequence[Source], meanwhile: Callable[[], None] | None = None) -> None:
        """Read every source; a file with the same content as an earlier one is not read again.

        `meanwhile` is called once the engine is at work.
        """
        self._meter.total = len(sources)
        self._meter.tell()
        unique: dict[str, Source] = {}
        copies: dict[str, list[str]] = {}
        for source, digest in self._digests(sources):
            if digest in unique:
                copies.setdefault(digest, []).append(source.name)
                self._meter.total -= 1
            else:
                unique[digest] = source
        pending = [(d, s) for d, s in unique.items() if not self._from_store(d, s, copies)]
        jobs = [self._job(source) for _, source in pending]
        self._jobs = {digest: self._job(source) for digest, source in unique.items()}
        names = {job.path: source.name for job, (_, source) in zip(jobs, pending, strict=True)}
        watch = engine.Watch(meanwhile, lambda job: self._meter.begun(names[job.path]), self._meter.tell)
        found = engine.run_all(jobs, self._workers, self._settings.scheduler, watch)
        with contextlib.closing(found):
            for position, answer in found:
                digest, source = pending[position]
                self._take(answer, digest, source, copies)

    def _digests(self, sources: Sequence[Source]) -> Iterator[tuple[Source, str]]:
        """The sources that can be opened with SHA-256 of their content; the others are told."""
        for source in sources:
            if source.refusal:
                self._fail(source, "", source.refusal.problem, source.refusal.remedy)
        asked = [source for source in sources if not source.refusal]
        paths = [os.path.abspath(source.path) for source in asked]
        limits = self._settings.limits
        found = engine.digest_all(paths, self._workers, limits, engine.Watch(waiting=self._meter.tell))
        for source, path, answer in zip(asked, paths, found, strict=True):
            if answer.status == "done" and _DIGEST.fullmatch(answer.data):
                yield source, answer.data.decode("ascii")
            else:
                self._fail(source, "", *explained(answer, limits, path, source.name))

    @property
    def _workers(self) -> int:
        return self._settings.jobs or _cores()

    def finish(self, barren: Sequence[str]) -> Outcome:
        """All that came of it. `barren` are folders in which there was nothing to read."""
        for folder in barren:
            message = one_line(f"{folder}: holds no file named as a report; name the files or another folder")
            self._failures.append(Failure(folder, message))
        self._part_twins()
        failures = tuple(sorted(self._failures, key=lambda f: (f.file, f.message)))
        return Outcome(
            self._entries,
            self._settings,
            failures,
            self._meter.cached,
            self._again,
            tuple(sorted(self._misnamed, key=lambda f: f.file)),
            self._unmapped,
        )

    def _again(self, digest: str) -> Extraction | None:
        """Read a file once more, whose result was lost between reading and writing."""
        anew = engine.run_all([self._jobs[digest]], 1, self._settings.scheduler)
        with contextlib.closing(anew):
            for _, answer in anew:
                with contextlib.suppress(ValueError):
                    return answers.extraction_of(answer.data, digest) if answer.status == "done" else None
        return None

    def _open_store(self) -> kept.Kept:
        """The user's cache, or a scratch file that goes with the result."""
        if self._settings.cache:
            options = repr(sorted({**self._settings.options, "function": self._settings.function}.items()))
            key = hashlib.sha256(f"{self._program}\n{options}".encode("utf-8", "replace")).hexdigest()
            store = kept.open_store(self._settings.cache_dir, key)
            if store:
                return store
        return self._spare()

    def _spare(self) -> kept.Scratch:
        self._scratch = self._scratch or kept.Scratch()
        return self._scratch

    def _keep(self, digest: str, data: bytes) -> kept.Kept:
        """Where a result is kept: a cache whose disk is full must not cost the run. Raises `OSError` where all are."""
        try:
            self._store.put(digest, data)
            return self._store
        except OSError:
            if self._store is self._scratch:
                raise
        spare = self._spare()
        spare.put(digest, data)
        return spare

    def _job(self, source: Source) -> engine.Job:
        s = self._settings
        path = os.path.abspath(source.path)
        return engine.Job(path, s.function, s.options, s.limits, self._program)

    def _from_store(self, digest: str, source: Source, copies: dict[str, list[str]]) -> bool:
        extraction = _whole(self._store, digest)
        if extraction is None:
            return False
        self._note(extraction, source)
        self._add(replace(extraction.document, seconds=None), digest, source, copies, self._store, cached=True)
        return True

    def _take(self, answer: Answer, digest: str, source: Source, copies: dict[str, list[str]]) -> None:
        """Keep the answer of the engine for one file, or the reason why there is none."""
        try:
            if answer.status == "done":
                document = codec.decode_document(answer.data)
                if document.source_sha256 != digest:
                    self._fail(source, digest, "changed while it was being read", "run the command again")
                    return
                extraction = answers.extraction_of(answer.data, digest)
                store = self._keep(digest, answer.data)
                self._note(extraction, source)
                seconds = answer.facts.get("seconds") if self._settings.timings else None
                self._add(replace(extraction.document, seconds=seconds), digest, source, copies, store)
                return
            problem, remedy = explained(answer, self._settings.limits, os.path.abspath(source.path), source.name)
            if os.environ.get("EXTRACTOR_DEBUG") and "trace" in answer.facts:
                print(answer.facts["trace"], file=sys.stderr)
        except ValueError as error:
            problem, remedy = f"{_NONSENSE} ({error})", "please report it"
        except OSError as error:
            place = f" in {error.filename}" if error.filename else ""
            problem, remedy = f"its result cannot be kept{place} ({error.strerror})", "make room and run again"
        self._fail(source, digest, problem, remedy)

    def _add(
        self,
        document: DocumentSummary,
        digest: str,
        source: Source,
        copies: dict[str, list[str]],
        store: kept.Kept,
        cached: bool = False,
    ) -> None:
        entry = Entry(replace(document, file=source.name), stored=digest, store=store)
        if digest in copies:
            others = ", ".join(copies[digest])
            message = f"The same content lies in {others} too; it was read once"
            entry.findings.append(Finding("duplicate-file", "warning", message))
        self._entries.append(entry)
        self._meter.done(source.name, document.figures_read, document.warnings, cached=cached)

    def _note(self, extraction: Extraction, source: Source) -> None:
        """Remember whether the file is what it is called, and the ids, which no document of another id may have."""
        misnamed = (f.message for f in extraction.findings if f.code == "misnamed-file")
        self._misnamed += [Failure(source.name, one_line(message)) for message in misnamed]
        ids = itertools.chain(
            (o.observation_id for o in extraction.observations), (c.check_id for c in extraction.checks)
        )
        self._ids[extraction.document.source_sha256] = array("q", map(hash, ids))
        self._unmapped += len({(u.kind, u.label) for u in extraction.unmapped})

    def _part_twins(self) -> None:
        """Let documents fail that claim ids of another: ids follow from a document's name, so their reader lied."""
        import numpy as np

        ordered = sorted(self._entries, key=lambda e: (e.document.document_id, e.document.source_sha256))
        of_name: dict[str, list[array[int]]] = {}
        for entry in ordered:
            ids = self._ids.get(entry.document.source_sha256, array("q"))
            of_name.setdefault(entry.document.document_id, []).append(ids)
        # by arrays: a run may have millions of ids
        once = [np.unique(np.concatenate([*map(np.asarray, ids)])) for ids in of_name.values()]
        every = np.sort(np.concatenate([np.empty(0, np.int64), *once]))
        shared = set(every[1:][every[1:] == every[:-1]].tolist())
        owners: dict[int, str] = {}
        for entry in ordered if shared else ():
            name = entry.document.document_id
            claimed = shared.intersection(self._ids.get(entry.document.source_sha256, ()))
            if any(owners.setdefault(i, name) != name for i in claimed):
                self._entries[self._entries.index(entry)], failure = expelled(entry)
                self._failures.append(failure)

    def _fail(self, source: Source, digest: str, problem: str, remedy: str) -> None:
        message = one_line(f"{problem}; {remedy}" if remedy else problem)
        self._failures.append(Failure(source.name, f"{one_line(source.given)}: {message}"))
        finding = Finding("unreadable-file", "error", message)
        self._entries.append(Entry(failed_document(source.name, digest, message), [finding]))
        self._meter.done(source.name, problem=message)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
