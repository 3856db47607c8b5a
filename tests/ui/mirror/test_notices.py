"""The last notices."""

from __future__ import annotations

from r2k_tui.ui.mirror.notices import KEPT, Notice, NoticeList


def test_the_last_twenty_are_kept_newest_first() -> None:
    notices = NoticeList()
    for number in range(KEPT + 5):
        notices.add(float(number), "warning", "", f"notice {number}")
    assert len(notices) == KEPT == 20
    assert [notice.words for notice in notices][:2] == ["notice 24", "notice 23"]
    assert list(notices)[-1] == Notice(5.0, "warning", "notice 5")


def test_text_is_one_clean_line() -> None:
    notices = NoticeList()
    notices.add(1.0, "error", "a\x1b[31m rule\n", "line\none \u202e two\x07")
    (notice,) = notices
    assert notice.words == "a[31m rule: line one two"
