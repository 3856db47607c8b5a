"""Capabilities of the terminal, and the theme that suits them."""

from __future__ import annotations

import os
import re
import select
import sys
import termios
import time
import tty
from collections.abc import Mapping

from r2k_tui.config.sections.display import SIXTEEN_COLORS

# The color of the background, then the kind of terminal: every terminal answers the second question.
_QUESTION = b"\x1b]11;?\x1b\\\x1b[c"
_BACKGROUND = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]{2,4})/([0-9a-fA-F]{2,4})/([0-9a-fA-F]{2,4})")
_ANSWERED = re.compile(rb"\x1b\[\?[0-9;]*c")
_WAIT_S, _LIGHT = 0.4, 0.5
_LIGHT_BACKGROUNDS = ("7", "15")


def theme_for(environment: Mapping[str, str], background: float | None) -> tuple[str, str]:
    """A theme, and why; `background` is the luminance of the terminal's background from 0 to 1, None if unknown."""
    if environment.get("NO_COLOR"):
        return "r2k-contrast", "NO_COLOR is set"
    light = is_light(environment, background)
    on = "a light background" if light else "a dark background"
    many = environment.get("COLORTERM") in ("truecolor", "24bit")
    term = environment.get("TERM", "")
    if many or "256color" in term or "direct" in term:
        return "r2k-light" if light else "r2k", f"{'truecolor' if many else '256 colors'}, {on}"
    return "ansi-light" if light else SIXTEEN_COLORS, f"16 colors, {on}"


def is_light(environment: Mapping[str, str], background: float | None) -> bool:
    """Whether the background is light: as the terminal answered, else as $COLORFGBG says."""
    if background is not None:
        return background > _LIGHT
    return environment.get("COLORFGBG", "").rpartition(";")[2] in _LIGHT_BACKGROUNDS


def background() -> float | None:
    """Luminance of the background, as the terminal answers within a moment; None where it does not answer."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()) or os.environ.get("TERM", "dumb") in ("dumb", "linux"):
        return None
    descriptor = sys.stdin.fileno()
    if select.select([descriptor], [], [], 0)[0]:
        # Somebody types ahead: an answer could not be told from that.
        return None
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor, termios.TCSANOW)
        os.write(sys.stderr.fileno(), _QUESTION)
        answer = _read_answer(descriptor)
    except OSError:
        return None
    finally:
        termios.tcsetattr(descriptor, termios.TCSANOW, before)
    return luminance(answer)


def luminance(answer: bytes) -> float | None:
    """Luminance in a terminal's answer, from 0 to 1; None where it holds no color."""
    found = _BACKGROUND.search(answer)
    if found is None:
        return None
    red, green, blue = (int(part, 16) / (16.0 ** len(part) - 1.0) for part in found.groups())
    shade: float = 0.299 * red + 0.587 * green + 0.114 * blue
    return shade


def _read_answer(descriptor: int) -> bytes:
    answer, ends = b"", time.monotonic() + _WAIT_S
    while not _ANSWERED.search(answer) and (left := ends - time.monotonic()) > 0:
        if not select.select([descriptor], [], [], left)[0]:
            break
        read = os.read(descriptor, 256)
        if not read:
            break
        answer += read
    return answer
