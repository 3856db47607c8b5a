"""What a terminal emulator is sent: only the sequences, whatever the text holds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.alerts.channels import TERMINAL_CHANNELS
from r2k_tui.model.alerts.terminal_bytes import notice, terminal_bytes
from tests.cases import cases


def test_each_channel_has_its_own_sequence() -> None:
    assert terminal_bytes("up", ("osc9",)) == "\x1b]9;R2K: up\x07"
    assert terminal_bytes("up", ("osc777",)) == "\x1b]777;notify;R2K;up\x07"
    assert terminal_bytes("up", ("bell",)) == "\x07"
    assert terminal_bytes("up", ("toast", "mark", "apprise", "command")) == ""


def test_in_tmux_a_sequence_is_wrapped() -> None:
    assert terminal_bytes("up", ("osc9", "bell"), in_tmux=True) == "\x1bPtmux;\x1b\x1b]9;R2K: up\x07\x1b\\\x07"


@cases("text", ["a;b", "a\x07b", "a\x1b\\b", "a\x9cb", "a\x1b]0;t\x07b", "a\nb", "a\u202eb"])
def test_nothing_ends_a_sequence_before_its_end(text: str) -> None:
    assert not set(notice(text)) & set(";\x07\x1b\x9c\n\u202e")


@given(st.text(max_size=4000))
def test_whatever_comes_there_are_two_sequences_and_a_bell(text: str) -> None:
    sent = terminal_bytes(text, TERMINAL_CHANNELS)
    inner = "[^\x00-\x1f\x7f-\x9f;]"
    assert re.fullmatch(f"\x1b]9;{inner}*\x07\x1b]777;notify;R2K;{inner}*\x07\x07", sent)
    assert len(sent) < 500
