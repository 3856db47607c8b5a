"""Options of the parts of `r2k universe`."""

from __future__ import annotations

import pytest

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.universe.parts import Arguments, run
from tests.cases import cases


@cases(
    ("part", "arguments", "words"),
    [
        ("ranks", Arguments(days=5), "universe ranks: --days is for earnings, insiders"),
        ("show", Arguments(until="2026-01-02"), "universe show: --until is for changes"),
        ("earnings", Arguments(squeeze=True), "universe earnings: --squeeze is for short"),
        ("halts", Arguments(everything=True), "universe halts: --all is for earnings"),
    ],
)
def test_an_option_of_another_part_is_refused(part: str, arguments: Arguments, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        run(Options(), part, arguments)
