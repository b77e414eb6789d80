"""One problem once: in several formats of a report, in a table and a sentence, in checks that one figure explains."""

import json
from dataclasses import replace
from datetime import date

from extractor.check.listing import as_csv, as_text, grouped
from extractor.check.merged import keys_of, once
from extractor.check.problems import Place, Problem, problems

END = date(2024, 3, 31)
PDF = Place("a", 2, 3, "Burglary", "Change", "-734", None)
PROBLEM = Problem("kent-pdf", "kent", "a.pdf", "", "", "difference", "misprint", "-734", "-724", "why", (PDF,), (PDF,))
FIGURE = {"measure": "recorded_crime", "category": "burglary", "period_end": END, "value": -734}


def merged(found, documents, by_id):
    return once(found, dict(zip(map(id, found), keys_of(found, documents, by_id), strict=True)))


def document(name, end=END):
    return {"document_id": name, "force": "kent", "period_end": end}


def in_word(table=1):
    place = replace(PDF, observation_id="b", page=None, table=table)
    return replace(PROBLEM, document_id="kent-docx", blamed=(place,), involved=(place,))


def test_a_report_in_two_formats_has_its_mistakes_once():
    (kept,) = merged([PROBLEM, in_word()], [document("kent-pdf"), document("kent-docx")], {})
    assert [c.document_id for c in kept.copies] == ["kent-docx"]
    assert "   Also in kent-docx, table 1\n" in as_text([kept], [], [])
    assert '"[""kent-docx, table 1""]"' in as_csv([kept])


def test_reports_of_other_quarters_keep_theirs():
    assert len(merged([PROBLEM, in_word()], [document("kent-pdf"), document("kent-docx", date(2024, 6, 30))], {})) == 2


def test_what_is_printed_alike_twice_in_one_document_stays_two():
    again = replace(in_word(table=7), document_id="kent-pdf")
    assert len(merged([PROBLEM, again], [document("kent-pdf")], {})) == 2


def test_a_sentence_that_repeats_the_figure_of_a_table_is_the_same_mistake():
    told = replace(PDF, observation_id="c", table=None, row_label="burglaries", column_label="fell by")
    said = replace(PROBLEM, blamed=(told,), involved=(told,), message="as the text has it")
    figures = {"a": FIGURE, "c": FIGURE}
    (kept,) = merged([PROBLEM, said], [document("kent-pdf")], figures)
    assert 'Also in kent-pdf, page 2, the sentence on "burglaries"' in as_text([kept], [], [])
    assert len(merged([PROBLEM, said], [document("kent-pdf")], {"a": FIGURE, "c": {**FIGURE, "value": -735}})) == 2


def check(blamed, ids, kind="sum"):
    return {
        "document_id": "d", "passed": False, "blamed": json.dumps(blamed), "observation_ids": json.dumps(ids),
        "kind": kind, "verdict": "contradiction", "expected": 1.0, "published": 2.0, "message": f"{kind} {ids}",
    }  # fmt: skip


def row(name):
    return {
        "observation_id": name, "document_id": "d", "table": 1, "page": 1, "row_label": name, "column_label": "x",
        "value_text": "2", "x0": None, "top": None, "x1": None, "bottom": None,
    }  # fmt: skip


def test_checks_that_one_figure_may_explain_are_one_problem():
    rows = [row(n) for n in "abcde"]
    failing = [check(["a", "b"], ["a", "b", "c"]), check(["b", "d"], ["d", "b"], "difference"), check(["e"], ["e"])]
    first, second = problems(failing, rows, [])
    assert {p.observation_id for p in first.blamed} == {"a", "b", "d"} and len(first.also) == 1
    assert [p.observation_id for p in second.blamed] == ["e"]


def test_sums_and_changes_of_a_column_of_a_wrong_base_are_told_together():
    def one(kind, label):
        place = replace(PDF, row_label=label)
        return replace(PROBLEM, kind=kind, verdict="wrong_base", blamed=(place,), involved=(place,))

    told = [one("share", "a"), one("percent_change", "b"), one("percent_change", "c")]
    assert len(grouped(told)) == 1
    assert len(grouped([replace(p, verdict="contradiction") for p in told])) == 3
