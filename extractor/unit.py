"""The unit of work: one file to an encoded extraction, inside the isolated process."""

from __future__ import annotations

import contextlib
import importlib
from collections.abc import Iterable
from typing import Any

from extractor import codec
from extractor.model import Media

TARGET = "extractor.unit:extract_file"
MANY = "extractor.unit:extract_one_of_many"
DIGEST = "extractor.intake:digest"
FEW = 8  # files for each process that they part from: too few to win back what is made beforehand for many
PIPELINE = "extractor.pipeline:extract"
# What the pipeline imports only when a file needs it; imported once beforehand, it costs no file anything.
_NEEDED_LATER = ("extractor.read", "extractor.tables", "rapidfuzz.fuzz", "rapidfuzz.process")
_READERS: dict[Media, tuple[str, ...]] = {
    "pdf": ("extractor.read.pdf", "extractor.read.pdfium", "pypdfium2.raw"),
    "docx": ("extractor.read.docx",),
    "txt": ("extractor.read.text",),
    "xlsx": ("extractor.read.xlsx",),
    "xls": ("extractor.read.xls", "xlrd"),
    "ods": ("extractor.read.ods",),
    "html": ("extractor.read.page",),
    "pptx": ("extractor.read.pptx",),
    "csv": ("extractor.read.separated",),
}


def extract_file(path: str, function: str, options: dict[str, Any]) -> bytes:
    """Run `function` (`module:name`) with the options of its module and encode what it returns."""
    module_name, _, name = function.partition(":")
    module = importlib.import_module(module_name)
    return codec.encode(getattr(module, name)(path, module.Options(**options)))


def extract_file_preload() -> None:
    """Import what `extract_file` will need, and let the pipeline read the vocabulary that ships."""
    _import(_NEEDED_LATER)
    with contextlib.suppress(ImportError):
        importlib.import_module(PIPELINE.partition(":")[0]).prepare()


def extract_file_ready(path: str) -> None:
    """Import what reads files of such a name, before a process parts for this one: the next may be of the same form.
    What the file is its content decides; nobody looks at that here."""
    from extractor.read.sniff import forms_named

    for media in forms_named(path):
        _import(_READERS[media])


def _import(modules: Iterable[str]) -> None:
    for name in modules:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)


extract_one_of_many = extract_file


def extract_one_of_many_preload() -> None:
    """Besides, make beforehand what each of many files would make for itself."""
    extract_file_preload()
    for modules in _READERS.values():
        _import(modules)
    importlib.import_module("extractor.rehearsal").rehearse()
