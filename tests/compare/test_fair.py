"""Forty small comparisons, each worked out by hand: which figures stand, which may be set beside which, and why not.

A case has figures (force, value, period, and what else is said of them), what is asked, and what must come out:
for each force the value that stands and the forces it may be set beside; `blocks` are the codes that rule out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pytest
from shelf import figure, shelf

import extractor
from extractor.compare.wording import rounded, value_text

FY, FY0, CY, ROLL = "2017-04/2018-03", "2016-04/2017-03", "2017-01/2017-12", "2017-03/2018-02"
Q1, Q2, Q3, Q4 = "2017-01/2017-03", "2017-04/2017-06", "2017-07/2017-09", "2017-10/2017-12"
Q3A, H1 = "2016-07/2016-09", "2017-04/2017-09"
HA, LE, ST, WA, WM = "hampshire", "leicestershire", "staffordshire", "warwickshire", "west_mercia"
SHARE = {"statistic": "share", "unit": "percent"}
RATE = {"statistic": "rate", "unit": "per_1000_population"}


@dataclass(frozen=True)
class Case:
    """One comparison. `stands` is force -> (value, forces it may be set beside)."""

    name: str
    rows: list[dict[str, Any]]
    stands: dict[str, tuple[float | None, tuple[str, ...]]]
    blocks: dict[str, set[str]] = field(default_factory=dict)
    ask: dict[str, Any] = field(default_factory=dict)
    ranks: dict[str, str] = field(default_factory=dict)
    verdict: tuple[str, ...] = ()


def f(force: str, value: float | str, period: str, **more: Any) -> dict[str, Any]:
    return figure(force, value, period, **more)


def months(force: str, values: dict[str, float], **more: Any) -> list[dict[str, Any]]:
    return [f(force, value, month, **more) for month, value in values.items()]


JAS = {"2017-07": 10, "2017-08": 11, "2017-09": 12}
HATE, ASB, OTHER = {"category": "hate_crime"}, {"measure": "asb_incidents", "category": "all"}, "other_sexual_offences"
CASES = [
    # --- equal length and equal season come first
    Case("same year", [f(HA, 9, FY), f(ST, 7, FY)], {HA: (9, (ST,)), ST: (7, (HA,))}),
    Case("same quarter", [f(WA, 9, Q3), f(LE, 7, Q3)], {WA: (9, (LE,)), LE: (7, (WA,))}),
    Case("the shared quarter before a later one that one force has alone",
         [f(WA, 9, Q3), f(LE, 7, Q3), f(LE, 8, Q4)], {WA: (9, (LE,)), LE: (7, (WA,))}),
    Case("the latest of two shared quarters",
         [f(WA, 9, Q3), f(LE, 7, Q3), f(WA, 1, Q4), f(LE, 8, Q4)], {WA: (1, (LE,)), LE: (8, (WA,))}),
    Case("a time that three share before a later one that two share",
         [f(WA, 1, Q3), f(LE, 2, Q3), f(HA, 3, Q3), f(WA, 4, Q4), f(LE, 5, Q4)],
         {WA: (1, (HA, LE)), LE: (2, (HA, WA)), HA: (3, (LE, WA))}),
    Case("but not one that lies more than a year back",
         [f(WA, 1, Q3A), f(LE, 2, Q3A), f(HA, 3, Q3A), f(WA, 4, Q4), f(LE, 5, Q4)],
         {WA: (4, (LE,)), LE: (5, (WA,)), HA: (3, ())}, {HA: {"other_period"}}),
    Case("year with year before quarter with nothing",
         [f(HA, 9, FY), f(WA, 8, FY), f(WA, 2, "2018-01/2018-03")], {HA: (9, (WA,)), WA: (8, (HA,))}),
    Case("year against quarter is not comparable", [f(HA, 12, FY), f(WA, 3, Q3)],
         {HA: (12, ()), WA: (3, ())}, {HA: {"other_length"}, WA: {"other_length"}},
         verdict=("Not a fair comparison", "It would take the figure of Warwickshire for Apr 2017–Mar 2018, "
                  "or of Hampshire for Jul–Sep 2017")),
    Case("half-year against quarter is not", [f(HA, 12, H1), f(WA, 3, Q3)], {HA: (12, ()), WA: (3, ())},
         {HA: {"other_length"}}),
    Case("month against quarter is not", [f(HA, 12, "2017-09"), f(WA, 3, Q3)], {HA: (12, ()), WA: (3, ())},
         {HA: {"other_length"}}),
    Case("the same quarter of another year is another time", [f(WA, 3, Q3A), f(LE, 4, Q3)],
         {WA: (3, ()), LE: (4, ())}, {WA: {"other_period"}}),
    # --- a rolling year and a financial year are told apart
    Case("rolling year against financial year", [f(HA, 9, ROLL), f(ST, 7, FY)], {HA: (9, ()), ST: (7, ())},
         {HA: {"other_year"}, ST: {"other_year"}}, verdict=("different years of twelve months",)),
    Case("calendar year against financial year", [f(HA, 9, CY), f(ST, 7, FY)], {HA: (9, ()), ST: (7, ())},
         {HA: {"other_year"}}),
    Case("a rolling year to March counts the same days as the financial year",
         [f(HA, 9, FY, period_type="rolling_12_months"), f(ST, 7, FY, period_type="financial_year")],
         {HA: (9, (ST,)), ST: (7, (HA,))}),
    Case("a share over a year against one over a quarter is not comparable either",
         [f(HA, 80, FY, measure="victim_satisfaction", category="rape", **SHARE),
          f(WA, 90, Q3, measure="victim_satisfaction", category="rape", **SHARE)],
         {HA: (80, ()), WA: (90, ())}, {HA: {"other_length"}}, {"measure": "victim_satisfaction"}),
    # --- published quarters are never pooled; months are, where they answer
    Case("two editions of a quarter stay quarters", [f(WA, 9, Q2), f(WA, 10, Q3)], {WA: (10, ())}),
    Case("quarters with their months stay quarters",
         [f(WA, 30, Q2), f(WA, 34, Q3), *months(WA, {"2017-04": 9, "2017-05": 10, "2017-06": 11, **JAS})],
         {WA: (34, ())}),
    Case("months are summed to the quarter that another force publishes", [*months(WA, JAS), f(LE, 40, Q3)],
         {WA: (33, (LE,)), LE: (40, (WA,))}),
    Case("but not where a month is missing", [f(WA, 10, "2017-07"), f(WA, 12, "2017-09"), f(LE, 40, Q3)],
         {WA: (12, ()), LE: (40, ())}, {WA: {"other_length"}}),
    Case("quarters are summed to the year that another force publishes",
         [f(WA, 1, Q2), f(WA, 2, Q3), f(WA, 3, Q4), f(WA, 4, "2018-01/2018-03"), f(HA, 50, FY)],
         {WA: (10, (HA,)), HA: (50, (WA,))}),
    Case("a published year stands before the sum of its quarters",
         [f(WA, 1, Q2), f(WA, 2, Q3), f(WA, 3, Q4), f(WA, 4, "2018-01/2018-03"), f(WA, 11, FY), f(HA, 50, FY)],
         {WA: (11, (HA,)), HA: (50, (WA,))}),
    Case("people counted once are not summed",
         [*months(WA, JAS, measure="missing_people", category="all"),
          f(LE, 40, Q3, measure="missing_people", category="all")],
         {WA: (12, ()), LE: (40, ())}, {WA: {"other_length"}}, {"measure": "missing_people"}),
    # --- definitions decide
    Case("hate crime with incidents against hate crime", [f(WA, 9, Q3, **HATE), f(HA, 8, Q3, **HATE)],
         {WA: (9, ()), HA: (8, ())}, {WA: {"definition"}, HA: {"definition"}}),
    Case("hate crime with incidents at both", [f(WA, 9, Q3, **HATE), f(WM, 8, Q3, **HATE)],
         {WA: (9, (WM,)), WM: (8, (WA,))}),
    Case("hate crime at two forces of which nothing else is known", [f(LE, 9, Q3, **HATE), f(ST, 8, Q3, **HATE)],
         {LE: (9, (ST,)), ST: (8, (LE,))}),
    Case("other sexual offences with and without serious ones",
         [f(WA, 9, FY, category=OTHER), f(ST, 8, FY, category=OTHER)], {WA: (9, ()), ST: (8, ())},
         {WA: {"definition"}, ST: {"definition"}}),
    Case("other sexual offences with serious ones at both",
         [f(WA, 9, Q3, category=OTHER), f(WM, 8, Q3, category=OTHER)], {WA: (9, (WM,)), WM: (8, (WA,))}),
    Case("anti-social behaviour of the same summer", [f(WA, 9, Q3, **ASB), f(HA, 8, Q3, **ASB)],
         {WA: (9, (HA,)), HA: (8, (WA,))}, ask={"measure": "asb_incidents"}),
    Case("anti-social behaviour of a summer against a year", [f(WA, 9, Q3, **ASB), f(HA, 8, FY, **ASB)],
         {WA: (9, ()), HA: (8, ())}, {WA: {"other_length"}}, {"measure": "asb_incidents"}),
    # --- confirmed figures before failed ones
    Case("a confirmed value of an edition before one that fails",
         [f(WA, 9, Q3, table=1, check="failed"), f(WA, 8, Q3, table=2, check="passed"), f(LE, 7, Q3)],
         {WA: (8, (LE,)), LE: (7, (WA,))}),
    Case("two values of which none is confirmed stay in dispute",
         [f(WA, 9, Q3, table=1, check="failed"), f(WA, 8, Q3, table=2), f(LE, 7, Q3)],
         {WA: (9, ()), LE: (7, ())}, {WA: {"conflict"}}),
    Case("a time with two confirmed figures before a later one with a failed one",
         [f(WA, 9, Q3, check="passed"), f(LE, 7, Q3, check="passed"), f(WA, 1, Q4, check="failed"),
          f(LE, 8, Q4, check="passed")],
         {WA: (9, (LE,)), LE: (7, (WA,))}),
    Case("a failed figure stands where there is no other", [f(WA, 9, Q3, check="failed"), f(LE, 7, Q3)],
         {WA: (9, (LE,)), LE: (7, (WA,))}),
    # --- ranks, per head: Hampshire has 1,978,789 people in 2017, Warwickshire 564,562, Leicestershire 1,083,226
    Case("more crimes and fewer per head", [f(HA, 2000, Q3), f(WA, 1000, Q3)],
         {HA: (2000, (WA,)), WA: (1000, (HA,))}, ranks={HA: "2", WA: "1"},
         verdict=("Warwickshire is highest per 1,000 people",)),
    Case("where lower is better the lowest per head is first", [f(HA, 2000, Q3, **ASB), f(WA, 1000, Q3, **ASB)],
         {HA: (2000, (WA,)), WA: (1000, (HA,))}, ask={"measure": "asb_incidents"}, ranks={HA: "1", WA: "2"},
         verdict=("Hampshire comes first per 1,000 people (lower is better)",)),
    Case("no rank where a population is missing", [f(HA, 2000, "2022-04/2023-03"), f(ST, 1000, "2022-04/2023-03")],
         {HA: (2000, (ST,)), ST: (1000, (HA,))}, ranks={HA: "", ST: ""}, verdict=("Numbers, not rates",)),
    Case("equal shares share a place, and the next is third",
         [f(x, v, FY, measure="abandonment_rate", category="101", **SHARE) for x, v in ((HA, 5), (WA, 5), (LE, 9))],
         {HA: (5, (LE, WA)), WA: (5, (HA, LE)), LE: (9, (HA, WA))}, ask={"measure": "abandonment_rate"},
         ranks={HA: "1=", WA: "1=", LE: "3"}),
    Case("shares that rounding cannot tell apart share a place",
         [f(x, v, FY, measure="abandonment_rate", category="101", **SHARE) for x, v in ((HA, "5.1"), (WA, "5"))],
         {HA: (5.1, (WA,)), WA: (5, (HA,))}, ask={"measure": "abandonment_rate"}, ranks={HA: "1=", WA: "1="}),
    Case("the fair group alone is ranked", [f(HA, 2000, Q3), f(WA, 1000, Q3), f(ST, 9, "2014-01/2014-12")],
         {HA: (2000, (WA,)), WA: (1000, (HA,)), ST: (9, ())}, ranks={HA: "2", WA: "1", ST: ""}),
    # --- times asked for
    Case("a quarter asked for by its months", [f(HA, 12, FY), f(WA, 3, Q3), f(WA, 4, Q4)],
         {HA: (12, ()), WA: (3, ())}, {WA: {"other_length"}}, {"period": "2017-07/2017-09"}),
    Case("a financial year asked for", [f(HA, 12, FY), f(HA, 11, FY0), f(ST, 9, FY0), f(ST, 8, FY)],
         {HA: (11, (ST,)), ST: (9, (HA,))}, ask={"period": "2016/17"}),
    Case("a calendar year asked for is preferred where it is there", [f(HA, 12, CY), f(HA, 11, FY), f(ST, 9, CY)],
         {HA: (12, (ST,)), ST: (9, (HA,))}, ask={"period": "2017"}),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_comparison_worked_out_by_hand(case):
    ask = {"measure": "recorded_crime", **case.ask}
    panel = extractor.compare(shelf(*case.rows), **ask).panels[0]
    entries = {e.force: e for e in panel.entries}
    found = {force: (float(e.figure.value), tuple(sorted(e.comparable_with))) for force, e in entries.items()}
    assert found == case.stands
    for force, codes in case.blocks.items():
        assert codes == {r.code for r in entries[force].reasons if r.blocks}
    for force, place in case.ranks.items():
        assert entries[force].rank == place
    for words in case.verdict:
        assert words in panel.verdict
    assert any(e.comparable_with for e in panel.entries) == ("Not a fair" not in panel.verdict and len(entries) > 1)


def test_there_are_forty():
    assert len(CASES) >= 40


def aligned(rows, footing, force=WA, **ask):
    panel = extractor.compare(shelf(*rows), **{"measure": "recorded_crime", **ask}).panels[0]
    entry = next(e for e in panel.entries if e.force == force)
    return next(x for x in entry.aligned if x.footing == footing)


def test_a_count_per_head_is_of_the_official_population_of_the_year_and_says_so():
    """105 robberies of 564,562 people."""
    head = aligned([f(WA, 105, Q3)], "per_head")
    assert head.derived and head.value == Decimal("0.185985") and head.low is None
    assert head.formula == (
        "105 / 564,562 (ONS mid-year population estimates: police force areas, mid-2017) × 1,000"
    )  # fmt: skip


def test_the_year_is_that_of_the_middle_of_the_period():
    assert "mid-2016" in aligned([f(WA, 105, "2016-04/2017-03")], "per_head").formula
    assert "mid-2017" in aligned([f(WA, 105, ROLL)], "per_head").formula


def test_a_year_that_is_not_listed_leaves_it_open_and_is_named():
    panel = extractor.compare(shelf(f(WA, 105, "2022-04/2023-03")), "recorded_crime").panels[0]
    (entry,) = panel.entries
    assert [x.footing for x in entry.aligned] == ["monthly_mean"]
    assert [r.code for r in entry.reasons] == ["no_population"] and "2022" in entry.reasons[0].text


def test_a_population_of_ones_own_is_laid_over(tmp_path):
    (tmp_path / "populations.csv").write_text("force,year,population,source\nwarwickshire,2022,600000,mine\n")
    head = aligned([f(WA, 105, "2022-04/2023-03")], "per_head", schemas=str(tmp_path))
    assert head.value == Decimal("0.175") and "600,000 (mine)" in head.formula


def test_a_district_has_no_population_of_the_force():
    rows = [f(WA, 105, Q3, area="Rugby District", area_type="district")]
    panel = extractor.compare(shelf(*rows), "recorded_crime", areas=True).panels[0]
    assert [x.footing for x in panel.entries[0].aligned] == ["monthly_mean"]


def test_counts_are_preferred_to_rates_that_are_rounded():
    """0.2 per 1,000 in both rows, but 88 of 564,562 people are 0.156 and 60 of 1,272,638 are 0.047."""
    rows = [f(WA, 88, Q3, row_label="r"), f(WA, "0.2", Q3, row_label="r", **RATE)]
    rows += [f(WM, 60, Q3, row_label="r"), f(WM, "0.2", Q3, row_label="r", **RATE)]
    data = shelf(*rows)
    (panel,) = extractor.compare(data, "recorded_crime", statistic="rate").panels
    heads = {e.force: next(x for x in e.aligned if x.footing == "per_head").value for e in panel.entries}
    assert heads == {WA: Decimal("0.155873"), WM: Decimal("0.0471462")}
    assert {e.force: e.rank for e in panel.entries} == {WA: "1", WM: "2"}


def test_a_rate_without_a_count_keeps_the_interval_of_its_rounding():
    """0.2 lies between 0.15 and 0.25: a third of it between 0.05 and 0.083, not at 0.0667."""
    rate = aligned([f(WA, "0.2", Q3, **RATE)], "monthly_rate", statistic="rate")
    assert (rate.low, rate.high) == (Decimal("0.05"), Decimal("0.0833333"))
    assert rounded(rate) == "0.050–0.083"


def changed(*rows, **ask):
    panel = extractor.compare(shelf(*rows), **{"measure": "recorded_crime", "change": True, **ask}).panels[0]
    return panel.entries[0]


def test_the_second_edition_of_a_quarter_does_not_destroy_its_change():
    """Two quarters with their months in two editions: the change is that of the quarters, not of a half-year."""
    rows = [f(WA, 30, Q2), f(WA, 33, Q3)]
    rows += months(WA, {"2017-04": 9, "2017-05": 10, "2017-06": 11, **JAS})
    entry = changed(*rows)
    (change,) = entry.changes
    assert (entry.figure.span.months, entry.figure.derived) == (3, False)
    assert (change.earlier.value, change.difference.value, str(change.percent.value)) == (30, 3, "10.0")


def test_the_same_quarter_of_the_year_before_stands_before_the_quarter_before():
    (change,) = changed(f(WA, 30, Q2), f(WA, 20, Q3A), f(WA, 33, Q3)).changes
    assert (change.earlier.value, change.reasons) == (20, ())


def test_a_quarter_is_set_against_the_months_of_the_one_before():
    (change,) = changed(f(WA, 33, Q4), *months(WA, JAS)).changes
    assert (change.earlier.value, change.earlier.formula) == (33, "10 + 11 + 12")


def test_a_summer_against_a_spring_is_no_change_in_anti_social_behaviour():
    (change,) = changed(f(WA, 30, Q2, **ASB), f(WA, 40, Q3, **ASB), measure="asb_incidents").changes
    (reason,) = change.reasons
    assert (reason.code, reason.blocks) == ("season", True) and "summers have more" in reason.text


def test_a_change_of_rounded_shares_keeps_what_rounding_leaves_open():
    rows = [f(WA, v, p, measure="abandonment_rate", category="101", **SHARE) for v, p in (("5.2", FY0), ("6.1", FY))]
    (change,) = changed(*rows, measure="abandonment_rate").changes
    assert (change.difference.low, change.difference.high) == (Decimal("0.8"), Decimal("1.0"))
    assert value_text(change.difference) == "+0.9 ±0.1 points"


def test_every_figure_is_compared_in_the_order_of_time_for_all_periods():
    rows = [f(WA, 50, Q4), f(WA, 10, Q2), f(WA, 30, Q3), *months(WA, JAS)]
    (panel,) = extractor.compare(shelf(*rows), "recorded_crime", period="all").panels
    assert [e.figure.value for e in panel.entries] == [10, 10, 11, 12, 30, 50]
    assert not any(e.figure.derived for e in panel.entries)
    assert "extractor series" in panel.verdict or len(panel.forces) == 1


def test_an_earlier_value_that_was_set_aside_is_noted_at_the_change():
    rows = [f(ST, 90, FY), f(ST, 78, FY0, table=1, check="passed"), f(ST, 79, FY0, table=2, check="failed")]
    (change,) = changed(*rows).changes
    assert change.earlier.value == 78
    assert [r.text for r in change.reasons] == [
        "78 of Apr 2016–Mar 2017 is also printed as 79: it fails the sums printed around it, and this passes them"
    ]


def test_a_quarter_without_an_earlier_one_is_not_given_up_for_its_last_month():
    entry = changed(f(WA, 33, Q3), *months(WA, JAS))
    assert entry.figure.value == 33 and [r.code for r in entry.reasons] == ["no_earlier"]


def test_changes_between_the_same_times_come_first_and_may_be_compared():
    rows = [f(WA, 20, Q3A), f(WA, 30, Q3), f(WA, 31, Q4), f(WM, 50, Q3A), f(WM, 55, Q3), f(HA, 9, Q3)]
    (panel,) = extractor.compare(shelf(*rows), "recorded_crime", change=True).panels
    found = {e.force: [str(c.percent.value) for c in e.changes] for e in panel.entries}
    assert found == {WA: ["50.0"], WM: ["10.0"], HA: []}
    assert panel.verdict == (
        "Changes between the same times may be compared: Warwickshire and West Mercia "
        "(Jul–Sep 2016 to Jul–Sep 2017). No change is known of Hampshire."
    )


def test_changes_between_other_times_are_not_compared():
    rows = [f(WA, 20, Q3A), f(WA, 30, Q3), f(WM, 50, FY0), f(WM, 55, FY)]
    (panel,) = extractor.compare(shelf(*rows), "recorded_crime", change=True).panels
    assert panel.verdict.startswith("Not a fair comparison of changes: no two are between the same times")


def test_a_force_without_a_change_at_the_shared_time_keeps_its_own():
    rows = [f(WA, 20, Q3A), f(WA, 30, Q3), f(WM, 50, Q3A), f(WM, 55, Q3), f(LE, 10, Q3), f(LE, 12, "2018-07/2018-09")]
    (panel,) = extractor.compare(shelf(*rows), "recorded_crime", change=True).panels
    found = {e.force: str(e.changes[0].percent.value) for e in panel.entries}
    assert found == {WA: "50.0", WM: "10.0", LE: "20.0"}


def test_a_later_figure_than_the_one_that_stands_is_said():
    rows = [f(WA, 9, Q3), f(LE, 7, Q3), f(LE, 8, Q4, table=1), f(LE, 6, Q4, table=2)]
    (panel,) = extractor.compare(shelf(*rows), "recorded_crime").panels
    texts = {e.force: [r.text for r in e.reasons if r.code == "later"] for e in panel.entries}
    assert texts == {WA: [], LE: ["8 or 6 is published for Oct–Dec 2017"]}


def test_for_all_periods_a_figure_is_held_to_those_of_the_same_days_alone():
    rows = [f(WA, 1, Q2), f(WA, 2, Q3), f(LE, 3, Q3), f(LE, 4, Q4)]
    (panel,) = extractor.compare(shelf(*rows), "recorded_crime", period="all").panels
    assert [(e.force, e.comparable_with, [r.text for r in e.reasons]) for e in panel.entries] == [
        (LE, (WA,), []),
        (LE, (), ["no other force has a figure for the same days"]),
        (WA, (), ["no other force has a figure for the same days"]),
        (WA, (LE,), []),
    ]
