"""The options of `r2k init`."""

from __future__ import annotations

from tests.commands.conftest import R2K


def test_the_help_names_the_options(r2k: R2K) -> None:
    done = r2k("init", "--help")
    assert done.status == 0 and "--yes" in done.out and "watchlist, holdings" in done.out
