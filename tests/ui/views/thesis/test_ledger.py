"""Rows of the ledger at every width."""

from __future__ import annotations

from r2k_tui.ui.views.thesis.ledger import claim_line, evidence_lines, value_text, why_lines
from tests.fakes.still_economy import LEDGER
from tests.ui.views.thesis.screen import text_of


def test_a_claim_at_every_width_keeps_its_numbers() -> None:
    for claim in LEDGER.claims:
        for width in (60, 78, 118, 198):
            text = text_of([claim_line(claim, width)])
            assert claim.claim in text
        assert claim.reason.split(" ")[0] in text_of(why_lines(claim, 60))


def test_evidence_fits_its_plot_into_what_is_left() -> None:
    tall, short = (evidence_lines(LEDGER.claims[0], 100, height) for height in (40, 20))
    assert len(tall) > len(short)
    assert len(short) <= 20
    assert any("⠀" < character <= "⣿" for character in text_of(short))


def test_a_narrow_row_has_mark_words_and_what_was_measured() -> None:
    for claim in LEDGER.claims:
        line = claim_line(claim, 38)
        (text,) = text_of([line]).split("\n")
        assert (
            len(text) == 38 and text[3:8] == claim.claim[:5] and text.endswith(value_text(claim.measured, claim.unit))
        )
