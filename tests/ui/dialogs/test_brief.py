"""The window of the brief, as a person uses it."""

from __future__ import annotations

from r2k_tui.engine.brief.compose import compose
from r2k_tui.model.messages.brief import BriefReply, GetBrief
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.ui.dialogs.brief import BriefScreen
from r2k_tui.ui.views.base import View
from tests.engine.brief.case import inputs
from tests.fakes.still_market import StillLink
from tests.ui.stage import Stage, on_stage, settled


def staged() -> Stage:
    stage = Stage()
    stage.link.answers[GetBrief] = BriefReply(compose(inputs(simulated=True)))
    return stage


def text(stage: Stage) -> str:
    screen = stage.app.screen
    assert isinstance(screen, BriefScreen)
    return "\n".join(screen.panel.render_line(y).text for y in range(screen.panel.size.height))


async def test_b_opens_it_in_any_view_and_closes_it() -> None:
    stage = staged()
    async with on_stage(stage, (80, 24)) as pilot:
        for view in ("1", "9"):
            await pilot.press(view, "b")
            await settled(stage, pilot)
            assert "^RUT closed at 2,345.60" in text(stage) and "SIMULATED" in text(stage)
            await pilot.press("b")
            assert isinstance(stage.app.screen, View)


async def test_it_scrolls_and_shows_sources() -> None:
    stage = staged()
    async with on_stage(stage, (80, 24)) as pilot:
        await pilot.press("b")
        await settled(stage, pilot)
        assert "Claims" not in text(stage) and "← readings" not in text(stage)
        await pilot.press("s")
        assert "← readings ^RUT last_close, change_1d, ret_1d" in text(stage)
        await pilot.press("s", "G")
        assert "Claims" in text(stage) and "←" not in text(stage)
        await pilot.press("g")
        assert "The index" in text(stage)


class TwoBriefs(StillLink):
    """A link whose brief is another one once members and claims are settled."""

    def __init__(self) -> None:
        super().__init__()
        self.whole: Reply = BriefReply(compose(inputs(ledger="every claim was tested")))

    async def ask(self, request: Request) -> Reply:
        """See Link."""
        if isinstance(request, GetBrief):
            return self.whole if request.settled else BriefReply(compose(inputs()))
        return await super().ask(request)


async def test_what_is_known_at_once_gives_way_to_the_brief_of_all_members_and_claims() -> None:
    link = TwoBriefs()
    stage = Stage(link)
    async with on_stage(stage) as pilot:
        await pilot.press("b")
        await settled(stage, pilot)
        await pilot.press("G")
        assert "every claim was tested" in text(stage) and "still loading" not in text(stage)
        link.whole = Failure("unavailable", "no route")
        await pilot.press("r")
        await settled(stage, pilot)
        await pilot.press("G")
        assert "Of the claims of the ledger" in text(stage) and "no route" not in text(stage)


async def test_a_refusal_is_told_and_r_asks_again() -> None:
    stage = staged()
    stage.link.answers[GetBrief] = Failure("unavailable", "no route to the service")
    async with on_stage(stage) as pilot:
        await pilot.press("b")
        await settled(stage, pilot)
        assert "no route to the service" in text(stage)
        stage.link.answers[GetBrief] = BriefReply(compose(inputs()))
        await pilot.press("r")
        await settled(stage, pilot)
        assert "^RUT closed at" in text(stage)
