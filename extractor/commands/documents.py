"""The converted documents among files at hand, and pictures of their pages; guarded processes open and draw them."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import Any

from extractor import unit
from extractor.failures import explained, one_line
from extractor.isolate import Answer, Limits, Workshop
from extractor.printable import say
from extractor.sources import Source, find

TARGET = "extractor.check.pictures:drawn"
_STARTS = {"png": b"\x89PNG\r\n\x1a\n", "webp": b"RIFF"}
_TO_HASH = 256 << 20  # bytes of memory to pass over a file, however little a page may take
_COSTLY = ("timeout", "memory", "died")
# A document with that many pages past a limit is not tried further: each costs the whole time that a page may take.
_COSTLY_PAGES = 3

Picture = tuple[bytes, float, float]


class PageSource:
    """Pictures of pages of the documents of a dataset. A document whose file is not at hand has none.

    Files are known by their content. Links that lead out of the folder are not followed. `kind` is `png` or `webp`,
    `boxes` are drawn around what they hold on the pages of a document.
    """

    def __init__(
        self, folder: Path | None, documents: Collection[Mapping[str, Any]], limits: Limits, kind: str = "png",
        boxes: Mapping[str, Sequence[tuple[float, float, float, float]]] | None = None,
    ) -> None:  # fmt: skip
        self._wanted = {
            str(d["document_id"]): (str(d["file"]), str(d["source_sha256"] or ""))
            for d in documents
            if d["media"] == "pdf"
        }
        self._pageless = {str(d["document_id"]): str(d["file"]) for d in documents if d["media"] != "pdf"}
        found = find([folder])[0] if folder is not None else []
        self._files = [s for s in found if not s.refusal and s.path.suffix.casefold() == ".pdf"]
        folders = [os.path.abspath(folder)] if folder is not None else []
        self._limits, self._kind, self._boxes = limits, kind, boxes or {}
        self._digests: dict[Source, str] = {}
        self._hashing, self._drawing = Workshop(unit.DIGEST, folders, stay=True), Workshop(TARGET, folders)
        self._kept: dict[tuple[str, int], Picture | None] = {}
        self._costly: Counter[str] = Counter()

    def close(self) -> None:
        """End the processes."""
        self._hashing.close()
        self._drawing.close()

    def picture(self, document_id: str, page: int) -> Picture | None:
        """A page with its width and height in points; None where there is no picture of it."""
        key = (document_id, page)
        if key not in self._kept:
            self._kept[key] = self._drawn(document_id, page)
        return self._kept[key]

    def prepare(self, document_id: str, pages: Iterable[int], jobs: int) -> None:
        """Draw pages of a document side by side, `jobs` at a time, so that their pictures are at hand."""
        first, *others = [*pages] or [0]
        if first and self.picture(document_id, first) is not None:  # which also finds the file
            with ThreadPoolExecutor(jobs) as pool:
                list(pool.map(lambda page: self.picture(document_id, page), others))

    def release(self, document_id: str) -> None:
        """Keep no pictures of a document any longer."""
        for key in [key for key in self._kept if key[0] == document_id]:
            del self._kept[key]

    def lacking(self, documents: Iterable[str]) -> list[str]:
        """Those of the documents of which the folder does not hold the PDF that was read, each with its file's name."""
        wanted = {d: self._wanted[d][0] for d in sorted(set(documents)) if d in self._wanted}
        return [f"{d} ({name})" for d, name in wanted.items() if self._source(d) is None]

    def pageless(self, documents: Iterable[str]) -> list[str]:
        """Those of the documents that are no PDFs, so that no page of theirs is drawn, each with its file's name."""
        return [f"{d} ({self._pageless[d]})" for d in sorted(set(documents)) if d in self._pageless]

    def _drawn(self, document_id: str, page: int) -> Picture | None:
        source = self._source(document_id)
        if source is None or self._costly[document_id] >= _COSTLY_PAGES:
            return None
        path = os.path.abspath(source.path)
        arguments = {"sha256": self._wanted[document_id][1], "page": page, "kind": self._kind}
        arguments["boxes"] = list(self._boxes.get(document_id, ()))
        answer = self._drawing.run(path, arguments, self._limits)
        picture = _picture(answer, _STARTS[self._kind]) if answer.status == "done" else None
        if picture is None:
            self._tell(answer, source, path, page)
        self._costly[document_id] += answer.status in _COSTLY
        return picture

    def _tell(self, answer: Answer, source: Source, path: str, page: int) -> None:
        """Say why a page is not shown: its table, which is shown instead, has no look of its own."""
        problem = "has no such page"
        if answer.status != "done":
            problem = "; ".join(filter(None, explained(answer, self._limits, path, source.name)))
        line = one_line(f"{source.given}: page {page} is not drawn, its table is shown instead: {problem}")
        say(line)

    def _source(self, document_id: str) -> Source | None:
        """The file by its name where its content is the one that was read, else any file with that content."""
        name, wanted = self._wanted.get(document_id, ("", ""))
        if not wanted:
            return None
        likely = [s for s in self._files if s.name == name or s.path.name == PurePosixPath(name).name]
        return next((s for s in _first(likely, self._files) if self._digest(s) == wanted), None)

    def _digest(self, source: Source) -> str:
        if source not in self._digests:
            limits = Limits(self._limits.seconds, max(self._limits.memory, _TO_HASH))
            answer = self._hashing.run(os.path.abspath(source.path), {}, limits)
            self._digests[source] = answer.data.decode("ascii", "replace") if answer.status == "done" else ""
        return self._digests[source]


def _first(likely: list[Source], files: list[Source]) -> Iterator[Source]:
    yield from likely
    yield from (source for source in files if source not in likely)


def _picture(answer: Answer, start: bytes) -> Picture | None:
    head, _, data = answer.data.partition(b"\n")
    try:
        width, height = map(float, json.loads(head[:100]))
    except (ValueError, TypeError, RecursionError):
        return None
    return (data, width, height) if data.startswith(start) and width > 0 and height > 0 else None
