"""Series by hand: one line per force at one grain, editions merged, by time, gaps and revisions shown."""

import csv
import io
import json
from datetime import date

import pytest
from rich.console import Console
from shelf import figure, shelf

import extractor
from extractor.cli import main
from extractor.compare.grains import grains_of
from extractor.compare.lineup import Span
from extractor.compare.series_rows import COLUMNS, wide_heads, wide_rows
from extractor.compare.series_terminal import print_series
from extractor.errors import UsageError
from extractor.publish.schema import load_table

Q1, Q2, Q3, Q4 = "2017-01/2017-03", "2017-04/2017-06", "2017-07/2017-09", "2017-10/2017-12"


def edition(force, value, period, document, **more):
    return figure(force, value, period, document_id=f"{force}-{document}", **more)


def points(answer, number=0):
    return [
        (p.span.start.isoformat(), p.status, float(p.figure.value) if p.figure else None)
        for p in answer.series[number].points
    ]


def printed(answer, width=80, **options):
    stream = io.StringIO()
    print_series(answer, Console(file=stream, width=width, no_color=True), **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("start", "end", "kind", "grains"),
    [
        ("2017-07-01", "2017-07-31", "month", ("month",)),
        ("2017-07-01", "2017-09-30", "quarter", ("quarter",)),
        ("2017-08-01", "2017-10-31", "undetermined", ()),
        ("2017-04-01", "2017-09-30", "half_year", ("half_year",)),
        ("2017-04-01", "2018-03-31", "year_to_date", ("financial_year",)),
        ("2017-04-01", "2018-03-31", "rolling_12_months", ("financial_year", "rolling_12_months")),
        ("2017-01-01", "2017-12-31", "calendar_year", ("calendar_year",)),
        ("2017-03-01", "2018-02-28", "undetermined", ("rolling_12_months",)),
        ("2017-04-01", "2018-02-28", "year_to_date", ()),
        ("2017-10-02", "2017-10-02", "point_in_time", ("point_in_time",)),
    ],
)
def test_a_period_stands_in_the_series_of_its_length(start, end, kind, grains):
    assert grains_of(Span("", date.fromisoformat(start), date.fromisoformat(end), kind)) == grains


def test_a_series_is_in_the_order_of_time_never_of_value():
    data = shelf(*(figure("warwickshire", v, p) for v, p in ((30, Q2), (10, Q4), (20, Q3))))
    assert [value for *_, value in points(extractor.series(data, "recorded_crime"))] == [30, 20, 10]


def test_months_quarters_and_half_years_are_never_in_one_series():
    rows = [figure("warwickshire", 1, f"2017-{m:02}") for m in range(4, 10)]
    rows += [figure("warwickshire", 3, Q2), figure("warwickshire", 3, Q3), figure("warwickshire", 6, "2017-04/2017-09")]
    answer = extractor.series(shelf(*rows), "recorded_crime", grain="all")
    assert [(s.grain, len(s.points)) for s in answer.series] == [("month", 6), ("quarter", 2), ("half_year", 1)]
    one = extractor.series(shelf(*rows), "recorded_crime")
    assert [s.grain for s in one.series] == ["month"]
    assert one.others == ("Recorded crime · All crime: Warwickshire also by quarter (--grain quarter); "
                          "by half-year (--grain half_year)",)  # fmt: skip


def test_what_stands_in_no_grain_is_said():
    rows = [figure("hampshire", 9, "2017-04/2018-01"), figure("hampshire", 8, ""), figure("hampshire", 1, "2018-01")]
    answer = extractor.series(shelf(*rows), "recorded_crime")
    assert answer.others == ("Recorded crime · All crime: Hampshire also 2 of other times "
                             "(years to date, weeks, or a period that is not stated)",)  # fmt: skip


def test_of_several_editions_the_latest_value_is_shown_and_the_revision_marked():
    rows = [
        edition("warwickshire", 100, Q2, "2017-06-30"),
        edition("warwickshire", 104, Q2, "2017-09-30"),
        edition("warwickshire", 103, Q2, "2017-12-31"),
        edition("warwickshire", 110, Q3, "2017-09-30"),
        edition("warwickshire", 110, Q3, "2017-12-31"),
    ]
    for order in (rows, rows[::-1]):
        answer = extractor.series(shelf(*order), "recorded_crime")
        first, second = answer.series[0].points
        assert (first.figure.value, first.revised, [f.value for f in first.earlier]) == (103, True, [104, 100])
        assert (second.figure.value, second.revised) == (110, False)
        text = printed(answer)
        assert "103 r" in text
        assert "printed as 104 in the edition to 30 Sep 2017, 100 in the edition to 30 Jun 2017" in " ".join(
            text.split()
        )


def test_a_gap_has_rows_and_no_value():
    data = shelf(figure("warwickshire", 10, Q1), figure("warwickshire", 20, Q4))
    answer = extractor.series(data, "recorded_crime")
    assert points(answer) == [
        ("2017-01-01", "published", 10), ("2017-04-01", "gap", None), ("2017-07-01", "gap", None),
        ("2017-10-01", "published", 20),
    ]  # fmt: skip
    assert "Apr–Sep 2017          -  not published" in printed(answer)
    assert answer.figures["value"].isna().tolist() == [False, True, True, False]


def test_rolling_years_go_by_the_step_in_which_they_are_published():
    spans = ("2016-01/2016-12", "2016-04/2017-03", "2016-07/2017-06", "2017-01/2017-12")
    rows = [figure("staffordshire", n, s, period_type="rolling_12_months") for n, s in enumerate(spans, start=1)]
    answer = extractor.series(shelf(*rows), "recorded_crime", grain="rolling_12_months")
    assert [(s, v) for s, _, v in points(answer)] == [
        ("2016-01-01", 1), ("2016-04-01", 2), ("2016-07-01", 3), ("2016-10-01", None), ("2017-01-01", 4),
    ]  # fmt: skip


def test_a_quarter_of_which_only_the_months_are_published_is_their_sum_and_a_published_one_is_not_pooled():
    rows = [
        figure("warwickshire", v, f"2017-{m:02}") for m, v in ((4, 10), (5, 11), (6, 12), (7, 20), (8, 21), (9, 22))
    ]
    rows.append(figure("warwickshire", 65, Q3))  # not 63: the publisher counted the quarter later
    answer = extractor.series(shelf(*rows), "recorded_crime", grain="quarter")
    assert points(answer) == [("2017-04-01", "derived", 33), ("2017-07-01", "published", 65)]
    assert answer.series[0].points[0].figure.formula == "10 + 11 + 12"


def test_a_quarter_that_lacks_a_month_is_not_summed_nor_are_people_counted_once():
    rows = [figure("warwickshire", 10, "2017-04"), figure("warwickshire", 12, "2017-06"), figure("warwickshire", 9, Q3)]
    answer = extractor.series(shelf(*rows), "recorded_crime", grain="quarter")
    assert points(answer) == [("2017-07-01", "published", 9)]
    people = [figure("warwickshire", 5, f"2017-{m:02}", "missing_people", "all") for m in (4, 5, 6)]
    assert extractor.series(shelf(*people), "missing_people", grain="quarter").series == ()


def test_a_dispute_has_both_values_and_no_single_one():
    rows = [figure("warwickshire", 10, Q2, table=1), figure("warwickshire", 12, Q2, table=2)]
    answer = extractor.series(shelf(*rows), "recorded_crime")
    assert answer.series[0].points[0].status == "disputed"
    assert answer.figures["value"].isna().all() and answer.figures["rivals"].tolist() == ['["10", "12"]']
    assert "10 or 12" in printed(answer)


def test_a_new_rule_of_counting_parts_the_points_before_from_those_after():
    rows = [figure("warwickshire", v, p, category="residential_burglary") for v, p in ((10, Q1), (20, Q2), (21, Q3))]
    answer = extractor.series(shelf(*rows), "recorded_crime")
    series = answer.series[0]
    assert [[b.day.isoformat() for b in p.breaks] for p in series.points] == [[], ["2017-04-01"], []]
    lines = printed(answer).splitlines()
    at = next(i for i, line in enumerate(lines) if "┄ 1 Apr 2017" in line)
    assert "Jan–Mar 2017" in lines[at - 1] and "Apr–Jun 2017" in lines[at + 1]


def test_a_rule_that_begins_within_a_period_is_noted_at_it():
    row = figure("warwickshire", 10, "2017-01/2017-12", category="residential_burglary")
    (point,) = extractor.series(shelf(row), "recorded_crime").series[0].points
    assert [b.day.isoformat() for b in point.breaks] == ["2017-04-01"]


def test_forces_have_series_of_their_own_and_are_found_by_name():
    data = shelf(figure("west_mercia", 10, Q2), figure("warwickshire", 20, Q2))
    assert [s.force for s in extractor.series(data, "recorded_crime").series] == ["warwickshire", "west_mercia"]
    for name in ("West Mercia", "west_mercia", "West Mercia Police", "west mercia"):
        assert [s.force for s in extractor.series(data, "recorded_crime", force=name).series] == ["west_mercia"]
    with pytest.raises(UsageError, match="no force is called 'West Mersia'; did you mean west mercia"):
        extractor.series(data, "recorded_crime", force="West Mersia")


def test_areas_and_breakdowns_are_series_of_their_own_where_they_are_asked_for():
    rows = [
        figure("warwickshire", 20, Q2),
        figure("warwickshire", 12, Q2, area="North Warwickshire", area_type="policing_area"),
        figure("warwickshire", 7, Q2, breakdown='{"sex": "female"}'),
    ]
    data = shelf(*rows)
    assert len(extractor.series(data, "recorded_crime").series) == 1
    with_areas = extractor.series(data, "recorded_crime", areas=True).series
    assert [s.area for s in with_areas] == ["Warwickshire", "North Warwickshire"]
    assert len(extractor.series(data, "recorded_crime", breakdowns=True).series) == 2


def test_a_force_that_publishes_only_breakdowns_is_named():
    data = shelf(figure("warwickshire", 20, Q2), figure("staffordshire", 7, Q2, breakdown='{"sex": "female"}'))
    assert extractor.series(data, "recorded_crime").others == (
        "Recorded crime · All crime: Staffordshire only by sex: female (--breakdowns)",
    )


def test_long_rows_are_those_of_the_schema_and_wide_ones_go_by_time():
    assert tuple(field.name for field in load_table("series").fields) == COLUMNS
    data = shelf(figure("warwickshire", 20, Q3), figure("warwickshire", 10, Q2), figure("west_mercia", 5, Q3))
    answer = extractor.series(data, "recorded_crime")
    assert wide_heads(answer)[-2:] == ("2017-04-01/2017-06-30", "2017-07-01/2017-09-30")
    assert [row[-2:] for row in wide_rows(answer)] == [(10, 20), (None, 5)]
    assert answer.wide().shape == (2, 10)


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("wide", [False, True])
def test_no_figure_is_lost_on_a_narrow_terminal(width, wide):
    months = [f"{y}-{m:02}" for y in (2016, 2017) for m in range(1, 13)]
    rows = [figure("west_mercia", 123456 + n, month) for n, month in enumerate(months)]
    rows += [figure("west_mercia", 99, Q2, area="Telford & Wrekin", area_type="district")]
    text = printed(extractor.series(shelf(*rows), "recorded_crime", areas=True), width=width, wide=wide)
    assert max(map(len, text.splitlines())) <= width
    assert all(f"{123456 + n:,}" in text for n in range(24)) and "…" not in text


def test_a_series_that_is_not_there_and_words_that_make_no_sense_are_said_on_one_line(monkeypatch, capsys):
    data = shelf(figure("warwickshire", 20, Q3))
    for wrong, said in (
        ({"measure": "recorded_crimes"}, "did you mean recorded_crime"),
        ({"measure": "robbery"}, "robbery is a category"),
        ({}, "name a measure"),
        ({"measure": "recorded_crime", "grain": "fortnight"}, "no grain"),
        ({"measure": "recorded_crime", "statistic": "modal"}, "no statistic"),
    ):
        with pytest.raises(UsageError, match=said):
            extractor.series(data, **wrong)
    with pytest.raises(UsageError, match="int is no dataset"):
        extractor.series(3, "recorded_crime")


@pytest.fixture
def folder(monkeypatch):
    data = shelf(*(figure("warwickshire", v, p) for v, p in ((30, Q2), (10, Q4))))
    monkeypatch.setattr("extractor.dataset.load", lambda directory: data)


def test_the_command_prints_csv_and_json(folder, capsys, tmp_path):
    assert main(["series", "x", "--measure", "recorded_crime", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(r["period_start"], r["status"], r["value"]) for r in rows] == [
        ("2017-04-01", "published", "30"), ("2017-07-01", "gap", ""), ("2017-10-01", "published", "10"),
    ]  # fmt: skip
    assert main(["series", "x", "--measure", "recorded_crime", "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["series"][0]["points"]) == 3
    assert (
        main(["series", "x", "--measure", "recorded_crime", "--format", "csv", "--wide", "--out", str(tmp_path)]) == 0
    )
    (path,) = tmp_path.glob("*.csv")
    assert path.read_text().splitlines()[1].endswith(",quarter,30,,10")
    assert main(["series", "x", "--measure", "asb_incidents"]) == 1


def test_a_chart_has_a_line_a_force_with_revisions_gaps_and_new_rules(tmp_path):
    pytest.importorskip("altair")
    pytest.importorskip("vl_convert")
    from extractor.compare.series_chart import to_picture
    from extractor.compare.series_drawing import plots_of

    rows = [
        edition("warwickshire", 9, "2016-10/2016-12", "2016-12-31", category="residential_burglary"),
        edition("warwickshire", 10, Q1, "2017-03-31", category="residential_burglary"),
        edition("warwickshire", 12, Q1, "2017-06-30", category="residential_burglary"),
        edition("warwickshire", 20, Q2, "2017-06-30", category="residential_burglary"),
        edition("warwickshire", 22, Q4, "2017-12-31", category="residential_burglary"),
        edition("west_mercia", 21, Q4, "2017-12-31", category="residential_burglary"),
    ]
    answer = extractor.series(shelf(*rows), "recorded_crime")
    (plot,) = plots_of(answer)
    first, second = plot.lines
    assert [(d.kind, d.value, d.stretch) for d in first.dots] == [
        ("published", 9, 0), ("earlier", 10, -1), ("published", 12, 0), ("published", 20, 1), ("published", 22, 2),
    ]  # fmt: skip
    assert first.label_at > second.label_at + 1
    assert plot.rules == ((date(2017, 4, 1), "1"),)
    text = to_picture(answer, "svg").decode()
    for words in ("Warwickshire", "West Mercia", "burglary was divided anew", "10 in the edition to", "Not published"):
        assert words in text
