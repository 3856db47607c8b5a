"""What a terminal emulator is sent for an alert: bell, OSC 9 and OSC 777. Both go through SSH to the desktop."""

from __future__ import annotations

from collections.abc import Iterable

from r2k_tui.model.alerts.channels import ChannelName
from r2k_tui.model.text import clean

_TITLE = "R2K"
_LONGEST = 200
_BELL, _ESCAPE = "\x07", "\x1b"


def notice(text: str) -> str:
    """Text that may stand in a sequence: one printable line without the character that ends a field."""
    return clean(text, _LONGEST).replace(";", ",")


def terminal_bytes(text: str, channels: Iterable[ChannelName], *, in_tmux: bool = False) -> str:
    """The sequences for these channels; "" where none of them is the emulator's.

    OSC 9 (iTerm2, and others after it) takes the text, OSC 777 (urxvt's `notify`) a title and the text.
    The title goes before the text of OSC 9: some take a text that begins with a digit for a command.
    """
    words, wanted = notice(text), set(channels)
    sequences = []
    if "osc9" in wanted:
        sequences.append(f"{_ESCAPE}]9;{_TITLE}: {words}{_BELL}")
    if "osc777" in wanted:
        sequences.append(f"{_ESCAPE}]777;notify;{_TITLE};{words}{_BELL}")
    if in_tmux:
        # tmux hands a sequence on when it is wrapped, and when it was told to allow that.
        doubled = (sequence.replace(_ESCAPE, _ESCAPE * 2) for sequence in sequences)
        sequences = [f"{_ESCAPE}Ptmux;{sequence}{_ESCAPE}\\" for sequence in doubled]
    return "".join([*sequences, _BELL if "bell" in wanted else ""])
