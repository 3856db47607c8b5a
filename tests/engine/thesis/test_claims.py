"""The user's own claims, verdicts that change, and that no verdict is typed in anywhere."""

from __future__ import annotations

import ast
from datetime import date

import numpy as np
import pytest

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.thesis import ClaimSettings, Thesis
from r2k_tui.engine.thesis.claims import claims_of
from r2k_tui.model.thesis import Unit, Verdict
from tests.cases import cases
from tests.engine.thesis.case import CLOSES, DAYS, own
from tests.structure.source_tree import PACKAGE


def close(day: str) -> float:
    return float(CLOSES[int(np.searchsorted(DAYS, np.datetime64(day)))])


@cases(
    ("test", "claimed", "changes", "measured"),
    [
        ("level", 200.0, {}, 200.0),
        ("level", close("2001-06-01"), {"day": date(2001, 6, 1)}, close("2001-06-01")),
        ("return", 200.0 / close("2002-12-31") - 1, {"window": "ytd"}, 200.0 / close("2002-12-31") - 1),
        ("return", 200.0 / close("2002-12-31") - 1, {"window": "1y", "basis": "tr"}, 200.0 / close("2002-12-31") - 1),
        ("return", close("2002-12-31") / close("2001-12-31") - 1, {"window": "2002"}, None),
        ("return", close("2002-05-31") / close("2002-04-30") - 1, {"window": "2002-05"}, None),
        ("return", 200.0 / CLOSES[-6] - 1, {"window": "5d"}, None),
        ("comparison", 0.0, {"window": "1y", "against": "SPY"}, 0.0),
        ("ratio", 0.5, {"against": "SPY"}, 0.5),
    ],
)
def test_each_test_of_the_settings(
    test: str, claimed: float, changes: dict[str, object], measured: float | None
) -> None:
    found = own(test, float(claimed), **changes)
    assert found.verdict is Verdict.HOLDS, found.reason
    assert found.measured == pytest.approx(claimed if measured is None else measured)


def test_a_claim_that_is_wrong_and_one_that_cannot_be_tested() -> None:
    assert own("level", 150.0).verdict is Verdict.DOES_NOT_HOLD
    assert own("level", 150.0, sense="at_least").verdict is Verdict.HOLDS
    assert own("level", 150.0, tolerance=60.0).verdict is Verdict.HOLDS
    absent = own("comparison", 0.0, window="1y", against="NOPE")
    assert (absent.verdict, absent.measured) == (Verdict.NOT_TESTABLE, None)
    assert "no daily bars of NOPE" in absent.reason
    assert "no close of IWM on 2001-06-02" in own("level", 1.0, day=date(2001, 6, 2)).reason
    assert "in the future" in own("level", 1.0, day=date(2004, 1, 5)).reason
    assert "begins 1999-01-04" in own("return", 1.0, window="30y").reason


def test_a_follow_through_of_one_s_own() -> None:
    found = own("follow_through", 0.9, threshold=0.01, horizon=3)
    assert found.unit is Unit.SHARE
    # Months after a gain are no better than any month of a line that only rises.
    assert found.verdict is Verdict.UNPROVEN
    assert found.base_rate == 1.0


def test_the_packaged_claims_can_be_left_out() -> None:
    settings = ClaimSettings("mine", "I say so", "level", "IWM", 1.0)
    assert [claim.id for claim in claims_of(MarketSettings(), Thesis(packaged=False, claims=(settings,)))] == ["mine"]


def modules(*wanted: str) -> list[tuple[str, ast.Module]]:
    """The modules with all words of one of the texts; the others cannot name it, however its literal is split."""
    words = [text.split() for text in wanted]
    texts = {path: path.read_text() for path in sorted(PACKAGE.rglob("*.py"))}
    return [
        (path.relative_to(PACKAGE).as_posix(), ast.parse(text))
        for path, text in texts.items()
        if any(all(word in text for word in some) for some in words)
    ]


def test_no_verdict_is_a_literal_outside_its_enumeration() -> None:
    values = {verdict.value for verdict in Verdict}
    found = {
        (name, node.value)
        for name, tree in modules(*values)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in values
    }
    others = {(name, value) for name, value in found if name != "model/thesis.py"}
    assert others == set()
    assert {value for _, value in found} == values


def test_only_the_rules_choose_a_verdict() -> None:
    """Elsewhere a verdict is looked up by, as the key of a table: never given out, never compared with."""
    chosen = set()
    for name, tree in modules("Verdict."):
        keys = {id(key) for node in ast.walk(tree) if isinstance(node, ast.Dict) for key in node.keys}
        for node in ast.walk(tree):
            named = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Verdict"
            if named and id(node) not in keys:
                chosen.add(name)
    assert chosen == {"analytics/studies/verdicts.py"}
