"""Claims of the user's own, and what is missing in one."""

from __future__ import annotations

from typing import Any

from r2k_tui.config.sections.thesis import ClaimSettings, Thesis, claim_fault
from tests.cases import cases


def claim(test: str, **parts: Any) -> ClaimSettings:
    return ClaimSettings("mine", "It is so.", test, "IWM", **{"claimed": 0.5, **parts})  # type: ignore[arg-type]


@cases(
    ("given", "key", "words"),
    [
        (claim("return"), "test", "needs a window"),
        (claim("comparison", against="SPY"), "test", "needs a window"),
        (claim("comparison", window="1y"), "test", "second symbol"),
        (claim("ratio"), "test", "second symbol"),
        (claim("follow_through", claimed=1.5), "claimed", "from 0 to 1"),
    ],
)
def test_what_a_test_needs_is_named_at_its_key(given: ClaimSettings, key: str, words: str) -> None:
    fault = claim_fault(Thesis(claims=(claim("level"), given)))
    assert fault is not None and fault.message == "two claims have the id mine"
    fault = claim_fault(Thesis(claims=(given,)))
    assert fault is not None
    assert list(fault[0])[-1] == key or str(fault[0]).endswith(key)
    assert words in fault.message


def test_nothing_is_missing_in_these() -> None:
    for given in (
        *(claim("level"), claim("return", window="ytd"), claim("ratio", against="SPY")),
        *(claim("comparison", window="2024-11", against="SPY"), claim("follow_through", claimed=1.0)),
    ):
        assert claim_fault(Thesis(claims=(given,))) is None
