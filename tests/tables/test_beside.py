"""Labels and headings that stand outside the rules of their table."""

from pages_by_hand import across, aligned, fill, page, rows, ruled, text

from extractor.tables import find_tables

FIGURES = [["963", "439", "55"], ["923", "393", "40"], ["1026", "349", "30"], ["1212", "423", "56"]]
TOWNS = ["Alcona", "Curtis", "Gustin", "Haynes"]


def test_labels_left_of_a_lattice_of_figures_are_its_first_column() -> None:
    ys = [100, 115, 130, 145, 160, 175]
    words, rules = ruled([150, 220, 290, 360], ys, [["Voters", "Poll", "Other"], *FIGURES])
    words += [w for y, town in zip(ys[1:], TOWNS, strict=False) for w in text(140, y + 3, town, align="right")]
    found = rows(find_tables(page(words, rules))[0])
    assert found == [["", "Voters", "Poll", "Other"], *([t, *f] for t, f in zip(TOWNS, FIGURES, strict=True))]


def test_text_left_of_a_lattice_with_labels_of_its_own_stays_outside() -> None:
    ys = [100, 115, 130, 145, 160, 175]
    body = [[town, *figures[:2]] for town, figures in zip(TOWNS, FIGURES, strict=True)]
    words, rules = ruled([150, 220, 290, 360], ys, [["Town", "Voters", "Poll"], *body])
    words += [w for y in ys[1:5] for w in text(140, y + 3, "margin", align="right")]
    assert rows(find_tables(page(words, rules))[0])[1:] == body


SOUNDS = [["Cat", "Says", "Meow"], ["Fox", "Says", "Nothing"], ["Donkey", "Says", "Hee-haw"]]


def test_headings_right_over_the_first_rule_are_a_row() -> None:
    words, rules = ruled([50, 150, 250, 350], [120, 140, 160, 180], SOUNDS)
    words += [
        w for x, head in zip((53, 153, 253), ("Animal", "Action", "Result"), strict=True) for w in text(x, 106, head)
    ]
    assert rows(find_tables(page(words, rules))[0]) == [["Animal", "Action", "Result"], *SOUNDS]


def test_text_over_the_first_rule_that_is_out_of_line_stays_outside() -> None:
    words, rules = ruled([50, 150, 250, 350], [120, 140, 160, 180], SOUNDS)
    words += [w for x, word in zip((80, 180, 290), ("some", "words", "here"), strict=True) for w in text(x, 106, word)]
    assert rows(find_tables(page(words, rules))[0]) == SOUNDS


def test_underlined_links_part_no_rows() -> None:
    body = [[f"Area {n}", f"{n}2", f"{n}7"] for n in range(1, 7)]
    words = aligned([50, 180, 240], 100, [["Area", "2016", "2017"], *body])
    lines = [across(97, 48, 400), across(112, 48, 400), across(200, 48, 400)]
    for n in range(1, 7, 2):
        link = text(290, 100 + 14 * n, f"Report on {n}")
        words += link
        lines.append(across(110.5 + 14 * n, link[0].box.x0, link[-1].box.x1))
    assert [row[:3] for row in rows(find_tables(page(words, lines))[0])][1:] == body


def test_figures_with_headings_on_every_shade_of_a_scale_are_a_table() -> None:
    shades = ["#63be7b", "#86c97e", "#a9d27f", "#ccdd82", "#eee683", "#fedd81", "#fcbf7b", "#faa075", "#f8696b"]
    body = [[f"Area {r}", *(str((7 * r + 5 * c) % 90) for c in range(6))] for r in range(6)]
    xs, ys = [50 + 60 * c for c in range(8)], [100 + 16 * r for r in range(8)]
    words, rules = ruled(xs, ys, [["Area", *(f"Year {c}" for c in range(6))], *body])
    cells = [
        fill(xs[c], ys[r], xs[c + 1], ys[r + 1], shades[(3 * r + 5 * c) % 9]) for r in range(1, 7) for c in range(1, 7)
    ]
    assert rows(find_tables(page(words, rules, cells))[0])[1:] == body
