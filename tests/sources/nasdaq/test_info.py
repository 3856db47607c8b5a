"""The Nasdaq source as it is known before it is loaded."""

from __future__ import annotations

from r2k_tui.sources.nasdaq.info import INFO, SERVICE


def test_the_user_decides_about_its_terms() -> None:
    assert (INFO.name, INFO.opt_in, INFO.live, INFO.simulated) == ("nasdaq", True, True, False)
    assert SERVICE == "Nasdaq"
