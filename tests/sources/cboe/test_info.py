"""The Cboe source as it is known before it is loaded."""

from __future__ import annotations

from r2k_tui.sources.cboe.info import INFO


def test_the_user_decides_about_its_terms() -> None:
    assert (INFO.name, INFO.opt_in, INFO.live, INFO.simulated) == ("cboe", True, True, False)
