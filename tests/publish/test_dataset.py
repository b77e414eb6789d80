"""The written dataset, opened with the tools that its users have."""

import contextlib
import json
import os
import sqlite3
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import frictionless
import pandas as pd
import pyarrow.parquet as pq
import pytest
from made import extraction, observation

from extractor.errors import UsageError
from extractor.publish import dataset
from extractor.publish.as_parquet import ParquetFile
from extractor.publish.codes import load_schemas
from extractor.publish.dictionary import markdown
from extractor.publish.tidy import rows_of

TWO = (extraction("hampshire-2018-03-31", "a"), extraction("staffordshire-2023-03-31", "b", force="staffordshire"))
AWKWARD = replace(
    extraction("warwickshire-2017-09-30", "c"),
    observations=(
        observation(
            7, document_id="warwickshire-2017-09-30", value=None, value_text='=HYPERLINK("x")\nand "more", too'
        ),
        observation(8, document_id="warwickshire-2017-09-30", measure="", category="", qualifier="<", value=Decimal(5)),
        observation(
            9, document_id="warwickshire-2017-09-30", page=None, x0=None, table=1, breakdown='{"rank_group": "Officer"}'
        ),
    ),
    checks=(),
)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    dataset.write(tmp_path / "out", (*TWO, AWKWARD))
    return tmp_path / "out"


def contents(folder: Path) -> dict[str, bytes]:
    shown = (p for p in sorted(folder.rglob("*")) if ".versions" not in p.parts)
    return {str(p.relative_to(folder)): p.read_bytes() for p in shown if p.is_file()}


def test_frictionless_finds_nothing_wrong(out):
    report = frictionless.validate(str(out / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    assert {task.name for task in report.tasks} == {
        "documents", "tables", "observations", "checks", "unmapped", "findings",
        "measures", "categories", "forces", "areas", "units", "caveats", "combinations", "preferences", "populations",
        "synonyms", "vintages", "changes", "corrections",
    }  # fmt: skip


def test_frictionless_would_find_a_changed_figure(out):
    csv = out / "observations.csv"
    csv.write_text(csv.read_text().replace(",36000,", ",36 000,", 1))
    assert not frictionless.validate(str(out / "datapackage.json")).valid


def test_package_says_who_published_what(out):
    package = json.loads((out / "datapackage.json").read_text())
    assert [c["role"] for c in package["contributors"]] == ["author", "author", "wrangler"]
    assert package["version"] == "2.0" and package["licenses"] and len(package["sources"]) == 3
    assert "/" not in package["sources"][0]["title"]


def test_parquet_has_the_types_of_the_schema(out):
    schema = pq.read_schema(out / "observations.parquet")
    types = {
        name: str(schema.field(name).type) for name in ("value", "out_of", "period_start", "table", "page", "measure")
    }
    assert types == {"value": "double", "out_of": "double", "period_start": "date32[day]", "table": "int64",
                     "page": "int64", "measure": "string"}  # fmt: skip


def test_pandas_reads_parquet_with_gaps_as_gaps(out):
    frame = pd.read_parquet(out / "observations.parquet")
    assert str(frame["value"].dtype) == "float64" and str(frame["page"].dtype) == "Int64"
    assert frame["value"].isna().sum() == 1 and frame["measure"].isna().sum() == 1
    assert frame.loc[0, "period_start"] == date(2017, 4, 1)
    assert frame.loc[frame["measure"].isna(), "qualifier"].item() == "<"


def test_texts_are_as_published_in_parquet_and_sqlite_and_harmless_in_csv(out):
    text = '=HYPERLINK("x")\nand "more", too'
    assert text in set(pd.read_parquet(out / "observations.parquet")["value_text"])
    assert "'" + text in set(pd.read_csv(out / "observations.csv")["value_text"])
    with contextlib.closing(sqlite3.connect(out / "performance.sqlite")) as db:
        assert db.execute("SELECT count(*) FROM observations WHERE value_text = ?", (text,)).fetchone() == (1,)


def test_sqlite_keeps_every_key_and_index(out):
    with contextlib.closing(sqlite3.connect(out / "performance.sqlite")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        keys = {row[2:5] for row in db.execute("PRAGMA foreign_key_list(figures)")}
        assert {("texts", "document_id", "text_id"), ("texts", "measure", "text_id")} <= keys
        indexed = {row[1].removeprefix("figures_") for row in db.execute("PRAGMA index_list(figures)")}
        assert {"measure_category", "category", "force_measure", "area", "period_end_period_start"} <= indexed
        joined = "SELECT count(*) FROM checked JOIN observations USING (observation_id)"
        assert db.execute(joined).fetchone() == (4,)
        assert db.execute("PRAGMA user_version").fetchone() == (200,)


def test_sqlite_rows_are_the_rows_of_the_csv(out):
    with contextlib.closing(sqlite3.connect(out / "performance.sqlite")) as db:
        for name in ("documents", "tables", "observations", "checks", "unmapped", "findings"):
            counted = db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            assert counted == len(pd.read_csv(out / f"{name}.csv"))


def test_same_input_same_bytes(out, tmp_path):
    dataset.write(tmp_path / "again", (*TWO, AWKWARD))
    assert contents(tmp_path / "again") == contents(out)


def test_writing_over_a_dataset_gives_the_same_bytes_but_for_what_is_told_of_its_history(out):
    before = contents(out)
    dataset.write(out, (*TWO, AWKWARD))
    assert contents(out) == before
    dataset.write(out, TWO[:1])
    dataset.write(out, (*TWO, AWKWARD))
    telling = {"changes.csv", "performance.sqlite", "datapackage.json", "feed.xml", "feed.json"}
    after = contents(out)
    assert {n: b for n, b in after.items() if n not in telling} == {n: b for n, b in before.items() if n not in telling}


def test_formats_that_are_not_wanted_go_and_other_files_stay(out):
    (out / "notes.csv").write_text("mine")
    dataset.write(out, TWO, formats=["sqlite"])
    assert not (out / "observations.csv").exists() and not (out / "observations.parquet").exists()
    assert (out / "notes.csv").read_text() == "mine"
    assert frictionless.validate(str(out / "datapackage.json")).valid


def test_a_dataset_without_figures_is_valid(tmp_path):
    dataset.write(tmp_path, ())
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    assert len(pd.read_parquet(tmp_path / "observations.parquet")) == 0


def test_another_data_package_is_not_overwritten(tmp_path):
    (tmp_path / "datapackage.json").write_text('{"name": "somebody-elses"}')
    with pytest.raises(UsageError, match="another data package"):
        dataset.write(tmp_path, TWO)
    assert (tmp_path / "datapackage.json").read_text() == '{"name": "somebody-elses"}'


def test_unsorted_documents_are_refused_and_leave_no_trace(out):
    before = contents(out)
    with pytest.raises(ValueError, match="sorted"):
        dataset.write(out, TWO[::-1])
    assert contents(out) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything may be written by root")
def test_a_folder_that_may_not_be_written_is_told_beforehand(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="cannot be written"):
        dataset.check_place(tmp_path / "out", ["csv"])


def test_published_columns_change_with_the_schema_version_only():
    """A published name, type or key that changes needs a new version, and a new list here beside the old ones."""
    schemas = load_schemas()
    published = {
        table.name: [[field.name, field.type, field.nullable] for field in table.fields] + [list(table.primary_key)]
        for table in (*schemas.tables.values(), *(code_list.schema for code_list in schemas.code_lists.values()))
    }
    assert published == json.loads((Path(__file__).parent / f"columns-{schemas.version}.json").read_text())


def test_row_groups_depend_on_the_rows_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.publish.as_parquet._GROUP", 10)
    rows = [row for n in range(7) for row in rows_of(extraction(seed=str(n)), load_schemas())["observations"]]
    rows += rows[:1] * 19
    written = []
    for step in (1, 3, 40):
        file = ParquetFile(tmp_path / str(step), load_schemas().tables["observations"])
        for start in range(0, len(rows), step):
            file.add(rows[start : start + step])
        file.close()
        written.append((tmp_path / str(step)).read_bytes())
    assert len(set(written)) == 1
    assert [pq.ParquetFile(tmp_path / "3").metadata.row_group(i).num_rows for i in range(4)] == [10, 10, 10, 3]


def test_the_page_of_columns_is_up_to_date():
    page = Path(__file__).resolve().parents[2] / "docs" / "columns.md"
    assert page.read_text(encoding="utf-8") == markdown(load_schemas())
