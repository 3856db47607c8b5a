"""The pages that are made from the code are the ones that the code makes now."""

from __future__ import annotations

import runpy
from pathlib import Path

from r2k_tui.ui.actions.table import ACTIONS

DOCS = Path(__file__).parent.parent / "docs"


def test_the_page_of_readings_lists_the_table_as_it_is() -> None:
    made = runpy.run_path(str(DOCS / "list_readings.py"))
    assert (DOCS / "readings.md").read_text("utf-8") == made["page"](), "run python docs/list_readings.py"


def test_the_key_table_of_the_readme_is_the_table_of_actions() -> None:
    made = runpy.run_path(str(DOCS / "list_keys.py"))
    text = (DOCS.parent / "README.md").read_text("utf-8")
    assert made["with_table"](text) == text, "run python docs/list_keys.py"
    for action in ACTIONS:
        assert f"`{action.id}`" in text and action.title in text
