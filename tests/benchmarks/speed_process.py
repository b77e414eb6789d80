"""One part of the speed benchmark in a process of its own: `PART FILE...`; prints what it cost as JSON.

`cpu` are seconds of the processor for the work itself, without starting and importing; `memory` is the most
that was resident, in bytes.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from engine_process import processor


def floor() -> Callable[[list[str]], object]:
    import floor as benchmark

    benchmark.hand_over([])
    return benchmark.hand_over


def reading() -> Callable[[list[str]], object]:
    """Every page as words, rules, fills, curves and images."""
    from extractor import unit
    from extractor.read import read

    unit.extract_file_preload()
    return lambda paths: [sum(len(page.words) for page in read(path).pages) for path in paths]


def tables() -> Callable[[list[str]], object]:
    from extractor import unit
    from extractor.read import read
    from extractor.tables import recover

    unit.extract_file_preload()
    return lambda paths: [len(recover(read(path)).body) for path in paths]


def figures() -> Callable[[list[str]], object]:
    from extractor import unit

    unit.extract_file_preload()
    return lambda paths: [len(unit.extract_file(path, unit.PIPELINE, {})) for path in paths]


def dataset() -> Callable[[list[str]], object]:
    """The figures of all files, written as a dataset: what `convert` and its workers do between them."""
    from extractor import codec, unit
    from extractor.publish import as_parquet, dataset

    unit.extract_file_preload()
    assert as_parquet

    def work(paths: list[str]) -> object:
        read = [codec.decode(unit.extract_file(path, unit.PIPELINE, {})) for path in paths]
        read.sort(key=lambda extraction: extraction.document.document_id)
        with tempfile.TemporaryDirectory() as folder:
            return dataset.write(Path(folder, "out"), read)

    return work


def command() -> Callable[[list[str]], object]:
    """`convert` from start to end, with its worker: everything but starting this interpreter."""

    def work(paths: list[str]) -> object:
        import extractor

        with tempfile.TemporaryDirectory() as folder:
            return extractor.convert(paths, out=Path(folder, "out"), jobs=1, cache=False).figures

    return work


def pdfplumber() -> Callable[[list[str]], object]:
    import pdfplumber

    def work(paths: list[str]) -> object:
        found = 0
        for path in paths:
            with pdfplumber.open(path) as pdf:
                for page in pdf.pages:
                    found += len(page.extract_tables())
                    page.close()
        return found

    return work


def pymupdf() -> Callable[[list[str]], object]:
    import engines

    return lambda paths: [engines.pymupdf_lines(path) for path in paths]


def tablers() -> Callable[[list[str]], object]:
    import engines

    return lambda paths: [engines.tablers(path) for path in paths]


PARTS = {f.__name__: f for f in (floor, reading, tables, figures, dataset, command, pdfplumber, pymupdf, tablers)}


def peak_memory() -> int:
    """The most memory that was resident in this process or one it waited for, in bytes."""
    import resource

    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return most if sys.platform == "darwin" else most * 1024


if __name__ == "__main__":
    from extractor.worker import collect_rarely

    work = PARTS[sys.argv[1]]()
    collect_rarely()  # for all alike, as for the process in which `convert` reads a file
    begun = processor()
    work(sys.argv[2:])
    print(json.dumps({"cpu": processor() - begun, "memory": peak_memory()}))
