"""Days of counts against labels that say which day of the month they are of."""

from datetime import date

from printed import checked, table


def days(label, *dates):
    """Counts on some days, under a label."""
    columns = [
        (d.strftime("%d/%m/%Y"), {"period_start": d, "period_end": d, "period_type": "point_in_time"}) for d in dates
    ]
    return [(f.found, f.expected) for f in checked(table(columns, (label, *("12" for _ in dates)))).findings]


FIRSTS = [date(2022, month, 1) for month in (9, 10, 11, 12)]


def test_a_day_that_is_not_the_one_the_label_says():
    report = days("Crimes to be validated (1st of the month)", *FIRSTS, date(2023, 1, 3))
    assert report == [("2023-01-03", "2023-01-01")]


def test_the_end_of_the_month_has_the_length_of_the_month():
    ends = [date(2024, 1, 31), date(2024, 2, 29), date(2024, 3, 31)]
    assert days("Open cases at month end", *ends) == []
    assert days("Open cases at month end", *ends, date(2024, 4, 29)) == [("2024-04-29", "2024-04-30")]


def test_labels_that_say_no_day_or_are_wrong_of_most_say_nothing():
    assert days("Crimes to be validated", *FIRSTS, date(2023, 1, 3)) == []
    assert days("Crimes (1st of the month)", *FIRSTS[:2], date(2022, 11, 3), date(2022, 12, 5)) == []
