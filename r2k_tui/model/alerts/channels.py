"""The channels of alerts by name: one line for each. The settings, the terminal and the engine import this table.

A channel of the engine has a class of the same name in `engine/alerts/channels.py`.
"""

from __future__ import annotations

from typing import Literal, get_args

TerminalChannel = Literal[
    "toast",
    "mark",
    "bell",
    "osc9",
    "osc777",
]
EngineChannel = Literal[
    "apprise",
    "command",
]
ChannelName = TerminalChannel | EngineChannel
TERMINAL_CHANNELS: tuple[TerminalChannel, ...] = get_args(TerminalChannel)
ENGINE_CHANNELS: tuple[EngineChannel, ...] = get_args(EngineChannel)
ALL_CHANNELS: tuple[ChannelName, ...] = (*TERMINAL_CHANNELS, *ENGINE_CHANNELS)
