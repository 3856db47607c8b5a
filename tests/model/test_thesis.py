"""The ledger on the wire: verdicts are words that stay."""

from __future__ import annotations

import msgspec

from r2k_tui.model.thesis import ClaimResult, Ledger, Verdict
from tests.fakes.still_economy import LEDGER


def test_the_whole_ledger_survives_the_wire() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(LEDGER), type=Ledger) == LEDGER


def test_verdicts_are_kept_by_these_words() -> None:
    words = ["holds", "holds_other_measure", "does_not_hold", "unproven", "not_testable"]
    assert [verdict.value for verdict in Verdict] == words


def test_a_claim_of_before_its_power_was_told_is_read() -> None:
    sent = msgspec.to_builtins(LEDGER.claims[0])
    for name in ("power", "tried", "nearest", "vintage", "revision", "evidence", "own"):
        sent.pop(name, None)
    back = msgspec.convert(sent, ClaimResult)
    assert (back.power, back.nearest, back.own, back.verdict) == (None, None, False, LEDGER.claims[0].verdict)
