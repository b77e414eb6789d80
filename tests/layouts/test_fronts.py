"""Title pages, letters, minutes and bulletins of many publishers: whose they are, and of when."""

import tomllib
from pathlib import Path

import pytest

from extractor.codelists import vocabulary
from extractor.layouts.recognise import Recognition, recognise
from extractor.read import read
from extractor.tables import recover

FRONTS = tomllib.loads((Path(__file__).parent / "fronts.toml").read_text(encoding="utf-8"))["front"]


def recognised(text: str, folder: Path) -> Recognition:
    path = folder / "front.txt"
    path.write_text(text.replace("~", "\t"), encoding="utf-8")
    return recognise(recover(read(path)), vocabulary())


def told(found: Recognition) -> dict[str, object]:
    return {
        "force": found.force.id if found.force else "",
        "start": str(found.period_start or ""),
        "end": str(found.period_end or ""),
        "published": str(found.published or ""),
        "year_begins": found.year_begins or 0,
    }


@pytest.mark.parametrize("front", FRONTS, ids=[front["name"] for front in FRONTS])
def test_a_front_page_says_whose_it_is_and_of_when(front, tmp_path):
    found = recognised(front["text"], tmp_path)
    for key, value in told(found).items():
        if key in front:
            fair = front[key] if isinstance(front[key], list) else [front[key]]
            assert value in fair, key
    if "finding" in front:
        assert any(front["finding"] in finding.message for finding in found.findings)


def test_every_front_that_names_forces_and_is_no_forces_says_why(tmp_path):
    text = "Norfolk Constabulary and Suffolk Constabulary\nQ2 2022/23 report\n"
    [finding] = recognised(text, tmp_path).findings
    assert finding.code == "unknown-force" and "Norfolk" in finding.message and "Suffolk" in finding.message


def test_a_force_given_by_hand_is_taken_whatever_the_document_says(tmp_path):
    path = tmp_path / "front.txt"
    path.write_text("Kent Police Department\nCity of Kent, Washington\n", encoding="utf-8")
    found = recognise(recover(read(path)), vocabulary(), "essex")
    assert found.force is not None and found.force.id == "essex" and not found.findings
