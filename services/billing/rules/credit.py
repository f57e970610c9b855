"""The credit of a year: whether its funds are released, and how much of it is left."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.codes_billing import BudgetState, CreditState
from schemas.money import francs
from schemas.refusal import Objection
from services.billing.rules.limits import CONCEPT, SOURCE_LIMITS, BillingLimits


def budget_objections(budget: BudgetState | None) -> tuple[Objection, ...]:
    """Object while the cantonal parliament has not released the year's funds, or nobody has said so (F-10)."""
    if budget is None:
        return (Objection("budget_not_configured", None, source=CONCEPT),)
    if budget is BudgetState.PLANNED:
        return (Objection("budget_not_released", None, source=CONCEPT),)
    return ()


@dataclass(frozen=True)
class CreditUse:
    """How much of a year's credit is invoiced, in centimes; without a ceiling only the use is known."""

    used_centimes: int
    ceiling_centimes: int | None
    state: CreditState

    @property
    def left_centimes(self) -> int | None:
        """What may still be invoiced, negative once the ceiling is passed; None without a ceiling."""
        return None if self.ceiling_centimes is None else self.ceiling_centimes - self.used_centimes


def credit_use(used_centimes: int, ceiling_centimes: int | None, limits: BillingLimits = SOURCE_LIMITS) -> CreditUse:
    """Return the use of a credit; credit notes are already taken off ``used_centimes``."""
    return CreditUse(used_centimes, ceiling_centimes, _state(used_centimes, ceiling_centimes, limits))


def _state(used: int, ceiling: int | None, limits: BillingLimits) -> CreditState:
    if ceiling is None:
        return CreditState.NOT_CONFIGURED
    if used > ceiling:
        return CreditState.EXCEEDED
    warn = limits.credit_warning_percent
    return CreditState.NEARLY_USED if warn is not None and 100 * used >= warn * ceiling else CreditState.AVAILABLE


def credit_objections(use: CreditUse, amount_centimes: int) -> tuple[Objection, ...]:
    """Object to invoicing an amount that the rest of the credit does not cover; without a ceiling nothing is known."""
    left = use.left_centimes
    if left is None or amount_centimes <= left:
        return ()
    facts = {"amount": francs(amount_centimes), "left": francs(left)}
    return (Objection("credit_would_be_exceeded", None, facts, CONCEPT),)
