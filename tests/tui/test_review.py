"""Review and sign: what blocks, who signs, what is frozen, what a later change does, what leaves planbot."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Static

from planbot.chart import Answer, Author, Chart, Origin, Signer, Voice, frozen_map, read_chart
from planbot.knowledge import Knowledge
from planbot.rules.pages.examples import changed, clean_chart
from planbot.tui.screens.session import SessionScreen
from planbot.tui.widgets.lines import plain
from tests.session.modelling import agreed
from tests.tui.visiting import Visit, visiting

UNSIGNED = "-sg1\n-sg2"


def _ready() -> Chart:
    """Return a plan that lacks nothing but signatures."""
    return changed(clean_chart(), UNSIGNED)


async def _sign_both(visit: Visit) -> None:
    await visit.choose("Sam Rivera signs")
    await visit.fill("Sam Rivera")
    await visit.choose("Alex Lee signs")
    await visit.fill("Alex Lee", "")


def _chart(visit: Visit) -> Chart:
    return visit.store.open_chart("sample").chart


def _signers(chart: Chart) -> list[tuple[str, str, str]]:
    return [(s.signer.value, s.name, s.how) for s in chart.participation.signatures]


async def test_what_blocks_signing_is_named_first_and_keeps_people_from_signing(
    folder: Path, knowledge: Knowledge
) -> None:
    async with visiting(folder, knowledge, changed(_ready(), "-i3"), size=(100, 60)) as visit:
        await visit.press("r")
        assert "blocks signing" in visit.seen()
        assert visit.pane.lines[0].text == "Blocks signing"
        await visit.choose("Sam Rivera signs")
        assert visit.at == "ReviewScreen"
        assert "Signing waits for this" in visit.told()
        await visit.press("s")
        assert visit.store.signed("sample") == []


async def test_enter_on_a_finding_goes_to_its_question_in_the_conversation(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, changed(_ready(), "-i3")) as visit:
        await visit.press("r")
        await visit.choose("planned for")
        assert isinstance(visit.app.screen, SessionScreen)
        question = visit.app.screen.session.turn.question
        assert question is not None
        assert question.key == "intervention.add:o3"
        await visit.press("f6")
        assert visit.at == "ReviewScreen"
        await visit.choose("planned for")
        assert visit.at == "SessionScreen"
        assert len(visit.app.screen_stack) == 3, "a second conversation was opened on top of the first"


async def test_two_typed_names_freeze_the_plan_and_show_the_frozen_text(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, _ready(), size=(100, 60)) as visit:
        await visit.press("r")
        assert "Not ready to be frozen" in visit.seen()
        await _sign_both(visit)
        assert _signers(_chart(visit)) == [
            ("client", "Sam Rivera", "typed"),
            ("clinician", "Alex Lee", "typed"),
        ]
        await visit.choose("Sign and freeze the plan")
        assert visit.at == "DocumentScreen"
        (signed,) = visit.store.signed("sample")
        assert (signed.version, signed.document, set(signed.renderings)) == (1, "treatment-plan", {"md", "html", "txt"})
        assert "Draft" not in signed.renderings["txt"]
        assert [s.signer for s in signed.signatures] == [Signer.CLIENT, Signer.CLINICIAN]
        assert "Sam will cook dinner" in str(visit.app.screen.query_one("#paper-text", Static).render())
        await visit.press("escape")
        assert "Version 1 was signed" in visit.seen()
        assert visit.store.open_chart("sample").revision == signed.revision


@pytest.mark.parametrize(
    ("line", "typed", "says"),
    [
        ("Sam Rivera signs", ("",), "Please type the full name."),
        ("A guardian signs", ("Robin",), "first and last"),
        ("Alex Lee signs", ("",), "Please type the full name."),
    ],
)
async def test_a_name_that_is_not_whole_is_not_a_signature(
    line: str, typed: tuple[str, ...], says: str, folder: Path, knowledge: Knowledge
) -> None:
    async with visiting(folder, knowledge, _ready(), size=(100, 60)) as visit:
        await visit.press("r")
        await visit.choose(line)
        await visit.fill(*typed)
        if "Alex" in line:
            await visit.press("enter")
        assert says in visit.seen()
        assert _signers(_chart(visit)) == []


async def test_a_clinician_signs_with_credentials(folder: Path, knowledge: Knowledge) -> None:
    chart = changed(_ready(), "client.clinician.credentials: ''")
    async with visiting(folder, knowledge, chart, size=(100, 60)) as visit:
        await visit.press("r")
        await visit.choose("Alex Lee signs")
        await visit.fill("Alex Lee", "")
        assert "Please add the credentials." in visit.seen()
        await visit.fill("PsyD")
        (signature,) = _chart(visit).participation.signatures
        assert (signature.name, signature.credentials) == ("Alex Lee", "PsyD")


async def test_agreement_by_telehealth_is_recorded_as_said_out_loud(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, _ready(), size=(100, 60)) as visit:
        await visit.press("r")
        await visit.choose("agreed out loud")
        await visit.fill("Sam Rivera")
        assert _signers(_chart(visit)) == [("client", "Sam Rivera", "verbal, by telehealth")]


async def test_the_reason_why_the_client_does_not_sign_stands_in_place_of_a_signature(
    folder: Path, knowledge: Knowledge
) -> None:
    async with visiting(folder, knowledge, _ready(), size=(100, 60)) as visit:
        await visit.press("r")
        await visit.choose("does not sign, and why")
        await visit.fill("Wants to talk with Robin first")
        chart = _chart(visit)
        assert chart.participation.not_signed == "Wants to talk with Robin first"
        assert chart.answers["participation.not-signed"].words == "Wants to talk with Robin first"
        await visit.choose("Alex Lee signs")
        await visit.fill("Alex Lee", "")
        await visit.press("s")
        (signed,) = visit.store.signed("sample")
        assert "Wants to talk with Robin first" in signed.renderings["txt"]


async def test_a_change_after_signing_asks_for_new_signatures_and_makes_a_readable_second_version(
    folder: Path, knowledge: Knowledge
) -> None:
    async with visiting(folder, knowledge, _ready(), size=(100, 60)) as visit:
        await visit.press("r")
        await _sign_both(visit)
        await visit.press("s", "escape", "escape")
        before = visit.store.open_chart("sample")
        later = changed(before.chart, "g1.words: I want to sing again.")
        visit.store.append(later, based_on=before.revision, did="answered", key="goal.words:g1")
        await visit.press("r")
        assert "changed since version 1" in visit.seen()
        assert "before the last change" in visit.seen()
        await visit.press("s")
        assert len(visit.store.signed("sample")) == 1, "old signatures were taken for the new words"
        await _sign_both(visit)
        await visit.press("s", "escape")
        first, second = visit.store.signed("sample")
        assert "sing again" not in first.renderings["txt"]
        assert "sing again" in second.renderings["txt"]
        assert len(second.signatures) == 2
        await visit.press("d")
        await visit.choose("What changed from version 1 to version 2")
        assert visit.at == "DocumentScreen"
        assert "sing again" in visit.seen()


async def test_a_signature_in_an_imported_chart_counts_only_for_the_plan_it_was_given_to(
    folder: Path, knowledge: Knowledge
) -> None:
    async with visiting(folder, knowledge, _ready(), size=(100, 60)) as visit:
        await visit.press("r")
        await _sign_both(visit)
        signed = _chart(visit)
    for name, chart, told in (
        ("as signed", signed, "Sign and freeze the plan"),
        ("changed since", changed(signed, "g1.words: I want to sing again."), "before the last change"),
        ("by an older planbot", _without_marks(signed), "to a plan this store has not seen"),
    ):
        async with visiting(folder.with_name(name), knowledge, size=(100, 60)) as visit:
            visit.store.import_chart(chart)
            await visit.press("f1", "escape", "r")
            assert told in visit.seen(), name
            assert ("Not ready to be frozen" in visit.seen()) is (chart is not signed), name
            await visit.press("s")
            assert bool(visit.store.signed("sample")) is (chart is signed), name


def _without_marks(chart: Chart) -> Chart:
    for signature in chart.participation.signatures:
        chart = chart.put(signature.model_copy(update={"given_to": None}))
    return chart


async def test_a_waiver_is_saved_with_reason_and_name_and_takes_the_finding_away(
    folder: Path, knowledge: Knowledge
) -> None:
    chart = changed(clean_chart(), "participation.how: null")
    async with visiting(folder, knowledge, chart, size=(100, 60)) as visit:
        await visit.press("r")
        lines = visit.pane.lines
        visit.pane.highlighted = next(n for n, line in enumerate(lines) if "took part in" in line.text and line.key)
        await visit.press("w")
        await visit.fill("Said on the phone")
        await visit.press("enter")
        (waiver,) = _chart(visit).waivers
        assert (waiver.rule, waiver.reason, waiver.name) == (
            "participation-not-recorded",
            "Said on the phone",
            "Alex Lee",
        )
        assert "how the client took part in making" not in plain(visit.pane.lines)


async def test_a_waiver_given_beside_the_conversation_is_saved_too(folder: Path, knowledge: Knowledge) -> None:
    chart = changed(clean_chart(), "participation.how: null")
    async with visiting(folder, knowledge, chart, size=(100, 40)) as visit:
        await visit.press("enter", "f4", "home", "w")
        assert visit.at == "WaiveScreen"
        await visit.fill("Said on the phone")
        await visit.press("enter")
        assert [w.reason for w in _chart(visit).waivers] == ["Said on the phone"]


async def test_every_document_can_be_read_as_a_draft(folder: Path, knowledge: Knowledge) -> None:
    async with visiting(folder, knowledge, _ready()) as visit:
        await visit.press("d")
        titles = [line.parts[0].words for line in visit.pane.lines if line.key]
        assert len(titles) >= 4
        for title in titles:
            await visit.choose(title)
            assert visit.at == "DocumentScreen"
            await visit.press("escape")


async def test_a_document_taken_out_has_a_name_of_ids_and_dates_and_is_the_owners_alone(
    folder: Path, knowledge: Knowledge, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    async with visiting(folder, knowledge, _ready()) as visit:
        await visit.press("d")
        await visit.choose("Treatment plan")
        await visit.press("x")
        await visit.press("end", "ctrl+u")
        await visit.fill(str(out))
        await visit.until(lambda: len(list(out.iterdir())) == 4)
        stem = "planbot-sample-treatment-plan-2026-11-23"
        assert {p.name for p in out.iterdir()} == {f"{stem}.{end}" for end in ("md", "html", "txt", "json")}
        assert all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in out.iterdir())
        assert read_chart((out / f"{stem}.json").read_bytes()) == _chart(visit)
        assert json.loads((out / f"{stem}.json").read_text())["client"]["name"] == "Sam Rivera"
        assert any(row.did.startswith("took out") for row in visit.store.audit())


async def test_a_folder_that_is_not_there_is_said_before_anything_is_written(
    folder: Path, knowledge: Knowledge
) -> None:
    async with visiting(folder, knowledge, _ready()) as visit:
        await visit.press("d")
        await visit.choose("Treatment plan")
        await visit.press("x", "end", "ctrl+u")
        await visit.fill("/nowhere/at/all")
        assert "There is no such folder" in visit.seen()
        await visit.press("escape")
        assert visit.at == "DocumentScreen"


async def test_what_a_model_drafted_is_read_once_more_before_signing_and_the_client_alone_cannot_sign_it(
    folder: Path, knowledge: Knowledge
) -> None:
    origin = Origin(author=Author.MODEL, source="llamacpp:small", edited=True)
    answer = Answer(words="Take part in meals again", voice=Voice.THERAPIST, at=datetime.now(UTC), origin=origin)
    chart = agreed(_ready())
    chart = chart.model_copy(update={"answers": frozen_map({**chart.answers, "goal.clinical:g1": answer})})

    async with visiting(folder, knowledge, chart, size=(100, 60)) as visit:
        await visit.press("r")
        texts = [each.text for each in visit.pane.lines]
        at = texts.index("Drafted with a model")
        assert texts[at + 1] == "Take part in meals again"
        assert texts[at + 2].startswith("from a model (llamacpp:small), changed; taken over by Alex Lee, ")
        await visit.choose("Sam Rivera signs")
        await visit.fill("Sam Rivera")
        await visit.press("s")
        assert visit.store.signed("sample") == []
        assert "no professional has since" in "\n".join(each.text for each in visit.pane.lines)
        await visit.choose("Take part in meals again")
        assert visit.at == "SessionScreen"
