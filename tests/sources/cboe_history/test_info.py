"""The source of Cboe's history files as it is known before it is loaded."""

from __future__ import annotations

from r2k_tui.sources.cboe_history.info import INFO


def test_published_files_need_no_decision_and_are_never_live() -> None:
    assert (INFO.name, INFO.opt_in, INFO.live, INFO.simulated) == ("cboe_history", False, False, False)
