"""What is read of a prompt while one types."""

from __future__ import annotations

from r2k_tui.ui.plain.prompt import PAUSE_S, PromptReader

QUESTION = "Find anything"


def test_nothing_is_read_before_the_typing_pauses() -> None:
    reader = PromptReader()
    reader.open([QUESTION, "IWM", "SPY"])
    reader.typed(10.0)
    assert reader.take([QUESTION, "SPY"], 10.0 + PAUSE_S / 2) == []
    assert reader.take([QUESTION, "SPY"], 10.0 + PAUSE_S) == ["SPY"]
    assert reader.take([QUESTION, "SPY"], 20.0) == [], "once"


def test_an_answer_that_comes_later_is_read_too() -> None:
    reader = PromptReader()
    reader.open(["Add which symbol?"])
    reader.typed(0.0)
    assert reader.take(["Add which symbol?"], 5.0) == []
    assert reader.take(["did you mean IWN?"], 6.0) == ["did you mean IWN?"]


def test_of_a_long_list_the_first_lines_are_read() -> None:
    reader = PromptReader()
    reader.open([QUESTION])
    assert reader.take([QUESTION, *"ABCDE"], 1.0) == ["A", "B", "C"]


def test_before_a_prompt_was_read_whole_nothing_of_it_is() -> None:
    reader = PromptReader()
    assert reader.take([QUESTION, "IWM"], 1.0) == []
    reader.open([QUESTION])
    reader.close()
    assert reader.take([QUESTION, "IWM"], 1e6) == []


def test_a_prompt_that_shows_nothing_more_is_silent() -> None:
    reader = PromptReader()
    reader.open([])
    assert reader.take([], 1.0) == []
