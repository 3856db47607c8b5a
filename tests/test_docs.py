"""The pages that are made from the code are the ones that the code makes now."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_the_page_of_readings_lists_the_table_as_it_is() -> None:
    made = runpy.run_path(str(DOCS / "list_readings.py"))
    assert (DOCS / "readings.md").read_text("utf-8") == made["page"](), "run python docs/list_readings.py"
