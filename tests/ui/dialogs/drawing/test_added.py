"""What became of symbols, in words."""

from __future__ import annotations

from r2k_tui.ui.dialogs.drawing.added import AddOutcome, RefusedSymbol, outcome_words


def test_one_message_says_everything() -> None:
    outcome = AddOutcome(
        ("QQQ",), ("IWM", "SPY"), (RefusedSymbol("GLDD", "not listed", ("GLD",)), RefusedSymbol("ZZ", "not listed"))
    )
    assert outcome_words(outcome) == (
        "QQQ added; IWM, SPY are already on the list; not added: GLDD, ZZ; not listed; "
        "did you mean GLD for GLDD? Enter or y adds it"
    )
    assert outcome.left == ("GLDD", "ZZ") and outcome.mended == ("GLD", "ZZ")


def test_a_single_refusal_is_its_reason() -> None:
    assert outcome_words(AddOutcome(refused=(RefusedSymbol("ZZ", "ZZ: not listed"),))) == "ZZ: not listed"
    assert outcome_words(AddOutcome(refusal="not here")) == "not here"


def test_many_names_are_counted_and_what_cannot_be_a_symbol_is_cleaned() -> None:
    many = tuple(f"S{n}" for n in range(15))
    assert outcome_words(AddOutcome(many)).endswith("S11 and 3 more added")
    assert "\x1b" not in outcome_words(AddOutcome(unusable=("\x1b[31ma/b",)))
