"""Questions on plain lines."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from r2k_tui.commands.init.answers import Answers, symbols_from
from r2k_tui.commands.init.questions import Questions, ask_all
from r2k_tui.config.sections.watchlist import Holding
from tests.cases import cases
from tests.sources.brokers.exports import SCHWAB

DEFAULT = Answers(("^RUT", "IWM"), (), "USD", "r2k", desktop=True)
THEMES = ("r2k", "r2k-light", "nord")


def asked(text: str, held: int = 0) -> tuple[Answers, str]:
    words = io.StringIO()
    answers = ask_all(Questions(io.StringIO(text), words), DEFAULT, held, "truecolor", THEMES[:2], THEMES)
    return answers, words.getvalue()


@cases("text", ["", "\n\n\n\n\n", "\n"])
def test_enter_and_the_end_of_the_input_take_the_defaults(text: str) -> None:
    assert asked(text)[0] == DEFAULT


def test_every_question_is_answered_in_order() -> None:
    answers, words = asked("iwm spy\nIWM 100 210.5\nSPY 2 500\n\nEUR\nnord\nn\n")
    held = (Holding("IWM", 100.0, 210.5), Holding("SPY", 2.0, 500.0))
    assert answers == Answers(("IWM", "SPY"), held, "EUR", "nord", desktop=False)
    assert "Watchlist, symbols [^RUT IWM]" in words and "Here: truecolor" in words


def test_a_bad_answer_is_named_and_asked_again() -> None:
    answers, words = asked("a/b\nIWM\nIWM x 3\n\nEURO\nEUR\nr2k-lihgt\nr2k-light\nperhaps\ny\n")
    assert answers == Answers(("IWM",), (), "EUR", "r2k-light", desktop=True)
    for said in ("cannot be a symbol", "is no number", "no currency 'EURO'", "did you mean r2k-light?", "y or n"):
        assert said in words


def test_an_input_that_ends_after_a_bad_answer_is_an_error() -> None:
    nothing: tuple[str, ...] = ()
    with pytest.raises(ValueError, match="cannot be a symbol"):
        Questions(io.StringIO("a/b"), io.StringIO()).ask("?", "", symbols_from, nothing)


def test_holdings_come_from_a_brokers_file_too(tmp_path: Path) -> None:
    (tmp_path / "my held.csv").write_bytes(SCHWAB)
    answers, words = asked(f"\n{tmp_path / 'none.csv'}\n'{tmp_path / 'my held.csv'}'\nSPY 1 3\n\n")
    assert answers.holdings == (Holding("SPY", 1.0, 3.0),)
    (export,) = answers.exports
    assert [row.symbol for row in export.positions] == ["IWM", "BRK-B", "ABC"]
    for said in ("No such file", "3 holdings from Schwab in 1 account, and cash", "line 7: an option: not imported"):
        assert said in words


def test_existing_holdings_stay_where_none_is_given() -> None:
    answers, words = asked("\n\n\n\n\n", 1)
    assert answers.holdings == () and "1 holding kept" in words


def test_arrows_that_were_typed_are_no_part_of_an_answer() -> None:
    answers, _ = asked("\x1b[A\x1b[1;5Ciwm\x1bOB spy\x1b\n\n\n\n\n")
    assert answers.symbols == ("IWM", "SPY")
