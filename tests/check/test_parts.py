"""Parts that the text lists: against their whole, against each other, areas against the force."""

from dataclasses import replace

from printed import CHANGE, LAST_YEAR, PERCENT, PREVIOUS, THIS_YEAR, UNDATED, blamed, messages, said, shown, table

MORE = {**CHANGE, "role": "difference"}
OPEN = {**UNDATED, "measure": "", "category": "", "area": "", "area_type": ""}


def of(whole):
    return {**OPEN, "out_of": whole, "column_label": f"of {whole}", "row_label": "calls resolved"}


def test_a_share_of_what_was_counted_before():
    share = {**of(0), **PERCENT, "out_of": None}
    good = said(("62%", {**share, "column_label": "of 1250"}), ("780", of(1250)))
    assert shown(good) == {"62%", "780"}
    wrong = said(("53.5%", {**share, "column_label": "of 270091"}), ("200,465", of(270091)))
    assert messages(wrong) == ["53.5% stands in the text, but 200,465 of 270,091 is 74.2%."]


def listed(*counts):
    return said(*((n, {**of(61), "row_label": f"cases {i}"}) for i, n in enumerate(counts)))


def test_a_list_that_misses_its_whole():
    assert blamed(listed("9", "2", "28", "21", "1")) == []
    assert messages(listed("9", "1", "28", "21", "1")) == [
        "28 stands in the text, but with 9 + 1 + 21 + 1 it makes 60, not the 61 that they are parts of."
    ]


def in_a_row(*pairs):
    figures = []
    for i, (share, count) in enumerate(pairs, start=1):
        label = {**OPEN, "row_label": f"decisions {i}", "column_label": f"(share {i} of {len(pairs)})"}
        figures += [(share, {**label, **PERCENT}), (count, label)]
    return said(*figures)


def test_shares_side_by_side_that_no_whole_fits():
    assert blamed(in_a_row(("86%", "30"), ("14%", "5"))) == []
    assert messages(in_a_row(("88%", "30"), ("14%", "5"))) == ["88% stands in the text, but 30 of 30 + 5 is 86%."]


def test_shares_side_by_side_of_which_some_are_left_out():
    assert blamed(in_a_row(("63%", "10,452"), ("27%", "4,572"), ("9.2%", "1,546"))) == []


def test_shares_side_by_side_of_different_things():
    assert blamed(in_a_row(("49%", "6,108"), ("56%", "19,892"))) == []


def test_a_part_that_is_given_the_count_of_the_whole():
    of_crimes = {**THIS_YEAR, "breakdown": '{"part": "threats"}', "row_label": "crimes that were threats"}
    share = ("65%", {**of_crimes, **PERCENT})
    year = [("Last 12 Months", THIS_YEAR)]
    crimes = table(year, ("All crime", {"category": "all_crime"}, "56"))
    assert messages(crimes, said(share, ("56", of_crimes))) == [
        "65% stands in the text, but 56 of 56 is 100%; else 56 is wrong."
    ]
    assert shown(crimes, said(("64%", {**of_crimes, **PERCENT}), ("36", of_crimes))) >= {"64%", "36"}
    assert blamed(crimes, said(share, ("20", of_crimes))) == []  # crimes by another count, who knows


def districts(first, second):
    places = {"area_type": "district", **MORE}
    return said(
        ("1,020", {**THIS_YEAR, "area": "Suffolk", "area_type": "force"}),
        ("938", {**LAST_YEAR, "area": "Suffolk", "area_type": "force"}),
        (first, {**places, "area": "Ipswich"}),
        (second, {**places, "area": "Lowestoft"}),
    )


def test_changes_of_all_areas_and_the_change_of_the_force():
    assert blamed(districts("+34", "+48")) == []
    assert messages(districts("+34", "+50")) == [
        "50 stands in the text, but with 34 for the other areas it makes 84, "
        "while all of Suffolk went from 938 to 1,020, a change of 82."
    ]


def test_changes_of_some_areas_are_no_change_of_the_force():
    elsewhere = table([PREVIOUS], ("Felixstowe", {"area": "Felixstowe", "area_type": "district"}, "3"))
    assert blamed(elsewhere, districts("+34", "+50")) == []


def averages(quarter):
    mean = {**UNDATED, "statistic": "mean"}
    return said(
        (quarter, {**mean, "period_label": "the quarter average"}),
        ("445", {**mean, "period_label": "the monthly average"}),
        ("521", {**mean, "period_label": "the monthly average"}),
    )


def test_a_quarters_average_and_those_of_its_months():
    assert blamed(averages("1,450")) == []
    assert blamed(averages("1,250")) == []  # a little off: over other years
    assert messages(averages("2,052")) == [
        "2,052 stands in the text, but the monthly averages of 445 and 521 make a quarter of 1,335 to 1,563; "
        "this takes it that averages over different years lie close to each other."
    ]


def test_a_level_of_which_the_text_does_not_say_when():
    year = [("Last 12 Months", THIS_YEAR)]
    text = said(("88,286", {**UNDATED, "period_label": ""}))
    assert shown(table(year, ("All crime", {"category": "all_crime"}, "88,286")), text) == {"88,286"}


def ages(*shares):
    bands = ("under 18", "aged 18 to 34", "aged 35 to 64", "aged 65 and over")
    return said(*((s, {**OPEN, **PERCENT, "row_label": b}) for s, b in zip(shares, bands, strict=True)))


def test_shares_of_all_ages_make_a_hundred():
    assert blamed(ages("5%", "37%", "27%", "32%")) == []  # 101% by rounding
    assert messages(ages("5%", "37%", "20%", "32%")) == [
        "37% stands in the text, but with 5% + 20% + 32% for the other ages it makes 94%, not 100%."
    ]
    assert blamed(ages("5%", "37%", "20%", "32%")[:3]) == []  # the oldest are not told


def test_kinds_and_their_counts():
    share = ("15%", {**PERCENT, **THIS_YEAR, "category": "personal"})
    counts = said(("730", {**THIS_YEAR, "category": "personal"}), ("4,522", {**THIS_YEAR, "category": "all"}))
    assert messages(counts, said(share))[0].startswith("15% stands in the text, but 730 of 4,522 is 16%")
    assert blamed(counts, said(("16%", share[1]))) == []


def a_day(*figures):
    per = {**UNDATED, "role": "difference", "statistic": "mean", "breakdown": '{"per": "day"}'}
    return said(*((f, per) for f in figures))


def test_changes_per_day_and_the_difference_of_the_year():
    year = said(("16,529", MORE))
    assert shown(year, a_day("45")) >= {"45"}
    assert messages(year, a_day("45", "61")) == [
        "61 stands in the text, but 16,529 over the year are 45 a day; "
        "this takes it that a change per day is that over the year."
    ]
    assert blamed(year, a_day("61")) == []  # of another year perhaps


def test_shares_that_leave_nobody_out_are_of_the_sum_of_their_counts():
    def told(*pairs):
        return [replace(o, column_label=o.column_label.replace(")", ", all told)")) for o in in_a_row(*pairs)]

    assert blamed(told(("60%", "120"), ("30%", "60"), ("10%", "20"))) == []
    assert blamed(told(("60%", "120"), ("20%", "40"), ("10%", "20"))) == []  # they are of more than these
    wrong = (("63%", "1,050"), ("27%", "460"), ("9.2%", "155"))
    assert blamed(in_a_row(*wrong)) == []  # some may be left out
    assert len(blamed(told(*wrong))) == 1


def test_what_would_fit_fits_the_shares_that_hold_too():
    row = in_a_row(("63%", "1,050"), ("27%", "460"), ("9.2%", "155"))
    (message,) = set(messages([replace(o, column_label=o.column_label.replace(")", ", all told)")) for o in row]))
    would = int(message.split(" would fit")[0].rsplit(" ", 1)[1].replace(",", ""))
    whole = would + 460 + 155
    assert [round(100 * would / whole), round(100 * 460 / whole), round(100 * 155 / whole, 1)] == [63, 27, 9.2]
