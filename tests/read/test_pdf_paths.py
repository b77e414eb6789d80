"""Rules, fills, curves and images from content streams written out here; both readers must read them alike."""

from __future__ import annotations

import pytest
from raw_pdf import raw_pdf

from extractor.model import Box, Page
from extractor.read import pdfium_paths
from extractor.read.pdf import Reader, read_pdf

both = pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
WORD = " BT /F1 10 Tf 20 20 Td (x) Tj ET"


def page_of(content: str, reader: Reader = "pdfium", **more: object) -> Page:
    """The page, 200 by 200 points, that the content draws; with a word on it, for without any it is refused."""
    return read_pdf("made.pdf", raw_pdf(f"q {content} Q {WORD}", **more), "0", reader=reader).pages[0]  # type: ignore[arg-type]


def rounded(box: Box) -> tuple[int, int, int, int]:
    return round(box.x0), round(box.top), round(box.x1), round(box.bottom)


@both
def test_a_stroke_is_a_rule(reader: Reader) -> None:
    (rule,) = page_of("0 0 1 RG 2 w 10 150 m 110 150 l S", reader).rules
    assert (rounded(rule.box), rule.horizontal) == ((10, 50, 110, 50), True)
    assert (rule.width, rule.dashed, rule.colour) == (2.0, False, "#0000ff")


@both
def test_a_thin_filled_rectangle_is_a_rule(reader: Reader) -> None:
    page = page_of("1 0 0 rg 10 60 1 80 re f", reader)
    assert [(rounded(r.box), r.horizontal, r.colour) for r in page.rules] == [((10, 60, 11, 140), False, "#ff0000")]
    assert not page.fills and not page.curves


@both
def test_the_outline_of_a_rectangle_is_four_rules(reader: Reader) -> None:
    page = page_of("10 60 100 80 re S", reader)
    assert sorted(rounded(r.box) for r in page.rules) == [
        (10, 60, 10, 140),
        (10, 60, 110, 60),
        (10, 140, 110, 140),
        (110, 60, 110, 140),
    ]


@both
def test_shading_is_a_fill_and_white_is_a_colour(reader: Reader) -> None:
    page = page_of("0.8 g 10 60 100 80 re f 1 g 20 70 50 30 re f", reader)
    assert [(rounded(f.box), f.colour) for f in page.fills] == [
        ((10, 60, 110, 140), "#cccccc"),
        ((20, 100, 70, 130), "#ffffff"),
    ]


@both
def test_a_grid_in_one_path_is_its_lines(reader: Reader) -> None:
    page = page_of("10 150 m 110 150 l 10 130 m 110 130 l 60 160 m 60 100 l S", reader)
    assert sorted(rounded(r.box) for r in page.rules) == [(10, 50, 110, 50), (10, 70, 110, 70), (60, 40, 60, 100)]


@both
def test_two_bars_in_one_thin_path_are_two_rules(reader: Reader) -> None:
    page = page_of("10 150 2 1 re 10 100 2 1 re f", reader)
    assert sorted(rounded(r.box) for r in page.rules) == [(10, 49, 12, 50), (10, 99, 12, 100)]


@both
def test_a_dash_pattern_is_a_dashed_rule(reader: Reader) -> None:
    (rule,) = page_of("[3 2] 0 d 10 150 m 110 150 l S", reader).rules
    assert rule.dashed


@both
@pytest.mark.parametrize("along", ["{} 150 m {} 150 l S", "150 {} m 150 {} l S"])
def test_dashes_drawn_one_by_one_are_one_dashed_rule(reader: Reader, along: str) -> None:
    dashes = " ".join(along.format(x, x + 3) for x in range(10, 110, 5))
    (rule,) = page_of(dashes, reader).rules
    assert rule.dashed
    assert max(rule.box.x1 - rule.box.x0, rule.box.bottom - rule.box.top) == pytest.approx(98)


@both
def test_square_dots_are_one_dashed_rule(reader: Reader) -> None:
    (rule,) = page_of(" ".join(f"{x} 150 0.7 0.7 re f" for x in range(10, 60, 2)), reader).rules
    assert (rule.dashed, rule.horizontal) == (True, True)


@both
def test_ticks_on_an_axis_are_no_dashes(reader: Reader) -> None:
    ticks = " ".join(f"10 {y} m 14 {y} l S" for y in range(50, 150, 10))
    page = page_of(ticks, reader)
    assert len(page.rules) == 10 and not any(rule.dashed for rule in page.rules)


@both
@pytest.mark.parametrize(
    "path",
    [
        "10 100 m 60 160 l 110 120 l S",  # a chart's line
        "10 100 m 60 100.4 l 110 102 l 160 101 l S",  # one through similar values
        "10 100 m 10 150 60 150 60 100 c f",  # a sector
        "10 100 m 60 160 l 110 100 l h f",  # a triangle
    ],
)
def test_all_else_is_a_curve(reader: Reader, path: str) -> None:
    page = page_of(path, reader)
    assert len(page.curves) == 1 and not page.rules and not page.fills


@both
def test_a_marker_of_tiny_straight_steps_is_a_curve(reader: Reader) -> None:
    steps = "50 50 m 52 50 l 52 51 l 53 51 l 53 53 l 52 53 l 52 54 l 50 54 l 50 53 l 49 53 l 49 51 l 50 51 l S"
    page = page_of(steps, reader)
    assert len(page.curves) == 1 and not page.rules


@both
def test_paths_in_a_form_stand_where_the_form_puts_them(reader: Reader) -> None:
    forms = {"Fm": ("/Matrix [2 0 0 2 10 20]", "1 w 0 65 m 50 65 l S")}
    (rule,) = page_of("/Fm Do", reader, forms=forms).rules
    assert rounded(rule.box) == (10, 50, 110, 50)
    if reader == "pdfium":  # pdfminer gives widths unscaled
        assert rule.width == 2.0


@both
def test_rules_on_a_turned_page(reader: Reader) -> None:
    """From (10, 150) to (110, 150), seen on the page turned clockwise: down the right-hand side."""
    (rule,) = page_of("10 150 m 110 150 l S", reader, page="/Rotate 90").rules
    assert (rounded(rule.box), rule.horizontal) == ((150, 10, 150, 110), False)


@both
def test_paths_neither_stroked_nor_filled_are_not_seen(reader: Reader) -> None:
    page = page_of("10 60 100 80 re n 10 60 100 80 re W n", reader)
    assert not page.rules and not page.fills and not page.curves


def test_what_is_clipped_away_is_not_seen() -> None:
    """pdfplumber does not follow clips."""
    page = page_of("q 0 0 50 50 re W n 100 150 50 20 re f 10 30 80 1 re f Q")
    assert not page.fills
    assert [rounded(r.box) for r in page.rules] == [(10, 169, 50, 170)]


def test_too_many_shapes_are_left_out_and_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdfium_paths, "MOST_SEGMENTS", 100)
    page = page_of(" ".join(f"10 {y} m 110 {y} l S" for y in range(20, 120)))
    assert len(page.rules) == 50
    assert page.notes == ("50 drawn shapes were left out: more than 100 path segments",)
    assert [word.text for word in page.words] == ["x"]


@both
def test_images_have_boxes(reader: Reader) -> None:
    image = "q 100 0 0 50 20 100 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q"
    assert [rounded(box) for box in page_of(image, reader).images] == [(20, 50, 120, 100)]


def test_paths_under_one_clip_are_each_cut_by_it() -> None:
    lines = "0 150 m 200 150 l S 0 140 m 200 140 l S"
    page = page_of(f"q 50 100 40 90 re W n {lines} Q q 120 100 40 90 re W n 0 130 m 200 130 l S Q")
    assert [rounded(rule.box)[::2] for rule in page.rules] == [(50, 90), (50, 90), (120, 160)]


def test_a_curve_under_a_later_fill_is_not_seen() -> None:
    curve, fill = "0 0 1 RG 20 60 m 60 160 l 150 80 l S ", "1 1 1 rg 10 50 180 140 re f "
    assert not page_of(curve + fill).curves
    assert len(page_of(fill + curve).curves) == 1
    assert len(page_of(curve + "1 1 1 rg 10 50 100 140 re f ").curves) == 1
