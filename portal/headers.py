"""What every answer tells the browser about safety: where code may come from, and that nothing is kept."""

from __future__ import annotations

from typing import Final

from flask import Flask, Response, current_app, g, request

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
ALWAYS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), payment=(), usb=()",
    "X-Permitted-Cross-Domain-Policies": "none",
}
TRANSPORT: Final = "max-age=63072000; includeSubDomains"
KEPT: Final = frozenset({"assets.send"})
"""Endpoints that say themselves how long their answers may be kept; they send nothing about people."""


def install(app: Flask) -> None:
    """Put the headers on every answer of ``app``, errors included."""
    app.after_request(_guard)


def _guard(answer: Response) -> Response:
    for name, value in ALWAYS.items():
        answer.headers.setdefault(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        answer.headers["Strict-Transport-Security"] = TRANSPORT
    if request.endpoint not in KEPT:
        answer.headers["Cache-Control"] = "no-store"
        answer.vary.update(("Cookie", "HX-Request"))
    if trace := g.get("trace"):
        answer.headers["traceparent"] = trace
    return answer
