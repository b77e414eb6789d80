"""The same figure in two tables, months of a quarter, parts in one table and the whole in another."""

from datetime import date

from printed import (
    BASE,
    LAST,
    PERCENT,
    PREVIOUS,
    THIS_YEAR,
    alike,
    blamed,
    messages,
    passed,
    said,
    shown,
    table,
    verdicts,
)

YEARS = [PREVIOUS, LAST, BASE]
AREAS = {"North": ("North Warwickshire", "policing_area"), "Force": ("Warwickshire", "force")}


def span(first, last, label=""):
    """A column for whole months of 2017, by number."""
    days = {1: 31, 3: 31, 4: 30, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 12: 31}
    return (
        label or f"{first}-{last}",
        {"period_start": date(2017, first, 1), "period_end": date(2017, last, days[last])},
    )


def test_one_of_three_common_figures_differs():
    first = table(YEARS, ("All crime", "73,991", "88,286", "78,098"), number=1)
    again = table(YEARS, ("All crime", "73,991", "88,286", "79,098"), number=2)
    assert alike(first, again) == [{"79,098", "78,098"}]
    assert messages(first, again) == ["79,098 is printed, but table 1 has 78,098; one digit differs."]


def test_the_printing_that_its_own_table_contradicts_is_blamed_alone():
    parts = [("Violence", "31,452", "42,600", "31,044"), ("Theft", "42,539", "45,686", "47,054")]
    first = table(YEARS, *parts, ("All crime", {"category": "all_crime"}, "73,991", "88,286", "78,098"), number=1)
    again = table(YEARS, ("All crime", {"category": "all_crime"}, "73,991", "88,286", "79,098"), number=2)
    assert blamed(first, again) == [("All crime", "Baseline", "79,098")]


def test_tables_whose_common_figures_all_differ_are_not_about_the_same_thing():
    first = table(YEARS, ("All crime", "73,991", "88,286", "78,098"), number=1)
    again = table(YEARS, ("All crime", "68,350", "95,927", "81,737"), number=2)
    assert blamed(first, again) == []


def quarter_table(*rows):
    return table([span(7, 9, "Last Quarter")], *rows, number=9, area="Warwickshire", area_type="force")


def months(number, category, *cells):
    columns = [span(7, 7), span(8, 8), span(9, 9)]
    return table(columns, (category, *cells), number=number, area="Warwickshire", area_type="force")


MONTHS = [
    months(1, "violence", "446", "382", "385"),
    months(2, "burglary", "166", "168", "201"),
    months(3, "damage", "390", "421", "402"),
    months(4, "vehicles", "417", "513", "498"),
]


def test_months_sum_to_the_quarter_of_another_table():
    quarter = quarter_table(("violence", "1,213"), ("burglary", "535"), ("damage", "1,213"), ("vehicles", "1,428"))
    assert blamed(quarter, *MONTHS) == []
    assert shown(quarter, *MONTHS) >= {"1,213", "535", "1,428", "446"}


def test_a_quarter_that_its_months_do_not_make():
    quarter = quarter_table(("violence", "1,213"), ("burglary", "553"), ("damage", "1,213"), ("vehicles", "1,428"))
    assert blamed(quarter, *MONTHS) == [("burglary", "Last Quarter", "553")]
    assert "its parts 166 + 168 + 201 make 535; two digits are swapped" in messages(quarter, *MONTHS)[0]


def test_a_rate_of_a_year_lies_within_its_quarters():
    quarters = [span(1, 3), span(4, 6), span(7, 9), span(10, 12)]
    year = ("Year", {"period_start": date(2017, 1, 1), "period_end": date(2017, 12, 31)})
    share = {**PERCENT, "measure": "conviction_rate"}
    good = table([year, *quarters], ("Courts", "84.2%", "86.3%", "86.3%", "83.2%", "81.6%"), **share)
    wrong = table([year, *quarters], ("Courts", "81.6%", "86.3%", "86.3%", "83.2%", "81.6%"), **share)
    assert blamed(good) == []
    assert blamed(wrong) == [("Courts", "Year", "81.6%")]
    assert shown(good) == set()  # bounds confirm nothing


def test_a_category_and_its_parts_in_different_tables():
    column = [("Last Quarter", THIS_YEAR)]
    parts = table(
        column,
        ("Personal", {"category": "personal_robbery"}, "148"),
        ("Business", {"category": "business_robbery"}, "19"),
    )
    whole = table(column, ("Robbery", {"category": "robbery"}, "164"), number=2)
    assert messages(parts, whole) == ["164 is printed, but 148 + 19 is 167; else 148 or 19 is wrong."]
    assert verdicts(parts, whole) == {"contradiction"}
    far = table(column, ("Robbery", {"category": "robbery"}, "1,640"), number=2)
    assert blamed(parts, far) == []


def test_districts_that_make_up_a_policing_area():
    small = [(n, {"area": n, "area_type": "district"}) for n in ("Rugby", "Stratford", "Warwick")]
    rows = [("violence", "225", "191", "313"), ("theft", "185", "291", "296"), ("damage", "202", "180", "362")]
    wrong = ("vehicles", "228", "275", "414")
    columns = [(n, {**facts, **span(7, 9)[1]}) for n, facts in small]
    districts = table(columns, *rows, wrong)
    column = [("South", {"area": "South", "area_type": "policing_area", **span(7, 9)[1]})]
    south = table(column, ("violence", "504"), ("theft", "587"), ("damage", "542"), ("vehicles", "671"), number=2)
    assert blamed(districts, south) == [("vehicles", "Stratford", "275")]
    assert "; 275 is likelier to be wrong, and 257 would fit; two digits are swapped" in messages(districts, south)[0]


def test_months_of_a_table_make_the_quarter_of_a_sentence():
    quarter = quarter_table(("violence", "1,213"), ("burglary", "535"), ("damage", "1,213"))
    text = said(("1,438", span(7, 9)[1]), category="vehicles", area="Warwickshire", area_type="force")
    assert [b[2] for b in blamed(quarter, *MONTHS, text)] == ["1,438"]


def test_a_figure_printed_again_to_the_same_digit_must_be_the_same():
    mean = {"statistic": "mean"}
    first = table([("Average", mean)], ("crimes", "19,602"), ("thefts", "1,400"))
    again = table([("Average", mean)], ("crimes", "19,601"), ("thefts", "1,400"), number=2)
    assert alike(first, again) == [{"19,601", "19,602"}]
    assert messages(first, again) == ["19,601 is printed, but table 1 has 19,602; one of the two is rounded otherwise."]
    finer = table([("Average", mean)], ("crimes", "19,601.6"), ("thefts", "1,400"), number=2)
    assert blamed(first, finer) == []


def test_two_rows_of_one_table_that_have_each_others_figures_in_another():
    crimes = ("Burglary", {"category": "burglary"}), ("Robbery", {"category": "robbery"})
    burglaries, robberies = ("18,604", "26,762"), ("3,026", "3,742")
    first = table([PREVIOUS, LAST], (*crimes[0], *burglaries), (*crimes[1], *robberies), number=1)
    again = table([PREVIOUS, LAST], (*crimes[0], *robberies), (*crimes[1], *burglaries), number=2)
    right = table([PREVIOUS, LAST], (*crimes[0], *burglaries), (*crimes[1], *robberies), number=2)
    assert verdicts(first, again) == {"exchanged"} and not passed(first, again)
    assert '"Burglary" and "Robbery" have each other\'s figures' in messages(first, again)[0]
    assert blamed(first, right) == []
    other = table([PREVIOUS, LAST], (*crimes[0], "911", "3,742"), (*crimes[1], "205", "188"), number=2)
    assert blamed(first, other) == []
