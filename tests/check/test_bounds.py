"""Values that cannot be: beyond what the measure can be, above their whole, ten times their neighbours."""

from datetime import date

from printed import DIFFERENCE, LAST, PER_CENT, PREVIOUS, Facts, alike, blamed, messages, table, verdicts

SHARE: Facts = {"measure": "abandonment_rate", "statistic": "share", "unit": "percent", "category": "999"}


def months(*, measure: str = "recorded_crime") -> list[tuple[str, Facts]]:
    found = []
    for n in range(1, 13):
        last = date(2022 + n // 12, n % 12 + 1, 1).toordinal() - 1
        dates = {"period_start": date(2022, n, 1), "period_end": date.fromordinal(last), "period_type": "month"}
        found.append((f"{n}/22", {**dates, "measure": measure}))
    return found


def test_a_share_above_its_bound_in_the_list_of_measures_is_named():
    report = table([("Rate", LAST[1])], ("999", SHARE, "104.2%"), ("101", SHARE, "4.2%"))
    assert blamed(report) == [("999", "Rate", "104.2%")]
    assert "between 0.0% and 100.0%" in messages(report)[0]


def test_a_wait_longer_than_any_can_be_is_named():
    wait: Facts = {"measure": "answer_time", "statistic": "mean", "unit": "second", "category": "999"}
    report = table([("Seconds", LAST[1])], ("999", wait, "91,000"), ("101", {**wait, "category": "101"}, "910"))
    assert blamed(report) == [("999", "Seconds", "91,000")]


def test_a_category_is_no_larger_than_the_one_it_is_of():
    years = [PREVIOUS, LAST]
    report = table(
        years,
        ("Burglary", {"category": "burglary"}, "400", "991"),
        ("Residential burglary", {"category": "residential_burglary"}, "900", "990"),
        ("Robbery", {"category": "robbery"}, "812", "934"),
    )
    assert alike(report) == [{"400", "900"}]
    assert "Residential burglary is part of Burglary, of which there are 400" in messages(report)[0]


def test_a_grandchild_counts_as_well_and_a_change_does_not():
    years = [PREVIOUS, LAST, DIFFERENCE, PER_CENT]
    report = table(
        years,
        ("All crime", {"category": "all_crime"}, "4,000", "4,010", "10", "0.3%"),
        ("Dwellings", {"category": "residential_burglary"}, "100", "150", "50", "50.0%"),
    )
    assert blamed(report) == []
    report = table(
        [LAST], ("Total", {"category": "all_crime"}, "4,010"), ("Rape", {"category": "rape"}, "4,100"),
    )  # fmt: skip
    assert alike(report) == [{"4,010", "4,100"}]


def test_a_district_is_no_larger_than_its_force():
    report = table(
        [LAST],
        ("Kent", {"area": "Kent", "area_type": "force", "category": "arson"}, "120"),
        ("Dover", {"area": "Dover", "area_type": "district", "category": "arson"}, "210"),
        ("Thanet", {"area": "Thanet", "area_type": "district", "category": "arson"}, "98"),
    )
    assert alike(report) == [{"120", "210"}]


def test_a_month_ten_times_its_neighbours_is_doubtful():
    counts = ["412", "398", "433", "4210", "405", "390", "377", "402", "418", "391", "408", "399"]
    assert blamed(table(months(), ("Robbery", {"category": "robbery"}, *counts))) == [("Robbery", "4/22", "4210")]


def test_a_season_or_a_small_count_is_not():
    seasons = ["412", "398", "433", "1210", "405", "390", "377", "402", "418", "391", "408", "399"]
    small = ["4", "3", "5", "52", "4", "5", "3", "6", "4", "5", "3", "4"]
    report = table(months(), ("Robbery", {"category": "robbery"}, *seasons), ("Arson", {"category": "arson"}, *small))
    assert blamed(report) == []


def test_no_correction_is_proposed_that_cannot_be():
    """Three figures of which the first is too small to take a fall of the third: it is not corrected to minus one."""
    report = table([PREVIOUS, LAST, DIFFERENCE], ("Arson", "3", "2", "-4"), ("Rape", "30", "20", "-10"))
    assert verdicts(report) and not any(
        "\u2212" in m.split("likelier")[-1] for m in messages(report) if "likelier" in m
    )


def test_two_rows_of_which_the_part_is_larger_throughout_are_told_with_a_figure_of_each():
    report = table(
        [PREVIOUS, LAST],
        ("Burglary", {"category": "burglary"}, "400", "500"),
        ("Residential burglary", {"category": "residential_burglary"}, "900", "990"),
        ("Robbery", {"category": "robbery"}, "812", "934"),
    )
    assert any("of which there are 400, and of the part 900 are printed" in told for told in messages(report))
