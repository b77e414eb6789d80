"""What a profile says of a document, and what it drafts."""

from __future__ import annotations

import csv
import io
import tomllib

import pytest
from grids import heading
from profiles import BY_AREA, BY_TYPE, WOBBLY, profile

from extractor.codelists import vocabulary
from extractor.errors import UsageError
from extractor.layouts.lexicon import Lexicon
from extractor.model import Block
from extractor.profiling import draft
from extractor.profiling.model import Heading, LackingForce, decode, encode


def test_force_and_period_come_with_what_speaks_for_them():
    found = profile(heading("Recorded crime"), BY_TYPE)
    assert (found.force, found.force_name) == ("hampshire", "Hampshire")
    assert found.force_evidence[0].text == "Hampshire Constabulary" and found.force_evidence[0].kind == "claim"
    assert found.period_end == "2018-03-31" or found.period_end == "2024-03-31"
    assert {witness.place for witness in found.period_evidence} >= {"table"}


def test_headings_come_with_the_facts_they_gave_in_the_words_of_terms_csv():
    (shown,) = profile(heading("Recorded crime"), BY_TYPE).tables
    assert shown.title == "Recorded crime" and shown.boxhead_rows == 1 and shown.stub_columns == 1
    assert Heading(("Recorded crime",), "measure=recorded_crime") in shown.around
    assert [h.facts for h in shown.column_headings] == [
        "period=2023-01-01..2023-03-31",
        "period=2024-01-01..2024-03-31",
        "role=difference",
    ]
    assert [(h.path, h.facts, h.unknown, h.figures) for h in shown.row_headings] == [
        (("Burglary",), "category=burglary", "", 3),
        (("Wobbling",), "", "wobbling", 3),
    ]


def test_what_is_open_is_counted_with_its_reason():
    (shown,) = profile(heading("Recorded crime"), BY_TYPE).tables
    assert shown.figures == 6
    assert [left.figures for left in shown.open if left.what.startswith("measure")] == [3]


def test_nothing_is_lacking_where_all_is_known():
    found = profile(heading("Recorded crime"), BY_TYPE.replace("Wobbling", "Robbery"))
    assert (found.missing_terms, found.missing_areas, found.lacking_force) == ((), (), None)
    assert draft.drafts(found) == {}


@pytest.mark.parametrize(
    ("labels", "phrases"),
    [
        (("Wobbling", "Robbery"), ["wobbling"]),
        (("Wobbling of geese", "Robbery"), ["wobbling of geese"]),  # a whole heading, so that no row says half of one
        (("Goose wobbling", "Number of goose wobbling"), ["goose wobbling"]),  # the same words in several: they alone
        (("Wobbling 2022/23", "Wobbling 2023/24"), ["wobbling"]),  # a term never holds a period
        (("Wobbling (FYTD)", "Wobbling (PYTD)"), ["wobbling"]),
        (("12", "Robbery"), []),
    ],
)
def test_a_row_is_drafted_for_a_whole_heading_or_for_what_several_share(labels, phrases):
    rows = f"Crime type | Jan 2024 | Feb 2024\n{labels[0]} | 120 | 133\n{labels[1]} | 17 | 12"
    assert [row.phrase for row in profile(heading("Recorded crime"), rows).missing_terms] == phrases


def test_every_level_of_a_heading_is_asked_for():
    rows = """
        Crime type | Wobbled | ^ | Bibbled | ^
        ^ | 2022 | 2023 | 2022 | 2023
        Geese | 12 | 14 | 15 | 16
    """
    assert {"wobbled", "bibbled", "geese"} <= {row.phrase for row in profile(rows).missing_terms}


def test_titles_are_asked_for_only_where_figures_have_no_measure():
    named = profile(
        heading("Gaggle business"), BY_TYPE.replace("Burglary", "Stop searches").replace("Wobbling", "Arrests")
    )
    assert "gaggle business" not in [row.phrase for row in named.missing_terms]
    nameless = profile(
        heading("Gaggle business"), "District | Jan 2024 | Feb 2024\nHavant | 12 | 13\nGosport | 14 | 15"
    )
    assert "gaggle business" in [row.phrase for row in nameless.missing_terms]


def test_headings_that_say_how_and_not_what_are_asked_for_where_figures_have_no_measure():
    rows = "District | Median time (mins) | Change\nHavant | 12 | 1\nGosport | 14 | -1"
    found = profile(heading("Data"), rows)
    assert [row.phrase for row in found.missing_terms] == ["median time mins"]


def test_labels_where_areas_stand_are_areas_and_no_terms():
    found = profile(heading("Recorded crime"), BY_AREA, front=WOBBLY)
    assert [row.phrase for row in found.missing_areas] == ["Tarnmouth", "Wobbleton"]
    assert not {"tarnmouth", "wobbleton"} & {row.phrase for row in found.missing_terms}


def test_labels_that_may_be_areas_or_subjects_are_both():
    rows = " | Jan 2024 | Feb 2024\nWobbleton | 120 | 133\nTarnmouth | 17 | 12"
    found = profile(heading("Recorded crime"), rows)
    assert {"Wobbleton", "Tarnmouth"} == {row.phrase for row in found.missing_areas}
    assert {"wobbleton", "tarnmouth"} <= {row.phrase for row in found.missing_terms}


def test_the_nearest_terms_share_a_word_or_are_spelled_alike():
    rows = "Crime type | Jan 2024 | Feb 2024\nBurglry of geese | 120 | 133\nShopliftng | 17 | 12\nWobbling | 1 | 2"
    near = {row.phrase: [known.phrase for known in row.nearest] for row in profile(rows).missing_terms}
    assert near["shopliftng"][0] == "shoplifting" and near["wobbling"] == []


@pytest.mark.parametrize(
    ("line", "lacking"),
    [
        ("Wobbleshire and Tarn Constabulary", LackingForce("wobbleshire_and_tarn", "Wobbleshire and Tarn", False)),
        ("WOBBLESHIRE POLICE", LackingForce("wobbleshire", "Wobbleshire", False)),
        ("Police and Crime Commissioner for Wobbleshire", LackingForce("wobbleshire", "Wobbleshire", False)),
        ("Kent Police", LackingForce("kent", "Kent", True)),
        ("What we did", LackingForce("new_force", "", False)),
        ("Hampshire Constabulary", None),
    ],
)
def test_a_force_without_a_file_of_its_own_gets_a_draft(line, lacking):
    assert profile(BY_TYPE, front=(Block("heading", line, 1),)).lacking_force == lacking


# ---- the draft


def drafted(name: str, text: str) -> list[dict[str, str]]:
    lines = draft.drafts(profile(heading("Recorded crime"), BY_AREA, BY_TYPE, front=WOBBLY))[name]
    assert text in lines.splitlines()[0]
    return list(csv.DictReader(io.StringIO(lines.split("\n", 1)[1])))


def test_drafted_rows_wait_for_a_person_and_say_where_they_come_from():
    (term,) = [row for row in drafted("terms.csv", "without facts counts for nothing") if row["term"] == "wobbling"]
    assert (term["within"], term["facts"]) == ("", "") and term["seen_in"] == "Wobbling (table 2; 3 figures)"
    area = drafted("areas.csv", "without area_type counts for nothing")[0]
    assert (area["area"], area["area_type"], area["force"], area["scope"]) == (
        "Tarnmouth", "", "wobbleshire_and_tarn", "force",
    )  # fmt: skip


def test_a_fresh_draft_changes_nothing_and_a_filled_one_does(tmp_path):
    found = profile(heading("Recorded crime"), BY_AREA, BY_TYPE, front=WOBBLY)
    assert set(draft.write(found, str(tmp_path))) == {"terms.csv", "areas.csv", "forces/wobbleshire_and_tarn.toml"}
    fresh = vocabulary(str(tmp_path))
    assert "wobbleshire_and_tarn" not in fresh.forces and Lexicon(fresh).read("Wobbling").unknown
    file = tmp_path / "forces" / "wobbleshire_and_tarn.toml"
    file.write_text(file.read_text().replace('name = ""', 'name = "Wobbleshire and Tarn"'))
    other = tmp_path / "filled"
    other.mkdir()
    for name in ("forces", "terms.csv", "areas.csv"):
        (tmp_path / name).rename(other / name)
    (other / "terms.csv").write_text(
        (other / "terms.csv").read_text().replace("wobbling,,,", "wobbling,,category=theft,")
    )
    (other / "areas.csv").write_text((other / "areas.csv").read_text().replace("Tarnmouth,,", "Tarnmouth,district,"))
    read = Lexicon(vocabulary(str(other)), "wobbleshire_and_tarn").read
    assert read("Wobbling").category == "theft" and read("Tarnmouth").area == "Tarnmouth"
    assert read("Wobbleshire and Tarn Constabulary").area == "Wobbleshire and Tarn"


def test_the_draft_of_a_listed_force_keeps_its_name():
    found = profile(BY_TYPE, front=(Block("heading", "Kent Police", 1),))
    assert tomllib.loads(draft.drafts(found)["forces/kent.toml"])["name"] == "Kent"


def test_what_a_person_may_have_filled_in_is_never_overwritten(tmp_path):
    draft.check_target(str(tmp_path / "new"))
    draft.check_target(str(tmp_path))
    (tmp_path / "terms.csv").write_text("")
    with pytest.raises(UsageError, match=r"holds a terms\.csv already"):
        draft.check_target(str(tmp_path))
    with pytest.raises(UsageError, match="is no folder"):
        draft.check_target(str(tmp_path / "terms.csv"))


def test_labels_cannot_put_formulas_or_code_into_the_draft():
    rows = 'District | Jan 2024 | Feb 2024\n=Cmd("Wobbleton") | 1 | 2\n@Tarn\x1b[2J | 3 | 4'
    front = (Block("heading", 'Wobble"\nname = "x Police', 1),)
    files = draft.drafts(profile(heading("Recorded crime"), rows, front=front))
    cells = [
        cell for name in files if name.endswith(".csv") for row in csv.reader(io.StringIO(files[name])) for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))] and "\x1b" not in "".join(cells)
    (name,) = [name for name in files if name.endswith(".toml")]
    assert tomllib.loads(files[name])["name"] == "" and "/" not in name.removeprefix("forces/")


def test_a_profile_travels_as_json_unchanged():
    found = profile(heading("Recorded crime"), BY_AREA, BY_TYPE, front=WOBBLY)
    assert decode(encode(found)) == found
    with pytest.raises(ValueError, match="not an encoded profile"):
        decode(b"{}")
