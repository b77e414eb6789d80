"""Errors planted into the samples are laid at the right door, and few of the figures they change still say `passed`."""

from collections import Counter

from planted import run

# What main reaches with these draws: tightened when it does better; loosened only with the reason in the commit.
DRAWS, SEED = 6, 1
LEAST_BLAMED, MOST_WRONG, MOST_PASSED = 38, 1, 69


def test_planted_errors_are_blamed_rightly() -> None:
    tallies = run(DRAWS, SEED).values()
    outcomes: Counter[str] = sum((t.outcomes for t in tallies), Counter())
    told = {name: sum(n for k, n in outcomes.items() if k.startswith(name)) for name in ("blamed", "wrong")}
    passed = sum(t.passed for t in tallies)
    assert told["blamed"] >= LEAST_BLAMED and told["wrong"] <= MOST_WRONG and passed <= MOST_PASSED, (told, passed)
