"""The unit of work: one file to an encoded extraction, inside the isolated process."""

from __future__ import annotations

import contextlib
import importlib
from typing import Any

from extractor import codec

TARGET = "extractor.unit:extract_file"
MANY = "extractor.unit:extract_one_of_many"
DIGEST = "extractor.intake:digest"
FEW = 8  # files for each process that they part from: too few to win back what is made beforehand for many
PIPELINE = "extractor.pipeline:extract"
# What the pipeline imports only when a file needs it; imported once beforehand, it costs no file anything.
_NEEDED_LATER = (
    "extractor.read.pdf",
    "extractor.read.pdfium",
    "extractor.read.docx",
    "extractor.read.text",
    "extractor.read.xlsx",
    "extractor.read.xls",
    "extractor.read.ods",
    "extractor.read.page",
    "extractor.read.pptx",
    "extractor.read.separated",
    "xlrd",
    "extractor.tables",
    "rapidfuzz.fuzz",
    "rapidfuzz.process",
    "pypdfium2.raw",
)


def extract_file(path: str, function: str, options: dict[str, Any]) -> bytes:
    """Run `function` (`module:name`) with the options of its module and encode what it returns."""
    module_name, _, name = function.partition(":")
    module = importlib.import_module(module_name)
    return codec.encode(getattr(module, name)(path, module.Options(**options)))


def extract_file_preload() -> None:
    """Import what `extract_file` will need, and let the pipeline read the vocabulary that ships."""
    for name in _NEEDED_LATER:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    with contextlib.suppress(ImportError):
        importlib.import_module(PIPELINE.partition(":")[0]).prepare()


extract_one_of_many = extract_file


def extract_one_of_many_preload() -> None:
    """Besides, make beforehand what each of many files would make for itself."""
    extract_file_preload()
    importlib.import_module("extractor.rehearsal").rehearse()
