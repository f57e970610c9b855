"""Hashing passwords: argon2id as reliability demands it, the same time for known and unknown names."""

from __future__ import annotations

import hmac
import unicodedata
from base64 import b32encode
from functools import cache
from hashlib import sha256
from typing import Final

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER: Final = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1, type=Type.ID)


def hashed(password: str) -> str:
    """Return the hash to be kept."""
    return _HASHER.hash(_bytes(password))


def is_right(kept: str | None, password: str) -> bool:
    """Whether ``password`` fits; takes as long when nothing is kept, so that nobody learns which names exist."""
    try:
        _HASHER.verify(kept or _nobody(), _bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def is_outdated(kept: str) -> bool:
    """Whether a hash was made with other costs than today's."""
    return _HASHER.check_needs_rehash(kept)


def one_time(secret: bytes, occasion: str) -> str:
    """Return a password for one first sign-in; the same occasion gives the same one, so a double click does no harm.

    It holds 100 random-looking bits; nobody without ``secret`` can tell it from the occasion.
    """
    digest = hmac.new(secret, f"one-time password:{occasion}".encode(), sha256).digest()
    letters = b32encode(digest).decode().lower()[:20]
    return "-".join(letters[start : start + 5] for start in range(0, 20, 5))


@cache
def _nobody() -> str:
    return hashed("nobody has this password")


def _bytes(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode()
