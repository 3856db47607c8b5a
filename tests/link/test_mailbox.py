"""Frames that wait for their reader are one frame."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.link.engine_client import Lost
from r2k_tui.link.mailbox import Mailbox, fold
from r2k_tui.link.protocol import LinkLost
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.log import LOG_KEPT, Level, LogEntry
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedStatus, Problem
from r2k_tui.model.market.news import Headline, SymbolNews
from r2k_tui.model.market.quote import Quote, Spark
from r2k_tui.model.market.quote_changes import pack
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.market.universe import Breadth, MemberChanges, Summary
from r2k_tui.model.messages.frame import Frame
from r2k_tui.model.readings.reading import Reading, Score, ScoreKind, SymbolReadings


def frame(seq: int, **changes: object) -> Frame:
    return Frame("e", seq, seq, 1000.0 + seq, **changes)  # type: ignore[arg-type]


def reading(key: str, value: float) -> Reading:
    return Reading(key, value, "ratio", "", 1, "", "", "")


def entry(number: int) -> LogEntry:
    return LogEntry(1000.0 + number, Level.INFO, "topic", f"thing {number}", number)


async def test_it_waits_and_then_gives_what_came() -> None:
    mailbox = Mailbox()
    waiting = asyncio.create_task(mailbox.take())
    await asyncio.sleep(0)
    assert not waiting.done()
    mailbox.put(frame(1))
    assert await waiting == frame(1)
    mailbox.put(frame(2))
    assert await mailbox.take() == frame(2)


async def test_what_came_before_the_end_is_given_before_it() -> None:
    mailbox = Mailbox()
    mailbox.put(frame(1))
    mailbox.put(frame(2))
    mailbox.end(LinkLost("first"))
    mailbox.end(LinkLost("second"))
    assert (await mailbox.take()).seq == 2
    for _ in range(2):
        with pytest.raises(LinkLost, match="first"):
            await mailbox.take()


def test_the_newest_of_everything() -> None:
    old = frame(
        3,
        quotes=(Quote("A", price=1.0), Quote("B", price=1.0)),
        sparks=(Spark("A", "1D", (1.0,)),),
        readings=(SymbolReadings("A", {"x": reading("x", 1.0), "y": reading("y", 1.0)}),),
        scores=(Score(ScoreKind.RISK, "A", 1.0, "calm", (), "", "", ""),),
        feeds=(FeedStatus("quotes", requests=1), FeedStatus("daily")),
        bars_changed=(("A", Interval.D1), ("A", Interval.M1)),
        session=Session(phase=Phase.OPEN),
        facts=SourceFacts("old"),
        problems=(Problem("A", "k", "m"),),
        as_of="2025-09-17",
    )
    new = frame(
        4,
        quotes=(Quote("B", price=2.0), Quote("C", price=2.0)),
        readings=(SymbolReadings("A", {"y": reading("y", 2.0)}), SymbolReadings("B", {"x": reading("x", 2.0)})),
        feeds=(FeedStatus("quotes", requests=2),),
        bars_changed=(("A", Interval.M1), ("B", Interval.M1)),
        problems=(),
        as_of="2025-09-18",
    )
    both = fold(old, new)
    assert (both.from_seq, both.seq, both.published_at, both.as_of) == (3, 4, 1004.0, "2025-09-18")
    assert {q.symbol: q.price for q in both.quotes} == {"A": 1.0, "B": 2.0, "C": 2.0}
    assert both.sparks == old.sparks
    assert {r.symbol: {k: v.number for k, v in r.readings.items()} for r in both.readings} == {
        "A": {"x": 1.0, "y": 2.0},
        "B": {"x": 2.0},
    }
    assert both.scores == old.scores
    assert {s.topic: s.requests for s in both.feeds} == {"quotes": 2, "daily": 0}
    assert both.bars_changed == (("A", Interval.D1), ("A", Interval.M1), ("B", Interval.M1))
    assert (both.session, both.facts, both.problems) == (old.session, old.facts, ())


def test_no_part_of_a_frame_is_forgotten() -> None:
    """Whatever a frame may carry, folding nothing new onto it keeps it: also a part that is added one day."""
    example = {
        "quotes": (Quote("A"),),
        "quote_changes": pack({"B": {"price": 2.0}}),
        "sparks": (Spark("A", "1D"),),
        "readings": (SymbolReadings("A", {"x": reading("x", 1.0)}),),
        "scores": (Score(ScoreKind.RISK, "A", None, None, (), "", "", ""),),
        "feeds": (FeedStatus("quotes"),),
        "bars_changed": (("A", Interval.D1),),
        "session": Session(),
        "sessions": {"XLON": Session("XLON")},
        "halts": (Halt("IWM", 1000.0, "T1"),),
        "facts": SourceFacts("old"),
        "problems": (),
        "news": (SymbolNews("A", (Headline("a"),)),),
        "log": (entry(1),),
        "members": MemberChanges("IWM", *(b"\0" * 8,) * 4),
        "alerts": (Alert(1, "r", "A", 0.0, 1.0, "words", "x"),),
        "universe": Summary("IWM", "IWM", "2025-09-17", None, 0, 0, 0.0, Breadth()),
    }
    told_each_time = {"epoch", "seq", "from_seq", "published_at", "as_of"}
    assert {field.name for field in msgspec.structs.fields(Frame)} == set(example) | told_each_time
    full = frame(1, **example)
    assert {name: getattr(fold(full, frame(2)), name) for name in example} == example


def test_the_newest_headlines_of_each_symbol_and_every_entry_of_the_log() -> None:
    old = frame(1, news=(SymbolNews("A", fetched_at=1.0), SymbolNews("B", fetched_at=1.0)), log=(entry(1), entry(2)))
    both = fold(old, frame(2, news=(SymbolNews("B", fetched_at=2.0),), log=(entry(3),)))
    assert {news.symbol: news.fetched_at for news in both.news} == {"A": 1.0, "B": 2.0}
    assert [one.number for one in both.log] == [1, 2, 3]


def test_a_log_that_nobody_reads_does_not_grow_for_ever() -> None:
    folded = frame(1, log=(entry(1),))
    for number in range(2, LOG_KEPT + 50):
        folded = fold(folded, frame(number, log=(entry(number),)))
    assert [one.number for one in folded.log] == list(range(50, LOG_KEPT + 50)), "the gap at the start can be seen"


@given(st.lists(st.dictionaries(st.sampled_from("ABC"), st.floats(0, 9), max_size=3), min_size=1, max_size=8))
def test_folding_is_applying_one_after_the_other(moves: list[dict[str, float]]) -> None:
    frames = [frame(i + 1, quotes=tuple(Quote(s, price=p) for s, p in move.items())) for i, move in enumerate(moves)]
    mirror: dict[str, float | None] = {}
    folded = frames[0]
    for number, one in enumerate(frames):
        mirror |= {quote.symbol: quote.price for quote in one.quotes}
        folded = fold(folded, one) if number else one
    assert {quote.symbol: quote.price for quote in folded.quotes} == mirror
    assert (folded.from_seq, folded.seq) == (1, len(frames))


def test_a_loss_is_not_a_frame() -> None:
    assert not isinstance(Lost("m", 1.0), Frame)
