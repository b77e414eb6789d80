"""Extractions survive the way between processes and into the cache."""

import struct
from dataclasses import replace
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import extraction, observation

from extractor import codec
from extractor.bounds import CUT, MOST_TEXT
from extractor.codec import decode, decode_document, encode
from extractor.errors import ExtractorError
from extractor.model import Extraction


def test_there_and_back():
    found = replace(
        extraction(),
        observations=(observation(value=Decimal("0.10"), value_text="a\ud800\nb"), observation(2, value=None)),
    )
    assert decode(encode(found)) == found
    assert str(decode(encode(found)).observations[0].value) == "0.10"
    assert decode_document(encode(found)) == found.document


def test_a_text_without_end_is_cut_with_a_mark_and_told():
    label = "label " * 50_000
    found = decode(encode(replace(extraction(), observations=(observation(row_label=label),))))
    (figure,) = found.observations
    assert (
        len(figure.row_label) == MOST_TEXT
        and figure.row_label.endswith(CUT)
        and label.startswith(figure.row_label.removesuffix(CUT))
    )
    assert (
        found.findings[-1].code == "cut-text"
        and "1 texts are longer than 2,000 characters" in found.findings[-1].message
    )
    assert found.document.warnings == extraction().document.warnings + 1
    titled = replace(extraction(), document=replace(extraction().document, title="t" * (1 << 20)))
    assert len(decode_document(encode(titled)).title) == MOST_TEXT


def test_more_figures_than_a_file_may_have_are_left_out_and_told(monkeypatch):
    monkeypatch.setattr(codec, "MOST_ROWS", 10)
    many = replace(extraction(), observations=tuple(observation(n) for n in range(1, 30)))
    found = decode(encode(many))
    assert len(found.observations) == found.document.figures_read == 10
    assert "not read whole: it has more than 10 observations" in found.document.message
    assert [f.code for f in found.findings if f.severity == "error"] == ["left-out"]
    left = {o.observation_id for o in found.observations}
    assert all(left.issuperset(check.observation_ids) for check in found.checks)


def test_a_number_without_end_has_no_value_and_a_check_of_all_figures_is_left_out():
    ids = tuple(f"{n:016}" for n in range(20_000))
    found = replace(
        extraction(),
        observations=(observation(value=Decimal("1E+99999")), observation(2, value=Decimal("1E+20"))),
        checks=(replace(extraction().checks[0], observation_ids=ids),),
    )
    back = decode(encode(found))
    assert [o.value for o in back.observations] == [None, Decimal("1E+20")] and back.checks == ()
    assert "1 checks are of too many figures; 1 figures have more" in back.document.message


def test_a_small_file_that_comes_to_a_large_dataset_is_refused():
    """The same label in every row costs nothing to send, and all the more to write."""
    labels = ["x" * MOST_TEXT] * 6
    named = dict(zip(("row_label", "column_label", "section", "table_title", "row_group", "area"), labels, strict=True))
    many = replace(extraction(), observations=tuple(observation(n, **named) for n in range(1, 8_000)))
    with pytest.raises(ExtractorError, match="64,000,000 characters"):
        encode(many)


def packed(change) -> bytes:
    """An encoded extraction with its second half as `change` has it: [texts, tables, observations, checks ...]."""
    data = encode(extraction())
    end = 4 + struct.unpack_from(">I", data)[0]
    rest = list(msgspec.msgpack.decode(data[end:]))
    return data[:end] + msgspec.msgpack.encode(change(rest) or rest)


def put(part, column, value):
    def change(rest):
        rest[part][column] = value

    return change


def everywhere(rest):
    rest[0][0] = b"x" * MOST_TEXT
    rest[2][0] = rest[2][1] = [0] * 50_000


HOSTILE = {
    "places beyond the table": put(2, 0, [1 << 20]),
    "places before it": put(2, 0, [-1]),
    "columns that differ in length": put(2, 0, [0, 0, 0, 0, 0]),
    "a column less": lambda rest: rest[2].pop(),
    "a text as a number": put(2, 25, ["seven"]),
    "a number that is none": put(2, 20, ["12 thousand"]),
    "a number of a thousand million digits": put(2, 20, ["1E+1000000000"]),
    "a number beyond every column": put(2, 25, [1 << 62]),
    "texts that are no UTF-8": lambda rest: rest[0].__setitem__(0, b"\xff\xff"),
    "a text beyond the limit": lambda rest: rest[0].__setitem__(0, b"x" * (MOST_TEXT + 1)),
    "the same long text everywhere": everywhere,
    "nothing": lambda rest: [None] * len(rest),
    "lists in lists": lambda rest: [[[[[]]]]] * len(rest),
}  # fmt: skip


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_what_no_extraction_holds_is_refused(change):
    with pytest.raises(ValueError, match="not an encoded extraction"):
        decode(packed(change))


def test_what_is_packed_anew_without_a_change_is_taken():
    assert decode(packed(lambda rest: None)) == extraction()


@given(st.binary(max_size=40), st.integers(0, 2000), st.integers(0, 40))
@settings(max_examples=300, deadline=None)
def test_any_damage_is_refused_or_gives_an_extraction(garbage, start, length):
    data = bytearray(encode(extraction()))
    data[start : start + length] = garbage
    try:
        assert isinstance(decode(bytes(data)), Extraction)
    except ValueError as error:
        assert "not an encoded extraction" in str(error)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[]\n{}", b"null\nnull", encode(extraction())[:-40], b"\xff\n", b"[1]\n{}"]
)
def test_anything_else_is_refused(data):
    with pytest.raises(ValueError):
        decode(data)
