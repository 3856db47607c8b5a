"""The window with the headlines: opened by a key, read with keys, and a link is followed only by a key of its own."""

from __future__ import annotations

import msgspec
import pytest

from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.model.market.news import Headline, SymbolNews, headline
from r2k_tui.model.messages.news import GetNews
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.ui.dialogs.news import NewsScreen
from r2k_tui.ui.dialogs.news_panel import NewsPanel
from r2k_tui.ui.terminal import browser
from tests.fakes.still_market import HEADLINES, NOW, StillLink, news, snapshot
from tests.ui.stage import Stage, on_stage, settled


def panel(stage: Stage) -> NewsPanel:
    screen = stage.app.screen
    assert isinstance(screen, NewsScreen)
    return screen.query_one(NewsPanel)


def shown(stage: Stage) -> str:
    return "\n".join(panel(stage).render_line(y).text for y in range(panel(stage).size.height))


async def press(stage: Stage, pilot: object, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)  # type: ignore[attr-defined]
    await settled(stage, pilot)  # type: ignore[arg-type]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that went to a browser, which there is."""
    addresses: list[str] = []

    async def take(address: str) -> None:
        addresses.append(address)

    monkeypatch.setattr(browser, "refusal", lambda: "")
    monkeypatch.setattr(browser, "open_page", take)
    return addresses


async def test_it_asks_for_the_selected_symbol_and_shows_what_is_known(opened: list[str]) -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "n")
        text = shown(stage)
        assert stage.link.asked[-1] == GetNews("IWM")
        await press(stage, pilot, "escape", "k", "n")
        assert [one for one in stage.link.asked if isinstance(one, GetNews)][-1] == GetNews("^RUT")
        assert len(panel(stage).items) == 1
    assert "News IWM" in text
    assert "SIMULATED" in text
    assert "25m R2K demo" in text
    assert "23h Invented Wire" in text
    assert f"–{' ' * 17}SIMULATED: A headline that nobody dated" in text
    assert "updated 1m ago" in text
    assert opened == []


@pytest.mark.parametrize("key", ["o", "enter"])
async def test_one_in_full_and_back(key: str, opened: list[str]) -> None:
    stage = Stage()
    async with on_stage(stage, (80, 24)) as pilot:
        await press(stage, pilot, "n")
        assert "example.com" not in shown(stage)
        await press(stage, pilot, key)
        text = shown(stage)
        await press(stage, pilot, "j")
        assert "no valid address" in shown(stage)
        await press(stage, pilot, "escape")
        assert "R2K demo" in shown(stage)
        await press(stage, pilot, "escape")
        assert not isinstance(stage.app.screen, NewsScreen)
        assert stage.app.is_running
    words = " ".join(text.replace("│", " ").split())
    for part in (HEADLINES[0].title, "R2K demo", "11:35 New York, 25m ago", "https://example.com/simulated/1"):
        assert part in words
    assert opened == []


async def test_the_cursor_stays_on_its_headline_when_newer_ones_come(opened: list[str]) -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "n", "j")
        assert panel(stage).chosen == HEADLINES[1]
        newer = Headline("SIMULATED: Just now", "R2K demo", NOW - 1, "", ("IWM",), "demo")
        stage.link.say(news=(SymbolNews("IWM", (newer, *HEADLINES), NOW),))
        await settled(stage, pilot)
        assert panel(stage).items[0] == newer
        assert panel(stage).chosen == HEADLINES[1]
        await press(stage, pilot, "k", "k", "k", "k")
        assert panel(stage).chosen == newer
        await press(stage, pilot, "G")
        assert panel(stage).chosen == HEADLINES[2]


async def test_what_opens_is_what_was_seen_also_when_newer_ones_come(opened: list[str]) -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "n")
        newer = Headline("SIMULATED: Just now", "", NOW - 1, "https://example.com/other", ("IWM",), "demo")
        stage.link.say(news=(SymbolNews("IWM", (newer, *HEADLINES), NOW),))
        await settled(stage, pilot)
        await press(stage, pilot, "b")
    assert opened == ["https://example.com/simulated/1"]


async def test_only_its_own_key_follows_a_link(opened: list[str]) -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "n", "o", "enter", "o", "j", "k", "escape")
        assert opened == []
        await press(stage, pilot, "b")
        assert opened == ["https://example.com/simulated/1"]
        await press(stage, pilot, "j", "b")
        assert opened == ["https://example.com/simulated/1"], "the second has no address"


async def test_a_kiosk_opens_nothing(opened: list[str]) -> None:
    stage = Stage(kiosk=True)
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "n")
        assert "browser" not in shown(stage)
        await press(stage, pilot, "b")
        assert "https://example.com/simulated/1" in shown(stage), "it can still be read"
    assert opened == []


async def test_without_a_browser_the_address_is_shown_to_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")
    monkeypatch.setattr(browser, "open_page", lambda _: pytest.fail("opened"))
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "n", "b")
        assert "https://example.com/simulated/1" in shown(stage)
        assert ["copy the address" in toast.message for toast in stage.app._notifications] == [True]


async def test_a_browser_that_does_not_start_is_no_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(_: str) -> None:
        raise OSError("no such file")

    monkeypatch.setattr(browser, "refusal", lambda: "")
    monkeypatch.setattr(browser, "open_page", broken)
    stage = Stage()
    async with on_stage(stage) as pilot:
        await press(stage, pilot, "n", "b")
        assert ["no such file" in toast.message for toast in stage.app._notifications] == [False, True]


class TestNothingToShow:
    async def test_a_source_without_news_says_so(self) -> None:
        stage = Stage(StillLink(snapshot(news=())))
        stage.link.answers[GetNews] = Failure("not_found", "the csv source has no news")
        async with on_stage(stage) as pilot:
            await press(stage, pilot, "n")
            assert "the csv source has no news" in shown(stage)
            await press(stage, pilot, "j", "o", "b")
            assert "the csv source has no news" in shown(stage)

    async def test_a_symbol_without_any(self) -> None:
        stage = Stage(StillLink(snapshot(news=())))
        async with on_stage(stage) as pilot:
            await press(stage, pilot, "j", "n")
            assert "demo has no headlines of RTY=F" in shown(stage)

    async def test_old_ones_stay_and_the_reason_is_said(self) -> None:
        failing = FeedStatus("news", FeedState.FAILING, NOW - 9000, NOW + 60, 2, message="no route to the service")
        old = msgspec.structs.replace(news("IWM"), fetched_at=NOW - 9000)
        stage = Stage(StillLink(snapshot(news=(old,), feeds=(failing,))))
        stage.link.answers[GetNews] = Failure("unavailable", "no route to the service")
        async with on_stage(stage) as pilot:
            await press(stage, pilot, "n")
            text = shown(stage)
        assert "updated 2h ago" in text
        assert "no route to the service" in text
        assert "R2K demo" in text


@pytest.mark.parametrize("size", [(20, 5), (30, 8), (40, 12), (80, 24), (200, 60)], ids=str)
async def test_every_window_can_hold_it(size: tuple[int, int]) -> None:
    stage = Stage()
    long = headline("word " * 60, "p" * 60, NOW, "https://example.com/" + "x" * 400, ("IWM",) * 9, "demo")
    assert long is not None
    stage.link.picture = snapshot(news=(SymbolNews("IWM", (long, *HEADLINES), NOW),))
    async with on_stage(stage, size) as pilot:
        await press(stage, pilot, "n", "o")
        seen = shown(stage)
        for _ in range(4):
            await pilot.press("pagedown")
            seen += shown(stage)
        await settled(stage, pilot)
    if size[0] >= 30:
        assert "xxx" in seen, "what does not fit can be scrolled to"


async def test_the_newest_headline_is_on_a_wide_dashboard() -> None:
    stage = Stage()
    async with on_stage(stage, (200, 60)) as pilot:
        await settled(stage, pilot)
        text = stage.screen_text()
    assert "11:35 25m ago  R2K demo" in text
    assert "SIMULATED: IWM rises on an invented survey" in text
