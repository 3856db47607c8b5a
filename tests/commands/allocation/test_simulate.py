"""`r2k simulate`: its JSON and its text, of one portfolio and of several."""

from __future__ import annotations

from typing import Any

import pytest

from tests.commands.allocation.market import CONFIG, MIXED


def test_simulate(ask: Any) -> None:
    arguments = ("simulate", "--portfolio", "equal", "--years", "5", "--paths", "500", "--seed", "7", "--start", "100")
    outcome = ask(*arguments)
    data = outcome.report["data"]
    assert (outcome.status, data["seed"], data["start"]) == (0, 7, 100)
    assert [o["year"] for o in data["outcomes"]] == [0, 1, 2, 3, 4, 5]
    assert ask(*arguments).report["data"] == data, "the same seed, the same futures"
    poor = ask(*arguments, "--withdrawal", "90").report["data"]
    assert poor["outcomes"][-1]["ruin"] == 1
    text = ask(*arguments, json=False).out
    assert "seed 7" in text and "withdrawn" in text and max(map(len, text.splitlines())) <= 80


QUICK = ("simulate", "--years", "5", "--paths", "300", "--start", "1000")


def test_several_on_the_same_draws(ask: Any) -> None:
    data = ask(*QUICK, "--portfolio", "70/30,equal", config=MIXED).report["data"]
    assert [*data] == ["portfolios", "common", "ends_above"]
    assert data["portfolios"]["70/30"] == ask(*QUICK, "--portfolio", "70/30", config=MIXED).report["data"]
    wins = data["ends_above"]
    assert wins["70/30"]["equal"] + wins["equal"]["70/30"] == pytest.approx(1)
    out = ask(*QUICK, "--portfolio", "70/30,A mix of many parts,own,equal", config=MIXED, json=False).out
    assert max(map(len, out.splitlines())) <= 80
    assert "the same drawn days for all of them" in out and "B = A mix of many parts" in out and "ends above B" in out


def test_what_was_assumed_is_said(ask: Any) -> None:
    nominal = ask(*QUICK, "--portfolio", "equal", json=False).out
    assert "nominal USD, not adjusted for inflation" in nominal and "historical returns: " in nominal
    options = ("--inflation", "0.025", "--withdraw-percent", "4", "--mean", "0.06", "--glide", "70/30:3")
    outcome = ask(*QUICK, "--portfolio", "equal", *options, config=MIXED)
    data = outcome.report["data"]
    assert (data["money"], data["withdrawal_percent"], data["mean"]) == ("real, inflation 2.5 %", 4, 0.06)
    assert (data["glide_to"], data["glide_years"]) == ("70/30", 3)
    assert data["drawn_return"] == pytest.approx(0.06) and data["drawn_vol"] == pytest.approx(data["sample_vol"])
    text = ask(*QUICK, "--portfolio", "equal", *options, config=MIXED, json=False).out
    for words in ("USD of today: real, inflation 2.5 % a year", "withdrawals 4 % of the value a year", "+6.0% a year"):
        assert words in text
    assert "moves to 70/30 in 3 years, a step each month" in text


def test_settings_are_assumed_and_options_go_before_them(ask: Any) -> None:
    config = (
        CONFIG
        + "\n[allocation.simulation]\nyears = 4\npaths = 200\ninflation = 0.03\nwithdrawal = 50.0\nlinked = true\n"
    )
    data = ask("simulate", "--portfolio", "equal", "--start", "1000", config=config).report["data"]
    assert (data["years"], data["paths"], data["inflation"], data["linked"]) == (4, 200, 0.03, True)
    assert data["outcomes"][-1]["withdrawn"] == pytest.approx(4 * 50)
    arguments = ("--years", "2", "--withdraw-percent", "3", "--inflation", "0")
    own = ask("simulate", "--portfolio", "equal", *arguments, config=config).report["data"]
    assert (own["years"], own["withdrawal"], own["withdrawal_percent"], own["inflation"]) == (2, 0, 3, 0)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--years", "-5"), "--years -5: expected 1 to 100"),
        (("--withdraw-percent", "101"), "--withdraw-percent 101: expected 0 to 100"),
        (("--inflation", "-1.5"), "--inflation -1.5: expected -0.99 to 1"),
        (("--mean", "6"), "--mean 6: expected -0.9 to 1, a fraction: 0.06 is 6 %"),
        (("--vol", "nan"), "--vol nan: expected 0 to 2"),
        (("--glide", "bonds:20"), "--glide bonds: expected one of min_vol"),
        (("--glide", "equal"), "--glide equal: expected NAME:YEARS"),
        (("--glide", "equal:0"), "--glide equal:0: expected NAME:YEARS with 1 to 100 years"),
        (("--withdrawal", "5", "--withdraw-percent", "4"), "--withdrawal and --withdraw-percent exclude each other"),
        (("--withdrawal", "5", "--withdraw-linked"), "a withdrawal that rises with inflation needs an inflation"),
    ],
)
def test_what_cannot_be_is_refused(ask: Any, arguments: tuple[str, ...], words: str) -> None:
    outcome = ask("simulate", "--portfolio", "equal", *arguments, json=False)
    assert (outcome.status, outcome.out) == (2, "")
    assert words in outcome.err
