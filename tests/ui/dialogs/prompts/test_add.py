"""The line that adds symbols: one or many, refused, offered and pasted."""

from __future__ import annotations

from textual.events import Paste
from textual.widgets import Input

from r2k_tui.model.market.quote import Quote
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import Lookup, LookupReply
from r2k_tui.ui.dialogs.prompts.add import AddPrompt
from r2k_tui.ui.widgets.plain_ascii import PlainText
from tests.fakes.still_market import StillLink
from tests.ui.stage import Stage, on_stage, settled


class WideLink(StillLink):
    """A source that knows some symbols beside those of the list."""

    async def ask(self, request: Request) -> Reply:
        """See Link."""
        if isinstance(request, Lookup) and (request.symbol in ("GLD", "TLT", "SPY") or request.symbol.startswith("AB")):
            self.asked.append(request)
            return LookupReply(Quote(request.symbol, 100.0))
        return await super().ask(request)


def words(stage: Stage) -> str:
    return str(stage.app.screen.query_one(PlainText).render())


def line(stage: Stage) -> str:
    return stage.app.screen.query_one(Input).value


def saved_symbols(stage: Stage) -> list[object]:
    return [settings["watchlist", "symbols"] for settings in stage.saved]


async def test_lines_tabs_and_commas_of_a_paste_are_all_taken_and_saved_once() -> None:
    stage = Stage(WideLink())
    async with on_stage(stage) as pilot:
        await pilot.press("plus")
        stage.app.screen.query_one(Input).post_message(Paste("$qqq, gld;QQQ\r\ntlt\tiwm\n"))
        await pilot.pause()
        assert line(stage) == "$qqq, gld;QQQ tlt iwm" and "4 symbols" in words(stage)
        await pilot.press("enter")
        await settled(stage, pilot)
        assert not isinstance(stage.app.screen, AddPrompt)
        assert [notice.message for notice in stage.app._notifications] == [
            "QQQ, GLD, TLT added; IWM is already on the list; saved"
        ]
    assert saved_symbols(stage) == [("^RUT", "IWM", "QQQ", "GLD", "TLT", "RTY=F", "IWN", "^VIX")]


async def test_what_is_unknown_stays_in_the_line_and_y_accepts_what_is_offered() -> None:
    stage = Stage(WideLink())
    async with on_stage(stage) as pilot:
        await pilot.press("plus", *"spyy", "enter")
        await settled(stage, pilot)
        assert "did you mean SPY? Enter or y adds it" in words(stage) and line(stage) == "spyy"
        assert stage.saved == [], "nothing is replaced unasked"
        await pilot.press("y")
        await settled(stage, pilot)
        assert saved_symbols(stage) == [("^RUT", "IWM", "SPY", "RTY=F", "IWN", "^VIX")]


async def test_enter_accepts_too_but_not_after_the_text_was_changed() -> None:
    stage = Stage(WideLink())
    async with on_stage(stage) as pilot:
        await pilot.press("plus", *"spyy", "enter")
        await settled(stage, pilot)
        await pilot.press("backspace", "y")
        assert line(stage) == "spyy", "y is a letter again"
        await pilot.press("enter")
        await settled(stage, pilot)
        assert stage.saved == []
        await pilot.press("enter")
        await settled(stage, pilot)
    assert len(stage.saved) == 1


async def test_of_several_the_good_ones_are_added_and_the_others_kept() -> None:
    stage = Stage(WideLink())
    async with on_stage(stage) as pilot:
        await pilot.press("plus", *"tlt nope a/ iwm", "enter")
        await settled(stage, pilot)
        assert line(stage) == "NOPE a/"
        said = words(stage)
        assert said.startswith("TLT added; IWM is already on the list; not added: NOPE; ") and "no symbol: a/" in said
        await pilot.press("escape")
    assert saved_symbols(stage) == [("^RUT", "IWM", "TLT", "RTY=F", "IWN", "^VIX")]


async def test_a_ratio_is_told_what_it_is() -> None:
    stage = Stage(WideLink())
    async with on_stage(stage) as pilot:
        await pilot.press("plus", *"brk/b", "enter")
        await settled(stage, pilot)
        assert words(stage).startswith("BRK/B is a ratio (a share class is written BRK-B): it has no place on a list")
        assert line(stage).upper() == "BRK/B"


async def test_beyond_the_limit_the_rest_waits_in_the_line() -> None:
    stage = Stage(WideLink())
    async with on_stage(stage) as pilot:
        await pilot.press("plus")
        stage.app.screen.query_one(Input).value = " ".join(f"AB{n}" for n in range(43))
        await pilot.press("enter")
        await settled(stage, pilot)
        assert line(stage) == "AB40 AB41 AB42" and "3 symbols left: 40 at once, Enter goes on" in words(stage)
        await pilot.press("enter")
        await settled(stage, pilot)
        assert len(stage.app.context.lists.shown.symbols) == 48 and not stage.app.screen.is_modal


async def test_a_source_that_cannot_answer_offers_nothing() -> None:
    stage = Stage()
    stage.link.answers[Lookup] = Failure("unavailable", "the source is away")
    async with on_stage(stage) as pilot:
        await pilot.press("plus", *"spyy", "enter")
        await settled(stage, pilot)
        assert words(stage) == "the source is away" and line(stage) == "spyy"


async def test_one_that_is_listed_is_said_and_nothing_is_saved() -> None:
    stage = Stage(WideLink())
    async with on_stage(stage) as pilot:
        await pilot.press("plus", *"iwm", "enter")
        await settled(stage, pilot)
        assert words(stage) == "IWM is already on the list"
    assert stage.saved == []
