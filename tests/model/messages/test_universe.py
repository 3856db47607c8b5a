"""A screen and a refusal cross the wire."""

from __future__ import annotations

from array import array

import msgspec
import pytest

from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.universe import ScreenRefusal, ScreenReply
from r2k_tui.model.screens.result import MissingColumn, ScreenResult

RESULT = ScreenResult("cap < 1", "k", array("H", [7]).tobytes(), 9, None, (MissingColumn("cap", 2),), "px")


@pytest.mark.parametrize("reply", [ScreenReply(RESULT), ScreenRefusal("cap <", "something must follow", 5, 6)])
def test_they_survive_the_wire(reply: ScreenReply | ScreenRefusal) -> None:
    assert msgspec.msgpack.Decoder(Reply).decode(msgspec.msgpack.encode(reply)) == reply
