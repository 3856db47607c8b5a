"""What is known of the source before it loads."""

from __future__ import annotations

from r2k_tui.sources.yahoo_chart.info import INFO


def test_it_is_part_of_every_chain_without_a_decision_of_the_user() -> None:
    assert (INFO.name, INFO.live, INFO.simulated, INFO.opt_in) == ("yahoo_chart", True, False, False)
