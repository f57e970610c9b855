"""The signed cookie: the signer is made once, not anew for each request and each answer."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface


class KeptSigner(SecureCookieSessionInterface):
    """Flask's own cookie with a signer that is kept; its keys are settings and hold as long as the portal runs."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def get_signing_serializer(self, app: Flask) -> Any:
        """Return the signer of the portal."""
        return self._kept

    @cached_property
    def _kept(self) -> Any:
        return super().get_signing_serializer(self._app)
