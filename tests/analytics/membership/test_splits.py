"""Clean ratios of share counts: when they may be splits."""

from __future__ import annotations

from r2k_tui.analytics.membership.splits import is_agreed, split_words
from tests.cases import cases


@cases(
    ("shares", "price", "words"),
    [
        (2.0, 0.52, "maybe a split 2:1"),
        (3.76, 0.27, "maybe a split 4:1"),
        (0.216, 4.68, "maybe a split 1:5"),
        (1.49, 0.68, "maybe a split 3:2"),
        (0.05, 15.0, "maybe a split 1:20"),
        (2.0, 1.02, "maybe a split 2:1; the price does not agree"),
        (2.0, None, "maybe a split 2:1; no price to compare"),
        (1.5, 1.01, ""),
        (1.58, 0.6, ""),
        (1.03, 0.5, ""),
        (1.0, 1.0, ""),
        (2.4, 0.4, ""),
        (0.105, 0.178, ""),
        (None, 0.5, ""),
        (0.0, 0.5, ""),
        (-1.0, 0.5, ""),
    ],
)
def test_what_a_change_may_be(shares: float | None, price: float | None, words: str) -> None:
    assert split_words(shares, price) == words
    assert is_agreed(words) == (words.startswith("maybe") and ";" not in words)
