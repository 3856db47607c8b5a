"""Trading halts as lines."""

from __future__ import annotations

import msgspec

from r2k_tui.model.halts.halt import MARKET, Halt
from r2k_tui.model.halts.listing import HaltList
from r2k_tui.ui.views.universe.drawing.pages.halts import halt_lines
from tests.fakes.still_halts import still_halts
from tests.fakes.still_market import NOW
from tests.ui.views.universe.drawing.panels import text


def shown(section: str = "mine", width: int = 118, found: HaltList | None = None) -> str:
    return text(halt_lines(found or still_halts(NOW), section, NOW, width))


def test_those_in_effect_come_first_with_their_reason_and_what_is_known_of_their_end() -> None:
    words = shown()
    assert "nasdaq_trader read 30s ago, at " in words
    assert "▸1 member and 1 watched halted  all 3 of the feed" in words
    assert words.index("halted: 2") < words.index("M0001") < words.index("over today: 1") < words.index("M0002")
    assert "volatility pause at 12.50" in words and "trades at " in words
    assert "news pending" in words and "no end announced" in words
    assert "not in the feed since" in words and "no resumption reported" in words
    assert "WXYZ" not in words


def test_all_of_the_feed_has_strangers_with_the_day_of_their_halt_and_no_markup() -> None:
    words = shown("all")
    assert "WXYZ" in words and "H10" in words and "SEC trading suspension" in words
    assert "[b]Wxyz[/] Inc., NYSE" in words and "2031-04-" in words


def test_members_and_watched_symbols_are_marked() -> None:
    rows = {row.split()[1]: row for row in shown().splitlines() if row.startswith((" M", "  W"))}
    assert rows["M0001"].startswith(" M  ") and rows["IWM"].startswith("  W ")


def test_on_a_narrow_screen_the_name_has_a_line_of_its_own() -> None:
    lines = shown(width=76).splitlines()
    assert "      MEMBER 1 INC, NASDAQ" in lines
    assert all(len(line) <= 76 for line in lines if "M0001" in line)


def test_the_whole_market_is_said_first() -> None:
    halted = msgspec.structs.replace(still_halts(NOW), market_wide=Halt(MARKET, NOW - 60, "MWC2"))
    assert shown(found=halted).splitlines()[0].startswith(" ALL US STOCKS HALTED since ")
    assert "market-wide halt, level 2" in shown(found=halted)


def test_what_is_wrong_is_said_and_nothing_is_made_up() -> None:
    unread = HaltList(message="no trading halts: the csv source has none")
    assert "no trading halts: the csv source has none" in shown(found=unread) and "read " not in shown(found=unread)
    assert "has not been read yet" in shown(found=HaltList())
    assert "members are not marked" in shown(found=HaltList(read_at=NOW, source="nasdaq_trader"))
