"""Charts that can be printed: every bar has its force, period and value, and small print says what to mind."""

import json
import struct

import pytest
from shelf import figure, shelf

import extractor
from extractor.compare.drawing import drawings_of
from extractor.errors import UsageError

altair = pytest.importorskip("altair")
pytest.importorskip("vl_convert")
from extractor.compare.charts import chart, to_picture  # noqa: E402

DATA = (
    figure("hampshire", 21192, "2017-04/2018-03"),
    figure("warwickshire", 1213, "2017-07/2017-09"),
    figure("staffordshire", 11513, "2022-04/2023-03"),
    figure("west_mercia", 2516, "2016-10/2016-12", table=1),
    figure("west_mercia", 2599, "2016-10/2016-12", table=2),
)


@pytest.fixture
def comparison():
    return extractor.compare(shelf(*DATA), "recorded_crime")


def test_bars_carry_force_period_and_value_and_say_which_may_be_compared(comparison):
    (drawing,) = drawings_of(comparison)
    assert [(b.force, b.when, b.label, b.fair) for b in drawing.bars] == [
        ("Hampshire", "Apr 2017–Mar 2018", "1,766", False),
        ("Staffordshire", "Apr 2022–Mar 2023", "959", False),
        ("Warwickshire", "Jul–Sep 2017", "404", False),
        ("West Mercia", "Oct–Dec 2016", "published: 2,516 or 2,599", False),
    ]
    assert drawing.bars[3].value is None and "contradictory" in drawing.bars[3].why
    assert " ".join(drawing.verdict) == comparison.panels[0].verdict
    assert any("printed with 2 different values" in line for line in drawing.beneath)
    assert drawing.bars[1].why.startswith("other time")
    assert drawing.domain[0] == 0


def test_svg_and_png_hold_the_words(comparison):
    svg = to_picture(comparison, "svg").decode("utf-8")
    for text in ("Hampshire", "Apr 2017–Mar 2018", "1,766", "other time", "Source: hampshire-2018-03-31 (pdf)"):
        assert text in svg
    png = to_picture(comparison, "png")
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    assert 800 < width < 2400 and 300 < height < 1600


def test_no_two_words_of_a_column_stand_on_one_another(comparison):
    rows = json.loads(chart(comparison).to_json())
    heights = [part["layer"][0].get("height") or part["height"] for part in _layers(rows)]
    assert all(height >= 38 * 3 for height in heights)


def _layers(node):
    if "layer" in node:
        yield node
    for key in ("vconcat", "hconcat"):
        for part in node.get(key, ()):
            yield from _layers(part)


def test_panels_without_bars_and_ranks_are_not_drawn():
    rows = [figure("hampshire", 7, "2017-04/2018-03", statistic="rank", unit="rank", out_of=8)]
    rows += [figure(f, 5, "2017-04/2018-03") for f in ("hampshire", "warwickshire")]
    rows += [figure("hampshire", 5, "2017-04/2018-03", category="rape")]
    found = drawings_of(extractor.compare(shelf(*rows), "recorded_crime", statistic="all"))
    assert [d.title for d in found] == [("Recorded crime · All crime",)]
    with pytest.raises(UsageError, match="nothing to draw"):
        chart(extractor.compare(shelf(*rows[:1]), "recorded_crime", statistic="all"))


def test_falls_are_drawn_to_the_left_of_nought_and_shares_up_to_the_whole():
    now, before = "2017-04/2018-03", "2016-04/2017-03"
    rows = [figure(f, v, p) for f, v, p in (("hampshire", 5, now), ("hampshire", 10, before))]
    (drawing,) = drawings_of(extractor.compare(shelf(*rows), "recorded_crime", change=True))
    assert drawing.bars[0].label == "-50%" and drawing.domain[0] < -50 and drawing.domain[1] >= 0
    rows = [
        figure(f, 91, now, "answered_in_target", "999", statistic="share", unit="percent")
        for f in ("hampshire", "staffordshire")
    ]
    (drawing,) = drawings_of(extractor.compare(shelf(*rows), "answered_in_target"))
    assert drawing.domain[0] == 0 and drawing.domain[1] >= 100


def test_text_of_a_report_cannot_act_in_an_svg():
    rows = [
        figure(f, 5, "2017-04/2018-03", document_id=f"{f}-<script>alert(1)</script>") for f in ("hampshire", "kent")
    ]
    svg = to_picture(extractor.compare(shelf(*rows), "recorded_crime"), "svg").decode("utf-8")
    assert "<script" not in svg


def test_the_chart_weighs_as_the_verdict_does_and_says_it():
    """West Mercia has more robberies and fewer per head; Staffordshire's year stands for itself."""
    rows = [figure("west_mercia", 167, "2017-07/2017-09"), figure("warwickshire", 105, "2017-07/2017-09")]
    rows.append(figure("staffordshire", 868, "2018-04/2019-03"))
    comparison = extractor.compare(shelf(*rows), "recorded_crime")
    (drawing,) = drawings_of(comparison)
    assert [(b.force, b.fair) for b in drawing.bars] == [
        ("Staffordshire", False), ("Warwickshire", True), ("West Mercia", True),
    ]  # fmt: skip
    assert [b.why for b in drawing.bars] == ["other time (1)", "", ""]
    assert " ".join(drawing.verdict) == comparison.panels[0].verdict
    assert drawing.subtitle[0].startswith("Per 1,000 people")


def test_a_change_chart_keeps_the_line_of_a_force_without_a_change_and_greys_other_times():
    now, before = "2017-07/2017-09", "2016-07/2016-09"
    rows = [figure(f, v, p) for f in ("west_mercia", "warwickshire") for p, v in ((before, 10), (now, 12))]
    rows += [figure("hampshire", 9, "2017-04/2018-03"), figure("hampshire", 8, "2016-04/2017-03")]
    rows.append(figure("leicestershire", 7, now))
    comparison = extractor.compare(shelf(*rows), "recorded_crime", change=True)
    (drawing,) = drawings_of(comparison)
    assert {b.force: b.fair for b in drawing.bars} == {
        "West Mercia": True, "Warwickshire": True, "Hampshire": False, "Leicestershire": False,
    }  # fmt: skip
    assert drawing.bars[-1].value is None and drawing.bars[-1].why == "no earlier figure (1)"
    assert "may be compared: Warwickshire and West Mercia" in " ".join(drawing.verdict)
    svg = to_picture(comparison, "svg").decode("utf-8")
    assert "Leicestershire" in svg and "No change is known of Leicestershire" in svg


def test_several_figures_of_a_force_stand_in_the_order_of_time():
    rows = [figure("warwickshire", v, p) for v, p in ((30, "2017-04/2017-06"), (10, "2017-07/2017-09"))]
    rows.append(figure("hampshire", 20, "2017-07/2017-09"))
    (drawing,) = drawings_of(extractor.compare(shelf(*rows), "recorded_crime", period="all"))
    assert [b.when for b in drawing.bars] == ["Jul–Sep 2017", "Apr–Jun 2017", "Jul–Sep 2017"]
