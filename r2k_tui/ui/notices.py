"""Notices that are over at the very moment they are to be shown, as when a window that lay over them is closed."""

from __future__ import annotations

from textual.notifications import Notification

_LEAST_S = 0.05
_TIME_LEFT: property = vars(Notification)["time_left"]


def _left(notice: Notification) -> float:
    return float(_TIME_LEFT.__get__(notice, Notification))


def leave_time() -> None:
    """From now on every notice has a moment left when it is shown, and is over as ever.

    Textual makes a timer of what is left; one of negative length never yields, and the whole app stands still.
    """
    Notification.time_left = property(lambda notice: max(_LEAST_S, _left(notice)))  # type: ignore[assignment]
    Notification.has_expired = property(lambda notice: _left(notice) <= 0.0)  # type: ignore[assignment]
