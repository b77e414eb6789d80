"""Changes against the two levels they compare."""

from dataclasses import replace

from printed import (
    BASE,
    BASE_PER_CENT,
    DIFFERENCE,
    LAST,
    PER_CENT,
    PREVIOUS,
    alike,
    blamed,
    checked,
    messages,
    shown,
    table,
    verdicts,
)

YEARS = [PREVIOUS, LAST, DIFFERENCE, PER_CENT]


def test_a_difference_that_is_none_is_named_with_what_it_should_be():
    report = table(YEARS, ("Outcomes", "2,722", "1,998", "-734", "-27%"))
    assert blamed(report) == [("Outcomes", "Difference", "-734")]
    assert messages(report) == [
        "−734 is printed, but 1,998 less 2,722 is −724; one digit differs; else 1,998 or 2,722 is wrong."
    ]
    assert shown(report) == {"-27%"}
    assert alike(report) == [{"-734", "1,998", "2,722"}]


def test_rounding_of_every_figure_is_allowed_for():
    means = {"statistic": "mean", "unit": "minute"}
    report = table(YEARS, ("Wait", means, "11.7", "10.6", "-1.07", "-9.2%"))
    report = [replace(o, unit="percent") if o.role == "percent_change" else o for o in report]
    assert blamed(report) == []
    assert shown(report) == {"11.7", "10.6", "-1.07", "-9.2%"}


def test_a_fraction_printed_as_a_percentage_is_a_misprint():
    report = table(YEARS, ("Calls", "2,485", "2,149", "-336", "-0.14"))
    assert blamed(report) == [("Calls", "% Change", "-0.14")]
    assert "a fraction is printed as a percentage" in messages(report)[0]


def test_a_level_that_fits_neither_change_is_blamed_before_the_changes():
    report = table(YEARS, ("Robbery", "936", "1154", "209", "22.3%"))
    assert blamed(report) == [("Robbery", "Last 12 Months", "1154")]
    assert "1154 is likelier" in messages(report)[0].replace(",", "") and "1,145 would fit" in messages(report)[0]


def test_percentages_of_a_wrong_base_say_which():
    columns = [PREVIOUS, LAST, BASE, BASE_PER_CENT]
    report = table(
        columns,
        ("Mobile phone", "730", "1,086", "653", "59.3%"),
        ("Seatbelt", "983", "993", "832", "16.4%"),
        ("Insurance", "2,317", "2,373", "2,083", "12.5%"),
    )
    assert verdicts(report) == {"wrong_base"}
    assert "as a percentage of 730, Previous 12 Months" in messages(report)[0]


def test_percentages_of_a_figure_of_another_table_say_of_which():
    columns = [LAST, BASE, BASE_PER_CENT]
    first = table(columns, ("Not domestic", "12,831", "7,652", "67.7%"), number=1)
    second = table(
        columns,
        ("Rape", "1,253", "1,074", "-83.6%"),
        ("Other offences", "710", "621", "-90.7%"),
        ("All of them", "21,953", "13,096", "67.6%"),
        number=2,
    )
    assert [b[2] for b in blamed(first, second)] == ["-83.6%", "-90.7%"]
    assert all("from 7,652, the figure of Not domestic > Baseline in table 1" in m for m in messages(first, second))


def test_a_common_base_that_is_printed_nowhere_is_still_a_wrong_base():
    columns = [LAST, BASE, BASE_PER_CENT]
    rows = [("A", "1,781", "1,530", "-76.7%"), ("B", "18,205", "9,871", "137.9%"), ("C", "1,253", "1,074", "-83.6%")]
    report = table(columns, *rows, ("All", "21,953", "13,096", "67.6%"), ("D", "40", "32", "25%"))
    assert verdicts(report) == {"wrong_base"}
    assert "changes from one figure of about 7,65" in messages(report)[0]


def test_a_column_that_fails_nearly_throughout_is_put_down_to_our_reading():
    rows = [(f"Row {n}", str(400 + n), str(430 + 8 * n), str(30 + 7 * n), f"{90 - 13 * n}%") for n in range(1, 6)]
    assert verdicts(table(YEARS, *rows)) == {"misreading"}


def test_a_change_between_percentages_is_one_of_points():
    share = {"statistic": "share", "unit": "percent"}
    points = ("Change", {**PER_CENT[1], "role": "difference", "unit": "percentage_point"})
    report = table([PREVIOUS, LAST, points], ("Rate", share, "12.9%", "14.9%", "+2.0 % pt"))
    report = [o if o.role == "level" else replace(o, unit="percentage_point") for o in report]
    assert blamed(report) == []
    assert "+2.0 % pt" in shown(report)


def test_columns_without_periods_are_compared_where_arithmetic_proves_it():
    blank = {"period_start": None, "period_end": None}
    columns = [("Budget", blank), ("Actual", blank), ("Variance", {**blank, "role": "difference"})]
    money = {"unit": "gbp_thousand", "statistic": "amount"}
    rows = [
        ("Pay", "111,169", "110,994", "(175)"),
        ("Fuel", "4,031", "4,400", "369"),
        ("Rent", "4,802", "5,964", "1,126"),
    ]
    report = table(columns, *rows, **money)
    assert blamed(report) == [("Rent", "Variance", "1,126")]


def test_what_a_check_says_has_all_its_parts():
    check = next(
        c for c in checked(table(YEARS, ("Outcomes", "2,722", "1,998", "-734", "-27%"))).checks if not c.passed
    )
    assert (check.kind, check.verdict, check.passed) == ("difference", "misprint", False)
    assert (check.expected, check.published, check.tolerance) == (-724, -734, 0)
    assert len(check.observation_ids) == 3 and check.blamed == check.observation_ids


def test_where_two_figures_explain_a_failure_alike_both_are_blamed():
    report = table([PREVIOUS, LAST, DIFFERENCE], ("Calls", "726,868", "239,229", "12,361"))
    assert alike(report) == [{"726,868", "239,229"}]
    assert messages(report) == [
        "12,361 is printed, but 239,229 less 726,868 is −487,639; 239,229 or 726,868 is wrong, "
        "and nothing tells which; one digit differs."
    ]


def test_changes_from_the_row_above_name_the_level_that_neither_fits():
    columns = [("Crime", {}), ("Change", {"role": "difference"}), ("%", {"role": "percent_change", "unit": "percent"})]
    undated = {"period_start": None, "period_end": None}
    rows = [
        ("2015", undated, "10,507", "", ""), ("2016", undated, "10,491", "-16", "-0.2%"),
        ("2017", undated, "9,807", "-684", "-6.5%"), ("2018", undated, "9,987", "180", "1.8%"),
        ("2019", undated, "10,455", "468", "4.7%"), ("2020", undated, "10,020", "-435", "-4.2%"),
    ]  # fmt: skip
    assert blamed(table(columns, *rows)) == []
    rows[3] = ("2018", undated, "9,897", "180", "1.8%")
    assert blamed(table(columns, *rows)) == [("2018", "Crime", "9,897")]
