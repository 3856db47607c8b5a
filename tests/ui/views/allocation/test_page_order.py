"""The pages of view 5 in their order."""

from __future__ import annotations

from r2k_tui.ui.views.allocation.page import AllocationPage
from r2k_tui.ui.views.allocation.page_order import PAGES


def test_weights_are_first_and_every_page_has_a_name_and_a_title_of_its_own() -> None:
    assert PAGES[0].NAME == "weights"
    assert all(issubclass(page, AllocationPage) for page in PAGES)
    for of in ("NAME", "TITLE"):
        names = [getattr(page, of) for page in PAGES]
        assert len(set(names)) == len(names) and all(names)
