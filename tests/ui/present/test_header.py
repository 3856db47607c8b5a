"""What the line at the top keeps where there is little room."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.quote import Quote
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


@pytest.mark.parametrize(
    ("price", "before", "hint", "shown"),
    [
        (1.0852, 1.0862, 4, ["1.0852", "▼", "-0.0010", "-0.09%"]),
        (1.0852, 1.0862, None, ["1.0852", "▼", "-0.0010", "-0.09%"]),
        (3210.551, 3210.552, 2, ["3,210.55", "0.00", "0.00%"]),
        (3210.55, 3210.54, 2, ["3,210.55", "+0.01", "0.00%"]),
    ],
)
def test_the_level_has_its_own_decimals_and_no_glyph_beside_a_zero(
    price: float, before: float, hint: int | None, shown: list[str]
) -> None:
    mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
    mirror.apply(msgspec.structs.replace(snapshot(), quotes=(Quote("^RUT", price, before, decimals=hint, time=NOW),)))
    (only,) = header(mirror, 120, 1, NOW)
    words = "".join(text for text, _ in only).split()
    assert words[words.index("^RUT") + 1 :][: len(shown)] == shown
