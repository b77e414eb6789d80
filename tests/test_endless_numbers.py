"""Digits without end are no number that Python makes: wherever they stand, the file is read all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_docx import archive, relations

from extractor.pipeline import extract
from extractor.tables.listings import _goes_up

ENDLESS = "9" * 5_000
TABLE = "Offence\t2017/18\t2016/17\nBurglary\t12\t10\nRape\t5\t6\n"
TEXTS = {
    "page numbers": f"Contents\n\nCrime\t1\nRape\t2\nArson\t{ENDLESS}\n\n",
    "spaced page numbers": f"Contents\n\nCrime      1\nRape       2\nArson      {ENDLESS}\n\n",
    "minutes of a sentence": f"The average time was {ENDLESS} minutes and 3 seconds in March 2018.\n\n",
    "hours of a cell": f"Answer\t{ENDLESS} hours 3 minutes\t4 minutes\n",
    "a date": f"Date\t{ENDLESS}/{ENDLESS}/2018\t31/3/2018\nRape\t5\t6\n",
    "a period": f"Offence\t12 months to March {ENDLESS}\t{ENDLESS} months to March 2018\nRape\t5\t6\n",
    "a rank": f"Rank\t{ENDLESS}th of 8\t5 of {ENDLESS}\n",
}
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("form", ["txt", "csv"])
def test_endless_digits_cost_no_other_figure(tmp_path: Path, text: str, form: str) -> None:
    path = tmp_path / f"report.{form}"
    whole = f"Hampshire Police March 2018\n\n{text}\n{TABLE}"
    path.write_text(whole.replace("\t", ",") if form == "csv" else whole)
    found = [(o.row_label, o.value) for o in extract(str(path)).observations if o.row_label == "Burglary"]
    assert [value for _, value in found] == [12, 10]


def test_endless_ids_of_lists_cost_no_word_file(tmp_path: Path) -> None:
    number = f'<w:num w:numId="{ENDLESS}"><w:abstractNumId w:val="{ENDLESS}"/></w:num>'
    path = tmp_path / "report.docx"
    path.write_bytes(
        archive(
            {
                "_rels/.rels": relations(officeDocument="word/document.xml"),
                "word/document.xml": f"<w:document {W}><w:body><w:p><w:r><w:t>Burglary fell by 5%.</w:t></w:r></w:p>"
                "</w:body></w:document>",
                "word/_rels/document.xml.rels": relations(numbering="numbering.xml"),
                "word/numbering.xml": f'<w:numbering {W}><w:abstractNum w:abstractNumId="{ENDLESS}"/>{number}'
                "</w:numbering>",
            }
        )
    )
    assert extract(str(path)).document.status == "read"


def test_raised_digits_are_no_page_numbers() -> None:
    assert _goes_up(["²", "3", ENDLESS, "4"])
