"""A title that names a force says the area of its figures where nobody knows whose document it is."""

from __future__ import annotations

from grids import heading, observations

NOBODY = (heading("Road Safety Partnership"), heading("Annual report 2021"))
GRID = "Severity | 2020 | 2021\nKilled | 45 | 49\nSeriously injured | 372 | 405"


def areas(title: str, front: tuple = NOBODY) -> set[tuple[str, str]]:
    return {(o.area, o.area_type) for o in observations(heading(title), GRID, front=front)}


def test_the_force_of_a_title_is_the_area_in_a_document_of_nobody_known() -> None:
    assert areas("Road casualties by severity, Lincolnshire, 2021") == {("Lincolnshire", "force")}
    assert areas("Road casualties by severity, 2021") == {("", "")}


def test_in_a_force_s_own_document_the_title_of_another_says_nothing_of_the_force() -> None:
    front = (heading("Hampshire Constabulary"), heading("Annual report 2021"))
    assert areas("Road casualties by severity, 2021", front) == {("Hampshire", "force")}
