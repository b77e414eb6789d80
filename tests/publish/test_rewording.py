"""Figures that go by other words are told from figures that go: row by row, column by column, and never by a guess."""

from __future__ import annotations

from dataclasses import replace

from extractor.publish.rewording import Print, reworded


def table(
    prefix: str, title: str, rows: dict[str, list[str]], columns: tuple[str, ...] = ("2017", "2018")
) -> list[Print]:
    return [
        Print(f"{prefix}{n}{m}", "d", title, "", row, column, text)
        for n, (row, texts) in enumerate(rows.items())
        for m, (column, text) in enumerate(zip(columns, texts, strict=True))
    ]


OLD = table("old", "Raids", {"Cattle": ["12", "14"], "Sheep": ["0", "3"]})


def paired(new: list[Print]) -> dict[str, str]:
    found = reworded(OLD, new)
    return {old[3:]: new[3:] for old, new in found.items()}


ALL = {"00": "00", "01": "01", "10": "10", "11": "11"}


def test_a_row_that_holds_the_same_under_another_label_is_the_same_row():
    assert paired(table("new", "Raids", {"Cows": ["12", "14"]})) == {"00": "00", "01": "01"}


def test_so_are_columns_and_tables_and_headings_that_are_understood_otherwise():
    rows = {"Cattle": ["12", "14"], "Sheep": ["0", "3"]}
    assert paired(table("new", "Raids", rows, ("2017", "2018/19"))) == ALL
    assert paired(table("new", "Cattle and sheep", rows)) == ALL
    assert paired(table("new", "Raids", rows)) == ALL


def test_a_figure_that_changed_with_its_label_is_another():
    assert paired(table("new", "Raids", {"Cows": ["12", "15"]})) == {}


def test_what_could_be_two_rows_is_neither():
    assert paired(table("new", "Raids", {"Cows": ["12", "14"], "Bulls": ["12", "14"]})) == {}


def test_rows_of_other_tables_and_documents_do_not_count():
    assert paired(table("new", "Thefts", {"Cows": ["12", "14"]})) == {}
    elsewhere = [replace(p, observation_id=f"new{n}", document_id="other") for n, p in enumerate(OLD)]
    assert reworded(OLD, elsewhere) == {}
