"""CSV that spreadsheets open without running anything, and that readers get every text back from."""

import csv
import io
import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.notation.formulas import escape, unescape
from extractor.publish.as_csv import CsvFile
from extractor.publish.schema import Field, TableSchema

FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    "+A1",
    "-A1",
    "-2+3",
    "--1",
    "\t=1+1",
    "\r=1",
    " =1",
    "＝1+1",
    "+",
    "-",
]
HARMLESS = [
    "-83",
    "+2.0 % pt",
    "-4% pt",
    "-4.5%",
    "-£1,200",
    "-1,234*",
    "89.5%",
    "(175)",
    "<5",
    "5 of 8 *",
    "n/a",
    "",
    "% Change",
    "'s",
]


@pytest.mark.parametrize("text", [t for t in FORMULAS if t not in "+-"])
def test_a_text_that_would_be_a_formula_gets_an_apostrophe(text: str) -> None:
    assert escape(text) == "'" + text


@pytest.mark.parametrize("text", [*HARMLESS, "-", "+"])
def test_numbers_and_ordinary_texts_stay_as_published(text: str) -> None:
    assert escape(text) == text


@given(st.text() | st.text("'=+-@\t\r\n 1%.x"))
def test_the_published_text_comes_back_exactly(text: str) -> None:
    assert unescape(escape(text)) == text


@given(st.text("'=+-@\t\r\n 1%.x(|!"))
def test_what_is_left_with_a_sign_in_front_is_a_number(text: str) -> None:
    written = escape(text)
    if written.lstrip()[:1] in ("=", "+", "-", "@"):
        assert re.fullmatch(r"[+-]|[+-][\s\d.,%]*\d[\s\d.,%]*", written)


SCHEMA = TableSchema("t", "", "", "1.0", (Field("a", "string"), Field("b", "number"), Field("c", "object")), (), (), {})


def written(*rows: tuple[object, ...]) -> str:
    stream = io.BytesIO()
    CsvFile(stream, SCHEMA).add(rows)  # type: ignore[arg-type]
    return stream.getvalue().decode()


@pytest.mark.parametrize(
    ("number", "text"),
    [(Decimal("89.5"), "89.5"), (Decimal("3.6E+4"), "36000"), (Decimal("1E-7"), "0.0000001"), (1e-05, "0.00001"),
     (72.0, "72"), (1e16, "10000000000000000"), (-4.5, "-4.5"), (0.0, "0"), (None, "")],
)  # fmt: skip
def test_numbers_are_plain(number: object, text: str) -> None:
    assert written(("", number, "{}")).splitlines()[1] == f",{text},{{}}"


def test_json_columns_are_not_escaped() -> None:
    assert written(("x", None, '{"a": "=1"}')) == 'a,b,c\nx,,"{""a"": ""=1""}"\n'


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")), min_size=1, max_size=5))
def test_a_csv_reader_gets_the_same_cells(texts: list[str]) -> None:
    out = written(*((text, 1, "{}") for text in texts))
    rows = list(csv.reader(io.StringIO(out, newline="")))
    assert [unescape(row[0]) for row in rows[1:]] == texts
