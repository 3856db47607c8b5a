"""What a portfolio of the user may be called."""

from __future__ import annotations

import re

from r2k_tui.config.sections.allocation.mixes import MIX_NAME
from tests.cases import cases


@cases("name", ["a", "60/40", "All Weather", "tilt:small", "ä" * 24])
def test_names(name: str) -> None:
    assert re.search(MIX_NAME, name)


@cases("name", ["", " a", "a ", "a,b", "-a", "a" * 25, "a\nb", "a\x1bb"])
def test_no_names(name: str) -> None:
    assert not re.search(MIX_NAME, name)
