"""What becomes of the documents of a dataset when others come: which stay, which are replaced, what would vanish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from dataclasses import replace as replace_fields
from pathlib import Path

from extractor import attribution
from extractor.collection import Collection
from extractor.model import Extraction, Observation
from extractor.publish import dataset
from extractor.publish.codes import Schemas, carried, load_schemas
from extractor.publish.corrections import Correction
from extractor.publish.files import published
from extractor.publish.parts import is_parted
from extractor.publish.readback import documents
from extractor.publish.rewording import Print, reworded
from extractor.reading import Entry, Failure, Outcome, expelled
from extractor.standing import Standing, check_version, is_readable

# A report that is issued anew prints most of its figures again; two reports of a force for one period share few.
_SAME_REPORT = 0.5
Load = Callable[[Entry], Extraction]


def add(
    outcome: Outcome, directory: Path, layout: dataset.Layout, replace: bool, notice: Callable[[str], None]
) -> tuple[dataset.Written, list[Failure]]:
    """Add what was read to the dataset in a folder that the caller holds and has checked; or let it take its place.

    `notice` is called with what goes, before it does. Returns what was written, and the files that were refused.
    Raises what `dataset.write` raises.
    """
    schemas = load_schemas(outcome.settings.schemas)
    if replace and not is_readable(directory, schemas):
        standing, result = Standing(), Grown(outcome.entries, _all_going(directory, schemas, outcome.entries))
    else:
        check_version(directory, schemas)
        touched = None if replace or layout.sqlite else forces_touched(directory, schemas, outcome.entries)
        standing = Standing.of(directory, schemas, touched)
        result = grown(standing, outcome.entries, outcome.load, replace)
        if standing.kept and not layout.is_parted(figures_of(result.entries, standing)):
            standing = Standing.of(directory, schemas)
            result = grown(standing, outcome.entries, outcome.load)
        _say_where_from(standing, result, outcome, replace, notice)
    collection = Collection(result.entries, outcome.load)
    for line in (*map(str, result.leaving), *result.remarks(collection)):
        notice(line)
    schemas = schemas if replace else carried(schemas, directory)
    written = written_as(layout, directory, collection, schemas, standing)
    for line in written.notes:
        notice(line)
    return written, result.failures


def written_as(
    layout: dataset.Layout, directory: Path, collection: Collection, schemas: Schemas, standing: Standing,
    corrections: Sequence[Correction] | None = None,
) -> dataset.Written:  # fmt: skip
    """Write the documents of a collection, with those of the dataset that stand in parts which nothing changes, and
    where other `corrections` are given with these."""
    figures = figures_of([entry for _, entry in collection.ordered], standing)
    return dataset.write(
        directory, collection.extractions(), formats=layout.formats_of(figures), schemas=schemas, is_held=True,
        corrections=corrections, parted=layout.is_parted(figures), part_above=layout.part_above, kept=standing.kept,
    )  # fmt: skip


def figures_of(entries: Sequence[Entry], standing: Standing) -> int:
    """How many figures a dataset of these documents has, and of those that are kept besides."""
    kept = standing.kept.documents if standing.kept else ()
    return sum(d.figures_read for d in (*(entry.document for entry in entries), *kept))


def forces_touched(directory: Path, schemas: Schemas, coming: Sequence[Entry]) -> set[str] | None:
    """The forces whose parts of a dataset change where these documents come; None where it is in no parts.

    Files that could not be read, whose force is not known, are among them: they may come again."""
    folder = published(directory)
    if not is_parted(folder):
        return None
    hashes = {entry.document.source_sha256 for entry in coming}
    again = {d.force for d in documents(folder, schemas.tables) if d.source_sha256 in hashes}
    return {"", *(entry.document.force for entry in coming), *again}


def _say_where_from(
    standing: Standing, result: Grown, outcome: Outcome, replace: bool, notice: Callable[[str], None]
) -> None:
    """Put on the documents that stay what the user says of them now, and say which rows name none."""
    told = outcome.attribution
    if not replace:
        attribution.inherit(standing.entries, outcome.entries, told)
        coming = set(map(id, outcome.entries))
        attribution.attribute((e for e in result.entries if id(e) not in coming), told, notice, keep=True)
    documents = [entry.document for entry in result.entries]
    if standing.kept:
        kept = tuple(attribution.attributed(d, told, notice, keep=True) for d in standing.kept.documents)
        standing.kept = replace_fields(standing.kept, documents=kept)
        documents += kept
    for line in filter(None, (attribution.unused(told, documents), *attribution.contradictions(documents))):
        notice(line)


def _all_going(directory: Path, schemas: Schemas, coming: Sequence[Entry]) -> list[Leaving]:
    """What goes of a dataset whose figures cannot be read: each document that is not read anew."""
    known = {entry.document.document_id for entry in coming}
    return [
        Leaving(old.document_id, old.file, old.figures_read, old.figures_read)
        for old in documents(published(directory), schemas.tables)
        if old.status == "read" and old.document_id not in known
    ]


@dataclass(frozen=True)
class Leaving:
    """A document of a dataset that goes, or makes room for another file, with how many of its figures go for good."""

    document_id: str
    file: str
    figures: int
    vanishing: int
    successor: str = ""

    def __str__(self) -> str:
        before = f"{self.document_id} ({self.file}, {_counted(self.figures)})"
        if not self.successor:
            return f"{before} is withdrawn from the dataset"
        gone = f"{_counted(self.vanishing)} of it will be gone" if self.vanishing else "no figure of it goes"
        return f"{before} is replaced by {self.successor}; {gone}"


@dataclass(frozen=True)
class Grown:
    """The entries of a dataset that has grown, and what goes of it.

    `beside` has those that come with those that stand which are of the same force and period, and are other reports.
    """

    entries: list[Entry]
    leaving: list[Leaving]
    beside: list[tuple[Entry, list[Entry]]] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    def remarks(self, collection: Collection) -> Iterator[str]:
        """What else is to be said, with the ids that documents have from now on."""
        ids = {id(entry): document_id for document_id, entry in collection.ordered}
        for entry, others in self.beside:
            names = " and ".join(f"{ids[id(o)]} ({o.document.file})" for o in others if id(o) in ids)
            if names:
                yield (
                    f"{entry.document.file} is kept as {ids[id(entry)]} beside {names}, of the same force and period, "
                    "for they print few figures in common; withdraw the one that is replaced, if one is"
                )


def grown(standing: Standing, coming: Sequence[Entry], load: Load, replace: bool = False) -> Grown:
    """The dataset that comes of what stands and what was read. With `replace` nothing stays but what was read."""
    coming, failures = _honest(standing, coming, load)
    heirs = _Heirs(standing, coming, load)
    leaving = [*heirs.leaving()]
    if replace:
        leaving += (withdrawn(standing, place) for place in heirs.staying if _is_read(standing.entries[place]))
        return Grown(coming, leaving, failures=failures)
    staying = [standing.entries[place] for place in heirs.staying]
    return Grown([*staying, *coming], leaving, heirs.beside, failures)


def _honest(standing: Standing, coming: Sequence[Entry], load: Load) -> tuple[list[Entry], list[Failure]]:
    """What comes, with documents failed that claim figures of others."""
    entries, failures = list(coming), []
    for place, entry in enumerate(coming if standing.entries or standing.kept else ()):
        if _is_read(entry) and standing.is_robbed(load(entry)):
            entries[place], failure = expelled(entry)
            failures.append(failure)
    return entries, failures


def withdrawn(standing: Standing, place: int) -> Leaving:
    """A document that goes and is not replaced."""
    document = standing.entries[place].document
    return Leaving(standing.ids[place], document.file, document.figures_read, document.figures_read)


class _Heirs:
    """Which documents that stand make room for which that come."""

    def __init__(self, standing: Standing, coming: Sequence[Entry], load: Load) -> None:
        self._standing, self._load = standing, load
        self._of: dict[int, list[Entry]] = defaultdict(list)
        self.beside: list[tuple[Entry, list[Entry]]] = []
        self._failed = [place for place, e in enumerate(standing.entries) if not _is_read(e)]
        self._alike: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, old in enumerate(standing.entries):
            if _is_read(old):
                self._alike[old.document.document_id, old.document.media].append(place)
        same = {e.document.source_sha256: place for place, e in enumerate(standing.entries) if _is_read(e)}
        for entry in coming:
            self._retry(entry)
            if _is_read(entry) and entry.document.source_sha256 in same:
                self._of[same[entry.document.source_sha256]].append(entry)
        for entry in coming:
            if _is_read(entry) and entry.document.source_sha256 not in same:
                self._issued_anew(entry)

    @property
    def staying(self) -> list[int]:
        """Places of the documents that stay."""
        return [place for place in range(len(self._standing.entries)) if place not in self._of]

    def leaving(self) -> Iterator[Leaving]:
        """Documents that make room, but for those of which the very file is read again and nothing vanishes."""
        for place, heirs in sorted(self._of.items()):
            old = self._standing.entries[place]
            if not _is_read(old):
                continue
            vanishing = _vanishing(self._figures(old), [o for heir in heirs for o in self._figures(heir)])
            again = all(heir.document.source_sha256 == old.document.source_sha256 for heir in heirs)
            if vanishing or not again:
                names = " and ".join(heir.document.file for heir in heirs)
                successor = "what this program reads in it now" if again else names
                document = old.document
                yield Leaving(self._standing.ids[place], document.file, document.figures_read, vanishing, successor)

    def _retry(self, entry: Entry) -> None:
        """A file that could not be read before, and is tried again."""
        new = entry.document
        for place in self._failed:
            old = self._standing.entries[place].document
            if old.file == new.file or old.source_sha256 == (new.source_sha256 or None):
                self._of[place].append(entry)

    def _issued_anew(self, entry: Entry) -> None:
        """The document that a file of its kind, force and period is a new issue of: most of both is the same."""
        new = entry.document
        alike = [place for place in self._alike[new.document_id, new.media] if not self._is_here(place)]
        if not alike:
            return
        shared, first = max((self._shared(place, entry), -place) for place in alike)
        if shared >= _SAME_REPORT:
            self._of[-first].append(entry)
            return
        self.beside.append((entry, [self._standing.entries[place] for place in alike]))

    def _is_here(self, place: int) -> bool:
        """Whether the very file of a document that stands comes again, so that it has no need of an heir."""
        digest = self._standing.entries[place].document.source_sha256
        return any(heir.document.source_sha256 == digest for heir in self._of.get(place, ()))

    def _shared(self, place: int, entry: Entry) -> float:
        """The share of the figures of the larger of two documents that both print."""
        old, new = ({o.observation_id for o in self._figures(e)} for e in (self._standing.entries[place], entry))
        return len(old & new) / max(len(old), len(new)) if old else 1.0

    def _figures(self, entry: Entry) -> Sequence[Observation]:
        return self._load(entry).observations


def _is_read(entry: Entry) -> bool:
    return entry.document.status == "read"


def _vanishing(old: Sequence[Observation], new: Sequence[Observation]) -> int:
    """How many figures go for good, rather than by other words."""
    known, stay = {o.observation_id for o in old}, {o.observation_id for o in new}
    gone = [_print(o) for o in old if o.observation_id not in stay]
    come = [_print(o) for o in new if o.observation_id not in known]
    return len(gone) - len(reworded(gone, come))


def _print(o: Observation) -> Print:
    return Print(**{f.name: getattr(o, f.name) for f in fields(Print)})


def _counted(number: int) -> str:
    return f"{number:,} figure{'' if number == 1 else 's'}"
