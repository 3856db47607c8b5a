"""One halt: whether it is in effect, and what speaks against it."""

from __future__ import annotations

import msgspec

from r2k_tui.model.halts.halt import Halt, moment
from tests.cases import cases
from tests.fakes.nasdaq_trader_server import NOW

PAUSE = Halt("ABCD", NOW - 300, "LUDP")


def test_it_is_in_effect_until_the_announced_time() -> None:
    announced = msgspec.structs.replace(PAUSE, trades_at=NOW + 60)
    assert PAUSE.in_effect(NOW) and announced.in_effect(NOW)
    assert not announced.in_effect(NOW + 60)


def test_quotes_alone_end_no_halt() -> None:
    assert msgspec.structs.replace(PAUSE, quotes_at=NOW - 60).in_effect(NOW)


def test_what_r2k_takes_as_over_is_over() -> None:
    over = msgspec.structs.replace(PAUSE, ended_at=NOW, ended_by="evidence")
    assert not over.in_effect(NOW) and over.over_at == NOW


@cases(("code", "wide"), [("MWC0", True), ("MWC3", True), ("MWCQ", True), ("LUDP", False)])
def test_market_wide_codes(code: str, wide: bool) -> None:
    assert Halt("ABCD", NOW, code).market_wide is wide


def test_absence_from_the_feed_is_said_first() -> None:
    gone = msgspec.structs.replace(PAUSE, missing_since=NOW)
    assert gone.doubt(NOW, NOW) == "not in the feed since 10:40, no resumption reported"


def test_a_pause_that_an_old_feed_tells_is_in_doubt() -> None:
    assert PAUSE.doubt(NOW, NOW - 60) == ""
    assert PAUSE.doubt(NOW, NOW - 1200) == "longer than a pause can be known: feed last read 10:20"
    assert Halt("ABCD", NOW - 300, "T1").doubt(NOW, NOW - 1200) == "", "pending news may take all day"


def test_a_pause_of_hours_is_in_doubt() -> None:
    assert Halt("ABCD", NOW - 7200, "LUDP").doubt(NOW, NOW) == "longer than a pause usually lasts"


def test_moments_have_the_day_where_it_is_another() -> None:
    assert moment(NOW, NOW + 60) == "10:40"
    assert moment(NOW - 86400, NOW) == "2026-10-05 10:40"
