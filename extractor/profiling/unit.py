"""The unit of work of `extractor profile`: one file to an encoded profile, inside the isolated process."""

from __future__ import annotations

from typing import Any

from extractor import pipeline
from extractor.codelists import vocabulary
from extractor.errors import UsageError
from extractor.profiling.describe import describe
from extractor.profiling.model import encode


def profiled(path: str, options: dict[str, Any]) -> bytes:
    """The profile of a file, read on the way that `convert` reads it."""
    from extractor.read import read
    from extractor.tables import recover

    chosen = pipeline.Options(**options)
    book = vocabulary(chosen.schemas)
    if chosen.force is not None and chosen.force not in book.forces:
        raise UsageError(f'no force "{chosen.force}"; use an id of schemas/forces.csv such as hampshire')
    seen: list[pipeline.Understood] = []
    document = recover(read(path, reader=chosen.reader))
    extraction = pipeline.understand(document, book, chosen, seen.append)
    return encode(describe(seen[0], extraction))
