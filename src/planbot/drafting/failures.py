"""What went wrong with a model, in one sentence a person can act on, without anything that was sent or received."""

from collections.abc import Iterator
from ssl import SSLError

from planbot.drafting.provider import Provider, refused_key, untrusted

_INSTEAD = "try again, or draft from the library."
_TOO_LONG = "There is too much here for this model to read at once; draft from the library, or by hand."
_BROKEN = f"The connection to the model broke off; {_INSTEAD}"
_NONSENSE = "What answers at {address} does not speak as {kind} does; check the address."
_FAILED = f"The model's server failed; {_INSTEAD}"
_SAYS = {
    "Timeout": f"The model took too long to answer; {_INSTEAD}",
    "ReadError": _BROKEN,
    "WriteError": _BROKEN,
    "RemoteProtocol": _BROKEN,
    "Connect": "No model answers at {address}; start it, or draft from the library.",
    "JSONDecode": _NONSENSE,
    "Unicode": _NONSENSE,
    "Validation": _NONSENSE,
    "Decoding": _NONSENSE,
    "APIError": _FAILED,
    "APIStatus": _FAILED,
    "ResponseError": _FAILED,
}
"""What is said when the name of an error, or of one behind it, has this in it; the first that fits."""


def sentence(failure: Exception, provider: Provider) -> str:
    """Return in one sentence what *failure* means; each provider's library raises errors of its own."""
    behind = tuple(_behind(failure))
    names, status = " ".join(type(each).__name__ for each in behind), _status(failure)
    if any(isinstance(each, SSLError) for each in behind):
        return untrusted(provider)
    if "ContextOverflow" in names:
        return _TOO_LONG
    if status:
        return _of_status(status, provider)
    unknown = f"The model's reply could not be read ({type(failure).__name__}); {_INSTEAD}"
    said = next((words for part, words in _SAYS.items() if part in names), unknown)
    return said.format(address=provider.address, kind=provider.kind)


def _of_status(status: int, provider: Provider) -> str:
    """Return what an HTTP status means for the person who asked."""
    match status:
        case 401 | 403:
            return refused_key(provider)
        case 404:
            return f"There is no model of this name at {provider.address}; correct the name or the address."
        case 429:
            return "The provider takes no more requests now; try again later, or draft from the library."
        case 400 | 422:
            return f"The server refused the request ({status}); the model may not take a shape for its answer."
        case _ if status < 400:
            return f"What answers at {provider.address} points to another address, where nothing is sent; correct it."
        case _:
            return f"The model's server failed ({status}); {_INSTEAD}"


def _status(failure: Exception) -> int:
    found = getattr(failure, "status_code", None)
    return found if isinstance(found, int) and found >= 300 else 0


def _behind(failure: BaseException | None) -> Iterator[BaseException]:
    """Yield an error and all that led to it."""
    seen: set[int] = set()
    while failure is not None and id(failure) not in seen:
        seen.add(id(failure))
        yield failure
        failure = failure.__cause__ or failure.__context__
