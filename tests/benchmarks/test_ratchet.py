"""The ratchet lets nothing get worse in silence."""

from ratchet import worse

KEPT = {"reports": {"right": 90.0, "wrong": 1.0, "figures": 100, "f1": 0.98}}


def test_what_is_as_good_or_better_passes() -> None:
    assert list(worse(KEPT, {"reports": {"right": 90.0, "wrong": 0.4, "figures": 120, "f1": 0.98}})) == []


def test_a_figure_more_that_is_wrong_is_told() -> None:
    assert list(worse(KEPT, {"reports": {"right": 90.0, "wrong": 1.2, "figures": 100, "f1": 0.98}})) == [
        "reports wrong: 1.0 before, 1.2 now"
    ]


def test_a_figure_less_that_is_right_is_told() -> None:
    assert list(worse(KEPT, {"reports": {"right": 89.0, "wrong": 1.0, "figures": 100, "f1": 0.979}})) == [
        "reports right: 90.0 before, 89.0 now",
        "reports f1: 0.98 before, 0.979 now",
    ]


def test_a_set_or_number_that_is_gone_is_told() -> None:
    assert list(worse(KEPT, {})) == ["reports: not measured"]
    assert "reports f1: not measured, was 0.98" in list(worse(KEPT, {"reports": {"right": 90.0, "wrong": 1.0}}))
