"""The rules that come with the program: each can be turned off, and feeds are watched by group."""

from __future__ import annotations

import msgspec

from r2k_tui.config.sections.alerts import FEED_GROUPS, BuiltIn, Delivery
from r2k_tui.engine.alerts.rules.builtin import built_in_rules
from r2k_tui.engine.alerts.rules.rule import Rule

ALL = BuiltIn(**{field.name: True for field in msgspec.structs.fields(BuiltIn) if field.type is bool})
DELIVERY = Delivery(channels=("toast", "bell"))


def rules_without(name: str) -> list[Rule]:
    return built_in_rules(msgspec.structs.replace(ALL, **{name: False}), "^RUT", DELIVERY)


def test_all_of_them_go_by_the_channels_of_the_settings() -> None:
    rules = built_in_rules(ALL, "^RUT", DELIVERY)
    assert {rule.channels for rule in rules} == {("toast", "bell")}
    assert all(rule.built_in and rule.words for rule in rules)
    assert len({rule.name for rule in rules}) == len(rules)


def test_each_is_left_out_where_it_is_turned_off() -> None:
    whole = {rule.name for rule in built_in_rules(ALL, "^RUT", DELIVERY)}
    switches = [field.name for field in msgspec.structs.fields(BuiltIn) if field.type is bool]
    gone = [whole - {rule.name for rule in rules_without(name)} for name in switches]
    assert [len(names) for names in gone] == [len(FEED_GROUPS) if n == "feed_down" else 1 for n in switches]
    quiet = msgspec.structs.replace(ALL, report_weight=0.0)
    gone.append(whole - {rule.name for rule in built_in_rules(quiet, "^RUT", DELIVERY)})
    assert gone[-1] == {"reports of large members"}
    assert set().union(*gone) == whole


def test_those_of_a_close_are_about_the_index() -> None:
    about = {rule.field: rule.symbol for rule in built_in_rules(ALL, "^GDAXI", DELIVERY)}
    assert about["event.record_close"] == about["risk_zone"] == "^GDAXI"
    assert about["event.drift"] == about["event.claim_flips"] == ""


def test_a_feed_is_down_after_the_minutes_of_the_settings_and_up_only_when_it_is_well() -> None:
    chosen = msgspec.structs.replace(ALL, feed_down_minutes=7.0)
    downs = [rule for rule in built_in_rules(chosen, "^RUT", DELIVERY) if rule.field.startswith("feed_down.")]
    assert [rule.field.removeprefix("feed_down.") for rule in downs] == list(FEED_GROUPS)
    assert {(rule.op, rule.value, rule.hysteresis) for rule in downs} == {("above", 7.0, 7.0)}
