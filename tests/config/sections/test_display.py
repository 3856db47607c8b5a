"""How the terminal looks: the ranges and themes that can be chosen."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.config.load import load
from r2k_tui.config.sections.display import Display
from tests.config.complaints import complaint


def test_without_a_file_of_one_s_own_it_is_the_day_in_the_house_colours() -> None:
    display = Display()
    assert (display.theme, display.range, display.ascii, display.mouse, display.low_bandwidth) == (
        *("r2k", "1D"),
        *(False, True, False),
    )


def test_what_is_chosen_is_taken(file: Path) -> None:
    file.write_text('[display]\nrange = "YTD"\nascii = true\nexport_folder = "/tmp"')
    assert load(file).display == Display(range="YTD", ascii=True, export_folder="/tmp")


def test_a_range_that_does_not_exist_is_refused_with_those_that_do(file: Path) -> None:
    error = complaint(file, '[display]\nrange = "2Y"')
    assert (error.line, error.key) == (2, "display.range")
    assert "1D 5D 1M 6M YTD 1Y 5Y MAX" in error.message
    assert complaint(file, '[display]\ntheme = ""').key == "display.theme"
