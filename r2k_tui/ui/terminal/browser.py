"""Opens a web browser, on request only."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping

_OVER_SSH = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
# The terminal blocks signals, to wait for them in a thread; a browser must not inherit that.
_OPENER = """
import signal, sys, webbrowser
signal.pthread_sigmask(signal.SIG_SETMASK, [])
webbrowser.open(sys.argv[1])
"""


def refusal(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str:
    """Why no browser can be opened at this terminal; "" where one can."""
    if any(environment.get(name) for name in _OVER_SSH):
        return "the browser would open on the remote end of SSH"
    if platform not in ("darwin", "win32") and not any(environment.get(name) for name in _SCREENS):
        return "there is no display for a browser"
    import webbrowser

    try:
        webbrowser.get()
    except webbrowser.Error:
        return "no browser was found"
    return ""


async def open_page(address: str) -> None:
    """Open an http or https page in a browser. Raises OSError where the browser cannot be started.

    The browser runs in a process of its own: its output must not reach the screen, nor its start block the app.
    """
    quiet = asyncio.subprocess.DEVNULL
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-c", _OPENER, address, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    await started.wait()
