"""`r2k alerts`: rules as they stand, what has fired, and a try of every way out."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from r2k_tui.commands.shared.options import Options, long_running
from r2k_tui.config.sections.alerts import Delivery
from r2k_tui.engine.alerts.rules.rule import resolved
from r2k_tui.engine.alerts.rules.state import RuleState
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.store.alerts import AlertStore, RuleRow
from r2k_tui.store.store import Store
from tests.commands.conftest import R2K

RULE = RuleSettings(field="price", op="above", name="IWM up", symbol="IWM", value=250.0)
ALERT = Alert(0, "IWM up", "IWM", 1_758_211_200.0, 250.5, "IWM price 250.50, above 250.00", "yahoo")


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(
        f'[[alerts]]\nname = "IWM up"\nfield = "price"\nop = "above"\nsymbol = "IWM"\nvalue = 250\n'
        f'[store]\npath = "{tmp_path / "r2k.sqlite3"}"\n[delivery]\ncommand = ["/bin/sh", "-c", "exit $STATUS"]\n'
    )
    return path


@pytest.fixture
def stored(tmp_path: Path) -> None:
    """A store in which the rule has fired once and is muted."""
    store = Store(tmp_path / "r2k.sqlite3", "yahoo")
    memory = RuleState(looked_at=1_758_211_205.0, value=251.0, armed=False, fired_at=1_758_211_200.0, fires=1)
    rule = resolved(RULE, "^RUT", Delivery())
    row = RuleRow("IWM up", rule.definition, msgspec.msgpack.encode(memory), muted=True)
    AlertStore(store, "yahoo").save([row], [ALERT, msgspec.structs.replace(ALERT, rule="gone", text="later")], {})
    store.close()


class TestList:
    def test_rules_of_the_user_s_and_those_that_r2k_brings(self, r2k: R2K, settings: Path) -> None:
        outcome = r2k("alerts", "list", "--config", settings, "--json")
        assert (outcome.status, outcome.err) == (0, "")
        rules = outcome.report["data"]["rules"]
        assert [rule["built_in"] for rule in rules] == [False] + [True] * 12
        first = rules[0]
        assert (first["name"], first["state"], first["fired_at"], first["last_value"]) == (
            "IWM up",
            "waiting",
            None,
            None,
        )
        assert set(first) == {
            *("name", "symbol", "field", "op", "value", "within_s", "hysteresis", "confirm", "cooldown_s", "phases"),
            *("expires", "channels", "built_in", "muted", "state", "last_value", "looked_at", "fired_at", "fires"),
            "last_alert",
        }

    def test_as_the_monitor_left_them(self, r2k: R2K, settings: Path, stored: None) -> None:
        first = r2k("alerts", "--config", settings, "--json").report["data"]["rules"][0]
        assert (first["state"], first["muted"], first["fires"], first["last_value"]) == ("muted", True, 1, 251.0)
        assert first["fired_at"] == "2025-09-18T16:00:00.000+00:00"
        assert first["last_alert"]["text"] == ALERT.text
        words = r2k("alerts", "--config", settings).out
        assert "IWM up  muted" in words and "price above 250.00" in words
        assert "fired 2025-09-18, 1 in total" in words

    def test_another_source_remembers_nothing_of_it(self, r2k: R2K, settings: Path, stored: None) -> None:
        assert r2k("alerts", "--config", settings, "--json", "--demo").report["data"]["rules"][0]["fires"] == 0


class TestLog:
    def test_newest_first(self, r2k: R2K, settings: Path, stored: None) -> None:
        outcome = r2k("alerts", "log", "--config", settings, "--json")
        log = outcome.report["data"]["log"]
        assert outcome.status == 0 and [alert["text"] for alert in log] == ["later", ALERT.text]
        assert set(log[0]) == {"id", "rule", "symbol", "time", "value", "text", "source", "simulated", "missed"}
        assert (
            r2k("alerts", "log", "--config", settings).out.splitlines()[1] == f"2025-09-18 12:00  IWM up: {ALERT.text}"
        )

    def test_nothing_fired_is_no_error(self, r2k: R2K, settings: Path) -> None:
        outcome = r2k("alerts", "log", "--config", settings, "--json")
        assert (outcome.status, outcome.report["data"]) == (0, {"log": []})


class TestTry:
    @pytest.mark.parametrize(("status", "wanted"), [("0", 0), ("7", 3)])
    def test_the_command_is_run(
        self, r2k: R2K, settings: Path, monkeypatch: pytest.MonkeyPatch, status: str, wanted: int
    ) -> None:
        monkeypatch.setenv("STATUS", status)
        outcome = r2k("alerts", "test", "IWM up", "--config", settings, "--json")
        assert outcome.status == wanted
        told = outcome.report["data"]["channels"]["command"]
        assert told == {"told": wanted == 0, "message": "" if wanted == 0 else "ended with status 7"}
        assert [problem["kind"] for problem in outcome.report["problems"]] == ([] if wanted == 0 else ["command"])

    def test_what_it_is_told_says_that_it_is_a_test(self, r2k: R2K, settings: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        command = json.dumps(["/bin/sh", "-c", f'printf %s "$R2K_ALERT_TEXT" > {out}'])
        settings.write_text(settings.read_text().replace('["/bin/sh", "-c", "exit $STATUS"]', command))
        assert r2k("alerts", "test", "VaR breach", "--config", settings, "--demo").status == 0
        assert out.read_text().startswith("TEST SIMULATED VaR breach: ^RUT")

    def test_one_of_two_ways_is_a_part(self, r2k: R2K, settings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("STATUS", "0")
        monkeypatch.setitem(__import__("sys").modules, "apprise", None)
        settings.write_text(settings.read_text() + 'apprise = ["json://user:secret@127.0.0.1/"]\n')
        outcome = r2k("alerts", "test", "IWM up", "--config", settings)
        assert outcome.status == 1 and "r2k-tui[notify]" in outcome.out and "secret" not in outcome.out + outcome.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("test", "nope"), "no alert is named 'nope'"),
        (("test",), "expected the NAME"),
        (("list", "x"), "takes no name"),
        (("show",), "expected one of list, log, test"),
    ],
)
def test_what_cannot_be_done(r2k: R2K, settings: Path, arguments: tuple[str, ...], words: str) -> None:
    outcome = r2k("alerts", *arguments, "--config", settings)
    assert outcome.status == 2 and words in outcome.err


def test_only_an_engine_that_stays_judges_and_in_a_kiosk_it_runs_no_program(settings: Path) -> None:
    setup = Options(config=settings, demo=True).setup()
    assert not setup.alerts
    assert long_running(setup, kiosk=False).alerts and long_running(setup, kiosk=False).config.delivery.command
    assert long_running(setup, kiosk=True).config.delivery.command == ()
