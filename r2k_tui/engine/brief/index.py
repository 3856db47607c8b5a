"""Sentences: what the index did, and how unusual that is by its own history."""

from __future__ import annotations

from r2k_tui.engine.brief.figures import composed, of_reading, sentence
from r2k_tui.engine.brief.inputs import BriefInputs
from r2k_tui.model.brief import BriefSection, Sentence

KEYS = (
    *("last_close", "change_1d", "ret_1d", "ret_5d", "ret_1m", "ret_ytd", "ret_1y", "rs63"),
    *("is_record_close", "record_close", "record_close_date", "record_closes_252d", "curdd_px"),
    *("ret_1d_size_pctile_2520", "standardized_ret_1d", "ret_1d_last_as_large"),
)
OTHER_KEYS = ("last_close", "change_1d", "ret_1d", "ret_1m", "ret_ytd")


def index_section(inputs: BriefInputs) -> BriefSection:
    """The index of the settings."""
    index = inputs.market.index
    return BriefSection(
        "The index",
        (
            *composed(f"the close of {index}", lambda: _close(inputs)),
            *composed("how unusual the move is", lambda: _unusual(inputs)),
            *composed("when it last moved as much", lambda: _last_as_large(inputs)),
            *composed("the record close", lambda: _record(inputs)),
            *composed("its returns", lambda: _returns(inputs)),
            *composed("large caps beside it", lambda: _beside_large(inputs)),
        ),
    )


def _close(inputs: BriefInputs) -> Sentence:
    index = inputs.market.index
    level, change = of_reading(inputs, index, "last_close", "price"), of_reading(inputs, index, "change_1d", "points")
    ret = of_reading(inputs, index, "ret_1d", "return")
    verb = "closed at" if inputs.finished else "is, during the session, at"
    return sentence(f"{index} {verb} ", level, ": ", change, " points, ", ret, " on the day.")


def _unusual(inputs: BriefInputs) -> Sentence:
    index = inputs.market.index
    share = of_reading(inputs, index, "ret_1d_size_pctile_2520", "share")
    sizes = of_reading(inputs, index, "standardized_ret_1d", "ratio")
    head = ("That is ", sizes, " times the volatility expected the day before; ", share)
    return sentence(*head, " of the last 2,520 daily moves, up or down, were no larger.")


def _last_as_large(inputs: BriefInputs) -> Sentence:
    index = inputs.market.index
    ret = inputs.reading(index, "ret_1d").number or 0.0
    day = of_reading(inputs, index, "ret_1d_last_as_large", "date")
    return sentence(f"The last daily {'rise' if ret > 0 else 'fall'} as large was on ", day, ".")


def _record(inputs: BriefInputs) -> Sentence:
    index = inputs.market.index
    if inputs.flag(index, "is_record_close"):
        count = of_reading(inputs, index, "record_closes_252d", "count")
        return sentence(
            "It is a record close of the history at hand; record closes in the last 252 sessions: ", count, "."
        )
    gap, day = of_reading(inputs, index, "curdd_px", "return"), of_reading(inputs, index, "record_close_date", "date")
    level = of_reading(inputs, index, "record_close", "price")
    return sentence("It is ", gap, " from the record close of ", level, " on ", day, ".")


def _returns(inputs: BriefInputs) -> Sentence:
    index = inputs.market.index
    five, month, year, twelve = (
        of_reading(inputs, index, key, "return") for key in ("ret_5d", "ret_1m", "ret_ytd", "ret_1y")
    )
    return sentence("5 sessions ", five, ", 1 month ", month, ", year to date ", year, ", 1 year ", twelve, ".")


def _beside_large(inputs: BriefInputs) -> Sentence:
    index, large = inputs.market.index, inputs.market.large_index
    day, year = (of_reading(inputs, large, key, "return") for key in ("ret_1d", "ret_ytd"))
    lead = of_reading(inputs, index, "rs63", "return")
    words = f" year to date; {index} less {large} over 63 sessions, in log returns: "
    return sentence(f"Large caps ({large}): ", day, " on the day, ", year, words, lead, ".")
