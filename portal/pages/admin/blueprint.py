"""The one blueprint of the administration, so that its menu line stays marked on all its pages."""

from __future__ import annotations

from typing import Final

from flask import Blueprint

blueprint: Final = Blueprint("admin", __name__, url_prefix="/admin")
