"""A brief crosses the wire whole: words stay words, figures stay figures."""

from __future__ import annotations

import msgspec

from r2k_tui.model.brief import Brief, BriefFigure, BriefSection, Sentence
from r2k_tui.model.messages.brief import BriefReply
from r2k_tui.model.messages.reply import Reply


def test_words_and_figures_survive_the_wire() -> None:
    figure = BriefFigure(2711, "count", "2,711", "study states", "risk_zones[calm].n", "^RUT", "csv", "2025-09-18")
    day = BriefFigure("2025-10-29", "date", "2025-10-29", "", "fomc", "", "packaged", "2025-10-29")
    sentence = Sentence(("After ", figure, " days, on ", day, "."))
    reply = BriefReply(Brief("^RUT", "2025-09-18", "", "csv", False, (BriefSection("A", (sentence,)),)))
    back = msgspec.msgpack.Decoder(Reply).decode(msgspec.msgpack.encode(reply))
    assert back == reply
