"""What is written: every link leads somewhere, every figure has its place, and a site is replaced as a whole."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from made import extraction, observation

from extractor.cli import main
from extractor.dataset import load
from extractor.publish import dataset as publish
from extractor.site.grids import grids
from extractor.site.records import file_name, item_of
from extractor.site.words import open_fields, state_of


class Links(HTMLParser):
    """The ids and the links of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        found = dict(attributes)
        self.ids += [found["id"]] if found.get("id") else []
        self.links += [v for v in (found.get("href"), found.get("src")) if v]


def test_every_link_leads_to_a_file_and_a_place_in_it(site: Path) -> None:
    pages = {path: Links(path) for path in site.rglob("*.html")}
    assert len(pages) > 50
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path
        for link in page.links:
            name, _, place = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            assert target.is_file() and site.resolve() in target.parents, (path, link)
            if place and target.suffix == ".html" and target.name != "search.html":
                assert place in pages[site / target.relative_to(site.resolve())].ids, (path, link)


def test_every_figure_has_its_place_in_its_document(site: Path, dataset: Path) -> None:
    rows = [row for piece in load(dataset).in_order("observations") for row in piece.to_pylist()]
    ids = {path.stem: set(Links(path).ids) for path in (site / "documents").glob("*.html")}
    missing = [r["observation_id"] for r in rows if f"obs-{r['observation_id']}" not in ids[r["document_id"]]]
    assert rows and missing == []


def test_pages_are_drawn_sharp_and_small(site: Path) -> None:
    pictures = list((site / "pages" / "hampshire-2018-03-31").glob("*.webp"))
    assert len(pictures) == 16
    assert sum(p.stat().st_size for p in pictures) / len(pictures) < 120_000
    assert all(p.read_bytes()[8:12] == b"WEBP" for p in pictures)


def test_the_overview_says_what_was_not_read_and_why(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")
    assert "Figures in drawing (8); Table not read" in text
    document = (site / "documents" / "hampshire-2018-03-31.html").read_text(encoding="utf-8")
    assert "28 figures that stand in drawings" in document


def test_the_same_dataset_gives_the_same_bytes(site: Path, dataset: Path, reports: Path, tmp_path: Path) -> None:
    assert main(["site", str(dataset), "--out", str(tmp_path / "again"), "--documents", str(reports)]) == 0
    first, again = ({p.relative_to(d): p.read_bytes() for p in d.rglob("*") if p.is_file()}
                    for d in (site, tmp_path / "again"))  # fmt: skip
    assert first == again


def test_a_site_replaces_a_site_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish.write(tmp_path / "data", [extraction()])
    out = tmp_path / "out"
    assert main(["site", str(tmp_path / "data"), "--out", str(out)]) == 0
    (out / "documents" / "gone.html").write_text("of an earlier run")
    assert main(["site", str(tmp_path / "data"), "--out", str(out)]) == 0
    assert not (out / "documents" / "gone.html").exists() and (out / "index.html").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "out"]
    for folder in (tmp_path / "data", tmp_path / "mine"):
        folder.mkdir(exist_ok=True)
        (folder / "notes.txt").write_text("mine")
        assert main(["site", str(tmp_path / "data"), "--out", str(folder)]) == 2
        assert (folder / "notes.txt").read_text() == "mine"
    assert capsys.readouterr().err.count("holds no site; give a folder that is new, empty or a site's") == 2


def test_a_document_that_is_not_at_hand_is_told_and_shows_its_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish.write(tmp_path / "data", [extraction()])
    (tmp_path / "empty").mkdir()
    arguments = ["site", str(tmp_path / "data"), "--out", str(tmp_path / "out"), "--documents", str(tmp_path / "empty")]
    assert main(arguments) == 0
    assert "does not hold the PDF of hampshire-2018-03-31 (report.pdf)" in capsys.readouterr().err
    text = (tmp_path / "out" / "documents" / "hampshire-2018-03-31.html").read_text(encoding="utf-8")
    assert ">36,000</a>" in text and ">-4.5%</a>" in text and "Pages without a picture were not drawn" in text


def test_a_dataset_without_documents_and_a_file_that_was_not_read_have_pages(tmp_path: Path) -> None:
    publish.write(tmp_path / "none", [])
    assert main(["site", str(tmp_path / "none"), "--out", str(tmp_path / "a")]) == 0
    assert "holds no documents yet" in (tmp_path / "a" / "index.html").read_text()
    base = extraction(status="failed", message="is encrypted", figures_read=0, tables_found=0)
    publish.write(tmp_path / "one", [replace(base, observations=(), checks=(), tables=(), findings=(), unmapped=())])
    assert main(["site", str(tmp_path / "one"), "--out", str(tmp_path / "b")]) == 0
    assert "The whole file: is encrypted" in (tmp_path / "b" / "index.html").read_text()


def test_an_excluded_figure_is_told_wherever_it_is_shown(tmp_path: Path) -> None:
    base = extraction()
    publish.write(tmp_path / "data", [base])
    name = base.observations[0].observation_id
    assert main(["flag", str(tmp_path / "data"), name, "--exclude", "--reason", "counted twice"]) == 0
    assert main(["site", str(tmp_path / "data"), "--out", str(tmp_path / "out")]) == 0
    given = (tmp_path / "out" / "data" / "documents" / "hampshire-2018-03-31.js").read_text()
    figures = json.loads(given.partition(", ")[2].removesuffix(");\n"))["figures"]
    assert [f["review"] for f in figures if f["id"] == name] == ["excluded in review: counted twice"]
    measure = (tmp_path / "out" / "measures" / "recorded_crime.html").read_text()
    assert "36,000 is excluded in review: counted twice" in measure
    index = (tmp_path / "out" / "index.html").read_text()
    assert f'documents/hampshire-2018-03-31.html#obs-{name}">Excluded in review' in index


def test_names_of_files_are_plain_and_differ() -> None:
    taken: set[str] = set()
    names = [file_name(n, taken) for n in ("kent-2018-03-31", "Kent-2018-03-31", "../../etc/passwd", "a/b", "", "x y")]
    assert names[0] == "kent-2018-03-31" and len({n.casefold() for n in names}) == 6
    assert all(n.replace("-", "").isalnum() for n in names)


def figure(number: int, row: int, column: int, label: str, head: str, **changes: object) -> object:
    from extractor.compare.rules import load_rules

    made = observation(number, grid_row=row, grid_column=column, row_label=label, column_label=head, **changes)
    record = {name: getattr(made, name) for name in made.__struct_fields__} if hasattr(made, "__struct_fields__") else {
        name: getattr(made, name) for name in made.__dataclass_fields__
    }  # fmt: skip
    return item_of(record, load_rules(None), "")


def test_a_table_stands_under_its_spanners() -> None:
    items = [
        figure(1, 2, 1, "Rape", "Crimes > 2017"),
        figure(2, 2, 2, "Rape", "Crimes > 2018"),
        figure(3, 2, 3, "Rape", "Change"),
        figure(4, 3, 2, "Arson", "Crimes > 2018"),
    ]
    (grid,) = grids(items)
    assert [[(h.text, h.span) for h in level] for level in grid.heads] == [
        [("Crimes", 2), ("", 1)],
        [("2017", 1), ("2018", 1), ("Change", 1)],
    ]
    assert [(line.label, ["".join(i.id[-1] for i in cell) for cell in line.cells]) for line in grid.lines] == [
        ("Rape", ["1", "2", "3"]),
        ("Arson", ["", "4", ""]),
    ]


def test_a_table_whose_headings_change_is_parted_there() -> None:
    items = [figure(1, 1, 1, "Rape", "2017"), figure(2, 4, 1, "Rape", "Share"), figure(3, 5, 1, "Arson", "Share")]
    assert [([h.text for h in g.heads[-1]], len(g.lines)) for g in grids(items)] == [(["2017"], 1), (["Share"], 2)]


def test_two_figures_of_one_cell_are_both_there() -> None:
    (grid,) = grids([figure(1, 1, 1, "Rape", "2017"), figure(2, 1, 1, "Rape", "2017")])
    assert [[i.id[-1] for i in cell] for cell in grid.lines[0].cells] == [["1", "2"]]


def test_what_is_open_is_told_only_of_figures_that_no_check_speaks_of() -> None:
    row = {"role": "", "unit": "count", "statistic": "count", "area": "Kent", "period_start": None, "period_end": None}
    assert open_fields(row) == ["role", "period"]
    assert [state_of({**row, "check": c}) for c in ("passed", "failed", "none")] == ["proven", "contradicted", "open"]
