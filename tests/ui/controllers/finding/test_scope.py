"""What the kinds share."""

from __future__ import annotations

from r2k_tui.ui.controllers.finding import asked
from tests.ui.stage import Stage, on_stage


async def test_what_was_listed_is_kept_for_this_terminal_only() -> None:
    first, second = Stage(), Stage()
    async with on_stage(first):
        scope = first.app._navigator._scope
        await asked.claims(scope)
        assert set(scope.claims) and second.app._navigator._scope.claims == {}
