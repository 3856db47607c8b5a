"""A factor study crosses the wire whole."""

from __future__ import annotations

import msgspec

from r2k_tui.model.messages.allocation.factors import EXAMPLES, FactorsReply, GetFactors
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from tests.fakes.still_factors import of_factors


def test_request_and_reply_survive_the_wire() -> None:
    request = GetFactors(("IWM",), ("own", ""), "carhart", members=True)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(request), type=Request) == request
    reply = of_factors(request)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(reply), type=Reply) == reply
    assert EXAMPLES[0].reply is FactorsReply
