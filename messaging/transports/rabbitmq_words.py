"""What went wrong between us and the broker, in words an operator understands."""

from __future__ import annotations

import ssl
from typing import Any, Final

from messaging.transports.rabbitmq import Node

_BY_CODE: Final = {
    312: "no queue is bound to the letter's name",
    320: "it is shutting down or was told to close us",
    403: "the account may not do this: {text}",
    404: "something is missing there: {text}; has `ssip broker setup` run?",
    406: "it would not accept what we sent: {text}",
    530: "the account may not enter this virtual host: {text}",
}
_BY_NAME: Final = {
    "ConnectionBlockedTimeout": "it holds back everybody who publishes: a memory or disk alarm",
    "IncompatibleProtocolError": "it hangs up without a word",
    "AMQPHeartbeatTimeout": "it stopped answering (no heartbeat)",
    "AMQPConnectorStackTimeout": "it accepts connections but says nothing",
    "AMQPConnectorSocketConnectError": "nothing listens there",
    "AMQPConnectorTransportSetupError": "TLS could not be agreed: {text}",
    "ProbableAuthenticationError": "user, password or certificate are not accepted",
    "AuthenticationError": "user, password or certificate are not accepted",
    "ProbableAccessDeniedError": "the account may not enter this virtual host",
    "ConsumerCancelled": "our queue was deleted or moved",
    "StreamLostError": "the connection broke off",
    "ConnectionRefusedError": "nothing listens there",
    "ConnectionResetError": "the connection broke off",
    "BrokenPipeError": "the connection broke off",
    "gaierror": "its name is not known",
    "TimeoutError": "it does not answer in time",
}


def in_words(error: Any, node: Node) -> str:
    """Return one sentence about ``error``; never holds a password."""
    place = f"{node.host}:{node.port}"
    return f"broker {place}: {_reason(error)}"


def _reason(error: Any) -> str:
    kinds = [type(each).__name__ for each in _inside(error)]
    certificate = next((each for each in _inside(error) if isinstance(each, ssl.SSLError)), None)
    if certificate is not None:
        return f"TLS failed: {certificate.reason or certificate}"
    text = str(getattr(error, "reply_text", "") or error)
    code = next((found for each in _inside(error) if (found := getattr(each, "reply_code", 0))), 0)
    if code in _BY_CODE and "Authentication" not in "".join(kinds):
        return _BY_CODE[code].format(text=text)
    words = next((_BY_NAME[each] for each in reversed(kinds) if each in _BY_NAME), "{name}: {text}")
    return words.format(text=text, name=kinds[0])


def _inside(error: Any) -> list[Any]:
    """Return ``error`` and what it wraps, the outermost first; pika wraps in several ways."""
    found = [error]
    for _ in range(6):
        inner = found[-1]
        several = getattr(inner, "exceptions", None)
        deeper = several[-1] if several else getattr(inner, "exception", None) or getattr(inner, "__cause__", None)
        if deeper is None:
            args = [each for each in getattr(inner, "args", ()) if isinstance(each, BaseException)]
            deeper = args[0] if args else None
        if deeper is None:
            break
        found.append(deeper)
    return found
