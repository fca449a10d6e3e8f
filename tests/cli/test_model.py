"""``planbot model``: what is there, what would be sent, set-up; only the address in the settings is ever asked."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from planbot.drafting.prompts import tasks
from planbot.drafting.provider import KINDS as OFFERED
from planbot.settings import FILE, Settings, read_settings, write_settings
from planbot.store import Store
from tests.cli.test_environment import hostile_variables, sink
from tests.egress import guarded_environment
from tests.fake_models import Answer, Server, as_json, as_llama, serving
from tests.fake_providers import KEYS, KINDS, MODELS, Fake
from tests.fake_providers import serving as speaking
from tests.running import PASSPHRASE, Home

READY = Settings(model="llamacpp:small", drafts=tuple(tasks()), state="none")


def set_to(home: Home, server: Server, **more: object) -> None:
    write_settings(home.folder, READY.model_copy(update={"model_address": f"{server.url}/v1", **more}))


def settings_of(fake: Fake, model: str = "") -> dict[str, str]:
    """Return the settings under which planbot asks this server."""
    return {"model": f"{fake.kind}:{model or MODELS[fake.kind]}", "model_address": fake.address}


def test_without_a_model_check_says_so_and_asks_nobody(empty: Home, tmp_path: Path) -> None:
    ran = empty.run("model", "check", **guarded_environment(tmp_path / "log"))

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("No model is set; planbot works without one.")
    noted = (tmp_path / "log").read_text(encoding="utf-8") if (tmp_path / "log").exists() else ""
    assert "socket" not in noted


def test_check_says_where_the_words_go_which_models_there_are_and_how_quick_it_is(empty: Home) -> None:
    with serving(as_llama) as server:
        set_to(empty, server, state="nevada")
        ran = empty.start("model", "check")

    assert ran.code == 0, ran.said
    assert f"llamacpp:small at {server.url}/v1: stays on this computer." in ran.out
    assert "Models offered: small." in ran.out
    assert re.search(
        r"It answers\. First words after \d+\.\d s, done after \d+\.\d s, about \d+ words a second\.", ran.out
    )
    assert "names replaced" in ran.out
    assert "[Nevada: nv]" in ran.out
    assert "anonym" not in ran.out


def test_a_model_that_does_not_answer_is_one_sentence_and_leaves_with_2(empty: Home) -> None:
    with serving(as_llama) as server:
        set_to(empty, server)
    ran = empty.start("model", "check")

    assert ran.code == 2
    assert f"No model answers at {server.url}/v1; start it, or correct the address." in ran.out
    assert "Traceback" not in ran.said


@pytest.mark.parametrize(
    ("kind", "model", "key", "says"),
    [
        ("ollama", "another", "", "Ollama does not have this model; pull it first, or choose another."),
        ("ollama", "", "", "This Ollama model runs on somebody else's computer; choose one that runs here."),
        ("anthropic", "claude-haiku-4-5", "", "anthropic needs a key; set ANTHROPIC_API_KEY before starting planbot."),
        ("anthropic", "claude-haiku-4-5", "wrong", "refused the key; check what ANTHROPIC_API_KEY holds."),
        ("anthropic", "claude-tomorrow", KEYS["anthropic"], "There is no model of this name at"),
    ],
)
def test_what_a_provider_refuses_is_one_sentence_and_leaves_with_2(
    empty: Home, kind: str, model: str, key: str, says: str
) -> None:
    with speaking(Fake(kind, remote="https://ollama.example.org" if not model else "")) as fake:
        write_settings(empty.folder, READY.model_copy(update=settings_of(fake, model)))
        ran = empty.run("model", "check", ANTHROPIC_API_KEY=key)

    assert (ran.code, ran.err) == (2, "")
    assert says in ran.out
    assert KEYS["anthropic"] not in ran.out
    assert all(b"calendar" not in heard.body for heard in fake.heard) or model == "claude-tomorrow"


@pytest.mark.parametrize("kind", KINDS)
def test_with_every_hostile_variable_set_only_the_address_in_the_settings_is_contacted(empty: Home, kind: str) -> None:
    """Every provider is checked, and says what its server offers and how quick it is."""
    log = empty.root / "log"
    keys = {OFFERED[each].key: key for each, key in KEYS.items()}
    with sink() as elsewhere, speaking(Fake(kind)) as fake:
        write_settings(empty.folder, READY.model_copy(update=settings_of(fake)))
        guarded = guarded_environment(log, f"127.0.0.1:{fake.port}")
        ran = empty.run("model", "check", **{**hostile_variables(elsewhere.url), **keys, **guarded})
        assert (ran.code, ran.err) == (0, ""), ran.said
        heard = list(elsewhere.heard)

    assert f"{kind}:{MODELS[kind]} at {fake.address}: stays on this computer." in ran.out
    assert re.search(rf"Reachable\. Models offered: [^\n]*\b{re.escape(MODELS[kind])}\b", ran.out)
    assert "is not among them" not in ran.out
    assert re.search(r"It answers\. First words after \d+\.\d s, done after \d+\.\d s, about \d+ tokens", ran.out)
    assert heard == []
    noted = log.read_text(encoding="utf-8").splitlines()
    reached = {line for line in noted if line.startswith(("socket.connect", "socket.send"))}
    assert reached == {f"socket.connect ('127.0.0.1', {fake.port})"}
    looked_up = {line.partition(" ")[2] for line in noted if line.startswith("socket.get")}
    assert looked_up <= {"'127.0.0.1'"}
    assert len(fake.replies) == 1
    for each in fake.heard:
        held = {**each.headers, "body": each.body.decode()}
        assert [name for name, value in held.items() if "leak" in f"{name} {value}"] == []
        assert {value for value in held.values() if "key-for" in value} <= {KEYS.get(kind), f"Bearer {KEYS.get(kind)}"}
    written = {Path(line.removeprefix("write ")) for line in noted if line.startswith("write ")}
    assert [path for path in written if not path.is_relative_to(empty.folder) and str(path) != "/dev/null"] == []
    assert [path for place in empty.elsewhere for path in place.rglob("*")] == []


def test_the_guard_of_that_test_notices_a_program_that_follows_the_environment(empty: Home) -> None:
    log = empty.root / "log"
    program = "import httpx\ntry:\n    httpx.get('http://127.0.0.1:1/v1')\nexcept Exception: pass"
    with sink() as elsewhere:
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", program],
            env=empty.environment(
                **hostile_variables(elsewhere.url), **guarded_environment(log, f"127.0.0.1:{elsewhere.port}")
            ),
            check=True,
            capture_output=True,
        )

    assert f"('127.0.0.1', {elsewhere.port})" in log.read_text(encoding="utf-8")


def test_show_prints_the_exact_text_and_sends_nothing(practice: Home, tmp_path: Path) -> None:
    with serving(as_llama) as server:
        set_to(practice, server)
        ran = practice.opened("model", "show", "Sam R.", "goal.clinical:g1", **guarded_environment(tmp_path / "log"))

    assert ran.code == 0, ran.said
    assert server.heard == []
    assert "socket" not in (tmp_path / "log").read_text(encoding="utf-8")
    assert ran.out.startswith("Nothing was sent. This is what would be sent first, names replaced, to the letter.")
    assert "You help a psychotherapist write a treatment plan." in ran.out
    assert "---- the shape asked for" in ran.out
    assert not re.search(r"\bSam\b", ran.out)
    assert "closed The client agrees that a language model helps with the wording." in ran.out
    with Store.open(practice.folder, PASSPHRASE) as store:
        assert store.audit(1)[0].did == "showed what a model would be sent for goal.clinical:g1"
        assert store.sendings() == []


@pytest.mark.parametrize(
    ("step", "says"),
    [("goal.clinical:g99", "does not come up"), ("client.birth-date", "nothing a model drafts"), ("[/no]", "does not")],
)
def test_a_step_without_a_draft_is_refused_in_one_sentence(practice: Home, step: str, says: str) -> None:
    ran = practice.opened("model", "show", "Sam R.", step)

    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1


LAST = ["illinois", "Dana Lee, LCSW", *(["y"] * len(tasks()))]


def typed(*lines: str) -> str:
    return "".join(f"{line}\n" for line in lines)


def asleep(*_: object) -> Answer:
    """Answer as a server that has no model ready, so that no test waits for one to be tried."""
    return as_json({}, 500)


def test_set_up_asks_tries_the_model_and_writes_the_settings(empty: Home) -> None:
    with serving(as_llama) as server:
        ran = empty.start("model", "set-up", typed=typed("llamacpp", f"{server.url}/v1", "small", *LAST).encode())

    assert ran.code == 0, ran.said
    assert "Models offered: small." in ran.out
    assert "First words after" in ran.out
    found = read_settings(empty.folder)
    assert (found.model, found.model_address, found.state) == ("llamacpp:small", f"{server.url}/v1", "illinois")
    assert found.drafts == tuple(tasks())
    assert found.approved is not None
    assert found.approved.by == "Dana Lee, LCSW"


@pytest.mark.parametrize("lines", [0, 2, 4, 6, 9])
def test_set_up_that_is_stopped_changes_nothing(empty: Home, lines: int) -> None:
    write_settings(empty.folder, Settings(clinician="Dana Lee"))
    before = (empty.folder / FILE).read_bytes()

    with serving(asleep) as server:
        told = ("llamacpp", f"{server.url}/v1", "small", "y", *LAST)[:lines]
        ran = empty.run("model", "set-up", typed=typed(*told))

    assert ran.code == 2, ran.said
    assert "Traceback" not in ran.said
    assert (empty.folder / FILE).read_bytes() == before


def test_no_model_can_be_chosen_again(empty: Home) -> None:
    write_settings(empty.folder, READY.model_copy(update={"clinician": "Dana Lee"}))

    ran = empty.run("model", "set-up", typed="none\n")

    assert ran.code == 0
    found = read_settings(empty.folder)
    assert (found.model, found.drafts, found.clinician) == ("", (), "Dana Lee")


def test_set_up_does_not_keep_a_model_that_does_not_answer_unless_told_to(empty: Home) -> None:
    with serving(asleep) as server:
        ran = empty.run("model", "set-up", typed=f"llamacpp\n{server.url}/v1\nsmall\nn\n")

    assert ran.code == 2
    assert "Nothing was changed." in ran.out
    assert not (empty.folder / FILE).exists()


@pytest.mark.parametrize(
    "address", ["http://192.0.2.1/v1", "ftp://127.0.0.1", "127.0.0.1:8080", "http://u:p@127.0.0.1"]
)
def test_an_address_that_cannot_be_is_asked_again_with_the_reason(empty: Home, address: str) -> None:
    with serving(asleep) as server:
        told = ("llamacpp", address, f"{server.url}/v1", "small", "y", *LAST)
        ran = empty.run("model", "set-up", typed=typed(*told))

    assert ran.code == 0, ran.said
    assert "The model's address" in ran.out
    assert read_settings(empty.folder).model_address == f"{server.url}/v1"
