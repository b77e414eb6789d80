"""Rates beside their count and population, and ratios of rates."""

from printed import LAST, Facts, blamed, shown, table

PEOPLE: Facts = {**LAST[1], "measure": "population"}
SEARCHES: Facts = {**LAST[1], "measure": "stop_searches"}
PER_HEAD: Facts = {**SEARCHES, "unit": "per_1000_population", "statistic": "rate"}
RATIO: Facts = {**LAST[1], "measure": "disproportionality", "unit": "ratio", "statistic": "rate"}
COLUMNS = [("Population", PEOPLE), ("Searches", SEARCHES), ("Per 1,000", PER_HEAD), ("Ratio", RATIO)]
ROWS = [
    ("A", "1,303,100", "29,911", "23.0", ""),
    ("B", "41,200", "912", "22.1", "1.0"),
    ("C", "15,900", "1,288", "81.0", "3.5"),
    ("D", "20,400", "612", "30.0", "1.3"),
    ("E", "9,800", "431", "44.0", "1.9"),
]


def test_rates_and_ratios_that_agree_are_shown():
    report = table(COLUMNS, *ROWS)
    assert blamed(report) == []
    assert {"23.0", "81.0", "3.5", "1.9"} <= shown(report)


def test_a_ratio_with_its_digits_swapped_is_named():
    rows = [*ROWS[:2], ("C", "15,900", "1,288", "81.0", "5.3"), *ROWS[3:]]
    assert blamed(table(COLUMNS, *rows)) == [("C", "Ratio", "5.3")]


def test_a_rate_of_another_count_is_named():
    rows = [(*row[:3], row[3], "") for row in ROWS]
    rows[3] = ("D", "20,400", "612", "39.1", "")
    assert blamed(table(COLUMNS, *rows)) == [("D", "Per 1,000", "39.1")]
