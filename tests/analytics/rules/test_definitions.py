"""The table of rules: each with a sentence, a reference and what it needs."""

from __future__ import annotations

import re

from r2k_tui.analytics.rules.definitions import NAMES, RULES


def test_names_are_keys_and_differ() -> None:
    assert len(set(NAMES)) == len(RULES) == 5
    assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in NAMES)


def test_every_rule_says_what_it_does_in_one_sentence_and_who_described_it() -> None:
    for rule in RULES:
        assert 20 < len(rule.definition) < 140 and not rule.definition.endswith(".")
        assert ". " not in rule.definition
        assert re.search(r"\(\d{4}\)|own test", rule.reference), rule.name
        assert len(rule.title) <= 18


def test_what_a_rule_times_comes_first() -> None:
    assert all(rule.assets[0] == "small" and 1 <= rule.stocks <= len(rule.assets) for rule in RULES)
