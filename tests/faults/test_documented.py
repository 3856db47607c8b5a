"""The table of faults in the docs has the rows that the tests have, with the states that they assert."""

from __future__ import annotations

import re
from pathlib import Path

from tests.faults.provider_rows import PROVIDERS
from tests.faults.rows import ROWS
from tests.faults.store_rows import STORE
from tests.faults.streaming_rows import STREAMING

PAGE = Path(__file__).parents[2] / "docs" / "faults.md"
# Rows that are tests of their own, here, in tests/store and in tests/engine.
ALONE = {
    *("stream: flood", "stream: spike", "store on a read-only disk", "disk full", "two engines on a damaged store"),
    *("styles: no list of IWN or IWO", "FINRA: cut short", "factors: fewer months"),
}


def told() -> dict[str, str]:
    """The state of each row of the page, by name."""
    rows = re.findall(r"^\| (.+?) \| (OK|FAILING|BLOCKED) \| .+ \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    names = [name for name, _ in rows]
    assert len(names) == len(set(names)), "a row stands twice"
    return dict(rows)


def test_every_row_is_on_the_page_and_every_row_of_the_page_is_a_test() -> None:
    tested = [row.name for row in (*ROWS, *STREAMING, *STORE, *PROVIDERS)]
    assert set(told()) == {*tested, *ALONE}
    assert len(tested) == len(set(tested))


def test_the_states_are_those_that_are_asserted() -> None:
    states = told()
    for row in (*ROWS, *PROVIDERS):
        assert states[row.name] == row.state.name, row.name
    for row in STREAMING:
        assert states[row.name] == ("FAILING" if row.says else "OK"), row.name
