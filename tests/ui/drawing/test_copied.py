"""What is copied pastes into a spreadsheet, says its source and age, and carries no box and no escape."""

from __future__ import annotations

from r2k_tui.ui.drawing.copied import MOST_BYTES, figure, panel_text, row_text, table_text
from r2k_tui.ui.drawing.lines import Line, framed
from r2k_tui.ui.drawing.table_export import ExportTable
from r2k_tui.ui.drawing.targets import aimed

NOW = 1_000_000_000.0
TIME = "2001-09-09T01:46:00+00:00"


def panel(*body: Line) -> list[Line]:
    title: Line = (("Halts", "bright"), aimed(("  members", "dim"), "page", "members"))
    return framed(body, 60, len(body) + 2, title, (), (("demo 2001-09-08", "dim"),), focus=False)


def test_a_table_has_tabs_numbers_in_full_and_the_age_of_each_row() -> None:
    table = ExportTable(
        ("symbol", "price", "time", "source"), [("IWM", 1234.5678, TIME, "demo"), ("X", None, None, "")]
    )
    copied = table_text("row IWM", table, NOW)
    assert copied.text.split("\n") == [
        "symbol\tprice\ttime\tsource\tage_s",
        f"IWM\t1234.5678\t{TIME}\tdemo\t40",
        "X\t\t\t\t",
    ]
    assert (copied.what, copied.cut) == ("row IWM", "")


def test_text_from_outside_is_no_formula_no_cell_and_no_escape() -> None:
    table = ExportTable(("name",), [("=1+1",), ("a\tb\nc\x1b]52;c;eA==\x07",)])
    lines = table_text("x", table, NOW).text.split("\n")
    assert lines[1] == "'=1+1" and len(lines) == 3
    assert "\x1b" not in lines[2] and "\t" not in lines[2] and "\x07" not in lines[2]


def test_more_than_a_terminal_takes_is_cut_between_rows_and_said() -> None:
    rows = [(f"S{place:05}", "n" * 90) for place in range(2000)]
    copied = table_text("view", ExportTable(("symbol", "name"), rows), NOW)
    kept = len(copied.text.split("\n")) - 1
    assert len(copied.text.encode()) <= MOST_BYTES and copied.text.endswith("n" * 90)
    assert copied.cut == f"the first {kept:,} of 2,000 rows" and kept < 2000


def test_a_panel_without_its_boxes() -> None:
    lines = panel(((" M  LURI      13:55", "text"),), (("│▄▅⣿━━", "dim"),), (("  =cmd", "text"),))
    text = panel_text(lines, NOW, simulated=True).split("\n")
    assert text == [
        "Halts",
        "M\tLURI\t13:55",
        "'=cmd",
        "demo 2001-09-08",
        "SIMULATED, copied 2001-09-09T01:46:40+00:00",
    ]


def test_the_row_is_the_one_with_the_mark_beside_the_frame() -> None:
    lines = panel(((" ▸mine  all", "accent"),), (("▸M  LURI      13:55", "text"),), (("  JISA", "text"),))
    assert row_text(lines) == "M\tLURI\t13:55\tHalts\tdemo 2001-09-08"
    assert row_text(panel(((" none", "dim"),))) == ""


def test_a_figure_without_its_marks() -> None:
    assert [figure(text) for text in ("  ▲ +2.51% ", " 99%▲", "<10s ●", "-0.33%")] == [
        "+2.51%",
        "99%",
        "<10s",
        "-0.33%",
    ]
