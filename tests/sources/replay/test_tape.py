"""The bars of one symbol as they become known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.replay.folder import FolderRecording
from r2k_tui.sources.replay.tape import SymbolRecording
from tests.fakes.recorded_day import DAY


@pytest.fixture(scope="module")
def tape(folder: Path) -> SymbolRecording:
    recording = FolderRecording(folder)
    return SymbolRecording("IWM", DAY, recording.intraday("IWM"), recording.daily("IWM"))


def test_a_bar_becomes_known_at_its_end(tape: SymbolRecording) -> None:
    assert tape.span is not None
    end = tape.next_end(tape.span[0])
    assert end is not None
    before, after = tape.bars(Interval.M1, end - 1, None), tape.bars(Interval.M1, end, None)
    assert len(after) == len(before) + 1
    assert tape.next_end(tape.span[1]) is None


def test_the_quote_is_the_close_of_the_newest_bar(tape: SymbolRecording) -> None:
    assert tape.span is not None
    quote = tape.quote(tape.span[1])
    assert quote is not None
    assert quote.price == tape.bars(Interval.M1, tape.span[1], None).column("close")[-1]
    assert quote.time == tape.span[1]


def test_before_the_first_bar_the_last_close_before_the_day_is_the_quote(tape: SymbolRecording) -> None:
    assert tape.span is not None
    quote = tape.quote(tape.span[0])
    assert quote is not None
    assert quote.price == tape.daily.column("close")[-1]


def test_a_day_without_bars_has_no_span(folder: Path) -> None:
    recording = FolderRecording(folder)
    empty = SymbolRecording("IWM", date(1999, 1, 4), recording.intraday("IWM"), None)
    assert (empty.span, empty.step, empty.next_end(0.0)) == (None, 0.0, None)
