"""An engine is built from the values of a setup, before its source is loaded."""

from __future__ import annotations

from r2k_tui.bootstrap.links import engine_environment


def test_an_engine_process_keeps_few_pools_of_freed_memory() -> None:
    assert engine_environment({"LANG": "C"}) == {"LANG": "C", "MALLOC_ARENA_MAX": "2"}
    assert engine_environment({"MALLOC_ARENA_MAX": "5"}) == {"MALLOC_ARENA_MAX": "5"}, "the user's own setting counts"
