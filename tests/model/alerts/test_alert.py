"""An alert, and which channels are whose."""

from __future__ import annotations

from typing import get_args

import msgspec

from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.alerts.channels import ENGINE_CHANNELS, TERMINAL_CHANNELS, ChannelName

ALERT = Alert(7, "rule", "IWM", 5.0, 2.5, "IWM is above 2", "yahoo")


def test_one_is_another_than_every_other_whatever_its_number() -> None:
    assert msgspec.structs.replace(ALERT, id=-1, test=True).key == ALERT.key
    for change in ({"rule": "r"}, {"time": 6.0}, {"text": "t"}):
        assert msgspec.structs.replace(ALERT, **change).key != ALERT.key


def test_a_channel_is_the_terminal_s_or_the_engine_s() -> None:
    names = [name for part in get_args(ChannelName) for name in get_args(part)]
    assert names == [*TERMINAL_CHANNELS, *ENGINE_CHANNELS]
    assert set(TERMINAL_CHANNELS).isdisjoint(ENGINE_CHANNELS)
