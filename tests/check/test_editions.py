"""Later editions of a report against earlier ones."""

from dataclasses import replace
from datetime import date

from printed import LAST_YEAR, THIS_YEAR, table

from extractor.check import check_dataset

EARLIER = {"period_start": date(2020, 4, 1), "period_end": date(2021, 3, 31)}


def edition(name, *columns):
    """All crime of one edition, one column per (period, figure)."""
    heads = [(str(i), period) for i, (period, _) in enumerate(columns)]
    rows = table(heads, ("All crime", *(text for _, text in columns)))
    return [replace(o, document_id=name, observation_id=f"{name} {o.observation_id}") for o in rows]


OLD = edition("force-2022-03-31", (EARLIER, "70,112"), (LAST_YEAR, "73,991"))
NEW = edition("force-2023-03-31", (LAST_YEAR, "74,102"), (THIS_YEAR, "88,286"))


def test_a_revision_is_listed_as_one_under_the_later_edition():
    found = check_dataset([NEW, OLD])
    assert list(found) == ["force-2023-03-31"]
    (check,) = found["force-2023-03-31"]
    assert (check.verdict, check.passed, check.blamed) == ("revision", False, ())
    assert (check.expected, check.published) == (73991, 74102)
    assert check.observation_ids == (NEW[0].observation_id, OLD[1].observation_id)
    assert check.message == "74,102 is printed, where force-2022-03-31 has 73,991: the figure was revised."


def test_the_same_figure_again_passes():
    again = edition("force-2023-03-31", (LAST_YEAR, "73,991"), (THIS_YEAR, "88,286"))
    (check,) = check_dataset([OLD, again])["force-2023-03-31"]
    assert check.passed and check.verdict == ""


def test_each_figure_is_held_against_the_latest_edition_before():
    between = edition(
        "force-2022-09-30", (LAST_YEAR, "74,102"), ({**THIS_YEAR, "period_end": date(2022, 9, 30)}, "40,020")
    )
    found = check_dataset([OLD, between, NEW])
    assert [c.verdict for c in found["force-2022-09-30"]] == ["revision"]
    assert [c.passed for c in found["force-2023-03-31"]] == [True]


def test_figures_far_apart_are_not_the_same_thing():
    other = edition("force-2023-03-31", (LAST_YEAR, "7,410"), (THIS_YEAR, "88,286"))
    assert check_dataset([OLD, other]) == {}


def test_two_documents_of_one_period_are_listed_where_they_differ_only():
    text = [replace(o, document_id="force-2023-03-31-txt", observation_id=f"t{n}") for n, o in enumerate(NEW)]
    assert check_dataset([NEW, text]) == {}
    text[1] = replace(text[1], value=text[1].value + 9, value_text="88,295")
    (check,) = check_dataset([NEW, text])["force-2023-03-31-txt"]
    assert check.verdict == "contradiction"


def test_the_order_of_the_files_changes_nothing():
    assert check_dataset([NEW, OLD]) == check_dataset([OLD, NEW])
