"""A replay on the screen: its clock in the header, the keys that move it, and ages in its time."""

from __future__ import annotations

import itertools
from pathlib import Path

import msgspec

from r2k_tui.config.sections.display import Display
from r2k_tui.link.engine_client import Lost
from r2k_tui.model.calendar.replay import Replay
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.replay import ControlReplay, ReplayMove
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.widgets.header.header import header
from tests.cases import cases
from tests.fakes.still_market import FACTS, NOW, StillLink, quote, snapshot
from tests.ui.stage import Stage, on_stage, painted, settled

# The clock on the wall, long after the day that is replayed.
WALL = NOW + 1e6
PLAYED = Replay("2031-05-18", 60.0, NOW, since=WALL, ends=NOW + 14400)
FACTS_OF_REPLAY = msgspec.structs.replace(FACTS, name="replay", simulated=False, replay=PLAYED)


def picture(facts: SourceFacts) -> Snapshot:
    return msgspec.structs.replace(snapshot(), facts=facts)


def replayed(replay: Replay = PLAYED, wall: float = WALL) -> Mirror:
    facts = msgspec.structs.replace(FACTS_OF_REPLAY, replay=replay)
    mirror = Mirror(facts, "^RUT", wall=lambda: wall)
    mirror.apply(picture(facts))
    return mirror


def line(mirror: Mirror, width: int = 120, *, paused: bool = False) -> str:
    if paused:
        mirror.pause()
    lines = header(mirror, width, 1 if width >= 100 else 2, mirror.clock())
    return "\n".join("".join(text for text, _ in one) for one in lines)


class TestClock:
    def test_it_follows_the_replay(self) -> None:
        assert replayed().clock() == NOW
        assert replayed(wall=WALL + 2).clock() == NOW + 120
        assert replayed(PLAYED.holding(WALL + 2, held=True), WALL + 900).clock() == NOW + 120
        assert replayed(wall=WALL + 9e6).clock() == PLAYED.ends

    def test_without_a_replay_it_is_the_one_on_the_wall(self) -> None:
        assert Mirror(FACTS, "^RUT", wall=lambda: WALL).clock() == WALL

    def test_a_lost_engine_does_not_stop_it(self) -> None:
        mirror = replayed(wall=WALL + 2)
        mirror.apply(Lost("gone", 0.3))
        assert mirror.clock() == NOW + 120

    def test_quotes_are_as_old_as_they_were_on_the_day(self) -> None:
        mirror = replayed(wall=WALL + 2)
        assert mirror.quote_state(quote("IWM"), mirror.clock()) == "STALE"
        assert replayed().quote_state(quote("IWM"), NOW) == "LIVE"


class TestHeader:
    def test_it_says_which_moment_is_replayed_and_how_fast(self) -> None:
        assert line(replayed()).startswith(" REPLAY 2031-05-18 12:00:00 x60  ^RUT 3,210.55")
        assert "closes in 4:00" in line(replayed())
        assert "12:02:00 x60" in line(replayed(wall=WALL + 2))

    def test_held_is_another_word_than_paused(self) -> None:
        held = replayed(PLAYED.holding(WALL, held=True))
        assert "REPLAY 2031-05-18 12:00:00 x60 HELD" in line(held)
        assert "PAUSED" not in line(held)
        both = line(held, paused=True)
        assert "HELD" in both
        assert "PAUSED" in both

    def test_the_end_is_told(self) -> None:
        assert "REPLAY 2031-05-18 16:00:00 x60 ENDED" in line(replayed(wall=WALL + 9e6))

    @cases("width", [30, 40, 60, 80, 100, 200])
    def test_it_is_never_without_the_word_and_the_time(self, width: int) -> None:
        shown = line(replayed(), width)
        assert "REPLAY" in shown
        assert "12:00:00" in shown
        assert all(len(one) == width for one in shown.split("\n"))

    def test_a_live_market_is_no_replay(self) -> None:
        mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
        mirror.apply(snapshot())
        assert "REPLAY" not in line(mirror)


KEYS = {
    "comma": ReplayMove.HOLD,
    "full_stop": ReplayMove.STEP,
    "greater_than_sign": ReplayMove.FASTER,
    "less_than_sign": ReplayMove.SLOWER,
}


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def stage_of_replay(display: Display | None = None) -> Stage:
    stage = Stage(StillLink(picture(FACTS_OF_REPLAY)), display)
    stage.mirror.facts, stage.mirror.wall = FACTS_OF_REPLAY, lambda: WALL
    return stage


async def test_a_key_moves_the_clock_in_every_view() -> None:
    stage = stage_of_replay()
    async with on_stage(stage) as pilot:
        for view, (key, move) in itertools.product(("1", "4", "9"), KEYS.items()):
            stage.link.asked.clear()
            await pilot.press(view, key)
            await settled(stage, pilot)
            assert [one for one in stage.link.asked if isinstance(one, ControlReplay)] == [ControlReplay(move)], view


async def test_what_is_exported_says_that_it_was_replayed(tmp_path: Path) -> None:
    stage = stage_of_replay(Display(export_folder=str(tmp_path)))
    async with on_stage(stage) as pilot:
        await pilot.press("e", "c")
        await settled(stage, pilot)
    (name,) = names_in(tmp_path)
    assert name.startswith("r2k-dashboard-2031") and name.endswith("-REPLAY.csv")


async def test_the_header_follows_what_the_engine_says() -> None:
    stage = stage_of_replay()
    async with on_stage(stage) as pilot:
        assert "REPLAY 2031-05-18 12:00:00 x60" in stage.screen_text()
        quicker = msgspec.structs.replace(FACTS_OF_REPLAY, replay=PLAYED.at_speed(WALL, 120).holding(WALL, held=True))
        stage.link.say(facts=quicker)
        await painted(stage, pilot)
        await settled(stage, pilot)
        assert "REPLAY 2031-05-18 12:00:00 x120 HELD" in stage.screen_text()


async def test_what_the_engine_refuses_is_said() -> None:
    stage = stage_of_replay()
    stage.link.answers[ControlReplay] = Failure("over", "2031-05-18 has been played to its end")
    async with on_stage(stage) as pilot:
        await pilot.press("full_stop")
        await settled(stage, pilot)
        assert [n.message for n in stage.app._notifications] == ["2031-05-18 has been played to its end"]


async def test_where_nothing_is_replayed_a_key_says_so_and_asks_nothing() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("comma")
        await settled(stage, pilot)
        assert ["not replaying" in n.message for n in stage.app._notifications] == [True]
        assert not [request for request in stage.link.asked if isinstance(request, ControlReplay)]
