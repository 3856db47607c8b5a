"""The settings of alerts: what is accepted, and errors that name file, line and key."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from r2k_tui.config.errors import ConfigError
from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.config.schema import Config
from r2k_tui.config.sections.alerts import BuiltIn, Delivery
from r2k_tui.model.alerts.rule import RuleSettings, seconds_of
from tests.cases import cases
from tests.config.complaints import complaint

ALERT = '[[alerts]]\nfield = "price"\nop = "above"\nvalue = 250\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "own.toml"


def loaded(path: Path, text: str) -> Config:
    path.write_text(text)
    return load(path)


def refused(path: Path, text: str) -> ConfigError:
    with pytest.raises(ConfigError) as raised:
        loaded(path, text)
    assert raised.value.file == str(path)
    return raised.value


def test_the_packaged_file_says_what_the_code_says() -> None:
    packaged = load(packaged_path())
    assert packaged.alerts == ()
    assert (packaged.delivery, packaged.built_in_alerts) == (Delivery(), BuiltIn())


def test_a_rule_with_everything(path: Path) -> None:
    text = """
[[alerts]]
name = "much"
symbol = "IWM"
field = "price"
op = "changes_by"
value = "2%"
within = "15m"
cooldown = "2h"
confirm = 3
phases = ["pre", "open"]
expires = 2030-12-31
channels = ["toast"]
"""
    (rule,) = loaded(path, text).alerts
    assert (rule.number, rule.expires, rule.channels) == (0.02, date(2030, 12, 31), ("toast",))


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        (ALERT.replace("price", "rsi15"), 2, "alerts[0].field", "did you mean rsi14?"),
        (ALERT.replace("price", "pric"), 2, "alerts[0].field", "did you mean price?"),
        (ALERT.replace("above", "abov"), 3, "alerts[0].op", "did you mean `above`?"),
        (ALERT.replace("value = 250", 'value = "many"'), 4, "alerts[0].value", "needs a number"),
        (ALERT.replace("value = 250\n", ""), 3, "alerts[0].op", "needs a number"),
        (ALERT + 'within = "1h"\n', 5, "alerts[0].within", "changes_by"),
        (ALERT + 'cooldown = "soon"\n', 5, "alerts[0].cooldown", '"15m"'),
        (ALERT + "confirm = 0\n", 5, "alerts[0].confirm", ">= 1"),
        (ALERT + 'confirm = "closed"\n', 5, "alerts[0].confirm", "did you mean `close`?"),
        (ALERT + 'phases = ["opn"]\n', 5, "alerts[0].phases[0]", "did you mean `open`?"),
        (ALERT + 'channels = ["tost"]\n', 5, "alerts[0].channels[0]", "did you mean `toast`?"),
        (ALERT + "colour = 1\n", 5, "alerts[0].colour", "unknown key"),
        (ALERT.replace("above", "changes_by"), 3, "alerts[0].op", "within"),
        (ALERT.replace("above", "becomes"), 3, "alerts[0].op", "is a number"),
        (ALERT.replace("above", "new_record"), 4, "alerts[0].value", "takes no value"),
        (ALERT.replace("price", "risk_zone"), 3, "alerts[0].op", "becomes"),
        (ALERT + "\n" + ALERT, 6, "alerts[1].name", "two alerts are named 'price above 250'"),
        (ALERT + 'name = "VaR breach"\n', 5, "alerts[0].name", "two alerts are named"),
        ('[delivery]\napprise = ["nonsense"]\n', 2, "delivery.apprise[0]", "apprise"),
        ('[delivery]\ncommand = [""]\n', 2, "delivery.command", "program"),
        ('[delivery]\ncommand = "rm -rf"\n', 2, "delivery.command", "a list"),
        ("[built_in_alerts]\nrecord = false\n", 2, "built_in_alerts.record", "did you mean `record_close`?"),
    ],
)
def test_what_cannot_be_used_names_its_place(path: Path, text: str, line: int, key: str, words: str) -> None:
    error = refused(path, text)
    assert (error.line, error.key) == (line, key)
    assert words in error.message


def test_a_rule_without_a_name_is_called_by_what_it_says() -> None:
    assert RuleSettings(field="price", op="changes_by", symbol="IWM", value="2%", within="15m").title == (
        "IWM price changes by 2% 15m"
    )


@cases(("span", "seconds"), [("90s", 90), ("15m", 900), ("2h", 7200), ("1d", 86400), (None, 0)])
def test_stretches(span: str | None, seconds: float) -> None:
    assert seconds_of(span) == seconds


@pytest.mark.parametrize("weight", ["-0.1", "1.5", "true"])
def test_the_weight_of_a_report_is_a_fraction(file: Path, weight: str) -> None:
    assert complaint(file, f"[built_in_alerts]\nreport_weight = {weight}").key == "built_in_alerts.report_weight"
