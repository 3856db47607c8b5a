"""Readings, alerts, claims and settings: found, and opened where they are."""

from __future__ import annotations

from r2k_tui.model.messages.readings import GetReadings, ReadingsReply
from r2k_tui.model.messages.thesis import GetThesis
from r2k_tui.model.readings.reading import SymbolReadings
from r2k_tui.ui.dialogs.reading_detail import ReadingDetail
from r2k_tui.ui.dialogs.setting import SettingScreen
from r2k_tui.ui.views.feed.view import FeedView
from r2k_tui.ui.views.thesis.evidence_dialog import EvidenceScreen
from r2k_tui.ui.views.thesis.view import ThesisView
from tests.fakes.still_market import reading
from tests.ui.controllers.finding.line import gone_to, typed
from tests.ui.stage import Stage, on_stage, settled


async def test_an_alert_is_under_the_cursor_of_view_9() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        found = await typed(stage, pilot, "alert rule")
        rule = next(place.name for place in reversed(found.places) if place.kind == "alert")
        await pilot.press("escape")
        await gone_to(stage, pilot, rule.replace("_", " "))
        feed = stage.app.view
        assert isinstance(feed, FeedView) and feed._rules.chosen is not None and feed._rules.chosen.name == rule


async def test_a_claim_opens_its_evidence_over_its_row() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        found = await typed(stage, pilot, "claim evidence")
        claim = next(place.name for place in reversed(found.places) if place.kind == "claim")
        await pilot.press("escape")
        await gone_to(stage, pilot, claim.replace("_", " "))
        assert isinstance(stage.app.screen, EvidenceScreen)
        view = stage.app.view
        assert isinstance(view, ThesisView) and view.ledger.selected == claim
        await pilot.press("escape")
        before = stage.link.asked.count(GetThesis())
        await typed(stage, pilot, "")
        assert stage.link.asked.count(GetThesis()) == before, "the claims are the same for the session"


async def test_a_setting_shows_and_changes_once_it_is_valid() -> None:
    stage = Stage()
    async with on_stage(stage) as pilot:
        await gone_to(stage, pilot, "display.range")
        screen = stage.app.screen
        assert isinstance(screen, SettingScreen)
        await pilot.press("home", *["delete"] * 4, *'"9D"', "enter")
        await settled(stage, pilot)
        assert stage.saved == [] and "expected one of 1D 5D" in str(screen._below.render())
        await pilot.press("home", *["delete"] * 4, *'"5Y"', "enter")
        await settled(stage, pilot)
        while stage.app.screen is screen:
            await pilot.pause(0.01)
    assert stage.saved == [{("display", "range"): "5Y"}]


async def test_in_a_kiosk_a_setting_is_only_shown() -> None:
    stage = Stage(kiosk=True)
    async with on_stage(stage) as pilot:
        await gone_to(stage, pilot, "display.range")
        assert isinstance(stage.app.screen, SettingScreen) and not stage.app.screen.query("Input")


async def test_a_reading_opens_its_detail() -> None:
    stage = Stage()
    stage.link.answers[GetReadings] = ReadingsReply(SymbolReadings("^RUT", {"beta": reading("beta", 1.1)}))
    async with on_stage(stage) as pilot:
        found = await typed(stage, pilot, "definition beta")
        assert [place.kind for place in found.places] == ["reading"]
        await pilot.press("enter")
        await settled(stage, pilot)
        assert isinstance(stage.app.screen, ReadingDetail)
