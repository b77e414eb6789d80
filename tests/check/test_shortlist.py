"""The shortlist of hypotheses: nothing that can be proven is left out, and hundreds of rows take no time."""

import time
from random import Random

import pytest
from printed import LAST, PERCENT, UNDATED, checked, figure, shown, table

from extractor.check.figures import figure_of
from extractor.check.rates import _FORMS
from extractor.check.relations import Case, needed
from extractor.check.shortlist import Row, Targets


def line(texts, **facts):
    return [figure_of(figure(text, **facts)) if text else None for text in texts]


@pytest.mark.parametrize("seed", range(60))
def test_no_hypothesis_has_more_evidence_than_the_shortlist_says(seed):
    """Counts, counts in thousands, suppressed and missing ones, nought among them, against true and false shares."""
    rng = Random(seed)
    scaled = {"column_label": "Offences (000s)"} if seed % 4 == 0 else {}

    def counts():
        low = rng.choice((0, 1, 50))
        return line([rng.choice([str(rng.randint(low, low + 60))] * 8 + ["", "<5"]) for _ in range(6)], **scaled)

    rows = [counts() for _ in range(4)]
    shares = [
        f"{100 * a.value / b.value:.{rng.choice((0, 0, 1))}f}%" if a and b and b.value and rng.random() < 0.6 else "7%"
        for a, b in zip(rows[0], rows[1], strict=True)
    ]
    targets, units = line(shares, **PERCENT), {}
    listed = Targets(targets)
    of_rows = [Row(row, units) for row in rows]
    for form in _FORMS:
        evidence = listed.of_pairs(of_rows, form.both, form.offset)
        for i, top in enumerate(rows):
            for j, bottom in enumerate(rows):
                if i != j:
                    assert strength(form, zip(targets, top, bottom, strict=True)) <= evidence[i, j]
    for row, of_row in zip(rows, of_rows, strict=True):
        evidence = listed.of_wholes(of_row, of_row)
        for at, whole in enumerate(row):
            if whole is not None:
                sets = [(t, part, whole) for p, (t, part) in enumerate(zip(targets, row, strict=True)) if p != at]
                assert strength(_FORMS[0], sets) <= evidence[at]


def strength(form, sets):
    """The evidence for one hypothesis, worked out figure by figure; minus infinity where it cannot be tried."""
    usable = [
        form.make(t, a, b)
        for t, a, b in sets
        if a and b and not (a.observation.qualifier or b.observation.qualifier) and b.value > 0
    ]
    return Case(tuple(usable)).strength(1, False) if any(r.holds for r in usable) else -float("inf")


def test_what_is_needed_is_less_where_a_label_helps_and_more_among_many():
    assert needed(1, hinted=True) == 0 < needed(1) == 2 < needed(100) == 4


def test_hundreds_of_rows_with_shares_that_no_count_explains_take_no_time():
    """Every whole percentage is by chance that of some two counts: 60,000 wholes could be tried for each column."""
    rng = Random(1)
    heads = [(f"{name} {i}", facts) for i in range(6) for name, facts in (("Crimes", LAST[1]), ("%", PERCENT))]
    rows = [(f"Ward {r}", *(f"{rng.randint(1, 99)}{'%' * (c % 2)}" for c in range(12))) for r in range(400)]
    start = time.process_time()
    checked(table(heads, *rows))
    assert time.process_time() - start < 25


def test_a_share_of_the_total_is_found_among_hundreds_of_rows():
    rng = Random(2)
    counts = [rng.randint(100, 9000) for _ in range(300)]
    columns = [("Crimes", UNDATED), ("% of all", {**UNDATED, **PERCENT})]
    rows = [(f"Ward {r}", f"{count:,}", f"{100 * count / sum(counts):.2f}%") for r, count in enumerate(counts)]
    report = table(columns, *rows, ("All", f"{sum(counts):,}", ""))
    assert {row[2] for row in rows} <= shown(report)
