"""What alerts need of the saved screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import msgspec

from r2k_tui.config.sections.universe import SavedScreens
from r2k_tui.engine.alerts.rules.rule import Rule, is_of_screen
from r2k_tui.model.alerts.rule import SCREEN

if TYPE_CHECKING:
    from r2k_tui.engine.screens.service import ScreenMembers


class ScreensPort(Protocol):
    """Interface to the saved screens; implemented by ScreenService, which loads numpy."""

    def begin(self) -> None:
        """Have the members polled."""

    def members(self, name: str) -> ScreenMembers | None:
        """Members of a saved screen as of now; None without a list of members, or without such a screen."""


def with_expression(rule: Rule, screens: SavedScreens) -> Rule:
    """Rule about a screen with its expression as value: a changed expression starts with a fresh state."""
    if not is_of_screen(rule) or rule.op not in ("enters", "leaves"):
        return rule
    name = rule.field.removeprefix(SCREEN)
    return msgspec.structs.replace(rule, value=next((saved.expr for saved in screens if saved.name == name), None))
