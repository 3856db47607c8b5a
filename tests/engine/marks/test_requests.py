"""Notes and lines asked of an engine."""

from __future__ import annotations

import asyncio
import threading
from datetime import datetime
from random import Random

import pytest

from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.nats.quota import REFUSED
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.marks import LONGEST_NOTE, Note
from r2k_tui.model.messages.charts.marks import AddLine, GetMarks, MarkKind, MarksReply, RemoveMark, SaveNote
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.request import Request
from r2k_tui.sources.base import SourceInfo
from r2k_tui.store.marks import MARKET_BOOK, MarkStore
from r2k_tui.store.store import Store
from tests.engine.stage import Stage, ask
from tests.engine.virtual_time import START


async def replies(stage: Stage, *requests: Request) -> list[MarksReply | Failure]:
    """The replies to requests, one after the other."""
    engine = stage.build()
    engine.restore()
    try:
        found = [await ask(engine, request) for request in requests]
    finally:
        await engine.close()
    return [reply for reply in found if isinstance(reply, MarksReply | Failure)]


async def test_marks_are_kept_in_the_store_and_answered_before_any_source_is_loaded(stage: Stage) -> None:
    *_, last = await replies(
        stage, SaveNote("iwm", "held the average", "2025-09-16"), AddLine("IWM", 250.0), SaveNote("SPY", "rich")
    )
    assert isinstance(last, MarksReply)
    assert [(note.symbol, note.day, note.text) for note in last.notes] == [
        ("IWM", "2025-09-16", "held the average"),
        ("SPY", "", "rich"),
    ]
    (again,) = await replies(stage, GetMarks())
    assert isinstance(again, MarksReply)
    assert (again.notes, again.lines, again.kept) == (last.notes, last.lines, True)
    assert again.lines[0].price == 250.0


async def test_replies_come_in_the_order_of_the_requests(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look that began before a note was kept must not be told after it, as if the note had gone."""
    saved, read = threading.Event(), MarkStore.notes
    looks = iter((True,))

    def slow(store: MarkStore) -> tuple[Note, ...]:
        found = read(store)
        if next(looks, False):
            saved.wait(1.0)  # given up where the note waits for its turn, as it should
        return found

    monkeypatch.setattr(MarkStore, "notes", slow)
    engine, told = stage.build(), list[int]()

    async def asked(request: Request) -> None:
        reply = await ask(engine, request)
        assert isinstance(reply, MarksReply)
        told.append(len(reply.notes))
        if reply.notes:
            saved.set()

    engine.restore()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(asked(GetMarks()))
            group.create_task(asked(SaveNote("IWM", "held")))
    finally:
        await engine.close()
    assert told == [0, 1]


async def test_a_note_is_changed_and_removed_by_its_id(stage: Stage) -> None:
    _, changed, removed, unknown = await replies(
        stage,
        SaveNote("IWM", "first"),
        SaveNote("IWM", "second", id=1),
        RemoveMark(MarkKind.NOTE, 1),
        RemoveMark(MarkKind.LINE, 1),
    )
    assert isinstance(changed, MarksReply)
    assert isinstance(removed, MarksReply)
    assert [note.text for note in changed.notes] == ["second"]
    assert removed.notes == ()
    assert unknown == Failure("not_found", "there is no line 1")


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (SaveNote("IWM", " "), "needs a text"),
        (SaveNote("IWM", "x" * (LONGEST_NOTE + 1)), "at most 280"),
        (SaveNote("", "x"), "needs a symbol"),
        (SaveNote("IWM", "x", "tomorrow"), "is no day"),
        (SaveNote("IWM", "x", id=7), "no note 7"),
        (AddLine("IWM", 0.0), "other than 0"),
        (AddLine("IWM", float("nan")), "other than 0"),
    ],
)
async def test_refusals_keep_nothing(stage: Stage, request_: Request, words: str) -> None:
    refused, after = await replies(stage, request_, GetMarks())
    assert isinstance(refused, Failure)
    assert words in refused.message
    assert after == MarksReply()


async def test_a_line_is_drawn_once(stage: Stage) -> None:
    _, twice = await replies(stage, AddLine("IWM", 250.0), AddLine("IWM", 250.0))
    assert twice == Failure("usage", "IWM has a line at this price already")


def test_a_hub_lets_nobody_write() -> None:
    assert {"save_note", "add_line", "remove_mark"} <= set(REFUSED)
    assert "get_marks" not in REFUSED


async def test_an_analysis_of_an_earlier_day_shows_what_was_known_and_changes_nothing(stage: Stage) -> None:
    written = datetime(2025, 9, 9, 12, tzinfo=NEW_YORK).timestamp()
    lists = Store(stage.path, "scripted")
    marks = MarkStore(lists, MARKET_BOOK)
    for text, moment, day in (("known", written, ""), ("of a later bar", written, "2025-09-11"), ("later", START, "")):
        marks.add_note(Note(0, "IWM", text, moment, day))
    setup = EngineSetup(stage.config, SourceInfo("scripted"), as_of="2025-09-10")
    engine = Engine(
        setup, lambda: stage.source, Store(None, "past"), SourceFacts("scripted"), stage.clock, Random(1), lists
    )
    try:
        shown = await ask(engine, GetMarks())
        refused = await ask(engine, SaveNote("IWM", "x"))
    finally:
        await engine.close()
    assert isinstance(shown, MarksReply)
    assert [note.text for note in shown.notes] == ["known"]
    assert isinstance(refused, Failure)
    assert "as of 2025-09-10: notes and lines are only shown" in refused.message
