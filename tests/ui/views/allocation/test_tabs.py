"""The names of the pages in one line."""

from __future__ import annotations

from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.allocation.page_order import PAGES
from r2k_tui.ui.views.allocation.tabs import PageTabs
from tests.cases import cases
from tests.ui.views.chart.drawn import text

TITLES = [(page.NAME, page.TITLE) for page in PAGES]


def test_every_page_is_named_and_the_shown_one_marked() -> None:
    (line,) = PageTabs(lambda: (TITLES, PAGES[1].NAME)).draw(80, 1)
    assert text([line]).split() == " ".join(title for _, title in TITLES).split()
    assert length(line) <= 80
    marked = [run for run, style in line if style.startswith("accent")]
    assert marked == [PAGES[1].TITLE]


@cases("name", [name for name, _ in TITLES])
def test_a_click_on_a_name_is_for_its_page(name: str) -> None:
    (line,) = PageTabs(lambda: (TITLES, "weights")).draw(80, 1)
    title = dict(TITLES)[name]
    (style,) = [style for run, style in line if run == title]
    assert name in style


def test_narrow_windows_have_one_blank_between_the_names() -> None:
    wide, narrow = (text(PageTabs(lambda: (TITLES, "weights")).draw(width, 1)) for width in (200, 40))
    assert wide.startswith("  ") and not narrow.startswith("  ")


@cases("name", [name for name, _ in TITLES])
def test_the_shown_page_is_in_view_where_not_all_names_fit(name: str) -> None:
    (line,) = PageTabs(lambda: (TITLES, name)).draw(40, 1)
    runs = [run for run, _ in line]
    assert length(line) <= 40 and dict(TITLES)[name] in runs
    assert (runs[1] == "…") == ("Weights" not in runs), "an ellipsis where there are more"
    assert (runs[-1] == "…") == ("Trades" not in runs)
