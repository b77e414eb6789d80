"""Running headers and footers, and figures of tables that stand at the same height."""

from pages_by_hand import page, text

from extractor.tables.running import running_words

FOOT = 800


def running(*lines: str) -> list[set[str]]:
    """The texts found to run, for pages that each hold one of `lines` at the same place near the foot."""
    pages = [page(text(300, FOOT, line)) for line in lines]
    return [{p.words[i].text for i in ids} for p, ids in zip(pages, running_words(pages), strict=True)]


def test_page_numbers_run_and_may_say_of_how_many() -> None:
    assert running("3", "4", "5") == [{"3"}, {"4"}, {"5"}]
    assert running("1/3", "2/3", "3/3") == [{"1/3"}, {"2/3"}, {"3/3"}]


def test_a_footer_with_letters_runs_whatever_its_numbers() -> None:
    assert running("Page 7", "Page 9", "Page 9") == [{"Page", "7"}, {"Page", "9"}, {"Page", "9"}]


def test_figures_at_the_foot_of_pages_do_not_run() -> None:
    assert running("2,878", "1,240", "9,888") == [set(), set(), set()]
    assert running("18", "44", "7") == [set(), set(), set()]
    assert running("5.4%", "5.4%", "5.4%") == [set(), set(), set()]


def test_the_same_date_on_each_page_runs() -> None:
    assert running("31/03/2023", "31/03/2023") == [{"31/03/2023"}, {"31/03/2023"}]
