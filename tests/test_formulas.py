"""No cell of any file that is written runs as a formula when a spreadsheet opens it, and numbers stay numbers."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import openpyxl
import pytest

from extractor.batch import convert
from extractor.cli import main
from extractor.notation.formulas import escape, unescape

REPORT = """Hampshire Constabulary
Force Performance Profile March 2018

=HYPERLINK("http://x","y") offences

Offence\t12 months to March 2018\t12 months to March 2017\tDifference\t=cmd|' /C calc'!A0
=1+1 burglary\t1,120\t1,000\t20\t@SUM(1+1)
-2+3+cmd|' /C calc'!A0\t12\t10\t5\t+3.0%
+1*2 rape\t10\t11\t-1\t=2+3
@robbery\t7\t8\t-1\t-9%
\uff1d1 arson\t5\t6\t-1\t-
Burglary\t300\t200\t150\t51%
Shoplifting\t30\t20\t10\t50%
All crime\t1,484\t1,255\t229\t18%
"""
NAMES = ("=1+1.txt", "@name.txt", "+1.txt", "-1+1.txt")
SIGNED = re.compile(r"[+-]|[+-][\d.,]+( ?%)?")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of hostile reports with hostile names, what `check` finds in it and what `compare` writes of it."""
    folder, out = tmp_path_factory.mktemp("in"), tmp_path_factory.mktemp("out")
    for number, name in enumerate(NAMES):
        (folder / name).write_text(REPORT + "\n" * number, encoding="utf-8")
    convert(folder, out=out, cache=False)
    assert main(["check", str(out), "--format", "csv", "--out", str(out / "doubts.csv")]) == 0
    compare = ["compare", str(out), "--measure", "recorded_crime", "--places", "--format", "csv,xlsx"]
    assert main([*compare, "--out", str(out / "compared")]) == 0
    return out


def test_no_cell_of_a_csv_is_a_formula(out: Path) -> None:
    files = sorted(out.rglob("*.csv"))
    assert {"doubts.csv", "observations.csv", "unmapped.csv", "findings.csv", "recorded_crime.csv"} <= {
        file.name for file in files
    }
    hostile = 0
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert [c for c in cells if re.match(r"\s*[=+\-@\uff1d]", c) and not SIGNED.fullmatch(c)] == [], file.name
        hostile += sum(re.match(r"'[=+\-@\uff1d]", c) is not None for c in cells)
    assert hostile > 50


INVISIBLE = (
    "\u200e \u200f \u202a \u202e \u2060 \u2066 \ufeff \u00ad \u034f \u061c",
    "\u115f \u180e \u3164 \ufe0f \uffa0 \U000e0041 \x7f \x9b \u00a0",
)


@pytest.mark.parametrize("mark", " ".join(INVISIBLE).split(" "), ids=ascii)
@pytest.mark.parametrize("formula", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3+cmd|x"])
def test_what_does_not_show_in_front_of_a_formula_hides_it_from_nobody(mark: str, formula: str) -> None:
    for text in (mark + formula, mark * 3 + " " + formula, f"'{mark}{formula}"):
        assert escape(text) == "'" + text and unescape(escape(text)) == text
    for plain in (mark + "Burglary", mark + "12", f"a{mark}{formula}"):
        assert escape(plain) == plain


@pytest.mark.parametrize("name", ["doubts", "documents", "findings", "observations", "unmapped"])
def test_the_hostile_texts_are_there_all_the_same(out: Path, name: str) -> None:
    """So that the test above does not pass for want of them."""
    assert "'=" in (out / f"{name}.csv").read_text(encoding="utf-8")


def test_signed_figures_stay_numbers(out: Path) -> None:
    with (out / "observations.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {"-1", "-9", "150"} <= {row["value"] for row in rows}
    assert {"-1", "+3.0%", "-9%"} <= {row["value_text"] for row in rows}


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(out: Path) -> None:
    (file,) = out.rglob("*.xlsx")
    cells = [cell for sheet in openpyxl.load_workbook(file) for row in sheet for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    assert any(str(cell.value).startswith("=") for cell in cells)
    assert any(cell.value == 1484 and cell.data_type == "n" for cell in cells)
