"""How each kind of provider is opened through LangChain and asked: every one takes the same limits by other names."""

import importlib
from typing import Any

from planbot.drafting.prompts import Prompt
from planbot.drafting.provider import KINDS, Provider, key_of
from planbot.drafting.reach import refuse_remote
from planbot.errors import DraftError

CONNECT, READ = 5.0, 120.0
"""Seconds to wait for a connection, and for the next words."""
TRIES = 2
"""How often a request is made at most when the connection fails."""
CONTEXT = 8192
"""Tokens an Ollama server keeps in view; its own default is smaller than the longest prompt, and it cuts silently."""
THOUGHTS = 4000
"""Tokens added to the limit of a model that thinks before it writes: they count against it and are not shown."""

LITTLE = "low"
"""How much such a model is asked to think: wording needs little."""


def opened(provider: Provider) -> Any:
    """Return LangChain's model for *provider*, its address explicit and nothing but its key from the environment.

    Whoever calls this has dropped the variables that its library would read. Raises DraftError in one sentence when
    its library or its key is missing, or when an Ollama server says that the model runs elsewhere.
    """
    key = key_of(provider)
    refuse_remote(provider)
    kind = KINDS[provider.kind]
    try:
        importlib.import_module(kind.package)
        from langchain.chat_models import init_chat_model
    except ImportError:
        raise DraftError(
            f"To draft with {provider.kind}, install planbot with it: pip install planbot[{kind.extra}]."
        ) from None
    chat = init_chat_model(provider.model, model_provider=kind.langchain, **_doors(provider, key))
    return _straightened(chat) if kind.langchain == "anthropic" else chat


def asked(chat: Any, provider: Provider, prompt: Prompt, schema: dict[str, Any]) -> Any:
    """Return *chat* with the limits of the task and the shape of the answer, as this provider wants them said."""
    match KINDS[provider.kind].langchain:
        case "openai":
            name = prompt.task.output.replace("-", "_")
            shape = {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}
            chance = {} if _thinks(chat, provider) else {"temperature": prompt.task.temperature}
            effort = {"reasoning_effort": LITTLE} if _can_think_less(chat, provider) else {}
            limits = {**chance, **effort, "max_tokens": _room(chat, provider, prompt)}
            # In the body itself, or the library would read the reply on its own account and fail where it is cut.
            return chat.bind(**limits, extra_body={"response_format": shape})
        case "ollama":
            options = {"num_predict": prompt.task.most_tokens, "temperature": prompt.task.temperature}
            return chat.bind(format=schema, reasoning=False, options={**options, "num_ctx": CONTEXT})
        case _:
            from anthropic import transform_schema

            # Bounds of lengths and numbers are refused in a shape; this says them in its descriptions instead.
            # A temperature is refused too, by every model since version 2026-10-21 of the interface.
            shape = {"format": {"type": "json_schema", "schema": transform_schema(schema)}}
            effort = {"effort": LITTLE} if _can_think_less(chat, provider) else {}
            return chat.bind(max_tokens=_room(chat, provider, prompt), output_config={**shape, **effort})


def _room(chat: Any, provider: Provider, prompt: Prompt) -> int:
    """Return the limit of tokens: that of the task, and what a model needs that thinks before it writes."""
    return prompt.task.most_tokens + (THOUGHTS if _thinks(chat, provider) else 0)


def _thinks(chat: Any, provider: Provider) -> bool:
    """Whether this model thinks unasked, as its provider's library knows it or because it is too new to be known.

    Those that do are those that take no temperature.
    """
    if KINDS[provider.kind].without_key:
        return False
    return not _profile(chat).get("temperature", not provider.at_home)


def _can_think_less(chat: Any, provider: Provider) -> bool:
    return _thinks(chat, provider) and LITTLE in (_profile(chat).get("reasoning_effort_levels") or ())


def _profile(chat: Any) -> dict[str, Any]:
    """Return what the provider's library knows of the model; nothing for a model it does not know."""
    return dict(getattr(chat, "profile", None) or {})


def _doors(provider: Provider, key: str) -> dict[str, Any]:
    """Return the arguments that say where to connect, and that nothing in the environment may say otherwise."""
    match KINDS[provider.kind].langchain:
        case "openai":
            http = _http_of("openai._base_client")
            return {
                "base_url": provider.address,
                "api_key": key or "none",
                "max_retries": TRIES - 1,
                "timeout": http.Timeout(READ, connect=CONNECT),
                "stream_usage": True,
                "use_responses_api": False,
                "http_client": http.Client(**_straight(http)),
                "http_async_client": http.AsyncClient(**_straight(http)),
            }
        case "ollama":
            http = importlib.import_module("httpx")
            headers = {"headers": {"Authorization": f"Bearer {key}"}} if key else {}
            given = {**_straight(http), **headers, "timeout": http.Timeout(READ, connect=CONNECT)}
            return {"base_url": provider.address, "client_kwargs": given}
        case _:
            return {"base_url": provider.address, "api_key": key, "max_retries": TRIES - 1}


def _straightened(chat: Any) -> Any:
    """Return LangChain's model for Anthropic with clients of ours, since it takes none and builds its own.

    The two clients are cached under these names when first used; put there before, they are used instead.
    """
    import anthropic

    http = _http_of("anthropic._base_client")
    given = {**chat._client_params, "timeout": http.Timeout(READ, connect=CONNECT)}  # noqa: SLF001 - see above
    given["open_telemetry"] = False
    chat._client = anthropic.Client(**given, http_client=http.Client(**_straight(http)))  # noqa: SLF001
    chat._async_client = anthropic.AsyncClient(**given, http_client=http.AsyncClient(**_straight(http)))  # noqa: SLF001
    return chat


def _straight(http: Any) -> dict[str, Any]:
    """Return what a client is built with: no proxy, no address but its own, and no connection that outlives a draft."""
    return {"trust_env": False, "follow_redirects": False, "limits": http.Limits(max_keepalive_connections=0)}


def _http_of(module: str) -> Any:
    """Return the HTTP library a provider's client was built with, whichever of its generations that is."""
    client = importlib.import_module(module)
    return getattr(client, "httpx2", None) or client.httpx
