"""When a picture is stored, and when not."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from textual.app import App

from r2k_tui.config.sections.display import Display
from r2k_tui.link.engine_client import Lost
from r2k_tui.ui.controllers import picture_keeper
from r2k_tui.ui.controllers.picture_keeper import PictureKeeper
from r2k_tui.ui.terminal.takeover.capture import Captured
from r2k_tui.ui.terminal.takeover.cells import StoredCells
from r2k_tui.ui.terminal.takeover.gate import Gate, gate_of, set_gate
from tests.ui.stage import Stage, on_stage, settled

CELLS = StoredCells((80, 24), [[(" " * 80, None)] for _ in range(24)])  # type: ignore[list-item]


class Memory:
    """Remembers what is written, and can put a gate before the app."""

    def __init__(self, *, adopts: bool = False) -> None:
        self.written: list[Captured] = []
        self.done = threading.Event()
        self._adopts = adopts

    def adopt(
        self,
        app: App[None],
        is_live: Callable[[], bool],
        has_failed: Callable[[], bool],
        explain: Callable[[str], object],
    ) -> None:
        self.is_live, self.has_failed, self.explain = is_live, has_failed, explain
        if self._adopts:
            set_gate(app, Gate(CELLS, "dashboard", lambda: False, has_failed, lambda _: None))

    def write(self, picture: Captured, now: float) -> None:
        assert now > 0
        self.written.append(picture)
        self.done.set()


def keeper_of(stage: Stage, memory: Memory | None, first: str = "dashboard") -> PictureKeeper:
    return PictureKeeper(stage.app, stage.app.context, lambda: stage.app.view, first, memory)


async def test_what_the_first_view_shows_is_written() -> None:
    stage, memory = Stage(), Memory()
    async with on_stage(stage, (80, 24)):
        assert keeper_of(stage, memory).store()
        assert memory.done.wait(10.0)
    assert [picture.cells.size for picture in memory.written] == [(80, 24)]


async def test_without_a_memory_nothing_happens() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)):
        keeper = keeper_of(stage, None)
        keeper.begin()
        assert not keeper.store()


def _pause(stage: Stage) -> None:
    stage.mirror.pause()


def _lose(stage: Stage) -> None:
    stage.mirror.apply(Lost("gone", 1.0))


def _filter(stage: Stage) -> None:
    stage.app.context.lists.filter = "IW"


def _theme(stage: Stage) -> None:
    stage.app.theme = "r2k-light"


def _gate(stage: Stage) -> None:
    set_gate(stage.app, Gate(CELLS, "dashboard", lambda: False, lambda: False, lambda _: None))


@pytest.mark.parametrize("change", [_pause, _lose, _filter, _theme, _gate])
async def test_what_would_not_be_true_of_the_next_start_is_not_written(change: Callable[[Stage], None]) -> None:
    stage, memory = Stage(), Memory()
    async with on_stage(stage, (80, 24)):
        keeper = keeper_of(stage, memory)
        change(stage)
        assert not keeper.store()
    assert memory.written == []


@pytest.mark.parametrize("display", [Display(stored_picture=False), Display(low_bandwidth=True)], ids=["off", "thin"])
async def test_where_settings_say_no_nothing_is_written(display: Display) -> None:
    stage, memory = Stage(display=display), Memory()
    async with on_stage(stage, (80, 24)):
        assert not keeper_of(stage, memory).store()


async def test_another_view_is_not_written_nor_one_of_the_moment() -> None:
    stage, memory = Stage(), Memory()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("9")
        await settled(stage, pilot)
        assert not keeper_of(stage, memory).store()
        assert not keeper_of(stage, memory, "feed").store()
        await pilot.press("3")
        await settled(stage, pilot)
        assert keeper_of(stage, memory, "momentum").store()
        assert memory.done.wait(10.0)


async def test_it_looks_again_until_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, memory = Stage(), Memory()
    monkeypatch.setattr(picture_keeper, "_FIRST_S", 0.01)
    async with on_stage(stage, (80, 24)) as pilot:
        _filter(stage)
        keeper_of(stage, memory).begin()
        await pilot.pause(0.05)
        assert memory.written == []
        stage.app.context.lists.filter = ""
        while not memory.written:
            await pilot.pause(0.01)


async def test_it_looks_ever_less_often_for_what_may_not_come(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, memory, waits = Stage(), Memory(), list[float]()
    async with on_stage(stage, (80, 24)):
        keeper = keeper_of(stage, memory)
        monkeypatch.setattr(stage.app, "set_timer", lambda seconds, _: waits.append(seconds))
        keeper.begin()
        _filter(stage)
        for _ in range(8):
            keeper._look()
        stage.app.context.lists.filter = ""
        keeper._look()
        assert memory.done.wait(10.0)
    assert waits == [3.0, 6.0, 12.0, 24.0, 48.0, 96.0, *[180.0] * 4]


async def test_what_never_comes_does_not_keep_the_old_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, memory = Stage(), Memory(adopts=True)
    monkeypatch.setattr(picture_keeper, "_LATEST_S", 0.01)
    async with on_stage(stage, (80, 24)) as pilot:
        keeper = keeper_of(stage, memory)
        assert gate_of(stage.app) is not None
        keeper.begin()
        while gate_of(stage.app) is not None:
            await pilot.pause(0.01)


async def test_the_memory_is_told_how_it_goes() -> None:
    stage, memory = Stage(), Memory()
    async with on_stage(stage, (80, 24)):
        keeper_of(stage, memory)
        assert memory.is_live()
        assert not memory.has_failed()
        _lose(stage)
        assert memory.has_failed()


async def test_what_is_left_of_the_old_picture_is_explained_in_the_footer(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, memory = Stage(), Memory()
    async with on_stage(stage, (80, 24)) as pilot:
        keeper_of(stage, memory)
        memory.explain("stored 16:00 Fri, loading")
        memory.explain("")
        await settled(stage, pilot)
        monkeypatch.setattr(picture_keeper, "_MOMENT_S", 0.01)
        memory.explain("stored 16:00 Fri, loading")
        while not stage.app.view.foot.words:
            await pilot.pause(0.01)
        assert stage.app.view.foot.words == "muted panels: stored 16:00 Fri, loading"
        memory.explain("")
        await settled(stage, pilot)
        assert stage.app.view.foot.words == ""
        stage.app.view.foot.say("something else")
        memory.explain("")
        await settled(stage, pilot)
        assert stage.app.view.foot.words == "something else"


async def test_the_end_of_the_app_writes_one() -> None:
    stage, memory = Stage(), Memory()
    async with on_stage(stage, (80, 24)):
        stage.app._pictures = keeper_of(stage, memory)
        stage.app.exit()
        stage.app.exit()
    assert memory.done.wait(10.0)
    assert len(memory.written) == 1
