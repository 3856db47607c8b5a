"""The options of `r2k portfolio`."""

from __future__ import annotations

from tests.commands.conftest import R2K


def test_help_names_both_and_an_unknown_one_is_refused(r2k: R2K) -> None:
    text = r2k("portfolio", "--help").out
    assert "import" in text and "show" in text
    assert r2k("portfolio", "sell").status == 2
