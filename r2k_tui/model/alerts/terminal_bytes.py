"""Escape sequences of an alert for a terminal emulator: bell, OSC 9 and OSC 777, which reach the desktop over SSH."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.model.alerts.channels import ChannelName
from r2k_tui.model.text import clean

_TITLE = "R2K"
_LONGEST = 200
_BELL, _ESCAPE = "\x07", "\x1b"


def notice(text: str) -> str:
    """Text that is safe within a sequence: one printable line without the field separator."""
    return clean(text, _LONGEST).replace(";", ",")


def terminal_bytes(text: str, channels: Iterable[ChannelName], *, in_tmux: bool = False) -> str:
    """Sequences of these channels; "" where none of them belongs to the emulator.

    OSC 9 (iTerm2, and others after it) takes the text, OSC 777 (urxvt's `notify`) a title and the text.
    The title precedes the text of OSC 9: some emulators take a text that begins with a digit for a command.
    """
    words, wanted = notice(text), set(channels)
    sequences = []
    if "osc9" in wanted:
        sequences.append(f"{_ESCAPE}]9;{_TITLE}: {words}{_BELL}")
    if "osc777" in wanted:
        sequences.append(f"{_ESCAPE}]777;notify;{_TITLE};{words}{_BELL}")
    if in_tmux:
        # tmux passes a wrapped sequence through when its options allow that.
        doubled = (sequence.replace(_ESCAPE, _ESCAPE * 2) for sequence in sequences)
        sequences = [f"{_ESCAPE}Ptmux;{sequence}{_ESCAPE}\\" for sequence in doubled]
    return "".join([*sequences, _BELL if "bell" in wanted else ""])
