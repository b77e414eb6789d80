"""Documents that make one dataset: under ids of their own, sorted, with what they say of each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from extractor.model import Check, Extraction
from extractor.publish.identity import ordered, renamed, unique_ids
from extractor.reading import Entry


class Collection:
    """One dataset's documents. `load` gives the whole of an entry; it is asked for one after the other."""

    def __init__(self, entries: Sequence[Entry], load: Callable[[Entry], Extraction]) -> None:
        self._load = load
        ids = unique_ids([entry.document for entry in entries])
        self.ordered = sorted(zip(ids, entries, strict=True), key=lambda pair: pair[0])

    def extractions(self) -> Iterator[Extraction]:
        """Document after document, sorted by id, each as it is published."""
        for document_id, entry in self.ordered:
            extraction = self._named(document_id, entry)
            later = self._editions.get(document_id)
            yield replace(extraction, checks=(*extraction.checks, *later)) if later else extraction

    def _named(self, document_id: str, entry: Entry) -> Extraction:
        return renamed(self._load(entry), document_id, self._taken.get(document_id, frozenset()))

    @cached_property
    def _taken(self) -> Mapping[str, frozenset[str]]:
        """Ids that another document of the same force and period has too, for each document that gets a suffix."""
        twins: dict[str, list[tuple[str, Entry]]] = defaultdict(list)
        for document_id, entry in self.ordered:
            twins[entry.document.document_id].append((document_id, entry))
        taken: dict[str, frozenset[str]] = {}
        for group in twins.values():
            seen: set[str] = set()
            for place in ordered([entry.document for _, entry in group]) if len(group) > 1 else ():
                document_id, entry = group[place]
                ids = {o.observation_id for o in self._load(entry).observations}
                taken[document_id] = frozenset(ids & seen)
                seen |= ids
        return taken

    @cached_property
    def _editions(self) -> Mapping[str, Sequence[Check]]:
        """What several documents of one force say of each other's figures, by document; force by force."""
        by_force: dict[str, list[tuple[str, Entry]]] = {}
        for document_id, entry in self.ordered:
            by_force.setdefault(entry.document.force, []).append((document_id, entry))
        found: dict[str, list[Check]] = {}
        for force, entries in by_force.items():
            if force and len(entries) > 1:
                from extractor.check import check_dataset  # takes a while, and a single report needs none of it

                found |= check_dataset(self._named(name, entry).observations for name, entry in entries)
        return found
