"""A pipeline that does what the file tells it: read two figures, hang, crash, or eat memory at once or hold it."""

from __future__ import annotations

import ctypes
import hashlib
import time
from dataclasses import dataclass, replace
from pathlib import Path

from made import extraction

from extractor.errors import UnreadableFile
from extractor.model import Extraction

FAKE = "fake_pipeline:extract"


@dataclass(frozen=True)
class Options:
    force: str | None = None
    reader: str = "auto"
    prose: bool = True
    schemas: str | None = None


def extract(path: str, options: Options) -> Extraction:
    content = Path(path).read_bytes()
    command, _, rest = content.decode().strip().partition(" ")
    if command == "hang":
        time.sleep(600)
    if command == "spin":
        while True:
            pass
    if command == "crash":
        ctypes.string_at(0)
    if command == "eat":
        hoard = [bytearray(16 << 20) for _ in range(1000)]
        return extraction(str(len(hoard)))
    if command == "hoard":
        size, seconds = map(int, rest.split())
        hoard = [b"x" * (size << 20)]
        time.sleep(seconds)
        return extraction(str(len(hoard)))
    if command == "raise":
        raise ValueError(f"{rest} in {path}")
    if command == "refuse":
        raise UnreadableFile(path, "is damaged", "ask for another copy")
    if command == "slow":
        time.sleep(float(rest))
    if command == "print":
        print("noise on standard output")
    if command == "alter":
        content += b"!"
    document_id = rest if command == "report" else f"unknown-{command}"
    found = extraction(document_id, seed=content.decode())
    digest = hashlib.sha256(content).hexdigest()
    return replace(found, document=replace(found.document, source_sha256=digest, media=Path(path).suffix[1:] or "txt"))
