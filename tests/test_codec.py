"""Extractions survive the way between processes and into the cache."""

from dataclasses import replace
from decimal import Decimal

import pytest
from made import extraction, observation

from extractor.codec import decode, decode_document, encode


def test_there_and_back():
    found = replace(
        extraction(),
        observations=(observation(value=Decimal("0.10"), value_text="a\ud800\nb"), observation(2, value=None)),
    )
    assert decode(encode(found)) == found
    assert str(decode(encode(found)).observations[0].value) == "0.10"
    assert decode_document(encode(found)) == found.document


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]\n{}", b"null\nnull", encode(extraction())[:-40], b"\xff\n", b"[1]\n{}"]
)
def test_anything_else_is_refused(data):
    with pytest.raises(ValueError):
        decode(data)
