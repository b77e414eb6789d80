"""A dataset that was written loads as the frames it was made of, whichever files are there."""

from dataclasses import replace
from decimal import Decimal

import pytest
from made import extraction, observation
from pandas.testing import assert_frame_equal

import extractor
from extractor.cli import main
from extractor.errors import ExtractorError, UsageError
from extractor.publish import dataset

OTHER = "warwickshire-2017-09-30"
AWKWARD = (
    observation(7, document_id=OTHER, value=None, value_text='=HYPERLINK("x")\nand "more", too'),
    observation(8, document_id=OTHER, measure="", category="", qualifier="<", value=Decimal("5.50")),
    observation(9, document_id=OTHER, page=None, x0=None, table=1, breakdown='{"rank_group": "Officer"}'),
)
ROWS = [extraction(), replace(extraction(OTHER, "c"), observations=AWKWARD, checks=())]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    dataset.write(folder, ROWS)
    return extractor.load(folder)


@pytest.mark.parametrize("kind", ["csv", "sqlite"])
def test_every_format_gives_the_same_frames(whole, tmp_path, kind):
    dataset.write(tmp_path, ROWS, formats=[kind])
    loaded = extractor.load(tmp_path)
    assert_frame_equal(loaded.observations, whole.observations)
    for name in ("documents", "tables", "checks", "unmapped", "findings"):
        assert_frame_equal(getattr(loaded, name), getattr(whole, name))


def test_a_dataset_of_another_major_version_is_told(tmp_path):
    dataset.write(tmp_path, ROWS)
    package = tmp_path / "datapackage.json"
    package.write_text(package.read_text().replace('"version": "2.', '"version": "9.', 1))
    with pytest.raises(UsageError, match="convert the reports again"):
        extractor.load(tmp_path)


def test_a_damaged_file_is_named(tmp_path):
    dataset.write(tmp_path, ROWS, formats=["csv"])
    (tmp_path / "observations.csv").write_bytes(b"observation_id\n\xff\n")
    with pytest.raises(ExtractorError, match=r"observations\.csv is not as it was written"):
        _ = extractor.load(tmp_path).observations


@pytest.mark.parametrize("json", [[], ["--json"]])
def test_measures_are_listed_where_the_statistic_of_some_figures_is_open(tmp_path, capsys, json):
    open_one = observation(2, statistic="", unit="")
    dataset.write(tmp_path, [replace(extraction(), observations=(observation(1), open_one), checks=())])
    assert main(["measures", str(tmp_path), *json]) == 0
    assert "Hampshire" in capsys.readouterr().out or json
