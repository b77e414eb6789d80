"""A vocabulary folder of one's own: what is filled in counts, what is not counts for nothing, a slip is one line."""

from __future__ import annotations

from pathlib import Path

import pytest
from grids import document

from extractor.codelists import vocabulary
from extractor.errors import UsageError
from extractor.layouts.lexicon import Lexicon
from extractor.layouts.recognise import recognise
from extractor.model import Block
from extractor.pipeline import Options, understand


def folder(tmp_path: Path, **files: str) -> str:
    """A folder with files of these names, `__` for a stroke and `_csv` for `.csv`."""
    for name, text in files.items():
        path = tmp_path / name.replace("__", "/").replace("_csv", ".csv").replace("_toml", ".toml")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return str(tmp_path)


def test_rows_nobody_has_filled_in_count_for_nothing(tmp_path):
    terms = "term,within,facts,nearest,seen_in\nwobbling,,,burglary: category=burglary,Wobbling (table 1)\n"
    areas = "area,area_type,force,scope,aliases\nWobbleton,,hampshire,force,\n"
    force = 'force = "wobbleshire"\nname = ""\n'
    book = vocabulary(folder(tmp_path, terms_csv=terms, areas_csv=areas, forces__wobbleshire_toml=force))
    read = Lexicon(book, "hampshire").read
    assert read("Wobbling").unknown == "wobbling" and read("Wobbleton").unknown == "wobbleton"
    assert "wobbleshire" not in book.forces


def test_rows_that_are_filled_in_count_whatever_stands_beside_them(tmp_path):
    terms = "# a remark, with commas\nterm,within,facts,nearest,seen_in\nwobbling,,category=burglary,x,y\n"
    areas = '"# a remark, as a spreadsheet saves it",,,,\n' + AREAS + "Wobbleton,ward,hampshire,force,\n"
    read = Lexicon(vocabulary(folder(tmp_path, terms_csv=terms, areas_csv=areas)), "hampshire").read
    assert read("Wobbling").category == "burglary"
    assert (read("Wobbleton").area, read("Wobbleton").area_type) == ("Wobbleton", "ward")


TERMS = "term,within,facts\n"
AREAS = "area,area_type,force,scope,aliases\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"terms_csv": TERMS + "wobbling,,measure=arest\n"}, '"wobbling" states measure=arest, which measures.csv'),
        ({"terms_csv": TERMS + "wobbling,,category=wobble\n"}, "category=wobble, which categories.csv does not have"),
        ({"terms_csv": TERMS + "wobbling,,measures=arrests\n"}, "states measures, which is none of"),
        ({"terms_csv": TERMS + "wobbling,,arrests\n"}, '"wobbling": terms: "arrests" is not key=value'),
        ({"terms_csv": TERMS + "wobbling,,role=fall\n"}, "role=fall, which docs/vocabulary.md does not list"),
        ({"terms_csv": TERMS + "wobbling,arests,role=difference\n"}, "is bound to arests, which is no measure"),
        ({"terms_csv": "term;within;facts\n"}, "has no column term; its heading must be term,within,facts"),
        ({"terms_csv": TERMS + "wobbling,\n"}, "line 2 has not as many fields as the heading"),
        ({"prose_csv": TERMS + "wobbling,,unit=stone\n"}, "unit=stone"),
        ({"areas_csv": AREAS + "Wobbleton,town,,,\n"}, '"Wobbleton" is of the kind town'),
        ({"areas_csv": AREAS + "Wobbleton,ward,wobbleshire,,\n"}, "fill in the name in forces/wobbleshire.toml"),
        ({"forces__hampshire_toml": '[terms]\n"wobbling" = "measure=arest"\n'}, "hampshire.toml: \"wobbling\" states"),
        ({"forces__hampshire_toml": '[areas.ward]\n"Wobbleton" = "Wobble"\n'}, "areas cannot be read; write [areas."),
        ({"forces__hampshire_toml": 'words = "Wobble"\n'}, "words is no list of texts"),
        ({"forces__hampshire_toml": "words = \n"}, "hampshire.toml: not readable"),
        ({"recognition_toml": "[dates]\ndatas = []\n"}, "there is no list dates.datas"),
        ({"recognition_toml": '[dates]\ndata = "wobbled to"\n'}, "dates.data is no list of words"),
        ({"recognition_toml": "[dates]\nown_patterns = ['(']\n"}, "a pattern cannot be read"),
    ],
)  # fmt: skip
def test_a_slip_in_a_row_is_told_in_one_line_that_names_file_and_row(tmp_path, files, told):
    with pytest.raises(UsageError) as caught:
        vocabulary(folder(tmp_path, **files))
    assert told in str(caught.value) and str(tmp_path) in str(caught.value) and "\n" not in str(caught.value)


def test_a_file_saved_in_the_code_page_of_the_spreadsheet_is_told(tmp_path):
    (tmp_path / "terms.csv").write_bytes("term,within,facts\ncaf\xe9,,drop=yes\n".encode("latin-1"))
    with pytest.raises(UsageError, match=r"terms.csv: is not UTF-8; save it as CSV in UTF-8"):
        vocabulary(str(tmp_path))


def test_a_measure_and_its_terms_may_come_in_one_folder(tmp_path):
    measures = (
        "measure,label,definition,statistic,unit,rate_measure,category,better,comparability\n"
        "wobbles,Wobbles,Wobbles counted in the period,count,count,,,,\n"
    )
    book = vocabulary(folder(tmp_path, measures_csv=measures, terms_csv=TERMS + "wobbling,,measure=wobbles\n"))
    assert Lexicon(book).read("Wobbling").measure == "wobbles"


def test_words_for_a_date_are_added_to_those_that_ship(tmp_path):
    schemas = folder(tmp_path, recognition_toml='[dates]\ndata = ["wobble day"]\n')
    report = document(front=(Block("heading", "Hampshire Constabulary", 1), Block("paragraph", LINE)))
    assert understand(report, vocabulary(), Options()).document.period_end is None
    with_words = understand(report, vocabulary(schemas), Options(schemas=schemas)).document
    assert str(with_words.period_end) == "2024-05-14"
    assert recognise(report, vocabulary()).period_end is None  # and only for the document it was given with


LINE = "Wobble day 14 May 2024"
