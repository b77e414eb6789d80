"""Sums along rows and columns: which lines add up, and what a sum that fails says."""

from printed import LAST, PREVIOUS, UNDATED, blamed, messages, passed, shown, table

YEARS = [PREVIOUS, LAST]
MONTHS = [(m, UNDATED) for m in ("Jul", "Aug", "Sep")]
FORCE = {"area": "Warwickshire", "area_type": "force"}


def area(name):
    return {"area": name, "area_type": "policing_area"}


def test_subtotals_and_the_total_of_them_are_told_from_each_other():
    report = table(
        YEARS,
        ("Pay > Officers", "111,169", "110,994"),
        ("Pay > Staff", "60,559", "59,550"),
        ("Pay", "171,728", "170,544"),
        ("Contracts > Services", "15,763", "15,348"),
        ("Contracts", "15,763", "15,348"),
        ("Total", "187,491", "185,892"),
        unit="gbp_thousand",
        statistic="amount",
    )
    assert blamed(report) == []
    assert len(shown(report)) == 10


def test_a_wrong_total_is_found_where_another_column_proves_the_sum():
    report = table(
        YEARS, ("Recorded", "426", "406"), ("Logged", "1,108", "1,377"), ("Total Complaints", "1,534", "1,784")
    )
    assert blamed(report) == [("Total Complaints", "Last 12 Months", "1,784")]
    assert messages(report) == ["1,784 is printed, but 406 + 1,377 is 1,783; else 406 or 1,377 is wrong."]


def test_rows_and_columns_together_name_the_wrong_part():
    report = table(
        [*MONTHS, ("Total", UNDATED)],
        ("North", area("North Warwickshire"), "126", "180", "141", "375"),
        ("South", area("South Warwickshire"), "101", "77", "53", "231"),
        ("Warwickshire", FORCE, "227", "185", "194", "606"),
    )
    assert blamed(report) == [("North", "Aug", "180")]
    assert "180 is likelier to be wrong, and 108 would fit" in messages(report)[0]


def test_a_total_above_its_parts_and_a_blank_part():
    report = table(
        [("Last Quarter", UNDATED), ("Quarter Before", UNDATED)],
        ("All crime", "1,365", "1,277"),
        ("Violence", "1,213", "1,130"),
        ("Robbery", "", "3"),
        ("Burglary", "152", "144"),
    )
    assert blamed(report) == []
    assert shown(report) >= {"1,365", "1,277", "3"}


def test_suppressed_counts_are_bounds():
    columns = [(c, UNDATED) for c in ("All", "Female", "Disability")]
    rows = [("Contact > Officer", "68", "33", "<5"), ("Contact > Staff", "477", "317", ">15")]
    assert blamed(table(columns, *rows, ("Contact Total", "545", "350", "20"))) == []
    assert blamed(table(columns, *rows, ("Contact Total", "545", "350", "9"))) != []


def test_groups_that_overlap_are_no_mistake():
    report = table(
        YEARS, ("Race", "1,616", "1,788"), ("Religion", "150", "174"), ("Disability", "141", "254"),
        ("Total", "1,850", "2,101"),
    )  # fmt: skip
    assert blamed(report) == []


def test_parts_that_leave_something_out_are_no_mistake_though_their_coarse_means_fit():
    columns = [("Last Quarter", {}), ("Quarter Average", {"statistic": "mean"}), ("Last Quarter, South", {})]
    rows = [("Theft", "102", "87", "15"), ("Vehicles", "1,428", "1,226", "671"), ("Bicycles", "361", "262", "220")]
    more = [("Rape", "125", "132", "63"), ("Robbery", "88", "71", "29"), ("Damage", "1,213", "1,138", "542")]
    total = ("All crime", {"category": "all_crime"}, "3,320", "2,917", "1,542")
    assert blamed(table(columns, *rows, *more, total, **UNDATED)) == []


def test_a_total_of_some_of_the_lines():
    report = table(
        YEARS, ("Damage only", "10,298", "10,351"), ("Death", "47", "43"), ("Minor injury", "3,683", "3,405"),
        ("Serious injury", "910", "854"), ("Total", "14,938", "14,653"), ("Total KSI", "957", "897"),
    )  # fmt: skip
    assert blamed(report) == []
    assert shown(report) >= {"957", "897", "47", "854", "14,938"}


def test_figures_that_add_up_by_chance_prove_nothing():
    report = table(YEARS, ("Sheep", "3", "4"), ("Goats", "2", "1"), ("Dogs", "5", "6"), ("Cats", "9", "8"))
    assert blamed(report) == []
    assert shown(report) == set()


def test_a_total_is_not_held_against_one_of_the_two_lines_that_carry_its_name():
    columns = [(c, UNDATED) for c in ("All", "Women", "Disabled", "BME")]
    rows = [("Support > Officer", "8", "4", "<5", "<5"), ("Support > Staff", "50", "12", "<5", "<5")]
    assert blamed(table(columns, *rows, ("Support Total", "55", "12", "<5", "<5"))) == []


def rounded_table(*last):
    """Counts in thousands, of which only a caption outside would tell; `last` is one more row."""
    rows = [("1996", "33", "14", "46"), ("1997", "34", "14", "48"), ("1998", "35", "15", "51")]
    rows += [(str(year), str(year - 1900), "15", str(year - 1885)) for year in range(1999, 2010)]
    return table([(c, UNDATED) for c in ("Primary", "Secondary", "All schools")], *rows, *last)


def test_totals_missed_by_one_up_and_down_are_rounded():
    assert blamed(rounded_table()) == []


def test_a_total_missed_by_more_than_rounding_is_found_among_rounded_ones():
    assert blamed(rounded_table(("2010", "140", "15", "165"))) == [("2010", "All schools", "165")]


def test_counts_that_all_end_in_nought_are_rounded():
    years = [(str(year), UNDATED) for year in (2008, 2009, 2010)]
    states = [(f"State {i}", f"{10 * (100 + i)}", f"{10 * (200 + i)}", f"{10 * (300 + i)}") for i in range(12)]
    assert blamed(table(years, *states, ("Total", "12,660", "24,650", "36,660"))) == []
    wrong = table(years, *states, ("Total", "12,660", "25,660", "36,660"))
    assert "nothing tells which of the 13 figures is wrong" in messages(wrong)[0] and blamed(wrong) == []
    assert "25,660" not in passed(wrong)


def test_shares_without_a_mark_that_have_means_for_totals_raise_no_alarm():
    columns = [(c, UNDATED) for c in ("Any", "Pill", "Other", "None", "Total", "Number of women")]
    rows = [("Two > No sons", "74.7", "0.9", "0.0", "25.3", "100.0", "101")]
    rows += [("Two > Sons", "85.0", "0.5", "0.0", "15.0", "100.0", "860")]
    assert blamed(table(columns, *rows, ("Two", "83.9", "0.5", "0.0", "16.1", "100.0", "961"))) == []


def test_one_slip_in_a_part_is_found_however_far_off_it_is():
    columns = [(c, UNDATED) for c in ("All", "Women", "Disabled")]
    rows = [("Support > Officer", "835", "53", "21"), ("Support > Staff", "235", "127", "10")]
    assert blamed(table(columns, *rows, ("Support Total", "370", "180", "31"))) == [("Support > Officer", "All", "835")]


def test_a_total_that_leaves_one_part_out_is_no_mistake():
    columns = [(c, UNDATED) for c in ("Headcount", "Posts")]
    rows = [("Officers", "4,881", "4,786"), ("Staff", "3,390", "3,122"), ("Specials", "287", "")]
    assert blamed(table(columns, *rows, ("Total excluding specials", "8,271", "7,908"))) == []
    assert blamed(table(columns, *rows[:2], ("Total", "8,217", "7,908"))) == [("Total", "Headcount", "8,217")]


def test_a_total_missed_by_far_is_as_much_a_mistake_as_one_just_missed():
    columns = [(c, UNDATED) for c in ("North", "South", "West", "East", "Coast")]
    rows = [("Robbery", "812", "934", "122", "450", "305"), ("Arson", "470", "423", "147", "98", "217")]
    report = table(columns, *rows, ("Total", "1,282", "1,357", "269", "548", "9,071"))
    assert blamed(report) == [("Total", "Coast", "9,071")]
