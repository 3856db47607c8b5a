"""The broker is found by the file; a wrong file is told what it is not."""

from __future__ import annotations

import pytest

from r2k_tui.sources.brokers.export import UnreadableExport
from r2k_tui.sources.brokers.parse import BrokerName, parse_export
from tests.cases import cases
from tests.sources.brokers.exports import FIDELITY, FLEX, GENERIC, SCHWAB, SCHWAB_ALL, STATEMENT


@cases(
    ("data", "broker", "name"),
    [
        (SCHWAB, "Schwab", "schwab"),
        (SCHWAB_ALL, "Schwab", "schwab"),
        (FIDELITY, "Fidelity", "fidelity"),
        (STATEMENT, "IBKR", "ibkr"),
        (FLEX, "IBKR", "ibkr"),
        (GENERIC, "generic", "generic"),
    ],
)
def test_each_is_recognized(data: bytes, broker: str, name: BrokerName) -> None:
    assert parse_export(data).broker == broker
    assert parse_export(data, name) == parse_export(data)


@cases(
    ("data", "broker", "words"),
    [
        (b"Date,Close\n2025-01-02,1\n", "auto", 'line 1: no export that R2K knows .*begins "Date | Close"'),
        (SCHWAB, "fidelity", "line 1: not Fidelity's positions; it begins"),
        (GENERIC, "ibkr", "line 1: not an activity statement of IBKR or a Flex query"),
        (b"symbol,shares,cost\n", "auto", "holds no position"),
        (
            b"symbol,shares,cost\nIWM 16JAN26 220 C,1,2\n",
            "auto",
            "no position that can be imported; IWM 16JAN26 220 C: line 2",
        ),
        (b"a,b,c\n1,2,3\n", "generic", "no column symbol"),
    ],
)
def test_what_is_no_export(data: bytes, broker: BrokerName, words: str) -> None:
    with pytest.raises(UnreadableExport, match=words.replace("|", r"\|")):
        parse_export(data, broker)
