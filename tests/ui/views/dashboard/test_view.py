"""The dashboard as a person uses it: keys in, words and numbers out."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from r2k_tui.config.sections.display import Display
from r2k_tui.link.protocol import LinkLost
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.messages.frame import SourceFacts
from r2k_tui.model.messages.reply import Failure
from r2k_tui.model.messages.request import GetBars, Refresh, Watch
from r2k_tui.ui.actions.table import ACTIONS, footer_entries, help_entries, shown_key
from r2k_tui.ui.dialogs.find import FoundList
from r2k_tui.ui.theme import CYCLE
from r2k_tui.ui.widgets.line_widget import LineWidget
from tests.fakes.still_market import FACTS, NOW, StillLink, quote
from tests.ui.stage import Stage, on_stage, settled

LIST = ("watchlist", "symbols")
SIZES = [(80, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize("size", SIZES)
async def test_all_four_panels_show_their_main_figure(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size):
        text = stage.screen_text()
    for figure in ("SIMULATED", "3,210.55", "318.42", "78 strong", "31 normal", "IWM 1D", "◂318.42", "+1.28%"):
        assert figure in text, figure


async def test_a_tick_changes_the_row_and_the_chart_and_nothing_else() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        before = stage.screen_text()
        stage.link.say(quotes=(quote("IWM", 319.07, time=NOW - 1),))
        await settled(stage, pilot)
        after = stage.screen_text()
    assert "319.07" in after and "◂319.07" in after
    changed = [line for line in after.splitlines() if line not in before.splitlines()]
    assert all("IWM" in line or "│" in line for line in changed)


async def test_a_symbol_that_the_source_does_not_know_says_so_in_its_row() -> None:
    stage = Stage()
    async with on_stage(stage):
        row = next(line for line in stage.screen_text().splitlines() if " IWN " in line)
    assert "demo does not know IWN" in row


async def test_the_chart_follows_the_cursor() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("j")
        await settled(stage, pilot)
        assert stage.app.dashboard.chart.wants == ("RTY=F", "1D")
        assert "RTY=F 1D" in stage.screen_text()
        await pilot.press("G", "g")
        await settled(stage, pilot)
        assert stage.app.dashboard.chart.wants == ("^RUT", "1D")
    asked = [request.symbol for request in stage.link.asked if isinstance(request, GetBars)]
    assert asked[0] == "IWM" and "RTY=F" in asked and asked[-1] == "^RUT"


async def test_brackets_go_round_the_ranges() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("left_square_bracket")
        await settled(stage, pilot)
        assert stage.app.dashboard.chart.wants == ("IWM", "MAX")
        await pilot.press("right_square_bracket", "right_square_bracket")
        await settled(stage, pilot)
        assert "IWM 5D" in stage.screen_text()


async def test_a_source_without_intraday_bars_begins_with_a_year() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        stage.link.say(facts=SourceFacts("csv", live=False, intervals=(Interval.D1,)))
        await settled(stage, pilot)
        assert stage.app.dashboard.chart.wants == ("IWM", "1Y")


async def test_pause_holds_the_picture_and_catches_up() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("space")
        stage.link.say(quotes=(quote("IWM", 321.99, time=NOW - 1),))
        await settled(stage, pilot)
        assert "321.99" not in stage.screen_text() and "PAUSED" in stage.screen_text()
        await pilot.press("space")
        await settled(stage, pilot)
        assert "321.99" in stage.screen_text() and "PAUSED" not in stage.screen_text()


async def test_a_picture_that_is_held_still_is_not_called_live() -> None:
    stage, now = Stage(), [NOW]
    stage.mirror.wall = lambda: now[0]
    async with on_stage(stage) as pilot:
        assert "demo LIVE <10s" in stage.screen_text() and "<10s ●" in stage.screen_text()
        await pilot.press("space")
        now[0] += 45.0
        stage.link.say(quotes=(quote("IWM", 321.99, time=NOW + 44),))
        await settled(stage, pilot)
        stage.app._paint_ages()
        await settled(stage, pilot)
        held = stage.screen_text()
        assert "PAUSED 40s" in held and "demo 40s" in held and "40s ○" in held and "318.42" in held
        assert not any(word in held for word in ("LIVE", "●", "<10s", "321.99"))
        await pilot.press("j")
        await settled(stage, pilot)
        assert "321.99" not in stage.screen_text(), "a key does not let the picture go on"
        await pilot.press("space")
        await settled(stage, pilot)
        assert "321.99" in stage.screen_text() and "<10s ●" in stage.screen_text()


async def test_while_it_is_held_still_only_steps_of_ages_are_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    stage, now, sent = Stage(), [NOW + 10.0], list[str]()
    stage.mirror.wall = lambda: now[0]
    async with on_stage(stage) as pilot:
        await pilot.press("space")
        await settled(stage, pilot)
        monkeypatch.setattr(LineWidget, "refresh", lambda self, *_, **__: sent.append(self.id or ""))
        for told in (set[str](), {"header", "quotes"}):
            now[0] += 5.0 if not told else 10.0
            stage.app._paint_ages()
            assert set(sent) == told


async def test_adding_a_symbol_asks_the_source_and_saves_the_list() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("plus", *"qqq", "enter")
        await settled(stage, pilot)
    assert stage.saved == [{LIST: ("^RUT", "IWM", "QQQ", "RTY=F", "IWN", "^VIX")}]
    assert Watch(("^RUT", "IWM", "QQQ", "RTY=F", "IWN", "^VIX")) in stage.link.asked


async def test_an_unknown_symbol_is_refused_where_it_was_typed_and_nothing_is_saved() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("plus", *"NOPE", "enter")
        await settled(stage, pilot)
        prompt = stage.app.screen
        words = str(prompt.query_one("Static").render())  # type: ignore[attr-defined]
        assert "demo does not know NOPE" in words
        await pilot.press("escape")
    assert stage.saved == []


async def test_removing_a_symbol_saves_the_list_and_keeps_a_cursor() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("minus")
        await settled(stage, pilot)
        assert stage.app.dashboard.table.selected == "RTY=F"
        for _ in range(6):
            await pilot.press("minus")
        await settled(stage, pilot)
        assert "the list is empty" in stage.screen_text()
    assert stage.saved[0] == {LIST: ("^RUT", "RTY=F", "IWN", "^VIX")}


async def test_find_goes_to_a_symbol_by_its_beginning() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("slash", *"vi", "enter")
        await settled(stage, pilot)
        assert stage.app.dashboard.table.selected == "^VIX"


async def test_escape_codes_pasted_into_a_prompt_are_text() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("slash")
        stage.app.screen.query_one(Input).value = "\x1b[2J[@click=app.quit]x"
        await pilot.press("enter")
        await settled(stage, pilot)
        found = stage.app.screen.query_one(LineWidget)
        words = found.render_line(0).text
    assert "\x1b" not in words and "does not know" in words


async def test_refresh_asks_the_engine() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("r")
        await settled(stage, pilot)
    assert Refresh() in stage.link.asked


async def test_escape_never_quits_and_q_does() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("escape", "question_mark", "escape", "escape")
        assert stage.app.is_running
        await pilot.press("q")
    assert stage.app.return_code == 0


async def test_a_failing_feed_is_named_in_the_header_with_its_next_try() -> None:
    stage = Stage()
    async with on_stage(stage, (160, 40)) as pilot:
        status = FeedStatus("quotes", FeedState.FAILING, NOW - 90, NOW + 20, 3, 9, "no route to the service")
        stage.link.say(feeds=(status,))
        await settled(stage, pilot)
        head = stage.app.dashboard.head.render_line(0).text
    assert "!1 quotes next try 20s:" in head
    assert "+1.28%" in head and "YTD" in head and "OPEN closes in" in head


async def test_on_a_narrow_screen_the_reason_of_a_failure_takes_the_room_of_its_next_try() -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        words = "a long explanation that no narrow screen has room for, whatever it may say"
        stage.link.say(feeds=(FeedStatus("quotes", FeedState.FAILING, NOW - 90, NOW + 20, 3, 9, words),))
        await settled(stage, pilot)
        line = stage.app.dashboard.head.render_line(1).text
    assert "!1 quotes: a long explanation that …  9 " in line and "OPEN" in line


async def test_a_lost_engine_is_said_and_the_last_picture_stays() -> None:
    stage = Stage()

    class Dying(StillLink):
        async def frames(self):  # type: ignore[no-untyped-def,override]
            raise LinkLost("the engine was killed by signal 9")
            yield

    stage.link = Dying()
    async with stage.app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        text = stage.screen_text()
    assert "ENGINE LOST" in text and "3,210.55" in text


async def test_a_chart_that_cannot_be_had_says_why() -> None:
    stage = Stage()
    stage.link.answers[GetBars] = Failure("unavailable", "the source asks for a pause")
    async with on_stage(stage):
        assert "the source asks for a pause" in stage.screen_text()


@pytest.mark.parametrize("size", [(20, 5), (10, 3), (40, 12), (60, 8), (300, 90)])
async def test_no_window_is_too_odd(size: tuple[int, int]) -> None:
    stage = Stage()
    async with on_stage(stage, size) as pilot:
        await pilot.press("j", "question_mark", "escape")
        assert stage.app.is_running


async def test_ascii_mode_draws_nothing_else() -> None:
    stage = Stage(display=Display(ascii=True))
    async with on_stage(stage):
        text = stage.screen_text()
    assert text.isascii() and "318.42" in text


async def test_every_theme_of_the_cycle_can_be_had() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        seen = {stage.app.theme}
        for _ in CYCLE:
            await pilot.press("t")
            seen.add(stage.app.theme)
    assert seen == set(CYCLE)


async def test_the_palette_has_every_action_and_symbol() -> None:
    stage = Stage()
    async with on_stage(stage, (120, 40)) as pilot:
        await pilot.press("ctrl+p")
        offered = {place.name for place in stage.app.screen.query_one(FoundList).places}
        assert {action.id for action in ACTIONS if action.id != "palette"} <= offered
        assert "^VIX" in offered
        await pilot.press(*"next theme", "enter")
        await settled(stage, pilot)
        assert stage.app.theme == "r2k-light"


def test_help_footer_and_bindings_come_from_one_table() -> None:
    shown = {key for keys, _ in help_entries(ACTIONS) for key in keys.split(" ")}
    assert shown == {shown_key(key) for action in ACTIONS for key in action.keys}
    words = {word for _, word in footer_entries(ACTIONS, lambda _: True)}
    assert words == {"views", *(action.footer for action in ACTIONS if action.footer)}
    assert len({key for action in ACTIONS for key in action.keys}) == sum(len(action.keys) for action in ACTIONS)


def test_the_still_market_is_a_simulated_one() -> None:
    assert FACTS.simulated


async def test_enter_on_the_list_opens_the_chart_of_the_symbol() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await pilot.press("j", "enter")
        await settled(stage, pilot)
        assert stage.app.view.name == "chart"
        assert stage.app.context.symbol == "RTY=F"
