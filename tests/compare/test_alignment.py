"""A common footing is worked out, marked as such, and never mixed up with what is published."""

from decimal import Decimal

from shelf import figure, shelf

import extractor


def entry_of(comparison, force, panel=0):
    return next(e for e in comparison.panels[panel].entries if e.force == force)


def test_counts_over_different_lengths_meet_as_monthly_means():
    data = shelf(figure("hampshire", 159971, "2017-04/2018-03"), figure("warwickshire", 11086, "2017-07/2017-09"))
    comparison = extractor.compare(data, "recorded_crime", category="all_crime")
    year, quarter = entry_of(comparison, "hampshire"), entry_of(comparison, "warwickshire")
    assert (year.figure.value, year.figure.footing, year.figure.derived) == (159971, "published", False)
    mean = year.aligned[0]
    assert mean.derived and mean.footing == "monthly_mean"
    assert mean.formula == "159,971 / 12 months" and mean.observation_ids == ("o1",)
    assert mean.value == Decimal("13330.9")
    assert quarter.aligned[0].value == Decimal("3695.33")


def test_a_published_month_is_its_own_monthly_mean():
    comparison = extractor.compare(shelf(figure("warwickshire", 3670, "2017-09")), "recorded_crime")
    mean = entry_of(comparison, "warwickshire").aligned[0]
    assert not mean.derived and mean.value == 3670


def test_months_that_follow_one_another_are_summed_and_a_gap_ends_the_run():
    rows = [figure("warwickshire", v, f"2017-0{m}") for m, v in ((5, 9), (7, 31), (8, 19), (9, 22))]
    found = entry_of(extractor.compare(shelf(*rows), "recorded_crime"), "warwickshire")
    assert found.figure.footing == "sum_of_months" and found.figure.formula == "31 + 19 + 22"
    assert found.figure.observation_ids == ("o2", "o3", "o4")
    assert found.aligned[0].formula == "(31 + 19 + 22) / 3 months" and found.aligned[0].value == 24
    found = entry_of(extractor.compare(shelf(*rows[:3]), "recorded_crime"), "warwickshire")
    assert (found.figure.value, found.figure.derived) == (19, False)  # two months are no quarter


def test_a_run_is_of_twelve_months_at_most_so_that_each_season_counts_once():
    months = [f"2016-{m:02}" for m in range(9, 13)] + [f"2017-{m:02}" for m in range(1, 10)]
    rows = [figure("warwickshire", n, month, "dvpn_authorised", "") for n, month in enumerate(months)]
    found = entry_of(extractor.compare(shelf(*rows), "dvpn_authorised"), "warwickshire")
    assert found.figure.span.months == 12 and found.figure.value == sum(range(1, 13))


def test_people_on_a_day_and_people_counted_once_are_not_divided_by_months():
    data = shelf(
        figure("warwickshire", 273, "2017-10", "iom_cohort", "all"),
        figure("hampshire", 7994, "2017-04/2018-03", "missing_people", "all"),
    )
    comparison = extractor.compare(data, ("iom_cohort", "missing_people"))
    assert [e.aligned for p in comparison.panels for e in p.entries] == [(), ()]


def test_a_period_that_is_no_run_of_whole_months_is_not_aligned():
    row = figure("hampshire", 100, "2017-04/2018-03")
    row["period_end"] = row["period_end"].replace(day=20)
    aligned = entry_of(extractor.compare(shelf(row), "recorded_crime"), "hampshire").aligned
    assert [f.footing for f in aligned] == ["per_head"]  # which is of the period as it is


def test_a_published_monthly_mean_stands_beside_monthly_means_that_are_worked_out():
    data = shelf(
        figure(
            "hampshire", 719, "2017-02/2018-01", "stop_searches", "", statistic="mean", breakdown='{"per": "month"}'
        ),
        figure("leicestershire", 430, "2017-07/2017-09", "stop_searches", ""),
    )
    comparison = extractor.compare(data, "stop_searches")
    assert len(comparison.panels) == 1
    published, derived = (entry_of(comparison, f) for f in ("hampshire", "leicestershire"))
    assert not published.aligned[0].derived and published.aligned[0].value == 719
    assert derived.aligned[0].derived and derived.aligned[0].value == Decimal("143.333")
    assert [r.code for r in published.reasons if r.blocks] == ["other_length"]


RATES = (
    figure("west_mercia", 20673, "2021-10/2021-12", row_label="Total"),
    figure("west_mercia", "16.5", "2021-10/2021-12", row_label="Total", statistic="rate", unit="per_1000_population"),
    figure("west_mercia", 2516, "2021-10/2021-12", category="violence_with_injury"),
    figure("west_mercia", 807, "2021-10/2021-12", category="domestic_burglary"),
    figure(
        "west_mercia", "1.6", "2021-10/2021-12", category="domestic_burglary", statistic="rate",
        unit="per_1000_population",
    ),
)  # fmt: skip


def test_the_population_that_a_rate_implies_gives_other_rates_with_the_bounds_of_rounding():
    comparison = extractor.compare(shelf(*RATES), "recorded_crime", category="violence_with_injury")
    _, rate, head = entry_of(comparison, "west_mercia").aligned
    assert rate.footing == "monthly_rate" and rate.subject.unit == "per_1000_population"
    assert rate.formula == "2,516 / 3 months / (20,673 / 16.5 × 1,000) × 1,000"
    assert set(rate.observation_ids) == {"o1", "o2", "o3"}
    assert rate.low < rate.value < rate.high
    people = Decimal(20673) / Decimal("16.45") * 1000  # the most that 16.5 leaves open
    assert head.value == Decimal("2.00813") and head.formula == "2,516 / (20,673 / 16.5 × 1,000) × 1,000"
    assert abs(rate.low - Decimal(2516) / 3 / people * 1000) < Decimal("0.000001")


def test_a_rate_that_cannot_be_of_the_population_is_said_and_not_used():
    """In one report burglary is printed per household in a column that says per 1,000 of the population."""
    comparison = extractor.compare(shelf(*RATES), "recorded_crime", category="domestic_burglary", statistic="rate")
    found = entry_of(comparison, "west_mercia")
    assert found.aligned == ()
    assert [(r.code, r.blocks) for r in found.reasons] == [("denominator", True)]
    assert "1,253,000" in found.reasons[0].text and "504,000" in found.reasons[0].text


def test_a_coarse_rate_implies_no_population():
    """25 per 1,000 says only that the population is within 2 %."""
    data = shelf(
        figure("hampshire", 50756, "2021-04/2022-03", "asb_incidents", "all", row_label="ASB"),
        figure(
            "hampshire", 25, "2021-04/2022-03", "asb_incidents", "all", row_label="ASB", statistic="rate",
            unit="per_1000_population",
        ),
    )  # fmt: skip
    found = entry_of(extractor.compare(data, "asb_incidents"), "hampshire")
    assert [f.footing for f in found.aligned] == ["monthly_mean"]
