"""Many charts checked: on one core and on several alike, and one that cannot be read stops nothing."""

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from planbot.auditing.counting import Tally
from planbot.auditing.papers import Paper, in_folder
from planbot.auditing.rounds import AHEAD, TOGETHER, Checking, Part, audited
from planbot.auditing.rows import columns, head, inert
from planbot.errors import PlanbotError
from planbot.exports import export
from planbot.rules import check
from planbot.rules.pages.examples import TODAY, clean_chart
from tests.auditing.making import SECRET, charts, fill, numbered
from tests.hostile import filled_with, hostile
from tests.sample_charts import draft_chart


def summed(parts: Iterator[Part]) -> Tally:
    tally = Tally()
    for part in parts:
        tally.add(part.tally)
    return tally


def test_every_json_file_of_a_folder_and_its_folders_is_audited(tmp_path: Path) -> None:
    papers = in_folder(fill(tmp_path))

    assert {paper.place for paper in papers} == {
        os.fspath(path.relative_to(tmp_path)) for path in tmp_path.rglob("*.json")
    }
    tally = summed(audited(papers, Checking(TODAY)))
    assert (tally.charts, tally.unread) == (6, 1)
    assert tally.ready == 2


def test_several_cores_find_what_one_finds(tmp_path: Path) -> None:
    papers = in_folder(fill(tmp_path, each=TOGETHER // 2))
    checking = Checking(TODAY, rows=True)

    one, two = list(audited(papers, checking, 1)), list(audited(papers, checking, 2))

    assert [asdict(part) for part in one] == [asdict(part) for part in two]
    assert sum(part.done for part in one) == len(papers)


def test_a_folder_that_is_not_there_or_holds_no_chart_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(PlanbotError, match="There is no folder"):
        in_folder(tmp_path / "nowhere")
    with pytest.raises(PlanbotError, match=r"ends in \.json"):
        in_folder(tmp_path)


def test_what_cannot_be_read_is_named_with_its_reason_and_never_quoted(tmp_path: Path) -> None:
    fill(tmp_path, each=1)
    (tmp_path / "nothing.json").write_bytes(b"")
    (tmp_path / "list.json").write_bytes(b"[]")
    (tmp_path / "gone.json").symlink_to(tmp_path / "no such file")
    papers = [*in_folder(tmp_path), Paper("c9", fault="Revision 3 of client c9 does not verify.")]

    tally = summed(audited(papers, Checking(TODAY)))

    reasons = dict(tally.unread_places)
    assert set(reasons) == {"broken.json", "nothing.json", "list.json", "gone.json", "c9"}
    assert all(reason.endswith(".") and SECRET not in reason for reason in reasons.values())
    assert tally.charts == 3


def test_reports_of_planbots_own_beside_the_charts_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text('{\n  "schema": "urn:planbot:audit:1",\n  "charts": 1}', encoding="utf-8")
    (tmp_path / "sam.json").write_bytes(export(clean_chart()))

    (part,) = audited(in_folder(tmp_path), Checking(TODAY))

    assert (part.tally.charts, part.tally.unread, part.passed_over) == (1, 0, 1)


def test_no_more_charts_are_read_ahead_than_the_cores_can_take() -> None:
    taken = 0

    def papers() -> Iterator[Paper]:
        nonlocal taken
        for chart in charts(TOGETHER * 4):
            taken += 1
            yield Paper(chart.id, text=chart.to_json())

    parts = audited(papers(), Checking(TODAY), 2)
    next(parts)
    parts.close()

    assert taken <= TOGETHER * (2 * AHEAD + 1)


def test_the_profile_asked_for_is_used_for_all_and_else_each_charts_own() -> None:
    own = numbered(clean_chart(), 1)
    other = numbered(clean_chart(), 2).set("client.profile", "private-pay")
    papers = [Paper(c.id, text=c.to_json()) for c in (own, other)]

    assert summed(audited(papers, Checking(TODAY))).profiles == {"baseline": 1, "private-pay": 1}
    assert summed(audited(papers, Checking(TODAY, "carf"))).profiles == {"carf": 2}


def rows(chart_texts: list[Paper], *, names: bool = False) -> list[dict[str, str]]:
    checking = Checking(TODAY, rows=True, names=names)
    text = head(names=names) + "".join(part.rows for part in audited(chart_texts, checking))
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_has_a_row_for_each_finding() -> None:
    chart = numbered(draft_chart(), 3)
    found = check(chart, today=TODAY)

    table = rows([Paper("a.json", text=chart.to_json()), Paper("b.json", fault="It is gone.")])

    assert [(r["rule"], r["at"], r["severity"]) for r in table[:-1]] == [(f.rule, f.at, f.severity) for f in found]
    assert {(r["file"], r["chart"]) for r in table[:-1]} == {("a.json", "n3")}
    assert (table[-1]["file"], table[-1]["rule"], table[-1]["message"]) == (
        "b.json",
        "could-not-be-read",
        "It is gone.",
    )


def test_names_stand_in_the_table_only_when_asked_for() -> None:
    paper = [Paper("a", text=numbered(draft_chart(), 3, "Robin Weatherby").to_json())]

    assert "name" not in columns(names=False)
    assert "Weatherby" not in str([{k: v for k, v in row.items() if k != "message"} for row in rows(paper)])
    assert {row["name"] for row in rows(paper, names=True)} == {"Robin Weatherby"}


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n@x"])
def test_a_cell_that_a_spreadsheet_would_run_is_text(name: str) -> None:
    assert inert(name).startswith("'")


def test_no_hostile_text_begins_a_formula_or_a_line_of_the_table() -> None:
    for name, text in hostile().items():
        chart = filled_with(draft_chart(), text)
        chart = chart.set("client.language", "English").set("client.profile", "baseline")
        for row in rows([Paper("a.json", text=chart.to_json())], names=True):
            assert None not in row, name
            assert all(not (cell or "").startswith(("=", "+", "-", "@")) for cell in row.values()), name
