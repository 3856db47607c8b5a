"""The pages of view 7."""

from __future__ import annotations

from r2k_tui.ui.views.universe.page import UniversePage
from r2k_tui.ui.views.universe.pages import PAGES


def test_each_page_has_a_name_and_a_title_of_its_own() -> None:
    assert len({page.NAME for page in PAGES}) == len({page.TITLE for page in PAGES}) == len(PAGES)
    assert all(issubclass(page, UniversePage) for page in PAGES)
