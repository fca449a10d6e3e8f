"""A practice's settings: kept whole, and a damaged file names what is wrong."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planbot.errors import PlanbotError
from planbot.settings import FILE, Approval, Settings, read_settings, write_settings

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
APPROVALS = st.builds(Approval, by=WORDS.filter(bool), on=st.dates())
ANY_SETTINGS = st.builds(
    Settings,
    theme=WORDS,
    idle_minutes=st.integers(1, 120),
    country=WORDS,
    clinician=WORDS,
    credentials=WORDS,
    profile=WORDS,
    model=WORDS,
    model_address=WORDS,
    drafts=st.lists(WORDS, max_size=4).map(tuple),
    approved=st.none() | APPROVALS,
    state=WORDS,
)
OF_THE_FIRST_RELEASE = {
    "theme": "planbot-light",
    "idle_minutes": 5,
    "country": "Canada",
    "clinician": "Dana Lee",
    "credentials": "LCSW",
}


def refusal(folder: Path) -> str:
    with pytest.raises(PlanbotError) as refused:
        read_settings(folder)
    return str(refused.value)


def test_without_a_file_there_are_defaults_and_none_is_made(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == Settings()
    assert list(tmp_path.iterdir()) == []


@given(settings=ANY_SETTINGS)
def test_what_was_set_is_read_again(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    folder = tmp_path_factory.mktemp("home") / "not made yet"
    write_settings(folder, settings)
    assert read_settings(folder) == settings
    assert [path.name for path in folder.iterdir()] == [FILE]


def test_a_setting_may_be_left_out_of_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"idle_minutes": 3}', encoding="utf-8")
    assert read_settings(tmp_path) == Settings(idle_minutes=3)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('{"idle_minutes": 0}', "idle_minutes"),
        ('{"idle_minutes": 121}', "idle_minutes"),
        ('{"idle_minutes": "soon"}', "idle_minutes"),
        ('{"theme": 3}', "theme"),
        ('{"colour": "blue"}', "colour"),
        ('{"clinician": null}', "clinician"),
        ('{"approved": {"by": "Dana Lee"}}', "approved.on"),
        ('{"approved": {"by": "", "on": "2026-11-23"}}', "approved.by"),
        ('{"drafts": "all"}', "drafts"),
        ("", "the whole file"),
        ("{", "the whole file"),
        ("[]", "the whole file"),
        ("\x00\x01", "the whole file"),
    ],
)
def test_a_damaged_file_names_the_file_and_the_setting_in_one_sentence(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    assert refusal(tmp_path) == f"A setting cannot be read @ {tmp_path / FILE}: {named}; mend it or remove the file."


def test_a_file_that_is_no_text_is_refused_too(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xff\xfe\x00")
    assert "the whole file" in refusal(tmp_path)


def test_a_folder_in_the_place_of_the_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    assert refusal(tmp_path) == f"The settings cannot be opened @ {tmp_path / FILE}; check who may read it."


def test_settings_that_cannot_be_written_are_said_in_one_sentence_with_the_file(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    with pytest.raises(PlanbotError, match=r"^The settings cannot be written @ .+settings\.json \(.+\); look .+\.$"):
        write_settings(tmp_path, Settings(clinician="Someone Else"))
    assert list(tmp_path.iterdir()) == [tmp_path / FILE]


def test_settings_do_not_change_in_place() -> None:
    with pytest.raises(ValidationError):
        Settings().theme = "other"  # type: ignore[misc]


def test_settings_hold_nothing_about_any_client(tmp_path: Path) -> None:
    write_settings(tmp_path, Settings())
    assert set(json.loads((tmp_path / FILE).read_text("utf-8"))) == {
        "theme", "idle_minutes", "country", "clinician", "credentials", "profile",
        "model", "model_address", "names_second_pass", "names_pipeline", "drafts", "approved", "state",
    }  # fmt: skip


def test_a_file_from_before_there_were_models_is_read_and_sets_none(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(json.dumps(OF_THE_FIRST_RELEASE), encoding="utf-8")

    settings = read_settings(tmp_path)

    assert settings == Settings.model_validate(OF_THE_FIRST_RELEASE)
    assert (settings.model, settings.drafts, settings.approved, settings.state) == ("", (), None, "")


def test_on_install_no_model_is_set_and_every_kind_of_draft_is_off() -> None:
    assert (Settings().model, Settings().model_address, Settings().drafts) == ("", "", ())


def test_drafting_is_told_for_the_log_only_while_a_model_and_a_kind_of_draft_are_on() -> None:
    model = Settings(model="llamacpp:small", model_address="http://127.0.0.1:9/v1")
    on = model.model_copy(update={"drafts": ("summary", "objective")})

    assert (Settings().drafting, model.drafting, Settings(drafts=("summary",)).drafting) == ("", "", "")
    assert on.drafting == (
        "with llamacpp:small at http://127.0.0.1:9/v1: objective, summary; law: not chosen; nobody approved"
    )
