"""How PostgreSQL itself writes a country's dossiers with segments, contacts and deadlines.

Every third dossier is open; of ten open ones two are in an intake and eight have a segment (A two, B four, C two). A
worker has 75 dossiers, a service twenty workers. The same numbers always give the same rows for the same day, as the
tick of the day before left them.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from deploy.benches.seeding import sweep
from messaging.service import Service
from messaging.work import Work
from schemas.actor import HOUSE
from services.casework.handlers.norms import turn_norms

PER_WORKER: Final = 75
PER_SERVICE: Final = 20
_OF: Final = """
CREATE TEMPORARY TABLE seeded ON COMMIT DROP AS
SELECT *, CASE WHEN is_open THEN last_on - days END AS begun_on FROM (
  SELECT *, CASE WHEN is_open THEN CAST(:today AS date) + (n::bigint * 7919 % days)::int END AS last_on FROM (
    SELECT *, CASE segment WHEN 'A' THEN 182 WHEN 'B' THEN 730 WHEN 'C' THEN 1095 ELSE 182 END AS days FROM (
      SELECT n, md5('dossier:' || n)::uuid AS dossier_id, md5('decision:' || n)::uuid AS decision_id,
        n % 3 = 0 AS is_open, md5('worker:' || worker)::uuid AS worker_id,
        md5('service:' || worker / :per_service)::uuid AS service_id,
        CASE WHEN n % 3 > 0 THEN 'closed' WHEN n / 3 % 10 = 0 THEN 'intake_1' WHEN n / 3 % 10 = 5 THEN 'intake_2'
          ELSE 'counselling' END AS state,
        CASE WHEN n % 3 = 0 THEN (ARRAY[NULL, 'A', 'B', 'B', 'C', NULL, 'A', 'B', 'B', 'C'])[1 + n / 3 % 10]
          END AS segment
      FROM (SELECT n, (n::bigint * 48271 % 1000003 % :workers)::int AS worker
        FROM generate_series(1, CAST(:dossiers AS int)) AS n) AS numbered
    ) AS placed
  ) AS limited
) AS dated
"""
_DOSSIERS: Final = """
INSERT INTO dossier (id, row_version, number, social_service_id, case_worker_id, state, sector, sector_entered_on,
  opened_on, closed_on, exit_expected, segment, segment_started_on, review_due_on, agreement_justification,
  norm_checked_on, norm_missed)
SELECT dossier_id, 3, 'D-' || n, service_id, worker_id, state,
  CASE state WHEN 'intake_1' THEN state WHEN 'intake_2' THEN state ELSE 'counselling_' || 1 + n % 4 END,
  coalesce(begun_on, CAST(:today AS date) - 900), coalesce(begun_on, CAST(:today AS date) - 900) - 60,
  CASE WHEN state = 'closed' THEN CAST(:today AS date) - 1 - n % 700 END, false, segment,
  CASE WHEN segment IS NOT NULL THEN begun_on END, CASE WHEN segment IS NOT NULL THEN last_on END, '',
  CAST(:today AS date) - 35, false
FROM seeded
"""
_DECISIONS: Final = """
INSERT INTO segment_decision (id, row_version, dossier_id, in_force_id, process, state, proposed, decided, criteria,
  justification, decided_on, days_late, started_on, review_due_on)
SELECT decision_id, 4, dossier_id, dossier_id, 'first_distribution', 'decided', segment, segment, '[]', 'Besprochen.',
  begun_on, 0, begun_on, last_on
FROM seeded WHERE segment IS NOT NULL
"""
_CONTACTS: Final = """
INSERT INTO contact (id, dossier_id, kind, contact_on, social_work_topic, minutes, note, recorded_by, recorded_at)
SELECT md5('contact:' || n || ':' || k)::uuid, dossier_id,
  (ARRAY['interview', 'phone', 'interview', 'home_visit', 'email', 'external_network_talk'])[1 + (n + k) % 6],
  CAST(:today AS date) - k * 47 - n % 40, true, 45, 'Gespräch.', worker_id,
  CAST(:today AS date) - k * 47 - n % 40 + TIME '15:00'
FROM seeded CROSS JOIN generate_series(1, 6) AS k WHERE is_open OR k < 3
"""
_DEADLINES: Final = """
INSERT INTO deadlines (id, kind, subject, due_on, owner_role, owner_organisation_id, owner_account_id, backup_role,
  stages, reached, next_on, opened_at, is_legal)
SELECT md5('deadline:' || n)::uuid, kind, subject, last_on, 'case_worker', service_id, worker_id, 'sector_head',
  stages, reached, next_on, begun_on + TIME '09:00', true
FROM (
  SELECT *, CASE WHEN segment IS NULL THEN state || '_left' ELSE 'segment_review' END AS kind,
    CASE WHEN segment IS NULL THEN dossier_id ELSE decision_id END AS subject
  FROM seeded WHERE is_open
) AS running CROSS JOIN LATERAL (
  SELECT json_agg(json_build_array(stage, last_on + later) ORDER BY later) AS stages,
    count(*) FILTER (WHERE last_on + later < :today) AS reached,
    min(last_on + later) FILTER (WHERE last_on + later >= :today) AS next_on
  FROM (VALUES ('warn', -60, true), ('warn', -30, true), ('warn', -7, true), ('expire', 0, true),
    ('warn', -14, false), ('due', 0, false), ('escalate', 10, false)) AS way (stage, later, is_review)
  WHERE is_review = (segment IS NOT NULL)
) AS planned
"""
_DONE: Final = """
INSERT INTO deadlines (id, kind, subject, due_on, owner_role, owner_organisation_id, owner_account_id, backup_role,
  stages, reached, opened_at, done_at, done_how, is_legal)
SELECT md5('done:' || n)::uuid, 'segment_executed', decision_id, CAST(:today AS date) - n % 900, 'sector_head',
  service_id, NULL, 'service_head', '[]', 0, CAST(:today AS date) - n % 900 - 5 + TIME '09:00',
  CAST(:today AS date) - n % 900 - 1 + TIME '09:00', 'done', false
FROM seeded
"""
_NORMS: Final = """
INSERT INTO dossier_norm (dossier_id, social_service_id, case_worker_id, frequency, in_person, turns_on)
SELECT dossier_id, service_id, worker_id, 'no_data', 'no_data', CAST(:today AS date)
FROM seeded WHERE segment IS NOT NULL
"""
_WORKERS: Final = """
INSERT INTO worker_norm (social_service_id, case_worker_id, frequency_below, frequency_within, frequency_above,
  frequency_no_data, in_person_below, in_person_within, in_person_no_data)
SELECT service_id, worker_id, 0, 0, 0, count(*), 0, 0, count(*) FROM seeded WHERE segment IS NOT NULL GROUP BY 1, 2
"""
_STATEMENTS: Final = (_OF, _DOSSIERS, _DECISIONS, _CONTACTS, _DEADLINES, _DONE, _NORMS, _WORKERS)


def seed(casework: Service, dossiers: int) -> None:
    """Write so many dossiers with everything that hangs on them, and let the planner count anew."""
    given = {
        "today": casework.clock().date(),
        "dossiers": dossiers,
        "workers": max(1, dossiers // PER_WORKER),
        "per_service": PER_SERVICE,
    }
    with casework.database.writing() as session:
        session.execute(text("SET LOCAL statement_timeout = 0"))
        for statement in _STATEMENTS:
            session.execute(text(statement), given)
    sweep(casework)


def judge_norms(casework: Service) -> int:
    """Judge every dossier's contacts, as the looks of the tick after a migration do; return how many looks it took."""
    looks = 0
    judged = 1
    while judged:
        with casework.database.writing() as session:
            judged = turn_norms(Work(session, casework.clock(), HOUSE, lambda _: None))
        looks += bool(judged)
    with casework.database.writing() as session:
        session.execute(text("ANALYZE dossier_norm, worker_norm"))
    return looks
