"""Doors the environment leaves open: whatever is set, nothing leaves the computer and no file lands elsewhere."""

import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from planbot.environment import _TELLTALE
from tests.egress import guarded_environment, stays_here, tried
from tests.running import Home

ROOT = Path(__file__).parents[2]


@dataclass
class Sink:
    """A server on this computer that whatever leaks would reach."""

    port: int
    heard: list[bytes] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def sink() -> Iterator[Sink]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        made = Sink(server.getsockname()[1])

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                with connection:
                    connection.settimeout(2)
                    made.heard.append(connection.recv(4096))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield made
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def hostile_variables(url: str) -> dict[str, str]:
    """Return every variable known to send prompts, traces or packets elsewhere, all pointing at *url*."""
    proxies = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"), url)
    hosts = {f"{name}_BASE_URL": f"{url}/v1" for name in ("OPENAI", "ANTHROPIC", "GOOGLE", "MISTRAL", "AZURE_OPENAI")}
    tracing: dict[str, str] = {}
    for prefix in ("LANGSMITH", "LANGCHAIN"):
        tracing |= {f"{prefix}_TRACING": "true", f"{prefix}_TRACING_V2": "true", f"{prefix}_ENDPOINT": url}
        tracing |= {f"{prefix}_API_KEY": "key", f"{prefix}_PROJECT": "leak", f"{prefix}_VERBOSE": "true"}
    keys = {"OPENAI_API_KEY": "key", "ANTHROPIC_API_KEY": "key", "OLLAMA_HOST": url, "OLLAMA_BASE_URL": url}
    tokens = ["OLLAMA_API_KEY", "ANTHROPIC_AUTH_TOKEN", "OPENAI_ADMIN_KEY", "ANTHROPIC_WEBHOOK_SIGNING_KEY"]
    tokens += ["OPENAI_ORG_ID", "OPENAI_ORGANIZATION", "OPENAI_PROJECT_ID", "ANTHROPIC_IDENTITY_TOKEN"]
    keys |= dict.fromkeys(tokens, "leak") | {"ANTHROPIC_PROFILE": "leak", "ANTHROPIC_CONFIG_DIR": "/nowhere"}
    keys |= {"OPENAI_CUSTOM_HEADERS": "X-Leak: leak", "ANTHROPIC_CUSTOM_HEADERS": "X-Leak: leak"}
    hosts |= dict.fromkeys(("OPENAI_API_BASE", "OPENAI_PROXY", "ANTHROPIC_API_URL", "ANTHROPIC_PROXY"), url)
    hosts |= {"LANGSMITH_GATEWAY": url, "LANGSMITH_GATEWAY_API_KEY": "leak", "LC_OUTPUT_VERSION": "v1"}
    tracing |= {"ANTHROPIC_OPEN_TELEMETRY_TRACES_CONTENT_MODE": "content", "OTEL_PROPAGATORS": "tracecontext"}
    tracing |= {"OPENAI_LOG": "debug", "ANTHROPIC_LOG": "debug", "REQUESTS_CA_BUNDLE": "/nowhere"}
    others = {"SENTRY_DSN": url, "OTEL_EXPORTER_OTLP_ENDPOINT": url, "DO_NOT_TRACK": "0", "PYTHONASYNCIODEBUG": "1"}
    return {**proxies, **hosts, **tracing, **keys, **others}


def test_with_every_hostile_variable_set_a_session_reaches_nobody_and_writes_only_at_home(practice: Home) -> None:
    log = practice.root / "log"
    with sink() as server:
        variables = {**hostile_variables(server.url), **guarded_environment(log)}
        lines = ["I feel low", "/draft", "/use", "1990-05-17", "/findings", "/undo", "/help", "/quit"]
        ran = practice.opened("ask", "plan", "--client", "Maria", typed="\n".join(lines), **variables)
        documents = practice.opened("show", "Maria", "treatment-plan", "--format", "html", **variables)
        backup = practice.opened("backup", **variables)
        assert (ran.code, documents.code, backup.code) == (0, 0, 0), ran.said + documents.said + backup.said
        heard = list(server.heard)

    noted = log.read_text(encoding="utf-8").splitlines()
    assert heard == []
    assert [line for line in noted if not line.startswith("write ")] == []
    written = {Path(line.removeprefix("write ")) for line in noted}
    assert [path for path in written if not path.is_relative_to(practice.folder) and path != Path(os.devnull)] == []
    assert any(path.is_relative_to(practice.folder) for path in written), "the guard saw planbot write"
    assert [path for place in practice.elsewhere for path in place.rglob("*")] == []


def test_tracing_variables_are_gone_before_any_library_can_read_them(empty: Home) -> None:
    program = (
        "import os; from planbot.environment import shut_doors; shut_doors(); "
        "print([n for n in os.environ if n.startswith(('LANGSMITH_', 'LANGCHAIN_'))])"
    )

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program],
        env=empty.environment(**hostile_variables("http://127.0.0.1:9")),
        capture_output=True,
        check=True,
        text=True,
    )

    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(os.name == "nt", reason="Windows has neither masks nor core files of this kind")
def test_new_files_are_private_and_a_crash_leaves_no_core(empty: Home) -> None:
    program = (
        "import os, resource; from planbot.environment import shut_doors; shut_doors(); "
        "mask = os.umask(0); print(oct(mask), resource.getrlimit(resource.RLIMIT_CORE))"
    )

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program], env=empty.environment(), capture_output=True, check=True, text=True
    )

    assert done.stdout.strip() == "0o77 (0, 0)"


def test_every_debug_variable_of_textual_that_leaks_is_refused() -> None:
    source = Path(__import__("textual.constants").constants.__file__).read_text(encoding="utf-8")
    harmless = {
        "TEXTUAL_ANIMATIONS",
        "TEXTUAL_COLOR_SYSTEM",
        "TEXTUAL_DIM_FACTOR",
        "TEXTUAL_DISABLE_KITTY_KEY",
        "TEXTUAL_FILTERS",
        "TEXTUAL_FPS",
        "TEXTUAL_SLOW_THRESHOLD",
        "TEXTUAL_SMOOTH_SCROLL",
        "TEXTUAL_THEME",
    }

    known = set(re.findall(r'"(TEXTUAL_[A-Z_]+)"', source))

    assert {"TEXTUAL_LOG", "TEXTUAL_DRIVER"} < known
    assert known - harmless - set(_TELLTALE) == set(), "a new version of Textual reads a variable nobody has judged"


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.9.9.9", None, b"localhost"])
def test_the_guard_lets_this_computer_talk_to_itself(host: object) -> None:
    assert stays_here(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org", "::ffff:192.0.2.1", "", "localhost.example.org"])
def test_the_guard_knows_what_would_leave(host: str) -> None:
    assert not stays_here(host)


def test_the_guard_refuses_connections_packets_and_look_ups() -> None:
    with socket.socket() as one, socket.socket(type=socket.SOCK_DGRAM) as two:
        for leave in (
            lambda: one.connect(("192.0.2.1", 80)),
            lambda: one.connect_ex(("192.0.2.1", 80)),
            lambda: two.sendto(b"x", ("192.0.2.1", 53)),
            lambda: socket.getaddrinfo("example.org", 443),
            lambda: socket.gethostbyname("example.org"),
        ):
            with pytest.raises(PermissionError):
                leave()

    assert len(tried) == 5
    tried.clear()


def test_the_guard_fails_a_test_whose_code_swallowed_the_refusal(tmp_path: Path) -> None:
    (tmp_path / "test_leaving.py").write_text(
        "import contextlib, socket\n"
        "def test_leaving():\n"
        "    with contextlib.suppress(OSError):\n"
        "        socket.create_connection(('192.0.2.1', 80), timeout=1)\n"
        "def test_staying():\n    pass\n",
        encoding="utf-8",
    )

    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "pytest", "-q", "-p", "tests.egress", "-p", "no:cacheprovider", "--rootdir", tmp_path,
         "-c", os.devnull, tmp_path],
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    )  # fmt: skip

    assert done.returncode == 1, done.stdout + done.stderr
    assert "This test tried to leave the computer" in done.stdout
    assert "1 error" in done.stdout
