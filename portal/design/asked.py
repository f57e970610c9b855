"""Invented questions: one field of each kind, two of them with an error, and the steps around them."""

from __future__ import annotations

from types import SimpleNamespace

from portal.design.frame import Word
from portal.parts import Answer, Choice, FieldView, WizardStep


def fields(word: Word) -> SimpleNamespace:
    """Return one field of each kind by a short name, ``all`` of them in order and the ``errors`` for the summary."""
    asked = SimpleNamespace(**_typed(word), **_chosen(word))
    asked.all = list(vars(asked).values())
    asked.errors = [("avs", word("avs_wrong")), ("agreed", word("consent_needed"))]
    return asked


def _typed(word: Word) -> dict[str, FieldView]:
    wrong = [word("avs_wrong")]
    kept = "off"
    return {
        "name": FieldView("last_name", word("last_name"), value="Gerber", required=True, autocomplete=kept),
        "avs": FieldView("avs", word("avs"), "text", "756.12", word("hint.avs"), wrong, True, width="medium"),
        "born": FieldView("born_on", word("born_on"), "date", "14.03.1989", required=True),
        "rate": FieldView("rate", word("work_capacity"), "percent", 60, word("hint.capacity"), required=True),
        "pay": FieldView("pay", word("amount"), "money", "1'250.00"),
        "goal": FieldView("goal", word("goal"), "textarea", word("goal_text"), max_length=500),
        "paper": FieldView("paper", word("document"), "file", hint=word("hint.file"), accept=".pdf,.png,.jpg,.docx"),
    }


def _chosen(word: Word) -> dict[str, FieldView]:
    services: list[Choice] = [("aarberg", "Aarberg"), ("lyss", "Lyss"), ("urtenen", "Urtenen-Schönbühl")]
    kinds: list[Choice] = [("IP", "IP"), ("PIP", "PIP"), ("IS", "IS", word("day_structure")), ("PE", "PE")]
    tongues: list[Choice] = [("fr", word("french")), ("de", word("german")), ("pt", word("portuguese"))]
    needed = [word("consent_needed")]
    return {
        "service": FieldView("service", word("service"), "choice", "lyss", choices=services, required=True),
        "kind": FieldView("kind", word("wished_kind"), "radio", "PIP", choices=kinds, required=True),
        "child": FieldView("childcare", word("childcare"), "yesno", True, required=True),
        "tongues": FieldView("tongues", word("tongues"), "multi", ["fr"], choices=tongues),
        "agreed": FieldView("agreed", word("consent"), "checkbox", errors=needed, required=True),
    }


def steps(word: Word) -> list[WizardStep]:
    """Return a wizard in its third step."""
    return [
        WizardStep(word("person"), "done", "#"),
        WizardStep(word("situation"), "done", "#"),
        WizardStep(word("admission"), "now"),
        WizardStep(word("wish")),
        WizardStep(word("check_and_send")),
    ]


def answers(word: Word) -> list[Answer]:
    """Return a summary with one answer missing."""
    return [
        Answer(word("person"), "Gerber, Marc", "#", ["14.03.1989"]),
        Answer(word("work_capacity"), "60 %", "#"),
        Answer(word("agreement_signed_on"), None, "#"),
    ]
