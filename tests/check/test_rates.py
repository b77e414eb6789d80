"""Percentages of counts, shares of a whole, rates of a population."""

from printed import LAST, PERCENT, PREVIOUS, RATE, UNDATED, blamed, messages, shown, table, verdicts

YEARS = [PREVIOUS, LAST]
OUTCOMES, OUTCOME_RATE = {"measure": "action_taken_outcomes"}, {**PERCENT, "measure": "action_taken_rate"}


def crimes(number, *rows):
    """Crimes, outcomes and their rate for one category and two years, as one table."""
    (one, two), (a, b), (x, y) = rows
    category = {"category": f"category {number}"}
    lines = (("Crimes", category, one, two), ("Outcomes", category | OUTCOMES, a, b))
    return table(YEARS, *lines, ("Outcome rate", category | OUTCOME_RATE, x, y), number=number)


GOOD = [
    crimes(1, ("149,713", "159,971"), ("19,266", "23,915"), ("12.9%", "14.9%")),
    crimes(2, ("20,154", "21,192"), ("3,148", "4,332"), ("15.6%", "20.4%")),
    crimes(3, ("936", "1,145"), ("106", "188"), ("11.3%", "16.4%")),
]


def test_a_rate_follows_from_the_counts_beside_it():
    assert blamed(*GOOD) == []
    assert shown(*GOOD) >= {"12.9%", "20.4%", "16.4%", "106"}


def test_a_wrong_rate_is_found_where_its_kind_holds_elsewhere():
    wrong = crimes(4, ("7,260", "2,008"), ("567", "500"), ("7.8%", "29.4%"))
    assert blamed(*GOOD, wrong) == [("Outcome rate", "Last 12 Months", "29.4%")]
    assert messages(*GOOD, wrong) == ["29.4% is printed, but 500 of 2,008 is 24.9%; two digits are swapped."]


def test_rates_of_something_that_is_not_in_the_tables_raise_no_alarm():
    other = crimes(4, ("2,258", "2,702"), ("420", "596"), ("19.2%", "22.7%"))
    assert blamed(*GOOD, other) == []


def test_shares_of_the_total_of_their_line():
    columns = [("Last Quarter", UNDATED), ("% Total Crime", {**UNDATED, **PERCENT})]
    rows = [("Violence", "2,516", "12.2%"), ("Burglary", "1,329", "6.4%"), ("Theft", "2,207", "1.07%")]
    more = [("Shoplifting", "1,812", "8.8%"), ("Damage", "2,504", "12.1%"), ("Vehicles", "1,650", "8.0%")]
    report = table(columns, *rows, *more, ("All crime", "20,673", ""))
    assert blamed(report) == [("Theft", "% Total Crime", "1.07%")]


def test_a_count_out_of_another_against_the_percentage_beside_it():
    met = {"category": "firearm_grant", "measure": "licence_grants_in_target"}
    columns = [("March", PERCENT), ("March, number met", {})]
    assert blamed(table(columns, ("Firearm Grant", met, "72.2%", "26 of 36"))) == []
    wrong = table(columns, ("Firearm Grant", met, "75.2%", "26 of 36"))
    assert messages(wrong) == ["75.2% is printed, but 26 of 36 is 72.2%; one digit differs."]


def test_shares_that_make_up_the_whole():
    columns = [(m, UNDATED) for m in ("Dec", "Jan", "Feb", "Mar")]
    rows = [
        ("Charged", "11.4%", "11.0%", "12.7%", "13.1%"),
        ("Not supported", "31.0%", "29.2%", "27.2%", "26.1%"),
        ("No progress", "57.6%", "59.8%", "60.1%", "68.0%"),
    ]
    assert messages(table(columns, *rows, **PERCENT)) == [
        "68.0% is printed, but 100% less 13.1% + 26.1% is 60.8%; two digits are swapped."
    ]


def test_met_and_not_met_in_two_tables():
    columns = [LAST, PREVIOUS]
    rows = {"A": ("75.0%", "63.3%"), "B": ("78.9%", "83.3%"), "C": ("70.6%", "91.9%")}
    met = table(columns, *((k, *v) for k, v in rows.items()), measure="licence_grants_in_target", **PERCENT)
    short = {"A": ("25.0%", "36.7%"), "B": ("21.1%", "16.7%"), "C": ("29.4%", "18.1%")}
    rest = table(
        columns, *((k, *v) for k, v in short.items()), number=2, measure="licence_grants_out_of_target_rate", **PERCENT
    )
    assert {b[2] for b in blamed(met, rest)} <= {"91.9%", "18.1%"}
    assert len(blamed(met, rest)) == 1


def test_a_rate_of_households_among_rates_of_inhabitants():
    columns = [("Last Quarter", {}), ("Per 1,000 pop", RATE)]
    rows = [("Violence", "2,516", "2.0"), ("Theft", "2,207", "1.8"), ("All crime", "20,673", "16.5")]
    more = [("Robbery", "148", "0.1"), ("Damage", "2,504", "2.0"), ("Domestic burglary", "807", "1.6")]
    report = table(columns, *rows, *more)
    assert blamed(report) == [("Domestic burglary", "Per 1,000 pop", "1.6")]
    assert verdicts(report) == {"wrong_base"}
    assert "such as households" in messages(report)[0]
    slip = table(columns, *rows, *more[:2], ("Vehicle offences", "1,650", "1.5"))
    assert blamed(slip) == [("Vehicle offences", "Per 1,000 pop", "1.5")]
    assert "households" not in messages(slip)[0]


def test_a_share_whose_label_spells_out_both_counts_needs_no_other_proof():
    rows = (("Online Crime", {"category": "cyber_crime"}, "843"), ("Total Crime", {"category": "all_crime"}, "149,713"))
    spelt = {**PERCENT, "measure": "online_share_of_crime", "category": "cyber_crime"}
    assert "0.6%" in shown(table([LAST], *rows, ("Online Crime as % of Total Crime", spelt, "0.6%")))
    assert "0.6%" not in shown(table([LAST], *rows, ("Online Crime", spelt, "0.6%")))


def test_a_label_may_name_the_counts_in_fewer_words():
    rows = (("Assaults on Police", {"category": "all"}, "1,487"), ("Injured Police", {"category": "injured"}, "431"))
    share = {**PERCENT, "measure": "injury_share", "category": "injured"}
    wrong = table([PREVIOUS, LAST], ("Assaults on Police", "1,287", "1,487"), ("Injured Police", "363", "431"),
                  ("% Injured of Assaults", share, "28.2%", "39.0%"))  # fmt: skip
    assert blamed(wrong) == [("% Injured of Assaults", "Last 12 Months", "39.0%")]
    assert "29.0%" in shown(table([LAST], *rows, ("% Injured of Assaults", share, "29.0%")))
