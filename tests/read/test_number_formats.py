"""Numbers, days and durations as the formats of spreadsheets show them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.read.number_formats import shown

ACCOUNTS = '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-'
SHORT = '[>=1000000]0.0,,"m";[>=1000]0.0,"k";0'


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("0.051", "0.0%", "5.1%"),
        ("5.0999999999999997E-2", "0.0%", "5.1%"),
        ("0.125", "0%", "13%"),
        ("1.0049999999999999", "0.00", "1.01"),  # 1.005 to a spreadsheet, which reckons with 15 digits
        ("1234.5", "#,##0", "1,235"),
        ("1234.5", '"£"#,##0.00', "£1,234.50"),
        ("1234.5", "[$£-809]#,##0", "£1,235"),
        ("-1234", "#,##0;(#,##0)", "(1,234)"),
        ("-1234", "#,##0_);[Red](#,##0)", "(1,234)"),
        ("-1234", "#,##0;[Red]#,##0", "-1,234"),  # its colour alone says that it is negative
        ("-0.053", "+0.0%;-0.0%;0.0%", "-5.3%"),
        ("0.053", "+0.0%;-0.0%;0.0%", "+5.3%"),
        ("-0.053", '"▲"0.0%;"▼"0.0%', "▼5.3%"),
        ("-0.0001", "0.0%", "0.0%"),
        ("0", ACCOUNTS, "-"),
        ("-5", ACCOUNTS, "-£5.00"),
        ("1500000", SHORT, "1.5m"),
        ("1500", SHORT, "1.5k"),
        ("7", SHORT, "7"),
        ("4", '[<5]"<5";0', "<5"),
        ("40", '[<5]"<5";0', "40"),
        ("5", ";;;", ""),
        ("0", "#,###", ""),
        ("7", "000", "007"),
        ("12.3", "0.0##", "12.3"),
        ("12", "0.##", "12"),
        ("12", 'General"%"', "12%"),
        ("1.5", "0.0\\ \\p\\p", "1.5 pp"),
        ("24", '0"th"', "24th"),
        ("0.5", "# ?/?", None),
        ("12345", "0.00E+00", None),
    ],
)
def test_a_number_in_its_format(value: str, code: str, text: str | None) -> None:
    assert shown(Decimal(value), code) == text


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("45292", "mmm-yy", "Jan-24"),
        ("45292.75", "mmmm yyyy", "January 2024"),
        ("44927", "d-mmm", "1-Jan"),
        ("45017", "[$-809]dd mmmm yyyy;@", "01 April 2023"),
        ("45017", "dd/mm/yy", "01/04/23"),
        ("45017", "yyyy-mm-dd hh:mm:ss", "2023-04-01"),  # midnight is added by programs, and says nothing
        ("45017.5", "dd/mm/yyyy hh:mm", "01/04/2023 12:00"),
        ("45017", "m/d/yyyy", "1 Apr 2023"),  # nobody can tell the month from the day
        ("45017.5", "m/d/yy h:mm", "1 Apr 2023 12:00"),
        ("0.00394676", "mm:ss", "05:41"),
        ("0.00394676", "[h]:mm:ss", "0:05:41"),
        ("-0.00394676", "[m]:ss", "-5:41"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.2", "[s]", "17280"),
        ("0.25", "h:mm AM/PM", "6:00 AM"),
        ("-3", "dd/mm/yyyy", None),
    ],
)
def test_a_moment_in_its_format(value: str, code: str, text: str | None) -> None:
    assert shown(Decimal(value), code) == text


def test_days_since_1904() -> None:
    assert shown(Decimal(43830), "d mmm yyyy", since_1904=True) == "1 Jan 2024"


@pytest.mark.parametrize(
    "code",
    ["0." + "0" * 250, "#" * 255, "0%" * 120, "0" + "," * 250, "[<1e400]0", "[>=999999999999999999]0.0", "0.0" * 9_000,
     "yyyy" * 60, "[h]:mm:ss." + "0" * 200, "?/?" * 80, ";" * 200, '"' * 255, "\\", "_", "*"],
)  # fmt: skip
@pytest.mark.parametrize("value", ["20.5", "1e29", "-1e-29", "0", "43191.75"])
def test_no_format_is_too_strange(value: str, code: str) -> None:
    text = shown(Decimal(value), code)
    assert text is None or len(text) < 1_000


def test_all_places_that_a_format_asks_for_are_shown() -> None:
    assert shown(Decimal("20.5"), "0." + "0" * 40) == "20.5" + "0" * 39
    assert shown(Decimal("20.5"), "0." + "0" * 400) is None
