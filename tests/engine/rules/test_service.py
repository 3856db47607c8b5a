"""The service of the rules: what identifies the bars that a result is made of."""

from __future__ import annotations

from r2k_tui.engine.rules.service import _same


def test_results_are_kept_while_the_very_bars_and_their_finished_sessions_are_the_same() -> None:
    one, other = object(), object()
    assert _same(((one, 5), (other, 7)), ((one, 5), (other, 7)))
    assert not _same(((one, 5),), ((one, 6),)), "a session has finished"
    assert not _same(((one, 5),), ((other, 5),)), "bars of the same length, fetched again"
    assert not _same(((one, 5),), ((one, 5), (other, 7)))
