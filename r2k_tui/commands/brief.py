"""`r2k brief`: one page about the day, as text, Markdown or JSON."""

from __future__ import annotations

from typing import Any

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.one_shot import reply_once
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import CommandReport, envelope, print_problems, write
from r2k_tui.model.brief import Brief, BriefFigure, Sentence
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.messages.brief import BriefReply, GetBrief
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.outcome import Failure
from r2k_tui.model.messages.reply import Reply
from r2k_tui.ui.drawing.lines import wrapped

FORMATS = ("text", "md", "json")
NOTES = "Where the numbers come from (commands of r2k, with --json)"
_WIDTH = 100


def run(options: Options, since: str, format_: str) -> int:
    """Print the brief. Returns the exit status."""
    if format_ not in FORMATS:
        raise UsageError(f"--format {format_}: expected one of {', '.join(FORMATS)}")
    as_json = bool(options.json) or format_ == "json"

    snapshot, reply = reply_once(options.setup(), request_of(since))
    report = report_of(snapshot, reply)
    if as_json:
        write(report)
    elif isinstance(reply, BriefReply):
        print("\n".join(markdown_lines(reply.brief) if format_ == "md" else text_lines(reply.brief)))
    else:
        print_problems(report.problems)
    if not isinstance(reply, BriefReply):
        return 3
    return 1 if report.problems else 0


def request_of(since: str) -> GetBrief:
    """The request for a brief in which everything is known."""
    return GetBrief(since, settled=True)


def report_of(snapshot: Snapshot, reply: Reply) -> CommandReport:
    """The report on the day. Raises UsageError for a `since` that the engine does not understand."""
    if isinstance(reply, BriefReply):
        brief = reply.brief
        missing = [Problem("", "missing", s.text) for section in brief.sections for s in section.sentences if s.missing]
        return envelope("brief", snapshot.facts, _json(brief), brief.as_of, missing)
    failure = reply if isinstance(reply, Failure) else Failure("missing", "the engine sent no brief")
    if failure.kind == "usage":
        raise UsageError(failure.message)
    problem = Problem("", failure.kind, failure.message)
    return envelope("brief", snapshot.facts, None, snapshot.as_of, (problem,))


def text_lines(brief: Brief) -> list[str]:
    """The page as plain text; a number in brackets leads from each sentence to where its figures come from."""
    lines, notes = [brief.title], brief.notes
    for section in brief.sections:
        lines += ["", section.title.upper()]
        for sentence in section.sentences:
            note = f" [{notes[sentence]}]" if sentence in notes else ""
            lines += _hanging(sentence.text + note, "- ")
    lines += ["", NOTES.upper()]
    for sentence, place in notes.items():
        lines += _hanging("; ".join(sentence.origins), f"[{place}] ")
    return lines


def _hanging(text: str, head: str) -> list[str]:
    first, *rest = wrapped(text, _WIDTH - len(head))
    return [head + first, *(" " * len(head) + line for line in rest)]


def markdown_lines(brief: Brief) -> list[str]:
    """The page as Markdown, with a footnote for each sentence that has figures."""
    lines, notes = [f"# {_plain(brief.title)}"], brief.notes
    for section in brief.sections:
        lines += ["", f"## {_plain(section.title)}", ""]
        for sentence in section.sentences:
            note = f"[^{notes[sentence]}]" if sentence in notes else ""
            lines.append(f"- {_paragraph(sentence)}{note}")
    lines += ["", *(f"[^{place}]: {_plain('; '.join(s.origins))}" for s, place in notes.items())]
    return lines


def _paragraph(sentence: Sentence) -> str:
    pieces = (f"**{_plain(p.text)}**" if isinstance(p, BriefFigure) else _plain(p) for p in sentence.pieces)
    return "".join(pieces)


def _plain(text: str) -> str:
    """Text of which Markdown makes nothing but text."""
    return "".join(f"\\{mark}" if mark in "\\`*_{}[]<>#|~" else mark for mark in text)


def _json(brief: Brief) -> dict[str, Any]:
    return {
        "index": brief.index,
        "since": brief.since,
        "sections": [
            {"title": section.title, "sentences": [_sentence(sentence) for sentence in section.sentences]}
            for section in brief.sections
        ],
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {"text": sentence.text, "missing": sentence.missing, "figures": [_figure(f) for f in sentence.figures]}


def _figure(figure: BriefFigure) -> dict[str, Any]:
    return {name: getattr(figure, name) for name in BriefFigure.__struct_fields__}
