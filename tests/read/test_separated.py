"""Files of separated values: what separates them, and where their tables begin and end."""

from __future__ import annotations

from pathlib import Path

import pytest
from sheets_by_hand import glance, reading

from extractor.errors import LimitExceeded, UnreadableFile
from extractor.read import Limits, read

HEADS, BODY = ["District", "All crime", "Robbery"], [["Ashford", "4,003", "33"], ["Dover", "4,005", "35"]]


@pytest.mark.parametrize(("mark", "name"), [(",", "a.csv"), (";", "a.csv"), ("\t", "a.tsv"), ("|", "a.csv")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separators_and_encodings(tmp_path: Path, mark: str, name: str, encoding: str) -> None:
    lines = [["Caf\u00e9 crime", "", ""], [], HEADS, *BODY]
    quoted = "\r\n".join(mark.join(f'"{field}"' if "," in field else field for field in line) for line in lines)
    document = reading(tmp_path, quoted.encode(encoding), name)
    assert glance(document) == ["# Caf\u00e9 crime", [HEADS, *BODY]]
    assert (document.media, document.reader) == ("csv", "csv")


def test_several_tables_with_titles_and_notes(tmp_path: Path) -> None:
    text = (
        "Offences,,\nDistrict,All crime,Robbery\nAshford,12,3\nSource: the force,,\n\n"
        "Outcomes,,\nDistrict,Solved,Share\nAshford,5,7\n"
    )
    assert glance(reading(tmp_path, text.encode(), "a.csv")) == [
        "# Offences", [["District", "All crime", "Robbery"], ["Ashford", "12", "3"]], "Source: the force",
        "# Outcomes", [["District", "Solved", "Share"], ["Ashford", "5", "7"]],
    ]  # fmt: skip


def test_a_field_over_two_lines(tmp_path: Path) -> None:
    text = 'District,"All\ncrime"\nAshford,12\nDover,13\n'
    assert glance(reading(tmp_path, text.encode(), "a.csv"))[0][0] == ["District", "All crime"]


def test_values_are_told_by_their_lines_whatever_the_name(tmp_path: Path) -> None:
    text = "District,All crime,Robbery\nAshford,12,3\nDover,14,5\n"
    assert reading(tmp_path, text.encode(), "a.txt").media == "csv"
    assert reading(tmp_path, b"Kent Police\n\nAll crime fell.\n", "a.csv").media == "txt"


def test_files_that_cannot_be_read_are_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="never ends"):
        reading(tmp_path, b'a,b,c\n1,2,"' + b"x," * 200_000, "a.csv")
    path = tmp_path / "wide.csv"
    path.write_text("a,b,c\n" * 50)
    with pytest.raises(LimitExceeded, match="cells"):
        read(path, limits=Limits(max_cells=40))
