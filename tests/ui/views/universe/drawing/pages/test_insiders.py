"""Purchases of insiders as lines."""

from __future__ import annotations

import msgspec

from r2k_tui.model.insiders.report import FilingCoverage
from r2k_tui.ui.views.universe.drawing.pages.company_rows import CompanyRow
from r2k_tui.ui.views.universe.drawing.pages.insiders import SECTIONS, insiders_lines
from tests.cases import cases
from tests.fakes.still_insiders import INSIDERS
from tests.ui.views.universe.drawing.panels import text

READ = INSIDERS.coverage.read_at or 0.0


def shown(section: str, width: int = 118, **changes: object) -> str:
    report = msgspec.structs.replace(INSIDERS, **changes)
    return text(insiders_lines(report, section, width, READ + 7200.0))


def test_every_section_has_source_age_definition_and_counts() -> None:
    for section in SECTIONS:
        words = shown(section)
        assert "SEC Form 4, filings up to 2031-05-14, read 2h ago; purchases 2031-02-15 to 2031-05-15" in words
        assert "code P (open-market or private purchase), acquired, not under a 10b5-1 plan" in words
        assert "at least 3 different persons bought within 30 days" in words
        assert "3 clusters" in words and "latest of 60 purchases" in words and "40 members by dollars" in words
        assert words.count("▸") == 1 and "4 purchases under a 10b5-1 plan left out" in words


@cases(
    ("section", "rows"),
    [
        (
            "clusters",
            ("B001        0        –     5   900.0k    2.0k  05-09  5 in 04-01 to 04-20", "B000        3     2.5M"),
        ),
        (
            "latest",
            (
                "2031-05-09 B003       1.0k         –        –  05-07  Doe Number 3, director",
                "Doe Jane +1, director",
                "(amended)",
                "7.3k",
            ),
        ),
        ("dollars", ("B000        3     2.5M     3     2.5M", "B003        0        –     2        –")),
    ],
)
def test_rows_of_a_section(section: str, rows: tuple[str, ...]) -> None:
    words = shown(section)
    for row in rows:
        assert row in words, (row, words)


def test_what_is_missing_is_said() -> None:
    nothing = shown("clusters", members=(), purchases=())
    assert "none in this period" in nothing and "0 clusters" in nothing
    off = shown("clusters", members=(), purchases=(), coverage=FilingCoverage(), trouble="off: write a line", off=True)
    assert (
        "off: write a line" in off and "no filings are known yet" in off and "clusters" not in off.split("cluster:")[1]
    )
    assert "SEC denies access" in shown("latest", trouble="SEC denies access (403).")


def test_it_fits_the_narrowest_terminal() -> None:
    for section in SECTIONS:
        rows = insiders_lines(INSIDERS, section, 78, READ)
        words = ["".join(text for text, _ in row) for row in rows if not isinstance(row, CompanyRow)]
        assert max(len(line) for line in words) <= 78


def test_hostile_names_are_drawn_as_they_are() -> None:
    row = msgspec.structs.replace(INSIDERS.purchases[0], persons=("[red]Doe[/red]",))
    assert "[red]Doe[/red], director" in shown("latest", purchases=(row,))
