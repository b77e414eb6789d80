"""The object that drew a character is asked for only where it may change; the answers must be those for all."""

from __future__ import annotations

from itertools import repeat
from pathlib import Path

import numpy as np
import pytest

from extractor.read import pdfium_calls as pdfium
from extractor.read import pdfium_text
from extractor.read.pdfium import PdfiumPages

SAMPLES = sorted((Path(__file__).resolve().parents[2] / "samples").glob("*.pdf"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_objects_are_those_of_all_characters(path: Path) -> None:
    pages = PdfiumPages(path.read_bytes())
    for index in range(pages.count):
        page = pdfium.load_page(pages._handle, index)
        text = pdfium.load_text(page)
        count = pdfium.count_characters(text)
        reader = pdfium_text._Reader(text, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), lambda font, code: None)
        all_of_them = list(map(pdfium.text_object, repeat(text), range(count)))
        assert reader._objects(reader._codes(count)).tolist() == all_of_them
        pdfium.close_text(text)
        pdfium.close_page(page)
    pages.close()


def test_where_text_runs_from_right_to_left_every_character_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(pdfium, "text_object", lambda page, index: asked.append(index) or 7)
    reader = pdfium_text._Reader(pdfium.Handle(0), (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), lambda font, code: None)
    hebrew = np.array([ord(c) for c in "12 \u05d0\u05d1 34 56 78"], np.uint32)
    assert reader._objects(hebrew).tolist() == [7] * len(hebrew)
    assert asked == list(range(len(hebrew)))
    asked.clear()
    reader._objects(np.array([ord(c) for c in "Burglary 12"], np.uint32))
    assert sorted(asked) == [0, 4, 8, 9, 10]
