"""What the line at the top keeps where there is little room."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.feed import UNCONFIRMED, Problem
from r2k_tui.ui.present.header import header
from r2k_tui.ui.state import Mirror
from tests.fakes.still_market import FACTS, NOW, snapshot


def line(width: int, now: float = NOW) -> str:
    mirror = Mirror(FACTS, "^RUT", wall=lambda: now)
    mirror.apply(snapshot())
    (only,) = header(mirror, width, 1, now)
    return "".join(text for text, _ in only)


@pytest.mark.parametrize("width", range(40, 121, 8))
def test_state_and_age_stay_when_the_name_of_the_source_goes(width: int) -> None:
    shown = line(width)
    assert len(shown) == width and shown.startswith((" SIMULATED ", " R2K"))
    assert "3,210.55" in shown and shown.endswith(" LIVE <10s ")
    assert "STALE 40s" in line(width, NOW + 45)


def test_the_name_goes_before_the_change() -> None:
    assert line(48).split() == ["SIMULATED", "^RUT", "3,210.55", "▲", "+1.28%", "LIVE", "<10s"]
    assert "demo LIVE <10s" in line(52)


def test_a_doubted_price_is_a_question_mark_before_the_last_good_one_and_never_live() -> None:
    mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
    problem = Problem("^RUT", UNCONFIRMED, "^RUT at 32,105.50 is far from 3,210.55")
    mirror.apply(msgspec.structs.replace(snapshot(), problems=(problem,)))
    (only,) = header(mirror, 160, 1, NOW)
    shown = "".join(text for text, _ in only)
    assert "?3,210.55" in shown and "STALE" in shown
    assert "LIVE" not in shown and "record" not in shown and "32,105" not in shown
