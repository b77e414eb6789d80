"""What `passed` may claim: a figure whose value and headings arithmetic shows, not one that fits elsewhere."""

from datetime import date

import pytest
from printed import BASE, DIFFERENCE, LAST, PER_CENT, PREVIOUS, Facts, checked, passed, said, shown, table

YEARS = [PREVIOUS, LAST, DIFFERENCE, PER_CENT]


def month(number: int, year: int = 2022) -> Facts:
    last = date(year, number % 12 + 1, 1) if number < 12 else date(year + 1, 1, 1)
    first = date(year, number, 1)
    return {"period_start": first, "period_end": date.fromordinal(last.toordinal() - 1), "period_type": "month"}


def test_levels_with_both_changes_have_passed():
    report = table(YEARS, ("Robbery", "812", "934", "122", "15.0%"), ("Arson", "470", "423", "-47", "-10.0%"))
    assert passed(report) == {"812", "934", "122", "15.0%", "470", "423", "-47", "-10.0%"}


def test_an_earlier_level_and_a_change_that_could_be_each_other_have_not():
    report = table([PREVIOUS, LAST, DIFFERENCE], ("Robbery", "122", "934", "812"), ("Arson", "47", "470", "423"))
    assert shown(report) == {"122", "934", "812", "47", "470", "423"}
    assert passed(report) == {"934", "470"}  # the later level is the larger of the three: it can be no other


def test_parts_of_a_total_are_shown_but_not_under_which_heading():
    months = [(name, month(i + 1)) for i, name in enumerate(("Jan", "Feb", "Mar"))]
    report = table(
        [*months, ("Total", {"period_start": date(2022, 1, 1), "period_end": date(2022, 3, 31)})],
        ("Robbery", "70", "66", "81", "217"),
        ("Arson", "12", "9", "14", "35"),
        ("Fraud", "900", "850", "990", "2,740"),
    )
    assert "66" in shown(report)
    assert passed(report) == {"217", "35", "2,740"}


@pytest.mark.parametrize(("kind", "passes"), [("month", False), ("rolling_12_months", True)])
def test_a_bare_month_beside_the_same_month_of_another_year_may_be_the_year_to_it(kind: str, passes: bool):
    now, then = month(9, 2022), month(9, 2021)
    change = {**now, "base_period_start": then["period_start"], "base_period_end": then["period_end"]}
    if kind != "month":
        now, then = (
            {**d, "period_type": kind, "period_start": date(d["period_start"].year - 1, 10, 1)} for d in (now, then)
        )
        change = {**now, "base_period_start": then["period_start"], "base_period_end": then["period_end"]}
    columns = [
        ("Sep-21", then), ("Sep-22", now), ("diff", {**change, "role": "difference"}),
        ("% diff", {**change, "role": "percent_change", "unit": "percent"}),
    ]  # fmt: skip
    report = table(columns, ("Rape", "812", "934", "122", "15.0%"), ("Stalking", "470", "423", "-47", "-10.0%"))
    assert len(shown(report)) == 8
    assert len(passed(report)) == (8 if passes else 0)


def test_a_bare_year_has_passed_only_in_a_report_that_ends_with_one():
    def year(number: int) -> Facts:
        dates = {"period_start": date(number, 1, 1), "period_end": date(number, 12, 31)}
        return {**dates, "period_type": "calendar_year", "period_label": str(number)}

    base = {"base_period_start": date(2021, 1, 1), "base_period_end": date(2021, 12, 31)}
    percent = {**year(2022), **base, "role": "percent_change", "unit": "percent"}
    difference = {**year(2022), **base, "role": "difference"}
    columns = [("2021", year(2021)), ("2022", year(2022)), ("+/-", difference), ("%", percent)]
    report = table(columns, ("Robbery", "812", "934", "122", "15.0%"))
    from extractor.check import check_document
    from extractor.codelists import vocabulary

    for end, n in ((date(2022, 12, 31), 4), (date(2023, 3, 31), 0), (None, 0)):
        says = check_document(report, vocabulary(), end).verdicts
        assert sum(v == "passed" for v in says.values()) == n


def test_what_a_sentence_says_again_shows_heading_period_and_area():
    report = table([PREVIOUS, LAST, BASE], ("Robbery", "812", "934", "777"))
    again = said(("934", {**LAST[1], "category": "robbery"}))
    says = checked(report, again)
    one = next(o for o in report if o.value_text == "934")
    assert says.verdicts[one.observation_id] == "passed"
    assert says.proofs[one.observation_id] == "value+heading+period+area"
    other = next(o for o in report if o.value_text == "812")
    assert other.observation_id not in says.proofs


def test_months_in_a_row_show_their_periods():
    months = [(name, month(i + 4)) for i, name in enumerate(("Apr", "May", "Jun"))]
    total = ("Q1", {"period_start": date(2022, 4, 1), "period_end": date(2022, 6, 30), "category": "all_crime"})
    report = table(
        [*months, total], ("North", {"area": "North"}, "170", "166", "181", "517"),
        ("South", {"area": "South"}, "612", "609", "614", "1,835"),
    )  # fmt: skip
    says = checked(report)
    by_text = {o.value_text: says.proofs.get(o.observation_id, "") for o in report}
    assert "period" in by_text["166"].split("+")
