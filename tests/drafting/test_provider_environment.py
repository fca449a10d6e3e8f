"""Nothing in the environment changes where a prompt goes, by which way, with what, or who is told of it."""

import datetime as dt
import ipaddress
import os
import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from planbot.drafting.dialects import opened
from planbot.drafting.model import Model
from planbot.drafting.provider import KINDS as OFFERED
from planbot.drafting.reach import offered
from planbot.drafting.trial import PROMPT, SCHEMA
from planbot.environment import forget_detours
from planbot.errors import DraftError
from tests.cli.test_environment import hostile_variables, sink
from tests.fake_providers import KEYS, KINDS, MODELS, REPLY, Fake, serving


@pytest.fixture(autouse=True)
def put_back(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the environment as it was, whatever is dropped from it."""
    before = dict(os.environ)
    yield
    monkeypatch.undo()
    os.environ.clear()
    os.environ.update(before)


def set_keys() -> None:
    """Set the keys that the servers take."""
    os.environ.update({OFFERED[kind].key: key for kind, key in KEYS.items()})


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_environment_changes_nothing_of_what_is_sent_and_reaches_nobody(kind: str) -> None:
    set_keys()
    with serving(Fake(kind)) as fake:
        Model(fake.at()).write(PROMPT, SCHEMA)
        with sink() as elsewhere:
            os.environ.update(hostile_variables(elsewhere.url))
            set_keys()
            reply = Model(fake.at()).write(PROMPT, SCHEMA)

    assert reply.text == REPLY
    assert elsewhere.heard == []
    calm, hostile = fake.replies
    assert hostile.body == calm.body
    assert hostile.headers == calm.headers


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_set_after_the_start_is_forgotten_as_well(kind: str) -> None:
    set_keys()
    with serving(Fake(kind)) as fake, sink() as elsewhere:
        model = Model(fake.at())
        model.write(PROMPT, SCHEMA)
        os.environ.update(hostile_variables(elsewhere.url))
        set_keys()
        model.write(PROMPT, SCHEMA)

    assert elsewhere.heard == []
    calm, hostile = fake.replies
    assert (hostile.headers, hostile.body) == (calm.headers, calm.body)


def test_of_the_variables_of_providers_only_the_keys_are_kept() -> None:
    os.environ.update(hostile_variables("http://127.0.0.1:9"), PLANBOT_MODEL_KEY="ours", no_proxy="*")
    os.environ.update({"Https_Proxy": "x", "anthropic_base_url": "x", "LC_ALL": "C.UTF-8"})

    forget_detours()

    of_providers = ("OPENAI", "ANTHROPIC", "OLLAMA", "LANGSMITH", "LANGCHAIN", "OTEL", "PLANBOT_MODEL")
    left = {name for name in os.environ if name.upper().startswith(of_providers)}
    assert left == {OFFERED[kind].key for kind in KINDS}
    assert not {name.upper() for name in os.environ} & {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "SSLKEYLOGFILE"}
    assert os.environ["LC_ALL"] == "C.UTF-8"


def clients(kind: str, chat: Any) -> list[Any]:
    """Return both HTTP clients of a provider's library, the one that waits and the one that does not."""
    if kind == "ollama":
        return [chat._client._client, chat._async_client._client]
    if kind == "anthropic":
        return [chat._client._client, chat._async_client._client]
    return [chat.root_client._client, chat.root_async_client._client]


@pytest.mark.parametrize("kind", KINDS)
def test_both_clients_of_a_provider_go_straight_to_its_address(kind: str) -> None:
    set_keys()
    with serving(Fake(kind)) as fake:
        chat = opened(fake.at())

        for client in clients(kind, chat):
            assert client.trust_env is False
            assert client.follow_redirects is False
            assert client._mounts == {}
        assert "".join(str(each.text) for each in chat.stream("hello")) == REPLY

        assert len(fake.replies) == 1, "the one that planbot does not use is shut as well"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a certificate for this computer that nobody but its owner trusts, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "own.pem"
    plain = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_is_trusted_because_the_environment_vouches_for_them(
    kind: str, certificate: Path, tmp_path: Path
) -> None:
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(certificate)
    set_keys()
    log = tmp_path / "secrets"
    os.environ.update(SSL_CERT_FILE=str(certificate), SSL_CERT_DIR=str(certificate.parent), SSLKEYLOGFILE=str(log))
    with serving(Fake(kind), secured) as fake:
        with pytest.raises(DraftError, match=rf"^The certificate of {fake.address} is not one this computer trusts"):
            Model(fake.at()).write(PROMPT, SCHEMA)
        with pytest.raises(DraftError, match=r"so nothing was sent; check both\.$"):
            offered(fake.at())

    assert fake.heard == []
    assert not log.exists()
    assert MODELS[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_without_those_variables_the_same_server_would_be_spoken_with(
    kind: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above would prove nothing if the server could not be spoken with at all."""
    secured = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    secured.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv(OFFERED[kind].key, KEYS.get(kind, ""))
    with serving(Fake(kind), secured) as fake:
        assert any(name.startswith(MODELS[kind]) for name in offered(fake.at()))
