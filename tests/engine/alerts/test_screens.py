"""Alerts about saved screens, from the settings to the alert."""

from __future__ import annotations

from pathlib import Path

import pytest

from r2k_tui.config.sections.alerts import Delivery
from r2k_tui.config.sections.universe import ScreenSettings
from r2k_tui.engine.alerts import evaluation_loop
from r2k_tui.engine.alerts.evaluation_loop import EvaluationLoop
from r2k_tui.engine.alerts.rules.messages import condition_of, message_of
from r2k_tui.engine.alerts.rules.rule import Rule, resolved
from r2k_tui.engine.alerts.rules.state import Fired, Sample
from r2k_tui.engine.alerts.rules.states import RuleStates
from r2k_tui.engine.alerts.screens import with_expression
from r2k_tui.engine.screens.service import ScreenMembers
from r2k_tui.model.alerts.rule import RuleSettings

SCREENS = (ScreenSettings("cheap", "cap < 5e8"), ScreenSettings("dear", "price > 9"))
ENTERS = RuleSettings(field="screen.cheap", op="enters", name="in")


def rule(settings: RuleSettings = ENTERS, screens: tuple[ScreenSettings, ...] = SCREENS) -> Rule:
    return with_expression(resolved(settings, "^RUT", Delivery()), screens)


def test_a_changed_expression_is_another_rule() -> None:
    changed = (ScreenSettings("cheap", "cap < 4e8"),)
    assert rule().symbol == ""
    assert rule().definition == rule().definition != rule(screens=changed).definition
    count = RuleSettings(field="screen.cheap", op="above", value=10.0)
    assert rule(count).value == 10.0


def test_words() -> None:
    assert condition_of(rule()) == "screen cheap entered by a member"
    names = " ".join(f"M{place}" for place in range(10))
    for op, moved, words in (
        ("enters", "A", "A enters the screen cheap"),
        ("leaves", "A B", "A, B leave the screen cheap"),
        ("enters", names, "M0, M1, M2, M3, M4, M5, M6, M7 and 2 more enter the screen cheap"),
    ):
        fired = Fired(Sample(0.0, 3.0, inside="A"), moved)
        assert message_of(rule(RuleSettings(field="screen.cheap", op=op)), fired) == words  # type: ignore[arg-type]


class Screens:
    """Saved screens whose members are set by hand."""

    def __init__(self) -> None:
        self.inside, self.asked, self.begun = "AAA", list[str](), False

    def begin(self) -> None:
        """See ScreensPort."""
        self.begun = True

    def members(self, name: str) -> ScreenMembers | None:
        """See ScreensPort."""
        self.asked.append(name)
        return ScreenMembers(self.inside, "", len(self.inside.split())) if name == "cheap" else None


StagedLoop = tuple[EvaluationLoop, RuleStates, Screens]


def test_a_screen_is_evaluated_once_for_all_of_its_rules(
    stage_loop: tuple[EvaluationLoop, RuleStates, Screens],
) -> None:
    loop, states, screens = stage_loop
    other = RuleSettings(field="screen.cheap", op="leaves", name="out")
    states.use([rule(), rule(other), rule(RuleSettings(field="screen.dear", op="enters", name="none"))])
    assert loop._evaluate_screens(1.0) == []
    screens.inside = "BBB CCC"
    fired = loop._evaluate_screens(2.0)
    assert [(found.name, what.before) for found, what in fired] == [("in", "BBB CCC"), ("out", "AAA")]
    assert screens.asked == ["cheap", "dear"] * 2


@pytest.fixture
def stage_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StagedLoop:
    from tests.engine.stage import Stage

    stage, states, screens = Stage(tmp_path / "r2k.sqlite3"), RuleStates(), Screens()
    engine = stage.build()
    monkeypatch.setattr(evaluation_loop, "_COMPUTE_S", 0.0)
    loop = EvaluationLoop(engine.context, states, engine.alerts._dispatcher, lambda _: None, None, screens)  # type: ignore[arg-type,return-value]
    return loop, states, screens
