"""Requests and replies of the index members: themselves, screens, changes between their lists, ranks, insiders."""

from __future__ import annotations

import msgspec

from r2k_tui.model.events.calendar import EventCalendar
from r2k_tui.model.halts.listing import HaltList
from r2k_tui.model.index.changes import ListChanges
from r2k_tui.model.index.ranks import Ranks
from r2k_tui.model.index.short_interest import ShortInterest
from r2k_tui.model.insiders.report import InsiderReport
from r2k_tui.model.market.universe import Universe
from r2k_tui.model.messages.example import Example
from r2k_tui.model.messages.outcome import Done
from r2k_tui.model.screens.result import ScreenResult


class GetUniverse(msgspec.Struct, frozen=True, tag="get_universe"):
    """Request for the members of the index. Reply: UniverseReply; from then on frames carry member changes.

    With `settled` the reply waits until every member was polled once; without, it has what is known now.
    """

    settled: bool = False


class LeaveUniverse(msgspec.Struct, frozen=True, tag="leave_universe"):
    """End of a terminal's interest in the members: its frames carry no more member changes. Reply: Done."""


class UniverseReply(msgspec.Struct, frozen=True, tag="universe"):
    """Members of the index with their aggregates."""

    universe: Universe


class GetScreen(msgspec.Struct, frozen=True, tag="get_screen"):
    """Request for the members that an expression holds for. Reply: ScreenReply, or ScreenRefusal.

    With `settled` the reply waits until every member was polled once; without, it uses what is known now.
    """

    expression: str
    settled: bool = False


class ScreenReply(msgspec.Struct, frozen=True, tag="screen"):
    """Members that the expression holds for."""

    screen: ScreenResult


class ScreenRefusal(msgspec.Struct, frozen=True, tag="screen_refusal"):
    """What is wrong with an expression, and the characters from `start` to `stop` that are."""

    expression: str
    message: str
    start: int
    stop: int


class GetListChanges(msgspec.Struct, frozen=True, tag="get_list_changes"):
    """Request for what differs between two lists of the fund. Reply: ListChangesReply; Failure without two lists.

    Days are `YYYY-MM-DD`; the list in force on each is compared, "" is the usual one.
    """

    since: str = ""
    until: str = ""


class ListChangesReply(msgspec.Struct, frozen=True, tag="list_changes"):
    """Additions, deletions, moves and changes of weights and shares."""

    changes: ListChanges


class GetRanks(msgspec.Struct, frozen=True, tag="get_ranks"):
    """Request for the members of both funds by market cap. Reply: RanksReply; Failure without market caps of both.

    With `settled` the reply waits until every member was polled once; without, it has what is known now.
    """

    settled: bool = False


class RanksReply(msgspec.Struct, frozen=True, tag="ranks"):
    """Ranks, breakpoint, band and candidates, as an estimate."""

    ranks: Ranks


class GetEvents(msgspec.Struct, frozen=True, tag="get_events"):
    """Request for the events of the next `days` days, today included. Reply: EventsReply; Failure without a list.

    With `settled` the reply waits until every source of events was asked once.
    """

    days: int = 14
    settled: bool = False


class EventsReply(msgspec.Struct, frozen=True, tag="events"):
    """Calendar of events."""

    calendar: EventCalendar


class GetShortInterest(msgspec.Struct, frozen=True, tag="get_short_interest"):
    """Request for the short interest of the members. Reply: ShortInterestReply; Failure without any.

    With `settled` the reply waits until every member was polled once and a newer file was looked for.
    """

    settled: bool = False


class ShortInterestReply(msgspec.Struct, frozen=True, tag="short_interest"):
    """Short interest by member, at the newest settlement that is known."""

    interest: ShortInterest


class GetHalts(msgspec.Struct, frozen=True, tag="get_halts"):
    """Request for all trading halts of the feed. Reply: HaltsReply.

    With `settled` the reply waits until the feed was asked once; without, it has what is known now.
    """

    settled: bool = False


class HaltsReply(msgspec.Struct, frozen=True, tag="halts"):
    """Halts in effect and those of today that are over."""

    halts: HaltList


class GetInsiders(msgspec.Struct, frozen=True, tag="get_insiders"):
    """Request for purchases of the members' insiders. Reply: InsidersReply; Failure without a list of members.

    `days`: length of the period up to the day of the analysis. With `settled` the reply waits until the source of
    filings was asked once; without, it has what is known now.
    """

    days: int = 90
    settled: bool = False


class InsidersReply(msgspec.Struct, frozen=True, tag="insiders"):
    """Purchases, and how complete the filings behind them are."""

    report: InsiderReport


UniverseRequests = (
    GetUniverse
    | LeaveUniverse
    | GetScreen
    | GetListChanges
    | GetRanks
    | GetEvents
    | GetHalts
    | GetShortInterest
    | GetInsiders
)
UniverseReplies = (
    UniverseReply
    | ScreenReply
    | ScreenRefusal
    | ListChangesReply
    | RanksReply
    | EventsReply
    | HaltsReply
    | ShortInterestReply
    | InsidersReply
    | Done
)
EXAMPLES = (
    Example(GetUniverse(settled=True), UniverseReply),
    Example(LeaveUniverse(), Done),
    Example(GetScreen("price > 0", settled=True), ScreenReply),
    Example(GetScreen("price >"), ScreenRefusal),
    # With one list there is nothing to compare, and without a fund of large companies nothing to rank against.
    Example(GetListChanges(since="2026-06-26"), ListChangesReply, failure="not_found"),
    Example(GetRanks(), RanksReply, failure="not_found"),
    Example(GetEvents(days=5, settled=True), EventsReply),
    Example(GetShortInterest(), ShortInterestReply, failure="not_found"),
    Example(GetHalts(), HaltsReply),
    Example(GetInsiders(settled=True), InsidersReply),
)
