"""The Chart view in a terminal: what was drawn in it, and what its keys do."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.pty.size import HOME, LARGE, SMALL, Size


@pytest.mark.parametrize("size", [SMALL, HOME, LARGE], ids=str)
def test_a_folder_of_files_as_a_chart(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path, size: Size
) -> None:
    session = start("--source", "csv", "--data", market[0], "--config", settings, size=size)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    session.press("2")
    session.wait_text("IWM 1Y 1d", f"◂{market[1]['IWM']:,.2f}", "SMA 200", "without a session")
    session.press("o", "x", "h")
    session.wait_text("OBV ", "┊", "V ")
    session.press("i")
    session.wait_text("Indicators", "○ Bollinger")
    session.press("escape")
    session.wait_without("Indicators")
    session.press("c", "j")
    session.wait_text("^GSPC 1Y 1d", f"◂{market[1]['GSPC']:,.2f}")
