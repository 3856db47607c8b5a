"""Notices that come too late to be seen."""

from __future__ import annotations

import asyncio

from textual.app import App
from textual.notifications import Notification
from textual.widgets._toast import Toast, ToastHolder

from r2k_tui.ui.terminal.notifications import keep_notifications_alive


def test_no_notice_has_less_than_no_time_left() -> None:
    keep_notifications_alive()
    late = Notification("late", timeout=-5.0)
    assert late.time_left > 0.0
    assert late.has_expired
    assert Notification("early", timeout=5.0).time_left > 4.0
    assert not Notification("early", timeout=5.0).has_expired


async def test_the_app_goes_on_when_a_notice_is_over_before_it_is_shown() -> None:
    """Without `keep_notifications_alive` this never ends."""
    keep_notifications_alive()
    app = App[None]()
    async with app.run_test() as pilot:
        late = Notification("late", timeout=-5.0)
        app._notifications._notifications[late.identity] = late
        await app.screen.mount(ToastHolder(Toast(late)))
        await pilot.pause()
        await asyncio.sleep(0)
        assert app.is_running
