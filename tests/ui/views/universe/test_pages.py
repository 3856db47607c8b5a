"""The pages of view 7."""

from __future__ import annotations

import subprocess
import sys

from r2k_tui.ui.views.universe.page import UniversePage
from r2k_tui.ui.views.universe.pages import PAGES


def test_each_page_has_a_name_and_a_title_of_its_own() -> None:
    assert len({page.NAME for page in PAGES}) == len({page.TITLE for page in PAGES}) == len(PAGES)
    assert all(issubclass(page, UniversePage) for page in PAGES)


def test_view_7_opens_without_loading_its_pages() -> None:
    """They double the time until the members are on the screen."""
    code = (
        "import sys, r2k_tui.ui.views.universe.view; "
        "print([name for name in sys.modules if name.endswith('_page') or '.drawing.pages' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
