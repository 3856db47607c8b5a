"""The parts of a brief: sentences, their figures, and where these come from."""

from __future__ import annotations

from r2k_tui.model.brief import Brief, BriefFigure, BriefSection, Sentence


def figure(key: str, text: str = "1", symbol: str = "^RUT", command: str = "readings") -> BriefFigure:
    return BriefFigure(1.0, "count", text, command, key, symbol, "csv", "2025-09-18")


def test_a_sentence_is_its_pieces_in_order() -> None:
    sentence = Sentence(("It rose ", figure("ret_1d", "+2.51%"), " to ", figure("last_close", "2,345.60"), "."))
    assert sentence.text == "It rose +2.51% to 2,345.60."
    assert [one.key for one in sentence.figures] == ["ret_1d", "last_close"]


def test_origins_are_told_once_for_each_command_symbol_and_day() -> None:
    sentence = Sentence((figure("a"), figure("b"), figure("a"), figure("a", symbol="IWM")))
    assert sentence.origins == ("readings ^RUT a, b · csv · 2025-09-18", "readings IWM a · csv · 2025-09-18")


def test_keys_of_one_path_share_it() -> None:
    keys = ("events[record_close].n", "events[record_close].spells", "now.risk.score")
    sentence = Sentence(tuple(figure(key, command="study states") for key in keys))
    (origin,) = sentence.origins
    assert origin == "study states ^RUT events[record_close].{n, spells}, now.risk.score · csv · 2025-09-18"


def test_only_sentences_with_figures_have_a_note() -> None:
    first, second, words = Sentence((figure("a"),)), Sentence((figure("b"),)), Sentence(("Nothing.",), missing=True)
    brief = Brief(
        "^RUT", "2025-09-18", "", "csv", False, (BriefSection("One", (first, words)), BriefSection("Two", (second,)))
    )
    assert brief.notes == {first: 1, second: 2}
    assert brief.title == "Brief of ^RUT as of 2025-09-18 (csv)"


def test_a_simulated_brief_says_so() -> None:
    assert Brief("^RUT", "2025-09-18", "", "demo", True, ()).title.endswith("(demo, SIMULATED)")
