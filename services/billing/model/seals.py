"""Triggers of both databases that keep issued papers and their lines as they are."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import DDL, event

from services.billing.model.papers import Paper, PaperLine

GUARD: Final = "issued_is_final"
"""Stands in the message of both databases when somebody tries."""
_FINAL: Final = "('issued', 'credited')"
_FIXED: Final = (
    "kind", "party_id", "creditor_kind", "debtor_kind", "payer", "period_from", "period_until", "total_centimes",
    "line_count", "prepared_by", "released_by", "issued_on", "number", "number_year", "serial", "reference",
    "credits_id", "credit_reason",
)  # fmt: skip
"""An issued paper may still become credited, and nothing else."""


def _sqlite() -> tuple[tuple[Any, str], ...]:
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in _FIXED)
    stop = f"BEGIN SELECT RAISE(ABORT, '{GUARD}'); END"
    of_final = "EXISTS (SELECT 1 FROM invoice WHERE id = {row}.paper_id AND state IN " + _FINAL + ")"  # noqa: S608  # constants
    paper = Paper.__table__
    line = PaperLine.__table__
    return (
        (paper, f"CREATE TRIGGER {GUARD}_change BEFORE UPDATE ON invoice WHEN OLD.state IN {_FINAL} "
                f"AND (NEW.state NOT IN {_FINAL} OR {changed}) {stop}"),
        (paper, f"CREATE TRIGGER {GUARD}_delete BEFORE DELETE ON invoice WHEN OLD.state IN {_FINAL} {stop}"),
        (line, f"CREATE TRIGGER {GUARD}_line_insert BEFORE INSERT ON invoice_line "
               f"WHEN {of_final.format(row='NEW')} {stop}"),
        (line, f"CREATE TRIGGER {GUARD}_line_update BEFORE UPDATE ON invoice_line "
               f"WHEN {of_final.format(row='OLD')} {stop}"),
        (line, f"CREATE TRIGGER {GUARD}_line_delete BEFORE DELETE ON invoice_line "
               f"WHEN {of_final.format(row='OLD')} {stop}"),
    )  # fmt: skip


def _postgresql() -> tuple[tuple[Any, str], ...]:
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in _FIXED)
    stop = f"RAISE EXCEPTION '{GUARD}' USING ERRCODE = 'integrity_constraint_violation'"
    paper_body = (
        f"BEGIN IF TG_OP = 'DELETE' THEN IF OLD.state IN {_FINAL} THEN {stop}; END IF; RETURN OLD; END IF; "
        f"IF OLD.state IN {_FINAL} AND (NEW.state NOT IN {_FINAL} OR {changed}) THEN {stop}; END IF; RETURN NEW; END"
    )
    touched = f"SELECT 1 FROM invoice WHERE id = touched AND state IN {_FINAL}"  # noqa: S608  # constants
    line_body = (  # constants only
        "DECLARE touched uuid; BEGIN IF TG_OP = 'INSERT' THEN touched := NEW.paper_id; "
        "ELSE touched := OLD.paper_id; END IF; "
        f"IF EXISTS ({touched}) THEN {stop}; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END"
    )
    paper, line = Paper.__table__, PaperLine.__table__
    return (
        (paper, f"CREATE FUNCTION {GUARD}_paper() RETURNS trigger LANGUAGE plpgsql AS $$ {paper_body} $$"),
        (paper, f"CREATE TRIGGER {GUARD} BEFORE UPDATE OR DELETE ON invoice FOR EACH ROW "
                f"EXECUTE FUNCTION {GUARD}_paper()"),
        (line, f"CREATE FUNCTION {GUARD}_line() RETURNS trigger LANGUAGE plpgsql AS $$ {line_body} $$"),
        (line, f"CREATE TRIGGER {GUARD} BEFORE INSERT OR UPDATE OR DELETE ON invoice_line FOR EACH ROW "
               f"EXECUTE FUNCTION {GUARD}_line()"),
    )  # fmt: skip


def _install() -> None:
    for dialect, statements in (("sqlite", _sqlite()), ("postgresql", _postgresql())):
        for table, statement in statements:
            ddl: Any = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", ddl.execute_if(dialect=dialect))


_install()
