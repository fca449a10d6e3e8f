"""Who answers at a model's address; nobody else is asked, and a model that runs elsewhere is refused."""

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest

import planbot
from planbot.drafting.model import Model
from planbot.drafting.provider import Provider, provider
from planbot.drafting.reach import offered, refuse_remote
from planbot.drafting.trial import PROMPT
from planbot.errors import DraftError
from tests.fake_models import Answer, Server, as_json, as_llama, as_ollama, serving

SOURCE = Path(planbot.__file__).parent
MAY_REACH = {
    "drafting/model.py": "asks the model, and keeps LangChain from tracing it",
    "drafting/dialects.py": "opens the model, through LangChain",
    "drafting/reach.py": "looks who answers, and sends nothing about a client",
    "drafting/evaluation/bare.py": "measures the bare server, with made-up charts, when asked to",
}
"""The modules that can open a connection, and why."""
HERE_ONLY = {"details": {"family": "llama"}, "model_info": {"general.name": "small"}, "capabilities": ["completion"]}


def at(server: Server, kind: str = "llamacpp", model: str = "small") -> Provider:
    found = provider(f"{kind}:{model}", server.url + ("/v1" if kind == "llamacpp" else ""))
    assert found is not None
    return found


def test_the_models_offered_are_listed() -> None:
    with serving(as_llama) as server:
        assert offered(at(server)) == ("small",)
    with serving(as_ollama(HERE_ONLY)) as server:
        assert offered(at(server, "ollama")) == ("small:latest",)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda *_: as_json({"error": "no"}, 401), "wants a key; set PLANBOT_MODEL_KEY"),
        (lambda *_: as_json({"hello": 1}), "is no llamacpp server"),
        (lambda *_: (200, {}, b"<html>"), "is no llamacpp server"),
        (lambda *_: (200, {}, b"[" * 100_000), "is no llamacpp server"),
        (lambda *_: (200, {}, b"\xff\xfe"), "is no llamacpp server"),
        (lambda *_: (500, {}, b""), "is no llamacpp server"),
        (lambda *_: (302, {"Location": "http://192.0.2.1/v1/models"}, b""), "is no llamacpp server"),
    ],
    ids=["a refused key", "another server", "a page", "deep nesting", "bytes", "a failure", "a redirect"],
)
def test_what_does_not_answer_as_a_model_is_one_sentence(answer: Callable[..., Answer], says: str) -> None:
    with serving(answer) as server, pytest.raises(DraftError, match=says) as refused:
        offered(at(server))

    assert str(refused.value).count(".") <= 8
    assert "\n" not in str(refused.value)


def test_nobody_at_the_address_is_one_sentence() -> None:
    with serving(as_llama) as server:
        gone = at(server)

    with pytest.raises(DraftError, match="No model answers at"):
        offered(gone)


@pytest.mark.parametrize("name", ["gpt-oss:120b-cloud", "big-cloud", "cloud/x", "x:cloud", "some-remote", "Remote:1b"])
def test_an_ollama_model_whose_name_says_it_runs_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(DraftError, match="somebody else's computer"):
        provider(f"ollama:{name}")


@pytest.mark.parametrize("name", ["llama3.2", "cloudy-7b", "qwen2.5:1.5b", "remotely-good"])
def test_an_ollama_model_with_another_name_is_not(name: str) -> None:
    assert provider(f"ollama:{name}") is not None


@pytest.mark.parametrize(
    "shown",
    [
        {**HERE_ONLY, "remote_host": "https://ollama.com:443"},
        {**HERE_ONLY, "remote_model": "gpt-oss:120b"},
        {"details": {"remote_model": "x"}},
        {"model_info": {"general.cloud": True}},
        {"capabilities": ["completion", "cloud"]},
    ],
    ids=["a host", "a model", "among the details", "a mark", "a capability"],
)
def test_an_ollama_model_that_is_said_to_run_elsewhere_is_refused_before_anything_is_sent(shown: object) -> None:
    with serving(as_ollama(shown)) as server:
        with pytest.raises(DraftError, match="somebody else's computer"):
            refuse_remote(at(server, "ollama"))
        with pytest.raises(DraftError, match="somebody else's computer"):
            Model(at(server, "ollama")).write(PROMPT, {})

    assert {path for _, path, _ in server.heard} == {"/api/show"}
    assert {body for *_, body in server.heard} == {b'{"model": "small"}'}


def test_an_ollama_model_that_runs_here_passes() -> None:
    with serving(as_ollama({**HERE_ONLY, "remote_host": "", "remote_model": ""})) as server:
        refuse_remote(at(server, "ollama"))


def test_a_server_that_redirects_a_prompt_elsewhere_is_not_followed() -> None:
    with serving(as_llama) as elsewhere:
        redirect = (307, {"Location": f"{elsewhere.url}/v1/chat/completions"}, b"")
        with serving(lambda *_: redirect) as server, pytest.raises(DraftError):
            Model(at(server)).write(PROMPT, {"title": "x", "type": "object", "properties": {}})

    assert server.heard
    assert elsewhere.heard == []


def test_nothing_in_the_source_makes_langchain_print_keep_or_load_what_was_said() -> None:
    banned = re.compile(
        r"^(set_debug|set_verbose|set_llm_cache|load_prompt|loads|InMemoryCache|SQLiteCache|LangChainTracer|"
        r"LANGCHAIN_TRACING\w*|LANGSMITH_TRACING\w*|wait_for_all_tracers|StdOutCallbackHandler)$"
    )
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        langchain = {
            name.asname or name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lang")
            for name in node.names
        }
        for node in ast.walk(tree):
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
            of_json = name == "loads" and isinstance(node, ast.Attribute) and ast.unparse(node.value) == "json"
            if (banned.match(name) and not of_json) or (name in {"debug", "verbose"} and name in langchain):
                found.append(f"{path.relative_to(SOURCE)}:{getattr(node, 'lineno', 0)} {name}")

    assert found == []


def test_only_known_modules_can_reach_anything() -> None:
    speaking = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([a.name for a in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        if name.split(".")[0]
        in {
            "langchain",
            "langchain_core",
            "langsmith",
            "http",
            "urllib",
            "socket",
            "httpx",
            "openai",
            "anthropic",
            "ollama",
        }
        and name != "urllib.parse"
    }

    assert speaking == set(MAY_REACH)
