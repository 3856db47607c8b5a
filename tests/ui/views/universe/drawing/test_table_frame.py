"""What stands in the frame of the table of members."""

from __future__ import annotations

from datetime import date

from r2k_tui.model.index.reconstitution import Reconstitution
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.ui.drawing.lines import length
from r2k_tui.ui.views.universe.drawing.table_frame import LEGEND, table_foot, table_title
from tests.cases import cases
from tests.ui.views.chart.drawn import text
from tests.ui.views.feed.topics_stage import mirror
from tests.ui.views.universe.drawing.panels import SUMMARY


def test_whose_members_they_are_as_far_as_there_is_room() -> None:
    known = mirror()
    known.members.summary = SUMMARY
    wide, narrow, least = (text([table_title(known, width)[0]]) for width in (90, 50, 24))
    assert wide == f"Members of {SUMMARY.fund}, list of {SUMMARY.holdings_as_of}"
    assert narrow == f"Members {SUMMARY.fund} {SUMMARY.holdings_as_of}"
    assert least == "Members"


def test_a_poll_on_its_way_says_how_far_it_has_come() -> None:
    known = mirror(FeedStatus("universe", FeedState.OK, progress="3 of 10"))
    known.members.summary = SUMMARY
    assert text([table_title(known, 90)[0]]) == "Members universe: 3 of 10"


def test_which_rows_are_in_view() -> None:
    assert text([table_foot("", 1960, 1960, 20, 30, 80)]) == "▲▼ 21-50 of 1,960"
    assert text([table_foot("", 30, 30, 0, 30, 80)]).strip() == "1-30 of 30"
    assert table_foot("", 1960, 1960, 20, 30, 20) == ()


def test_a_filter_by_reports_is_named_in_the_title_at_every_width() -> None:
    known = mirror()
    assert text([table_title(known, 90, reporting=True)[0]]) == "Members that report soon"
    known.members.summary = SUMMARY
    wide, narrow, least = (text([table_title(known, width, reporting=True)[0]]) for width in (110, 65, 34))
    assert wide == f"Members of {SUMMARY.fund} that report soon, list of {SUMMARY.holdings_as_of}"
    assert narrow == f"Members that report soon {SUMMARY.fund} {SUMMARY.holdings_as_of}"
    assert least == "Members that report soon"


def test_the_marks_are_explained_where_there_is_room_and_no_filter() -> None:
    assert text([table_foot("", 30, 30, 0, 30, 80, legend=LEGEND)]).startswith(LEGEND)
    assert LEGEND == "E reports, x goes ex-dividend within 5 days"
    assert LEGEND not in text([table_foot("", 30, 30, 0, 30, 50, legend=LEGEND)])
    assert "1-30 of 30" in text([table_foot("", 30, 30, 0, 30, 50, legend=LEGEND)])
    assert LEGEND not in text([table_foot("words", 30, 30, 0, 30, 120, legend=LEGEND)])


@cases("width", [30, 60, 100])
def test_a_filter_is_cut_with_a_sign_before_it_breaks_the_frame(width: int) -> None:
    foot = table_foot("w" * 40, 5, 1960, 0, 5, width)
    assert length(foot) <= width - 4
    assert ("w" * 40 in text([foot])) == (width == 100)


def test_a_reconstitution_that_is_near_is_counted_down_where_there_is_room() -> None:
    known = mirror()
    known.members.summary = SUMMARY
    assert "reconstitution" not in text([table_title(known, 90)[1]])
    known.reconstitutions = (Reconstitution(date(2031, 5, 30)),)
    assert text([table_title(known, 90)[1]]).startswith("reconstitution in 12 days")
    assert text([table_title(known, 70)[1]]).startswith("recon 12d")
    assert "recon" not in text([table_title(known, 50)[1]])
