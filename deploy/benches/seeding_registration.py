"""How PostgreSQL itself writes invented persons, mandates, papers, meetings, histories and deadlines."""

from __future__ import annotations

from typing import Final

_OF: Final = """
CREATE TEMPORARY TABLE seeded ON COMMIT DROP AS
SELECT n, n % 100 AS share,
  md5('person:' || n)::uuid AS person_id, md5('mandate:' || n)::uuid AS mandate_id,
  (CAST(:workers AS uuid[]))[1 + n % cardinality(CAST(:workers AS uuid[]))] AS worker_id,
  (CAST(:services AS uuid[]))[1 + n % cardinality(CAST(:services AS uuid[]))] AS service_id,
  (CAST(:communes AS int[]))[1 + n % cardinality(CAST(:communes AS int[]))] AS bfs_no,
  (CAST(:coordinators AS uuid[]))[1 + n % cardinality(CAST(:coordinators AS uuid[]))] AS coordinator_id,
  (CAST(:providers AS uuid[]))[1 + (n / 100 * 10 + n % 10) % cardinality(CAST(:providers AS uuid[]))] AS provider_id,
  md5('place:' || (n / 100 * 10 + n % 10))::uuid AS place_id,
  DATE '1965-01-01' + (n::bigint * 7919 % 14000)::int AS birth_on,
  CASE WHEN n % 100 < 80 THEN current_date - 240 - (n::bigint * 7919 % 3200)::int
       ELSE current_date - 1 - (n::bigint * 7919 % 150)::int END AS submitted_on,
  CASE WHEN n % 100 < 70 THEN 'closed' WHEN n % 100 < 75 THEN 'refused' WHEN n % 100 < 78 THEN 'withdrawn'
       WHEN n % 100 < 80 THEN 'expired' WHEN n % 100 < 90 THEN 'placed' WHEN n % 100 < 92 THEN 'proposed'
       WHEN n % 100 < 96 THEN 'matching' WHEN n % 100 = 96 THEN 'triage' WHEN n % 100 = 97 THEN 'clarification'
       WHEN n % 100 = 98 THEN 'submitted' ELSE 'closing' END AS state
FROM generate_series(CAST(:first AS int), CAST(:last AS int)) AS n
"""
_PERSONS: Final = """
INSERT INTO person (id, row_version, family_name, given_name, birth_on, name_key)
SELECT person_id, 1, family, given, birth_on, lower(family || ' ' || given) || ' ' || n FROM (
  SELECT *, (CAST(:families AS text[]))[1 + n % cardinality(CAST(:families AS text[]))] AS family,
    (CAST(:names AS text[]))[1 + n / 7 % cardinality(CAST(:names AS text[]))] || ' ' ||
    (CAST(:names AS text[]))[1 + n / 97 % cardinality(CAST(:names AS text[]))] AS given FROM seeded) AS made
"""
_MANDATES: Final = """
INSERT INTO mandate (id, row_version, number, perimeter_id, person_id, active_person_id, social_service_id,
  case_worker_id, coordinator_id, commune_bfs_no, state, phase, wished_kind, eligibility, answers, goal, submitted_at,
  submitted_on, admitted_on, check_valid_until, closed_on, place_id, provider_id, placed_from, placed_until)
SELECT mandate_id, 3, 'S-' || n, 'seeland', person_id, CASE WHEN share >= 80 THEN person_id END, service_id,
  worker_id, CASE WHEN state <> 'submitted' THEN coordinator_id END, bfs_no, state,
  CASE state WHEN 'placed' THEN 'measure' WHEN 'closed' THEN 'closing' WHEN 'closing' THEN 'final_report'
    WHEN 'matching' THEN 'assignment' WHEN 'proposed' THEN 'assignment' WHEN 'clarification' THEN 'clarification'
    ELSE 'registration' END,
  (ARRAY['PIP', 'IP', 'IS'])[1 + n % 3], CASE WHEN n % 500 = 296 THEN 'eligible_with_exception' ELSE 'eligible' END,
  CAST(:answers AS jsonb) || jsonb_build_object('birth_on', birth_on), 'Ein geregelter Tag.',
  submitted_on + TIME '09:00', submitted_on, CASE WHEN share < 70 OR share BETWEEN 80 AND 95 THEN submitted_on + 3 END,
  submitted_on + 183, CASE WHEN share < 70 THEN submitted_on + 200 WHEN share < 80 THEN submitted_on + 20 END,
  CASE WHEN state IN ('placed', 'closed', 'proposed') THEN place_id END,
  CASE WHEN state IN ('placed', 'closed', 'proposed') THEN provider_id END,
  CASE WHEN state IN ('placed', 'closed') THEN submitted_on + 30 END,
  CASE WHEN state = 'placed' THEN submitted_on + 230 WHEN state = 'closed' THEN submitted_on + 180 END
FROM seeded
"""
_PHASES: Final = """
INSERT INTO phase_record (id, mandate_id, phase, begun_on, ended_on, reason, potential, success)
SELECT md5('phase:' || phase || n)::uuid, mandate_id, phase, submitted_on + begun, CASE WHEN ended THEN
  submitted_on + begun + 20 END, CASE WHEN ended THEN 'demo_step_done' END, CASE WHEN ended THEN 'demo_high' END,
  CASE WHEN ended THEN 'demo_reached' END
FROM seeded CROSS JOIN (VALUES ('registration', 0, true), ('clarification', 3, true), ('measure', 30, true))
  AS way (phase, begun, ended) WHERE share < 70 OR share BETWEEN 80 AND 89 OR phase = 'registration'
"""
_HISTORY: Final = """
INSERT INTO history (subject, at, what, account_id, role, organisation_id, facts)
SELECT mandate_id, submitted_on + later + TIME '10:00', what, coordinator_id, 'ssip_coordinator', service_id, '{}'
FROM seeded CROSS JOIN (VALUES ('mandate.submitted', 0), ('mandate.acknowledge', 1), ('mandate.admit', 3),
  ('mandate.plan', 20)) AS way (what, later) WHERE submitted_on + later <= current_date
"""
_DEADLINES: Final = """
INSERT INTO deadlines (id, kind, subject, mandate_id, due_on, owner_role, owner_organisation_id, owner_account_id,
  backup_role, stages, reached, next_on, opened_at, done_at, done_how, is_legal)
SELECT md5('deadline:' || kind || n)::uuid, kind, mandate_id, mandate_id, due_on, 'ssip_coordinator', service_id,
  coordinator_id, 'ssip_head', '[]', 0, NULL, submitted_on + TIME '09:00',
  CASE WHEN is_done THEN submitted_on + TIME '11:00' END, CASE WHEN is_done THEN 'done' END, false
FROM (
  SELECT *, 'mandate_acknowledged' AS kind, submitted_on + 2 AS due_on, true AS is_done FROM seeded
  UNION ALL SELECT *, 'person_without_place', current_date - 20 + (n::bigint * 31 % 60)::int, false FROM seeded
    WHERE state IN ('matching', 'triage', 'clarification', 'submitted', 'closing')
  UNION ALL SELECT *, 'outcome_after_12', submitted_on + 565, false FROM seeded
    WHERE state = 'closed' AND submitted_on + 565 > current_date - 30
) AS due
"""
_TEAM: Final = """
INSERT INTO team_member (id, mandate_id, part, account_id, valid_from)
SELECT md5('worker:' || n)::uuid, mandate_id, 'case_worker', worker_id, submitted_on FROM seeded
UNION ALL SELECT md5('coordinator:' || n)::uuid, mandate_id, 'coordinator', coordinator_id, submitted_on
FROM seeded WHERE state <> 'submitted'
"""
_MEETINGS: Final = """
INSERT INTO appointment (id, row_version, mandate_id, kind, state, meets_on, meets_at, place_text, proposed_by,
  proposed_for)
SELECT md5('meeting:' || n)::uuid, 1, mandate_id, (ARRAY['first_interview', 'interim_review', 'trial_day'])[1 + n % 3],
  CASE WHEN share < 80 THEN 'seen' WHEN n % 2 = 0 THEN 'proposed' ELSE 'confirmed' END,
  CASE WHEN share < 80 THEN submitted_on + 10 ELSE current_date - 2 + (n::bigint * 13 % 40)::int END, '14.00', 'Biel',
  coordinator_id, service_id FROM seeded
"""
_REPORTS: Final = """
INSERT INTO final_report (id, mandate_id, course, conclusions, chances, potential, recommendation, written_at,
  written_by, is_short)
SELECT md5('report:' || n)::uuid, mandate_id, 'Regelmässig da.', 'Belastbar.', 'Gut.', 'Hoch.', 'Stelle suchen.',
  submitted_on + 190 + TIME '10:00', coordinator_id, false FROM seeded WHERE state = 'closed'
"""
STATEMENTS: Final = (
    _OF,
    _PERSONS,
    _MANDATES,
    _PHASES,
    _HISTORY,
    _DEADLINES,
    _TEAM,
    _MEETINGS,
    _REPORTS,
)
"""In this order, in one transaction."""
