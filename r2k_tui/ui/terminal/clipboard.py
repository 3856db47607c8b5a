"""The clipboard of the terminal that a person sits at: OSC 52, which needs no display and passes through SSH."""

from __future__ import annotations

import asyncio
import base64
import os
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Mapping

# GNU screen hands on what stands in a device control string, in pieces of at most 768 bytes.
_PIECE = 600
_TMUX_S = 2.0


def osc52(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """The codes that set the clipboard to a text; within GNU screen, wrapped for the terminal around it."""
    codes = f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\a"
    if not environment.get("STY"):
        return codes
    pieces = (codes[start : start + _PIECE] for start in range(0, len(codes), _PIECE))
    return "".join(f"\x1bP{piece}\x1b\\" for piece in pieces)


def refusal(environment: Mapping[str, str] = os.environ, *, web: bool = False) -> str:
    """Why there is no clipboard here; "" where there may be one."""
    if web:
        return "a page in the browser takes no OSC 52"
    return "the Linux console has no clipboard" if environment.get("TERM") == "linux" else ""


def doubt(environment: Mapping[str, str] = os.environ) -> str:
    """Why a copy may not have arrived; terminals never answer."""
    if environment.get("TERM_PROGRAM") == "Apple_Terminal":
        return "it may not have arrived: Terminal of macOS takes no OSC 52"
    if environment.get("VTE_VERSION"):
        return "it may not have arrived: GNOME Terminal and others on VTE may refuse OSC 52"
    if environment.get("STY"):
        return "it may not have arrived: screen hands it on, and the terminal around it may refuse OSC 52"
    if environment.get("TERM", "").startswith(("tmux", "screen")):
        return "it may not have arrived: tmux takes it with `set -s set-clipboard on`"
    return "if nothing arrives, this terminal takes no OSC 52"


async def tmux_takes_codes() -> bool:
    """Whether the tmux around the program takes OSC 52 from it. Raises OSError where tmux cannot be asked."""
    return (await _tmux("show-options", "-sv", "set-clipboard")).strip() == "on"


async def tmux_copy(text: str) -> None:
    """Put a text into tmux's buffer; tmux hands it to its terminal unless that is off. Raises OSError."""
    await _tmux("load-buffer", "-w", "-", text=text)


async def _tmux(*arguments: str, text: str | None = None) -> str:
    started = await asyncio.create_subprocess_exec(
        "tmux", *arguments, stdin=DEVNULL if text is None else PIPE, stdout=PIPE, stderr=PIPE
    )
    try:
        async with asyncio.timeout(_TMUX_S):
            out, problem = await started.communicate(None if text is None else text.encode())
    except TimeoutError:
        started.kill()
        await started.wait()
        raise OSError(f"tmux did not answer within {_TMUX_S:g} s") from None
    if started.returncode:
        raise OSError(problem.decode(errors="replace").strip())
    return out.decode(errors="replace")
