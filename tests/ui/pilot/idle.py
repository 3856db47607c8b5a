"""Waits for an app by what its loop still has to do; the pilot of Textual waits a fiftieth of a second a key."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from textual._context import active_app
from textual.app import App
from textual.message_pump import MessagePump
from textual.pilot import Pilot

from tests.ui.pilot.painting import paint

# Turns of the loop without anything to do: a callback may be on its way from one queue to the next.
_QUIET_TURNS = 3
_THREAD_S = 0.001
_NEVER_S = 60.0
_wait_for_screen = Pilot._wait_for_screen


async def wait_for_idle(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Textual's function of this name, for the app of this context.

    It returns once the loop has nothing to do, no thread works for it and the screen is painted. Raises TimeoutError
    if that is never so. How long Textual would sleep is of no use here.
    """
    app = active_app.get()
    loop = asyncio.get_running_loop()
    end = time.monotonic() + _NEVER_S
    quiet = 0
    while quiet < _QUIET_TURNS:
        await asyncio.sleep(0)
        if time.monotonic() > end:
            raise TimeoutError(f"the app still has something to do after {_NEVER_S:g} s")
        if loop._ready:  # type: ignore[attr-defined]
            quiet = 0
        elif _threads_busy(loop):
            quiet = 0
            await asyncio.sleep(_THREAD_S)
        elif _refresh(app):
            quiet = 0
        else:
            quiet += 1
    paint(app)


async def wait_for_screen(pilot: Pilot[Any]) -> bool:
    """See `Pilot._wait_for_screen`, which sends every widget a message and waits until all are handled.

    None is sent where the loop has nothing to do and every widget waits for a message: it has handled all others.
    """
    app = pilot.app
    with app._context():
        await wait_for_idle()
    if app._screen_stack and all(map(_at_rest, (app, *app.screen.walk_children(with_self=True)))):
        return True
    return await _wait_for_screen(pilot)


def _at_rest(pump: MessagePump) -> bool:
    """Whether it waits for its next message: none is there, and none is being handled."""
    queue = pump._message_queue
    return not queue.values and bool(queue.ready_event._waiters)  # type: ignore[attr-defined]


def _refresh(app: App[Any]) -> bool:
    """Whether a resize or a layout was due; it happens now and not at the next tick of its timer."""
    if not app._screen_stack or app._exit:
        return False
    if app._resize_timer is not None:
        app._check_resize()
        return True
    # What a window covers in part is painted as well.
    due = [screen for screen in (*app._background_screens, app.screen) if screen._update_timer._active.is_set()]
    for screen in due:
        screen._on_timer_update()
    return bool(due)


def _threads_busy(loop: asyncio.AbstractEventLoop) -> bool:
    """Whether a thread works on what the loop gave away."""
    pool = loop._default_executor  # type: ignore[attr-defined]
    return pool is not None and (pool._work_queue.qsize() > 0 or pool._idle_semaphore._value < len(pool._threads))
