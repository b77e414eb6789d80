"""Charts and other drawings with lines, labels and figures, none of which is a table."""

from time import perf_counter

from pages_by_hand import across, down, fill, page, rows, ruled, text

from extractor.model import Box, Curve, Page, Rule
from extractor.tables import find_tables


def chart_words(left: float, top: float) -> list:
    words = []
    for i, label in enumerate(("80", "60", "40", "20", "0")):
        words += text(left - 3, top + 25 * i - 4, label, size=8, align="right")
    for i, month in enumerate(("Jan", "Feb", "Mar", "Apr", "May", "Jun")):
        words += text(left + 20 + 45 * i, top + 104, month, size=8)
    return words


def grid_lines(left: float, top: float) -> list[Rule]:
    return [across(top + 25 * i, left, left + 280) for i in range(5)]


def test_bar_chart_with_grid_lines_and_values() -> None:
    words = chart_words(100, 100)
    bars = []
    for i, high in enumerate((30, 75, 52, 90, 41, 66)):
        x = 115 + 45 * i
        bars.append(fill(x, 200 - high, x + 30, 200, "#1f3864"))
        words += text(x + 15, 190 - high, str(high), size=8, align="centre")
    assert find_tables(page(words, [*grid_lines(100, 100), down(100, 100, 200)], bars)) == []


def test_stacked_bars_with_shares_in_a_frame() -> None:
    words, bars = [], []
    for r, shares in enumerate(((20, 30, 50), (25, 45, 30), (15, 40, 45))):
        x = 150.0
        words += text(145, 123 + 40 * r, f"Q{r + 1}", size=8, align="right")
        for share, colour in zip(shares, ("#4472c4", "#ed7d31", "#a5a5a5"), strict=True):
            bars.append(fill(x, 115 + 40 * r, x + 3 * share, 140 + 40 * r, colour))
            words += text(x + 1.5 * share, 123 + 40 * r, f"{share}%", size=8, align="centre")
            x += 3 * share
    frame = [across(90, 80, 480), across(250, 80, 480), down(80, 90, 250), down(480, 90, 250)]
    assert find_tables(page(words, frame, bars)) == []


def test_line_chart_with_ticks() -> None:
    ticks = [down(100 + 45 * i, 200, 203) for i in range(7)]
    curves = tuple(Curve(Box(100 + 45 * i, 120 + 10 * (i % 3), 145 + 45 * i, 150)) for i in range(6))
    base = page(chart_words(100, 100), [*grid_lines(100, 100), *ticks])
    chart = Page(1, base.width, base.height, base.words, base.rules, (), curves)
    assert find_tables(chart) == []


def test_heat_map() -> None:
    colours = ["#63be7b", "#86c97e", "#a9d27f", "#ccdd82", "#eee683", "#fedd81", "#fcbf7b", "#faa075", "#f8696b"]
    words, cells = [], []
    for r in range(7):
        words += text(95, 103 + 16 * r, ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][r], size=8, align="right")
        for c in range(24):
            cells.append(fill(100 + 18 * c, 100 + 16 * r, 118 + 18 * c, 116 + 16 * r, colours[(3 * r + 5 * c) % 9]))
            words += text(109 + 18 * c, 104 + 16 * r, str((7 * r + 3 * c) % 40), size=7, align="centre")
    assert find_tables(page(words, fills=cells)) == []


def test_panels_with_a_figure_each() -> None:
    words, panels = [], []
    for r in range(3):
        for c in range(3):
            panels.append(fill(50 + 170 * c, 100 + 60 * r, 200 + 170 * c, 145 + 60 * r, "#203864"))
            words += text(60 + 170 * c, 105 + 60 * r, "1,234", size=14) + text(
                60 + 170 * c, 125 + 60 * r, "calls taken"
            )
    assert find_tables(page(words, fills=panels)) == []


def test_a_table_under_a_chart_that_touches_it_keeps_its_own_rows() -> None:
    texts = [["Calls", "Last year", "This year"], ["999", "210", "227"]]
    words, rules = ruled([60, 200, 300, 400], [262, 282, 302], texts)
    bars = [fill(115 + 45 * i, 200 - h, 145 + 45 * i, 200, "#1f3864") for i, h in enumerate((30, 75, 52, 90, 41))]
    frame = [across(90, 80, 390), across(260.5, 80, 390), down(80, 90, 260.5), down(390, 90, 260.5)]
    rules += [*grid_lines(100, 100), *frame]
    found = find_tables(page(words + chart_words(100, 100), rules, bars))
    assert [rows(t) for t in found] == [texts]


def test_rules_under_headings_and_links_are_no_table() -> None:
    words = text(50, 100, "First heading", bold=True) + text(50, 130, "Some words about it that go on for a while")
    words += text(50, 200, "Second heading", bold=True) + text(50, 230, "Some more words about it to end with")
    assert find_tables(page(words, [across(112, 50, 500), across(212, 50, 500)])) == []


def test_a_table_beside_a_chart_in_a_layout_table_is_found_alone() -> None:
    texts = [["Area", "Jul", "Aug"], ["North", "39", "53"], ["South", "28", "30"]]
    words, rules = ruled([400, 470, 510, 550], [130, 145, 160, 175], texts)
    bars = [fill(115 + 45 * i, 200 - h, 145 + 45 * i, 200, "#1f3864") for i, h in enumerate((30, 75, 52, 90, 41))]
    layout = [across(85, 50, 580), across(240, 50, 580), down(390, 85, 240)]
    found = find_tables(page(words + chart_words(100, 100), [*rules, *grid_lines(100, 100), *layout], bars))
    assert [rows(t) for t in found] == [texts]


def test_a_page_of_very_many_strokes_costs_seconds_at_most() -> None:
    strokes = [across((7 * i) % 800, (13 * i) % 500, (13 * i) % 500 + 5 + i % 40) for i in range(60_000)]
    strokes += [down((11 * i) % 600, (17 * i) % 700, (17 * i) % 700 + 5 + i % 40) for i in range(60_000)]
    start = perf_counter()
    find_tables(page(text(50, 50, "A map of the county"), strokes))
    assert perf_counter() - start < 60


def test_bullets_of_two_lines_that_came_together_are_a_list() -> None:
    words = []
    for n, line in enumerate(["indications of planning,", "manner of the attack,", "travel by the subject,"] * 2):
        words += text(60, 100 + 12 * n, "•") + text(80, 100 + 12 * n, line)
    words += text(60, 106, "•")
    rules = [across(96, 50, 400), across(180, 50, 400)]
    assert find_tables(page(words, rules)) == []


def test_strokes_of_a_threefold_frame_are_no_ticks() -> None:
    words, rules = ruled([50, 150, 250], [100, 120, 140, 160], [["Area", "2016"], ["North", "12"], ["South", "7"]])
    rules = [r for r in rules if r.horizontal]
    for top, bottom in ((92, 96), (96, 120), (120, 124), (124, 165)):
        rules += [down(x, top, bottom) for x in (40, 260, 261, 262)]
    assert rows(find_tables(page(words, rules))[0]) == [["Area", "2016"], ["North", "12"], ["South", "7"]]


def test_heading_in_a_rounded_box_is_no_drawing() -> None:
    words, rules = ruled([50, 150, 250], [100, 120, 140, 160], [["Area", "2016"], ["North", "12"], ["South", "7"]])
    outline = Curve(Box(48, 99, 252, 121))
    drawn = Page(1, 600, 800, tuple(words), tuple(rules), curves=(outline, outline))
    assert rows(find_tables(drawn)[0]) == [["Area", "2016"], ["North", "12"], ["South", "7"]]


def test_line_that_runs_on_beside_a_chart_still_parts_it_from_the_table() -> None:
    body = [[f"Area {n}", f"{n}2", f"{n}7"] for n in range(1, 9)]
    words = [
        w
        for n, row in enumerate(body)
        for x, cell in zip((60, 150, 220), row, strict=True)
        for w in text(x, 104 + 20 * n, cell)
    ]
    rules = [across(y, 50, 260) for y in range(100, 261, 20)]
    rules += [across(98, 50, 560), across(262, 50, 560), down(50, 98, 262), down(260, 98, 262), down(560, 98, 262)]
    chart = [Curve(Box(330, 120, 500, 175)), Curve(Box(330, 110, 500, 160))]
    found = find_tables(Page(1, 600, 800, tuple(words), tuple(rules), curves=tuple(chart)))
    assert rows(found[0]) == body
