"""`r2k completion`."""

from __future__ import annotations

from r2k_tui.commands.shell.scripts import SCRIPTS
from tests.commands.conftest import R2K


def test_the_script_of_each_shell(r2k: R2K) -> None:
    for shell, script in SCRIPTS.items():
        assert r2k("completion", shell) == (0, script, "")
    outcome = r2k("completion", "tcsh")
    assert outcome.status == 2 and "expected one of bash, zsh, fish" in outcome.err


def test_options_that_mean_nothing_are_refused(r2k: R2K) -> None:
    assert "--json means nothing for `r2k engine`" in r2k("--json", "engine").err
    assert (
        "--as-of means nothing for `r2k portfolio import`"
        in r2k("--as-of", "2025-01-02", "portfolio", "import", "x").err
    )
    assert "--json means nothing for the monitor" in r2k("--json").err
    for words in (("engine", "--json"), ("completion", "bash", "--demo"), ("config", "path", "--attach", "x")):
        outcome = r2k(*words)
        assert outcome.status == 2 and "No such option" in outcome.err
