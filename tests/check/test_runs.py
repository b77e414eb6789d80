"""Periods against their neighbours and the end of the report."""

from datetime import date, timedelta

from printed import DIFFERENCE, LAST, PREVIOUS, Facts, said, table

from extractor.check import check_document
from extractor.codelists import vocabulary
from extractor.model import Observation

END = date(2022, 6, 30)


def month(number: int, year: int = 2022) -> tuple[str, Facts]:
    after = date(year + number // 12, number % 12 + 1, 1)
    dates = {"period_start": date(year, number, 1), "period_end": after - timedelta(days=1), "period_type": "month"}
    return f"{number}/{year}", dates


def found(report: list[Observation], end: date | None = END) -> list[tuple[str, str]]:
    codes = ("period-out-of-order", "doubled-period", "period-after-report")
    findings = check_document(report, vocabulary(), end).findings
    return [(f.code, f.where.column_label) for f in findings if f.code in codes]


def test_months_that_run_on_are_in_order():
    assert found(table([month(4), month(5), month(6)], ("Robbery", "70", "66", "81"))) == []


def test_a_month_of_another_year_between_two_is_out_of_order():
    report = table([month(4), month(5, 2021), month(6)], ("Robbery", "70", "66", "81"), ("Arson", "7", "6", "8"))
    assert found(report) == [("period-out-of-order", "5/2021")]


def test_each_month_beside_the_same_month_a_year_before_is_in_order():
    columns = [month(4), month(4, 2021), month(5), month(5, 2021), month(6), month(6, 2021)]
    assert found(table(columns, ("Robbery", "70", "66", "81", "75", "77", "69"))) == []


def test_a_month_twice_with_other_figures_is_told_and_has_not_passed():
    twice = ("May again", month(5)[1])
    total = ("Total", {"period_start": None, "period_end": None})
    report = table([month(5), twice, total], ("Robbery", "70", "66", "136"), ("Arson", "900", "811", "1,711"))
    assert found(report) == [("doubled-period", "5/2022 / May again")]


def test_a_column_after_the_report_is_told():
    columns = [month(5), month(6), month(9)]
    assert found(table(columns, ("Robbery", "70", "66", "81"))) == [("period-after-report", "9/2022")]
    assert found(table(columns, ("Robbery", "70", "66", "81")), None) == []


def test_a_state_some_months_after_the_report_and_a_plan_are_not():
    later = {"period_start": date(2022, 9, 1), "period_end": date(2022, 9, 1), "period_type": "point_in_time"}
    assert found(table([("1 Sep", later)], ("Headcount", "700"))) == []
    plan = {"unit": "gbp_thousand", "statistic": "amount"}
    assert found(table([month(9)], ("Budget", plan, "700"))) == []


def test_a_base_later_than_the_change_is_told():
    turned = {**PREVIOUS[1], "base_period_start": LAST[1]["period_start"], "base_period_end": LAST[1]["period_end"]}
    column = ("Change", {**turned, "role": "difference"})
    end = LAST[1]["period_end"]
    assert found(table([PREVIOUS, LAST, column], ("Robbery", "812", "934", "-122")), end)[0][0] == "period-out-of-order"
    assert found(table([PREVIOUS, LAST, DIFFERENCE], ("Robbery", "812", "934", "122")), end) == []


def test_a_sentence_that_gives_a_row_the_figures_of_another_blames_both_labels():
    change = {k: v for k, v in DIFFERENCE[1].items() if k != "role"}
    columns = [PREVIOUS, LAST, DIFFERENCE, ("%", {**change, "role": "percent_change", "unit": "percent"})]
    report = table(
        columns, ("Arson", "470", "423", "-47", "-10.0%"), ("Shoplifting", "812", "934", "122", "15.0%"),
        ("Robbery", "9,004", "11,255", "2,251", "25.0%"),
    )  # fmt: skip
    text = [
        *said(("122", {**DIFFERENCE[1], "category": "robbery"}), ("15%", {**columns[3][1], "category": "robbery"})),
        *said(("2,251", {**DIFFERENCE[1], "category": "shoplifting"})),
    ]
    result = check_document([*report, *text], vocabulary())
    failed = {o.row_label for o in report if result.verdicts.get(o.observation_id) == "failed"}
    assert failed == {"Shoplifting", "Robbery"}
    alone = said(("122", {**DIFFERENCE[1], "category": "fraud"}))
    assert not check_document([*report, *alone], vocabulary()).findings


def test_one_late_quarter_is_out_of_order_and_its_neighbours_are_not():
    def quarter(number: int, year: int = 2021) -> tuple[str, Facts]:
        (label, first), (_, last) = month(3 * number - 2, year), month(3 * number, year)
        return f"Q{label}", {**first, "period_end": last["period_end"], "period_type": "quarter"}

    columns = [quarter(1), quarter(2, 2022), quarter(3), quarter(4)]
    report = table(columns, ("Robbery", "70", "66", "81", "77"))
    assert found(report, date(2022, 6, 30)) == [("period-out-of-order", columns[1][0])]
    first = table([quarter(1, 2022), quarter(2), quarter(3), quarter(4)], ("Robbery", "70", "66", "81", "77"))
    assert found(first, date(2022, 6, 30)) == []


def test_a_month_after_the_report_that_leaves_one_out():
    july = table([month(4), month(5), month(7)], ("Robbery", "70", "66", "81"))
    assert found(july) == [("period-after-report", "7/2022")]
    assert found(table([month(5), month(6), month(7)], ("Robbery", "70", "66", "81"))) == []  # counted at its end
