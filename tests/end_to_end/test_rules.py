"""The page of rules in a real terminal: signals first, another rule by a key, with other keys and in ASCII."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.conftest import Start
from tests.end_to_end.leaving import assert_restored
from tests.pty.size import HOME, LARGE, SMALL, Size

pytestmark = pytest.mark.slow
OTHER_KEYS = """
[keys]
right = ["F7"]
"""


@pytest.mark.parametrize("size", [SMALL, HOME, LARGE], ids=str)
def test_rules_at_every_size(start: Start, size: Size) -> None:
    session = start("--demo", "--view", "allocation", size=size)
    session.wait_text("Rules", "Future")
    session.press("D", "D", "D")
    session.wait_text("5 rules tried", "next decision", "▸ten-month average", within=60.0)
    session.press("l")
    session.wait_text("▸dual momentum")
    if size == LARGE:
        session.wait_text("R dual momentum, B hold IWM; 1 of 5 tried")
    else:
        session.press("\t")
        session.wait_text("R dual momentum, B hold IWM; 1 of 5 tried")
    session.press("h")
    session.wait_text("R ten-month average, B hold IWM")
    session.press("q")
    assert session.wait_end() == 0
    assert_restored(session)


def test_rules_with_a_key_of_ones_own_and_in_ascii(start: Start, settings: Path) -> None:
    settings.write_text(settings.read_text() + OTHER_KEYS)
    session = start("--demo", "--view", "allocation", "--config", settings, "--ascii")
    session.wait_text("Rules", "Future")
    session.press("D", "D", "D")
    session.wait_text("5 rules tried", within=60.0)
    session.wait_quiet()
    assert session.text().isascii()
    session.press("l")
    session.wait_quiet()
    before = session.text()
    session.send(b"\x1b[18~")
    session.wait("another rule is marked", lambda: session.text() != before)
    session.wait_text("R dual momentum" if "R ten-month" in before else "dual momentum")
    session.press("q")
    assert session.wait_end() == 0
