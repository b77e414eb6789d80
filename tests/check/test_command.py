"""`extractor check`: what is in doubt in a written dataset, for people and programs."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from extractor.batch import convert
from extractor.check.as_html import as_html
from extractor.check.listing import again
from extractor.check.problems import Place, Problem
from extractor.cli import main

SAMPLES = Path(__file__).parent.parent.parent / "samples"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    out = tmp_path_factory.mktemp("dataset")
    convert(
        [SAMPLES / "leicestershire-2018-09.pdf", SAMPLES / "forms" / "warwickshire-2017-09.docx"], out=out, cache=False
    )
    return out


def printed(capfd, *arguments):
    code = main(["check", *map(str, arguments)])
    return code, capfd.readouterr().out


def test_text_names_the_place_the_figures_and_the_reason(dataset, capfd):
    code, text = printed(capfd, dataset)
    assert code == 0
    assert "leicestershire, leicestershire-2018-09-30, page " in text
    assert "4.1 Volume of Positive Outcomes | Performance > Volume Change" in text
    assert "−734 is printed, but 1,998 less 2,722 is −724; one digit differs; else 1,998 or 2,722 is wrong." in text
    assert "% of 26 figures" in text.split("Confirmed")[1]


def test_one_mistake_along_a_row_is_told_once(dataset, capfd):
    _, text = printed(capfd, dataset)
    assert text.count("such as households") == 2
    assert text.count("The same in Residential Burg - Dwelling | ") == 5


def test_figures_told_along_are_signed_and_rounded_as_in_the_sentence():
    place = Place("", None, 1, "Arson", "% Change", "-40.5%", None)
    problem = Problem("d", "", "", "", "", "percent_change", "", "-40.5%", "16.6667%", "", (place,), ())
    assert again(problem) == "Arson | % Change: \u221240.5%, expected 16.7%"
    assert again(replace(problem, published="12", expected="-1,012.4")).endswith(": 12, expected \u22121,012")


def test_csv_has_a_line_for_every_figure(dataset, capfd):
    code, text = printed(capfd, dataset, "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert code == 0 and len(lines) == 15
    assert [int(line["rank"]) for line in lines] == list(range(1, 16))
    outcome = next(line for line in lines if line["published"] == "-734")
    assert (outcome["expected"], outcome["verdict"], outcome["force"]) == ("-724", "misprint", "leicestershire")
    assert len(json.loads(outcome["observation_ids"])) == 3


def test_json_has_the_figures_involved_and_the_shares(dataset, capfd):
    _, text = printed(capfd, dataset, "--format", "json")
    data = json.loads(text)
    outcome = next(p for p in data["problems"] if p["published"] == "-734")
    assert {f["text"] for f in outcome["figures"]} == {"-734", "1,998", "2,722"}
    assert all(f["box"] for f in outcome["figures"])
    assert {d["document_id"] for d in data["documents"]} == {"leicestershire-2018-09-30", "warwickshire-2017-09-30"}
    assert all(0 <= t["confirmed_share"] <= 1 for t in data["tables"] if t["confirmed_share"] is not None)


def test_html_shows_the_page_where_the_document_is_at_hand_and_the_table_where_not(dataset, capfd, tmp_path):
    shutil.copy(SAMPLES / "leicestershire-2018-09.pdf", tmp_path / "renamed.pdf")
    code, page = printed(capfd, dataset, "--format", "html", "--documents", tmp_path)
    assert code == 0
    assert page.count('src="data:image/png;base64,') == 2
    assert '<rect class="blamed"' in page and '<rect class="involved"' in page
    assert '<td class="blamed">2.3</td>' in page
    _, without = printed(capfd, dataset, "--format", "html")
    assert "data:image/png" not in without
    assert '<td class="blamed">-734</td>' in without


def test_a_picture_is_described_and_stays_whole_with_its_marks_in_print(dataset, capfd, tmp_path):
    shutil.copy(SAMPLES / "leicestershire-2018-09.pdf", tmp_path)
    _, page = printed(capfd, dataset, "--format", "html", "--documents", tmp_path)
    described = re.findall(r'<img alt="([^"]*)"', page)
    assert len(described) == 2 and any("likelier to be wrong: -734 (4.1 Volume" in d for d in described)
    assert all(d.startswith("Page ") and "of leicestershire-2018-09.pdf" in d for d in described)
    style = page.split("@media print")[1].split("</style>")[0]
    assert "break-inside:avoid" in style and "print-color-adjust:exact" in style
    assert page.count('style="--shape:') == 2 and "stroke-dasharray" in page


def test_each_problem_has_a_link_that_another_order_keeps(dataset, capfd):
    _, page = printed(capfd, dataset, "--format", "html")
    names = re.findall(r'<section id="(p-[0-9a-f]+)"', page)
    assert len(names) == len(set(names)) == page.count("<h2>") - 1
    assert all(f'href="#{name}"' in page for name in names)
    place = Place("1", None, None, "Arson", "x", "1", None)
    one = Problem("d", "f", "f.pdf", "", "", "sum", "misprint", "1", "2", "why", (place,), (place,))
    two = replace(one, document_id="e")
    pages = [as_html(told, {}, _NoPages(), []) for told in ([one, two], [two, one])]
    first, second = (re.findall(r'<section id="([^"]*)"', page) for page in pages)
    assert first == second[::-1] and first[0] != first[1]


def test_documents_that_are_not_in_the_folder_are_named(dataset, capfd, tmp_path):
    assert main(["check", str(dataset), "--documents", str(tmp_path)]) == 0
    told = capfd.readouterr().err
    assert "does not hold the PDF of leicestershire-2018-09-30 (" in told and "warwickshire" not in told
    shutil.copy(SAMPLES / "leicestershire-2018-09.pdf", tmp_path)
    assert main(["check", str(dataset), "--documents", str(tmp_path)]) == 0
    told = capfd.readouterr().err
    assert "does not hold" not in told and "--documents draws pages for --format html; text has none" in told


def test_documents_without_pages_are_named(dataset, capfd, tmp_path):
    assert main(["check", str(dataset), "--format", "html", "--documents", str(tmp_path)]) == 0
    told = capfd.readouterr().err
    assert "warwickshire-2017-09-30 (warwickshire-2017-09.docx): has no pages to draw" in told
    assert "leicestershire-2018-09.pdf): has no pages" not in told


def test_a_pdf_of_other_content_is_not_shown(dataset, capfd, tmp_path):
    shutil.copy(SAMPLES / "hampshire-2018-03.pdf", tmp_path / "leicestershire-2018-09.pdf")
    _, page = printed(capfd, dataset, "--format", "html", "--documents", tmp_path)
    assert "data:image/png" not in page


def test_out_writes_a_file(dataset, capfd, tmp_path):
    code, text = printed(capfd, dataset, "--format", "csv", "--out", tmp_path / "problems.csv")
    assert (code, text) == (0, "")
    assert (tmp_path / "problems.csv").read_text(encoding="utf-8").startswith("rank,document_id,")


def test_what_the_tool_cannot_do_is_told_by_the_exit_code(tmp_path, dataset):
    assert main(["check", str(tmp_path)]) == 2
    assert main(["check", str(dataset), "--documents", str(tmp_path / "nowhere")]) == 2


def test_markup_in_labels_stays_text():
    place = Place("1", None, None, "<script>", "x", "1", None)
    problem = Problem("d", "f", "f.pdf", "", "", "sum", "misprint", "1", "2", "<b>", (place,), (place,))
    page = as_html([problem], {}, _NoPages(), [])
    assert "<script>" not in page and "<b>" not in page and "&lt;script&gt;" in page


class _NoPages:
    def picture(self, document_id, page):
        return None


def test_what_people_said_of_figures_is_listed_and_stands_at_their_problems(dataset, tmp_path, capfd):
    out = tmp_path / "reviewed"
    shutil.copytree(dataset, out, symlinks=True)
    told = json.loads(printed(capfd, out, "--format", "json")[1])["problems"][0]
    blamed = (told["blamed"] or told["observation_ids"])[0]
    assert main(["flag", str(out), blamed, "--reason", "The force says it is a misprint", "--exclude"]) == 0
    capfd.readouterr()
    _, text = printed(capfd, out)
    assert "A person said: excluded in review: The force says it is a misprint" in text
    assert "Excluded in review: " in text.split("Confirmed")[0]
    row = next(csv.DictReader(io.StringIO(printed(capfd, out, "--format", "csv")[1])))
    assert row["review"] == "excluded in review: The force says it is a misprint"
    answer = json.loads(printed(capfd, out, "--format", "json")[1])
    assert answer["problems"][0]["review"] == row["review"]
    assert [(c["observation_id"], c["state"]) for c in answer["corrections"]] == [(blamed, "applies")]
    _, page = printed(capfd, out, "--format", "html")
    assert "A person said: excluded in review" in page and "<h2>Flagged or excluded in review</h2>" in page
