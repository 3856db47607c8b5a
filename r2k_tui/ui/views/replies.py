"""Replies of the engine as a page of a view sees them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from r2k_tui.ui.drawing.lines import Line

ExpectedReply = TypeVar("ExpectedReply")


class WithReply(Protocol):
    """Lines that a reply is drawn as, or a message where it is missing; see View."""

    def __call__(self, name: str, kind: type[ExpectedReply], draw: Callable[[ExpectedReply], list[Line]]) -> list[Line]:
        """The lines."""


class FindReply(Protocol):
    """The reply to a request by its name, None where it is missing; see View."""

    def __call__(self, name: str, kind: type[ExpectedReply]) -> ExpectedReply | None:
        """The reply."""
