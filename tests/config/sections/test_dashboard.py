"""Layouts of the dashboard in the settings: what is accepted, and faults that name file, line, key and row."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.sections.dashboard import PANELS, LayoutCell, LayoutRow, parsed_rows
from tests.config.sections.test_alerts import loaded, path, refused

__all__ = ["path"]


def layout(*rows: str, name: str = "morning") -> str:
    listed = ", ".join(f'"{row}"' for row in rows)
    return f'[[dashboard.layouts]]\nname = "{name}"\nrows = [{listed}]\n'


def test_heights_and_widths_are_optional_shares() -> None:
    assert parsed_rows(("2: quotes 3 | chart", "risk|  events   2")) == (
        LayoutRow((LayoutCell("quotes", 3), LayoutCell("chart", 1)), 2),
        LayoutRow((LayoutCell("risk", 1), LayoutCell("events", 2)), None),
    )


def test_a_layout_of_every_panel_is_accepted_and_may_be_the_first(path: Path) -> None:
    rows = [" | ".join(PANELS[first : first + 5]) for first in range(0, len(PANELS), 5)]
    found = loaded(path, '[dashboard]\nlayout = "morning"\n' + layout(*rows)).dashboard
    assert found.layout == "morning" and found.layouts[0].rows == tuple(rows)


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        (layout("quotes", "momentun | risk"), 3, "layouts[0].rows", "no panel 'momentun'; did you mean momentum"),
        (layout("quotes", "xyzzy"), 3, "layouts[0].rows", "row 2: no panel 'xyzzy' (there are quotes, chart"),
        (layout("quotes | chart", "chart"), 3, "layouts[0].rows", "row 2: chart is already in row 1"),
        (layout("quotes", ""), 3, "layouts[0].rows", "row 2: no panel in it"),
        (layout("2:"), 3, "layouts[0].rows", "row 1: no panel in it"),
        (layout("quotes || chart"), 3, "layouts[0].rows", "row 1: no panel beside a |"),
        (layout("quotes 0"), 3, "layouts[0].rows", "the width of quotes is a whole number"),
        (layout("quotes -1"), 3, "layouts[0].rows", "not '-1'"),
        (layout("quotes 101"), 3, "layouts[0].rows", "not '101'"),
        (layout("quotes 99999999999"), 3, "layouts[0].rows", "from 1 to 100"),
        (layout("quotes 1.5"), 3, "layouts[0].rows", "not '1.5'"),
        (layout("quotes ³"), 3, "layouts[0].rows", "from 1 to 100"),
        (layout("quotes 1 2"), 3, "layouts[0].rows", "after quotes one number may follow"),
        (layout("0: quotes"), 3, "layouts[0].rows", "row 1: the height is a whole number from 1 to 100, not '0'"),
        (layout(": quotes"), 3, "layouts[0].rows", "the height is a whole number"),
        (layout("a: b: quotes"), 3, "layouts[0].rows", "not 'a: b'"),
        (layout(" | ".join(PANELS[:7])), 3, "layouts[0].rows", "7 panels side by side are too many, 6 is the most"),
        (layout(*PANELS[:9]), 3, "layouts[0].rows", "9 rows are too many, 8 is the most"),
        (layout(), 3, "layouts[0].rows", "a layout needs a row"),
        (layout("quotes") + layout("chart"), 5, "layouts[1].name", "two layouts are named 'morning'"),
        (layout("quotes", name="auto"), 2, "layouts[0].name", "'auto' is the name of the packaged layouts"),
        (layout("quotes", name=" x"), 2, "layouts[0].name", "a name of 1 to 24 characters"),
        ('[dashboard]\nlayout = "mornin"\n' + layout("quotes"), 2, "layout", "did you mean 'morning'?"),
        ('[[dashboard.layouts]]\nname = "x"\n', 1, "layouts[0]", "the table needs the key `rows`"),
        ('[[dashboard.layouts]]\nname = "x"\nrows = "quotes"\n', 3, "layouts[0].rows", "expected a list"),
        ('[dashboard]\nlayuot = "x"\n', 2, "layuot", "did you mean `layout`?"),
    ],
)  # fmt: skip
def test_faults(path: Path, text: str, line: int, key: str, words: str) -> None:
    error = refused(path, text)
    assert (error.line, error.key) == (line, f"dashboard.{key}")
    assert words in str(error)
