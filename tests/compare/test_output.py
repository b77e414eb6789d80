"""What is written: the same figures in every form, typed, and nothing of a document that could act."""

import csv
import inspect
import io
import json
from datetime import date, datetime

import openpyxl
import pytest
from rich.console import Console
from shelf import figure, shelf

import extractor
from extractor.cli import main
from extractor.codelists import schemas_dir
from extractor.compare.as_json import to_json
from extractor.compare.as_xlsx import to_xlsx
from extractor.compare.rows import COLUMNS
from extractor.compare.terminal import print_comparison
from extractor.errors import UsageError
from extractor.publish.schema import load_table

HOSTILE = '=HYPERLINK("http://x","y")'


@pytest.fixture
def comparison():
    data = shelf(
        figure("hampshire", 21192, "2017-04/2018-03", row_label=HOSTILE, value_text="+21192", page=47),
        figure("hampshire", 20154, "2016-04/2017-03"),
        figure("warwickshire", 1213, "2017-07/2017-09"),
        figure("staffordshire", 3, "2017-07/2017-09", breakdown='{"subset": "domestic_abuse"}'),
        figure("staffordshire", 4, "2017-07/2017-09", breakdown='{"recording_basis": "validated"}'),
    )
    return extractor.compare(data, "recorded_crime", change=True)


def test_columns_are_those_of_the_schema():
    assert tuple(field.name for field in load_table("comparison").fields) == COLUMNS


def test_published_and_derived_values_are_rows_of_their_own(comparison):
    rows = comparison.figures
    assert list(rows.columns) == list(COLUMNS)
    own = rows[(rows.force == "hampshire")].set_index("footing")
    assert list(rows[rows.force == "hampshire"].status) == [
        *("stands", "aligned", "aligned", "aligned", "change", "change", "change")
    ]
    assert (own.loc["monthly_mean", "value"], own.loc["monthly_mean", "formula"]) == (1766, "21,192 / 12 months")
    assert own.loc["percent_change", "base_period_end"] == datetime(2017, 3, 31)
    assert rows[rows.derived == True].formula.str.len().min() > 0  # noqa: E712
    assert (rows[rows.derived == False].formula == "").all()  # noqa: E712
    missing = rows[rows.status == "missing"].iloc[0]
    assert missing.force == "staffordshire" and "published only by" in missing.reasons


def test_every_value_names_its_observations_and_their_places(comparison):
    for row in comparison.figures.itertuples():
        if row.status != "missing":
            assert json.loads(row.observation_ids) and json.loads(row.places)


def test_json_has_numbers_days_and_the_version(comparison):
    told = json.loads(to_json(comparison))
    own = told["panels"][0]["entries"][0]
    assert told["schema_version"] == json.loads((schemas_dir() / "comparison.schema.json").read_text())["version"]
    assert own["figure"]["value"] == 21192 and own["figure"]["derived"] is False
    assert own["figure"]["span"]["start"] == "2017-04-01"
    assert own["aligned"][0]["derived"] is True and own["figure"]["places"][0]["page"] == 47


def test_the_workbook_has_real_numbers_and_dates_and_no_formula(comparison, tmp_path):
    to_xlsx(comparison, tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == ["Comparison", "Changes", "Figures", "Sources", "Caveats", "About"]
    for sheet in book:
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
        assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet for cell in row)
    heads, first, *_ = book["Comparison"].iter_rows(values_only=True)
    line = dict(zip(heads, first, strict=True))
    assert (line["Published"], line["A month (derived)"]) == (21192, 1766)
    assert line["First day"] == datetime(2017, 4, 1)
    heads, first, *_ = book["Sources"].iter_rows(values_only=True)
    source = dict(zip(heads, first, strict=True))
    assert (source["page"], source["row"], source["printed"]) == (47, HOSTILE, "+21192")


def test_the_same_comparison_gives_the_same_bytes(comparison, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        to_xlsx(comparison, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert to_json(comparison) == to_json(comparison)


def printed(comparison, **options):
    console = Console(file=io.StringIO(), width=150, no_color=True)
    print_comparison(comparison, console, **options)
    return console.file.getvalue()


def test_the_terminal_keeps_published_and_derived_values_in_columns_of_their_own(comparison):
    lines = printed(comparison).splitlines()
    heads = next(line for line in lines if line.strip().startswith("force"))
    own = next(line for line in lines if line.strip().startswith("Hampshire"))
    assert heads.index("published") < own.index("21,192") + 6 <= heads.index("published") + len("published")
    assert own[heads.index("a month") :].split()[0] == "1,766*"
    assert any(line.strip().startswith("* worked out here") for line in lines)


def test_places_name_page_and_labels_and_cannot_move_the_cursor():
    row = figure("hampshire", 5, "2017-04/2018-03", row_label="Cri\x1b[2Jmes", page=47, table=3)
    told = printed(extractor.compare(shelf(row), "recorded_crime"), places=True)
    assert "\x1b" not in told
    assert "hampshire-2018-03-31, page 47, table 3: Cri [2Jmes / 2017-04/2018-03" in " ".join(told.split())


@pytest.fixture
def dataset(tmp_path):
    from made import DOCUMENT, OBSERVATION

    from extractor.model import Extraction
    from extractor.publish import dataset

    dataset.write(tmp_path / "data", [Extraction(DOCUMENT, observations=(OBSERVATION,))])
    return tmp_path / "data"


def test_the_command_prints_and_writes(dataset, capsys, tmp_path):
    assert main(["compare", str(dataset), "--measure", "recorded_crime", "--out", str(tmp_path / "out")]) == 0
    assert "Only Hampshire has a figure of this here" in capsys.readouterr().out
    assert {p.name for p in (tmp_path / "out").iterdir()} == {f"recorded_crime.{k}" for k in ("csv", "json", "xlsx")}
    with (tmp_path / "out" / "recorded_crime.csv").open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    assert first["status"] == "stands" and date.fromisoformat(first["period_end"])


def test_files_go_into_the_dataset_unless_told_otherwise(dataset):
    assert main(["compare", str(dataset), "--measure", "recorded_crime", "--format", "json"]) == 0
    assert (dataset / "comparisons" / "recorded_crime.json").is_file()
    assert main(["compare", str(dataset), "--measure", "recorded_crime", "--period", "all", "--format", "none"]) == 0
    assert len(list((dataset / "comparisons").iterdir())) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["--measure", "recorded_crme"], 2, "did you mean recorded_crime"),
        (["--measure", "asb_incidents"], 1, "no figure of asb_incidents in this dataset"),
        ([], 2, "name a measure"),
        (["--measure", "recorded_crime", "--format", "doc"], 2, "not a list of"),
    ],
)
def test_wrong_questions_are_told_in_one_line(dataset, capsys, arguments, code, told):
    try:
        assert main(["compare", str(dataset), *arguments]) == code
    except SystemExit as left:
        assert left.code == code
    error = capsys.readouterr().err
    assert told in error and error.count("\n") == 1


def test_a_folder_that_holds_no_dataset_is_told(tmp_path, capsys):
    assert main(["measures", str(tmp_path)]) == 2
    assert "holds no dataset" in capsys.readouterr().err


def test_measures_lists_forces_and_periods(dataset, capsys):
    assert main(["measures", str(dataset), "zebra", "crossings"]) == 0
    assert "nothing found for 'zebra crossings'" in capsys.readouterr().err
    assert main(["measures", str(dataset), "recorded"]) == 0
    assert "Hampshire (Apr 2017–Mar 2018) - one force only" in capsys.readouterr().out
    assert main(["measures", str(dataset), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["measures"][0]["holdings"][0]["force"] == "hampshire" and told["schema_version"]


def test_a_folder_is_taken_for_the_dataset_in_it(dataset, tmp_path):
    assert extractor.compare(str(dataset), "recorded_crime").panels
    assert extractor.series(dataset, "recorded_crime").series
    with pytest.raises(UsageError, match="holds no dataset"):
        extractor.compare(tmp_path / "nothing", "recorded_crime")
    with pytest.raises(UsageError, match="DataFrame is no dataset"):
        extractor.compare(extractor.load(dataset).observations, "recorded_crime")


def test_options_are_parameters_that_an_editor_can_show():
    from extractor.compare.answer import compare

    shown, real = (inspect.signature(function).parameters for function in (extractor.compare, compare))
    assert {n: (p.default, p.annotation) for n, p in shown.items()} == {
        n: (p.default, p.annotation) for n, p in real.items()
    }
    with pytest.raises(TypeError, match="unexpected keyword"):
        extractor.compare("x", catgory="robbery")
