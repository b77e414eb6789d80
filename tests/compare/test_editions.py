"""Several editions of a report, read and compared: the way that users go, from files to a change and a series."""

from pathlib import Path

import pytest
from editions import moved

import extractor

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "forms" / "warwickshire-2017-09.txt"
# Months from the sample's quarter, and by how many per cent its numbers are changed.
EDITIONS = {"2016-09": (-12, -15), "2017-06": (-3, -8), "2017-09": (0, 0), "2017-12": (3, 5)}


@pytest.fixture(scope="module")
def result(tmp_path_factory):
    folder = tmp_path_factory.mktemp("editions")
    text = SAMPLE.read_text(encoding="utf-8")
    for name, (months, percent) in EDITIONS.items():
        (folder / f"warwickshire-{name}.txt").write_text(moved(text, months, percent, 2017), encoding="utf-8")
    found = extractor.convert([folder], jobs=1)
    assert found.failed == ()
    return found


def test_every_quarter_is_one_point_and_the_gap_is_shown(result):
    (series,) = extractor.series(
        result, "recorded_crime", category="all_crime", grain="quarter", statistic="count"
    ).series
    assert [(p.span.start.isoformat(), p.status, p.figure and int(p.figure.value)) for p in series.points] == [
        ("2016-07-01", "published", 9423),
        ("2016-10-01", "gap", None),
        ("2017-01-01", "gap", None),
        ("2017-04-01", "published", 10199),
        ("2017-07-01", "published", 11086),
        ("2017-10-01", "published", 11640),
    ]


def test_months_that_later_editions_print_again_are_revisions(result):
    (series,) = extractor.series(result, "dvpn_authorised", grain="month", statistic="count").series
    july = next(p for p in series.points if p.span.start.isoformat() == "2017-07-01")
    # 8 in the edition to September; three months on, the column of July holds what stood under April.
    assert july.revised and july.figure.value == 5 and [f.value for f in july.earlier] == [8]
    assert [p.span.end for p in series.points] == sorted(p.span.end for p in series.points)


def test_the_change_of_each_category_is_between_published_quarters(result):
    answer = extractor.compare(result, "recorded_crime", change=True, statistic="count")
    entries = [entry for panel in answer.panels for entry in panel.entries]
    quarters = [e for e in entries if e.figure and e.figure.span.months == 3]
    assert len(quarters) > 14 and len(quarters) == len(entries)
    with_change = [e for e in quarters if e.changes]
    assert len(with_change) == len(quarters)
    total = next(e for e in entries if e.figure.subject.category == "all_crime")
    assert (total.figure.value, total.changes[0].earlier.value, str(total.changes[0].percent.value)) == (
        11640,
        11086,
        "5.0",
    )
