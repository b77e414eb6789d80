"""Figures that a person flagged or excluded, in every answer: left out or marked, with the reason, never changed."""

from __future__ import annotations

import io
import json

import openpyxl
import pandas as pd
import pytest
from rich.console import Console
from shelf import figure, shelf

import extractor
from extractor.compare.as_json import to_json
from extractor.compare.as_xlsx import to_xlsx
from extractor.compare.coverage import coverage
from extractor.compare.drawing import drawings_of
from extractor.compare.listing import held
from extractor.compare.series_drawing import plots_of
from extractor.compare.series_terminal import print_series
from extractor.compare.terminal import print_comparison
from extractor.publish.corrections import COLUMNS

WHY = "the force says that two areas are missing"


def corrected(data, *rows):
    """The dataset with corrections given as (id, action, expect, found, state)."""
    told = [
        dict.fromkeys(COLUMNS, "") | {"observation_id": i, "action": action, "reason": WHY, "expect": expect,
                                      "found": found, "state": state}
        for i, action, expect, found, state in rows
    ]  # fmt: skip
    data.corrections = pd.DataFrame(told, columns=list(COLUMNS))
    return data


def dataset(*rows, **changes):
    data = shelf(
        figure("hampshire", 300, "2018-01/2018-03", **changes),
        figure("warwickshire", 200, "2018-01/2018-03"),
        figure("hampshire", 280, "2017-10/2017-12"),
        figure("hampshire", 250, "2017-07/2017-09"),
    )
    return corrected(data, *rows)


EXCLUDED = ("o1", "exclude", "300", "300", "applies")
FLAGGED = ("o1", "flag", "300", "300", "applies")


def printed(show, answer, **options):
    out = Console(file=io.StringIO(), width=150)
    show(answer, out, **options)
    return out.file.getvalue()


def test_an_excluded_figure_is_not_compared_and_the_answer_says_why():
    answer = extractor.compare(dataset(EXCLUDED), "recorded_crime")
    assert 300 not in [e.figure.value for p in answer.panels for e in p.entries if e.figure]
    text = printed(print_comparison, answer)
    assert f"Left out: Hampshire, Jan–Mar 2018: 300 is excluded in review: {WHY} (hampshire-2018-03-31" in text
    rows = answer.figures[answer.figures.status == "excluded"]
    assert list(rows.value) == [300] and json.loads(rows.reasons.iloc[0]) == [WHY] and list(rows.panel) == [1]
    assert json.loads(to_json(answer))["left_out"][0]["reason"] == WHY


def test_no_sum_rests_on_an_excluded_figure():
    months = [figure("hampshire", 100, f"2018-0{n}") for n in (1, 2, 3)]
    data = shelf(*months, figure("warwickshire", 200, "2018-01/2018-03"))
    whole = extractor.series(data, "recorded_crime", grain="quarter").figures
    assert 300 in set(whole.value)
    left = extractor.series(
        corrected(data, ("o2", "exclude", "100", "100", "applies")), "recorded_crime", grain="quarter"
    )
    assert 300 not in set(left.figures.value) and [o.reason for o in left.left_out] == [WHY]


def test_the_same_figure_printed_again_or_in_another_format_is_left_out_too():
    rows = [
        figure("hampshire", 300, "2018-01/2018-03", observation_id=f"{1:016x}"),
        figure("hampshire", 300, "2018-01/2018-03", observation_id=f"{2:016x}", row_label="In words"),
        figure("hampshire", 300, "2018-01/2018-03", observation_id=f"{1:016x}-docx", document_id="h-2018-03-31-docx"),
        figure("hampshire", 310, "2018-01/2018-03", observation_id=f"{3:016x}"),
        figure("warwickshire", 200, "2018-01/2018-03"),
    ]
    answer = extractor.compare(
        corrected(shelf(*rows), (f"{1:016x}", "exclude", "300", "300", "applies")), "recorded_crime"
    )
    assert [e.figure.value for e in answer.panels[0].entries] == [310, 200]
    (out,) = answer.left_out
    assert [p.observation_id for p in out.figure.places] == [f"{1:016x}", f"{2:016x}", f"{1:016x}-docx"]


def test_the_figure_of_another_format_is_left_out_whichever_of_the_two_is_excluded_where_it_says_the_same():
    rows = [
        figure("hampshire", 300, "2018-01/2018-03", observation_id=f"{1:016x}"),
        figure("hampshire", 300, "2018-01/2018-03", observation_id=f"{1:016x}-docx", document_id="h-2018-03-31-docx"),
        figure("warwickshire", 200, "2018-01/2018-03"),
    ]
    excluded = (f"{1:016x}-docx", "exclude", "300", "300", "applies")
    assert extractor.compare(corrected(shelf(*rows), excluded), "recorded_crime").panels[0].forces == ("warwickshire",)
    rows[0] = {**rows[0], "value": 310.0, "value_text": "310"}
    answer = extractor.compare(corrected(shelf(*rows), excluded), "recorded_crime")
    assert [e.figure.value for e in answer.panels[0].entries] == [310, 200]


def test_a_flagged_figure_stands_with_its_reason():
    answer = extractor.compare(dataset(FLAGGED), "recorded_crime")
    entry = answer.panels[0].entries[0]
    assert entry.figure.value == 300 and entry.comparable_with == ("warwickshire",)
    assert [(r.code, r.text, r.blocks) for r in entry.reasons] == [("flagged", f"flagged in review: {WHY}", False)]
    assert f"flagged in review: {WHY}" in printed(print_comparison, answer)


@pytest.mark.parametrize("action", ["flag", "exclude"])
def test_what_the_document_no_longer_says_is_said_and_nothing_is_left_out(action):
    answer = extractor.compare(dataset(("o1", action, "290", "300", "changed")), "recorded_crime")
    assert answer.panels[0].entries[0].figure.value == 300 and not answer.left_out
    assert 'in review when it said "290", and has to be looked at again' in answer.panels[0].entries[0].reasons[0].text


def test_a_change_says_that_one_of_its_figures_is_flagged():
    for flagged in ("o1", "o3"):
        data = dataset((flagged, "flag", "", "", "applies"))
        answer = extractor.compare(data, "recorded_crime", change=True)
        (change,) = answer.panels[0].entries[0].changes
        assert f"flagged in review: {WHY}" in [r.text for r in change.reasons]


def test_a_series_says_in_its_place_what_was_excluded_and_marks_what_is_flagged():
    answer = extractor.series(
        dataset(("o3", "exclude", "280", "280", "applies"), FLAGGED), "recorded_crime", force="hampshire"
    )
    points = {p.span.start.isoformat(): p for p in answer.series[0].points}
    gap = points["2017-10-01"]
    assert gap.status == "gap" and [r.text for r in gap.reasons] == [f"280 is excluded in review: {WHY}"]
    assert [r.code for r in points["2018-01-01"].reasons] == ["flagged"]
    text = printed(print_series, answer)
    assert f"280 is excluded in review: {WHY}" in text and "not published" not in text
    assert any(WHY in line for line in plots_of(answer)[0].beneath)
    assert "not published" not in " ".join(plots_of(answer)[0].beneath).casefold()
    assert "280 is excluded in review" in printed(print_series, answer, wide=True)


def test_measures_do_not_count_what_is_excluded_and_say_so():
    item = coverage(dataset(EXCLUDED))[0]
    holding = item.holdings[0]
    assert (holding.figures, holding.left_out, holding.latest) == (2, 1, "Oct–Dec 2017")
    assert "1 excluded in review" in held(item, {})


def test_charts_carry_both():
    (drawing,) = drawings_of(extractor.compare(dataset(EXCLUDED), "recorded_crime", period="2018-01/2018-03"))
    assert "Left out: Hampshire" in " ".join(drawing.beneath)
    (drawing,) = drawings_of(extractor.compare(dataset(FLAGGED), "recorded_crime"))
    assert "flagged in review" in next(bar.why for bar in drawing.bars if bar.force == "Hampshire")
    assert WHY in " ".join(drawing.beneath)


def test_the_workbook_has_both_and_links_to_the_reports(tmp_path):
    data = dataset(EXCLUDED, ("o2", "flag", "200", "200", "applies"))
    known = data.documents["document_id"] == "warwickshire-2018-03-31"
    data.documents = data.documents.assign(
        published=pd.to_datetime(known.map({True: "2018-06-12", False: None})),
        source_url=known.map({True: "https://example.org/w.pdf", False: None}), source_title=None,
        licence=known.map({True: "OGL 3.0", False: None}),
    )  # fmt: skip
    to_xlsx(extractor.compare(data, "recorded_crime", period="2018-01/2018-03"), tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    caveats = {(row[2], row[3]): row[4] for row in book["Caveats"].iter_rows(min_row=2, values_only=True)}
    assert WHY in caveats["excluded", True] and WHY in caveats["flagged", False]
    heads, *rows = book["Sources"].iter_rows()
    at = {cell.value: n for n, cell in enumerate(heads)}
    (linked,) = [row for row in rows if row[at["address"]].value]
    assert linked[at["address"]].hyperlink.target == "https://example.org/w.pdf"
    assert linked[at["published"]].value.date().isoformat() == "2018-06-12" and linked[at["licence"]].value == "OGL 3.0"


def test_where_nothing_else_is_left_the_answer_still_says_what_was_left_out():
    data = corrected(shelf(figure("hampshire", 300, "2018-01/2018-03")), EXCLUDED)
    answer = extractor.compare(data, "recorded_crime")
    assert answer.panels == () and len(answer.left_out) == 1 and answer.absent == ()
    assert list(answer.figures.status) == ["excluded"]
