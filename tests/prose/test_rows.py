"""Where a figure of a sentence stands, how it is labelled, and its name."""

from __future__ import annotations

from extractor.model import Block, Box
from extractor.naming import named

TEXT = "312 offences were recorded last quarter, a 5% fall compared with the previous quarter (329)."


def test_page_box_section_and_labels(told_in):
    box = Box(50, 100, 500, 130)
    body = (
        Block("heading", "Preventing Crime", 1),
        Block("heading", "Robbery", 2),
        Block("paragraph", TEXT, None, 7, box),
    )
    now, change, before = told_in(body)
    assert {(o.page, o.x0, o.bottom, o.section) for o in (now, change, before)} == {(7, 50, 130, "Robbery")}
    assert {(o.table, o.table_title, o.reader, o.check) for o in (now, change, before)} == {(0, "", "prose", "none")}
    assert [o.value_text for o in (now, change, before)] == ["312", "5%", "329"]
    assert (now.row_label, now.column_label) == ("offences", "last quarter")
    assert (change.column_label, before.column_label) == ("down on the previous quarter", "the previous quarter")


def test_section_is_told_from_the_text_of_headings_like_that_of_a_table(told_in):
    styled = [Block("heading", "3. Crime", 1), Block("heading", "3.2 Robbery", 2), Block("paragraph", TEXT)]
    plain = [Block(b.kind, b.text) for b in styled]
    sections = {o.section for body in (styled, plain) for o in told_in(tuple(body))}
    assert sections == {"3. Crime > 3.2 Robbery"}


def test_title_of_a_box_beside_the_text_is_no_section(told_in):
    box = [Block("heading", "Peer Comparison", 3), Block("paragraph", "Relative Position: No change")]
    robbery = [Block("heading", "Robbery", 2), *box, Block("paragraph", TEXT)]
    body = (*robbery, Block("heading", "Rape", 2), *box, Block("paragraph", TEXT))
    assert [o.section for o in told_in(body)] == ["Robbery"] * 3 + ["Rape"] * 3


def test_title_of_the_report_on_every_page_is_no_section_and_numbers_that_recur_are(told_in):
    page = [Block("heading", "2. Robbery"), Block("heading", "Warwickshire Police"), Block("paragraph", TEXT)]
    assert {o.section for o in told_in((*page, *page))} == {"2. Robbery"}


def test_value_text_keeps_the_printed_characters(read):
    found = read("Robbery offences fell by –1,200 (−20%) on the previous quarter.", "Crime")[0]
    assert [(o.value_text, str(o.value)) for o in found] == [("–1,200", "-1200"), ("−20%", "-20")]


def test_a_sign_that_a_line_end_parts_from_its_number(read):
    found = read("Robbery offences fell by -1,200 (- 20%) on the previous quarter.", "Crime")[0]
    assert [str(o.value) for o in found] == ["-1200", "-20"]


def test_footnote_marks_and_quotation_marks_do_not_matter(read):
    plain = read("312 offences were reported in September.", "Robbery")[0]
    marked = read("312 ‘offences’ were reported in September⁶.", "Robbery⁶")[0]
    assert [(o.measure, o.category, o.value, o.period_end) for o in marked] == [
        (o.measure, o.category, o.value, o.period_end) for o in plain
    ]


def test_ids_are_unique_and_the_same_on_every_run(read):
    text = f"{TEXT}\n{TEXT}"
    first, second = (named(read(text, "Robbery")[0], "hampshire-2018-03-31") for _ in range(2))
    assert [o.observation_id for o in first] == [o.observation_id for o in second]
    assert len({o.observation_id for o in first}) == 6


def test_a_sentence_before_does_not_rename_the_figures_of_another_section(told_in):
    def ids(*extra: Block) -> set[str]:
        body = (*extra, Block("heading", "Robbery", 1), Block("paragraph", TEXT))
        return {o.observation_id for o in named(told_in(body), "hampshire-2018-03-31") if o.section == "Robbery"}

    assert ids() == ids(Block("heading", "Rape", 1), Block("paragraph", TEXT))


def test_the_heading_that_recurs_is_a_part_of_the_one_before(told_in):
    def section(name: str) -> tuple[Block, ...]:
        text = "30 offences were assigned an outcome last quarter."
        return Block("heading", name, 2), Block("heading", "Outcomes", 2), Block("paragraph", text)

    found = told_in((Block("heading", "Sexual Offences", 1), *section("Rape"), *section("Other Sexual Offences")))
    assert [o.category for o in found] == ["rape", "other_sexual_offences"]
    assert found[0].section == "Rape"
