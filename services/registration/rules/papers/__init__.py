"""What a file really is: its format by its content, and why one is not let in. Pure; opens nothing, trusts nothing."""

from __future__ import annotations

from services.registration.rules.papers.checking import LARGEST, MOST_A_MANDATE, format_of, paper_objections
from services.registration.rules.papers.metadata import without_metadata

__all__ = ["LARGEST", "MOST_A_MANDATE", "format_of", "paper_objections", "without_metadata"]
