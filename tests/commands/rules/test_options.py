"""Options of `r2k rules`."""

from __future__ import annotations

from typing import Any


def test_help_names_its_options(r2k: Any) -> None:
    outcome = r2k("rules", "--help")
    assert outcome.status == 0
    for option in ("--cost-bp", "--start", "--as-of", "--json"):
        assert option in outcome.out, option
