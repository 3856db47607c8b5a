"""Request and replies of screens of the members."""

from __future__ import annotations

import msgspec

from r2k_tui.model.messages.example import Example
from r2k_tui.model.screens.result import ScreenResult


class GetScreen(msgspec.Struct, frozen=True, tag="get_screen"):
    """Request for the members that an expression holds for. Reply: ScreenReply, or ScreenRefusal.

    With `settled` the reply waits until every member was polled once; without, it uses what is known now.
    """

    expression: str
    settled: bool = False


class ScreenReply(msgspec.Struct, frozen=True, tag="screen"):
    """Members that the expression holds for."""

    screen: ScreenResult


class ScreenRefusal(msgspec.Struct, frozen=True, tag="screen_refusal"):
    """What is wrong with an expression, and the characters from `start` to `stop` that are."""

    expression: str
    message: str
    start: int
    stop: int


ScreensRequests = GetScreen
ScreensReplies = ScreenReply | ScreenRefusal
EXAMPLES = (
    Example(GetScreen("price > 0", settled=True), ScreenReply),
    Example(GetScreen("price >"), ScreenRefusal),
)
