"""What a question does not need of a table is not read, whichever file holds it."""

from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from made import extraction, observation

import extractor
from extractor.publish import as_parquet, dataset, scan
from extractor.publish.codes import load_schemas
from extractor.selection import only

OBSERVATIONS = load_schemas().tables["observations"]
OTHER = "warwickshire-2017-09-30"
ROWS = (
    observation(1, category="rape"),
    observation(2, category="", value_text="=1+1"),
    observation(3, category="", measure="", value_text="'=quoted"),
)
DOCUMENTS = (
    replace(extraction(), observations=ROWS, checks=()),
    replace(
        extraction(OTHER, "c"), observations=(observation(4, document_id=OTHER, table=0, category="rape"),), checks=()
    ),
)


@pytest.mark.parametrize("kind", ["csv", "parquet", "sqlite"])
@pytest.mark.parametrize(
    ("where", "found"),
    [
        ((), [1, 2, 3, 4]),
        ((only("category", "rape"),), [1, 4]),
        ((only("category", ""),), [2, 3]),
        ((only("category", "rape", ""), only("document_id", OTHER)), [4]),
        ((only("measure", "recorded_crime"), only("no_such_column", "")), [1, 2, 4]),
        ((only("no_such_column", "here"),), []),
        ((only("table", 1), only("category", "rape")), [1]),
        ((only("table", "", 7),), [4]),
        ((only("observation_id", *(f"{n:016x}" for n in range(2, 40_000))),), [2, 3, 4]),
    ],
)
def test_conditions_mean_the_same_in_every_format(tmp_path, kind, where, found):
    dataset.write(tmp_path, DOCUMENTS, formats=[kind])
    pieces = scan.batches(tmp_path / ".versions" / "current", OBSERVATIONS, ("value_text", "observation_id"), where)
    rows = [row for piece in pieces for row in piece.to_pylist()]
    assert [int(row["observation_id"], 16) for row in rows] == found
    assert {"=1+1", "'=quoted"} & {row["value_text"] for row in rows} == {
        text for n, text in ((2, "=1+1"), (3, "'=quoted")) if n in found
    }


def test_groups_of_rows_and_columns_that_are_not_needed_are_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(as_parquet, "_GROUP", 3)
    dataset.write(tmp_path, DOCUMENTS, formats=["parquet"])
    path = (tmp_path / "observations.parquet").resolve()
    with pq.ParquetFile(path) as file:
        first, last = (file.metadata.row_group(n) for n in range(2))
        starts = [first.column(0).dictionary_page_offset or first.column(0).data_page_offset]
        starts += [
            last.column(n).data_page_offset
            for n in range(last.num_columns)
            if last.column(n).path_in_schema == "section"
        ]
    content = bytearray(path.read_bytes())
    for start in starts:
        content[start : start + 8] = b"\xff" * 8
    path.write_bytes(content)
    (piece,) = scan.of_parquet(path, OBSERVATIONS, ["category", "value"], [only("document_id", OTHER)])
    assert piece.num_rows == 1
    with pytest.raises(OSError):
        list(scan.of_parquet(path, OBSERVATIONS, ["section"], [only("document_id", OTHER)]))
    with pytest.raises(OSError):
        list(scan.of_parquet(path, OBSERVATIONS, [OBSERVATIONS.fields[0].name], []))


def test_a_question_reads_the_columns_and_rows_it_needs(tmp_path, monkeypatch):
    dataset.write(tmp_path, DOCUMENTS)
    asked = []
    told = scan.batches

    def watched(folder, schema, columns, where=(), ordered=False):
        asked.append((schema.name, tuple(columns), {condition.column for condition in where}))
        return told(folder, schema, columns, where, ordered)

    monkeypatch.setattr(scan, "batches", watched)
    extractor.series(extractor.load(tmp_path), category="rape")
    extractor.compare(extractor.load(tmp_path), category="rape")
    whole = len(OBSERVATIONS.fields)
    figures = [(columns, where) for name, columns, where in asked if name == "observations"]
    assert figures and all(len(columns) < whole for columns, _ in figures)
    assert all(
        {"measure", "category"} <= where or "document_id" in where for columns, where in figures if len(columns) > 4
    )
