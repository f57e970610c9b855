"""How PostgreSQL itself writes invented places with seats, people who look for one, placements and their papers."""

from __future__ import annotations

from typing import Final

from deploy.benches import seeding_registration

_PLACES: Final = """
INSERT INTO place (id, row_version, perimeter_id, provider_id, title, kind, funding, town, field_of_work,
  workload_min_percent, workload_max_percent, available_from, needs_french, needs_german, suitability,
  first_labour_market, qualification, counselling, coaching, no_competition, requirements, state, published_on,
  confirmed_on, competition_checked_on, changes)
SELECT md5('place:' || k)::uuid, 2, 'seeland', (CAST(:providers AS uuid[]))[at], 'Einsatzplatz ' || k,
  (ARRAY['PIP', 'IP', 'IS'])[1 + k % 3], CASE WHEN k % 5 = 0 THEN 'KIA' ELSE 'POIAS' END,
  (CAST(:towns AS text[]))[at], (CAST(:fields AS text[]))[1 + k % cardinality(CAST(:fields AS text[]))],
  50, 100, DATE '2018-01-01', false, false, 'all', false, true, true, true, true, '',
  CASE WHEN k % 20 = 0 THEN 'to_confirm' ELSE 'published' END, DATE '2018-01-01', current_date - k % 30,
  DATE '2018-01-02', 0
FROM (SELECT k, 1 + k % cardinality(CAST(:providers AS uuid[])) AS at
  FROM (SELECT DISTINCT n / 100 * 10 + n % 10 AS k FROM seeded) AS numbers) AS made
ON CONFLICT DO NOTHING
"""
_CAPACITY: Final = """
INSERT INTO place_capacity (id, place_id, valid_from, seats)
SELECT md5('capacity:' || place_id)::uuid, place_id, DATE '2018-01-01', 3
FROM (SELECT DISTINCT place_id FROM seeded) AS made ON CONFLICT DO NOTHING
"""
_SEATS: Final = """
INSERT INTO place_seat (place_id, number)
SELECT place_id, number FROM (SELECT DISTINCT place_id FROM seeded) AS made CROSS JOIN generate_series(1, 3) AS number
ON CONFLICT DO NOTHING
"""
_SEEKERS: Final = """
INSERT INTO seeker (mandate_id, perimeter_id, number, social_service_id, case_worker_id, coordinator_id, birth_on,
  kinds, workload_percent, available_from, speaks_french, speaks_german, field_of_work, commune_bfs_no,
  check_valid_until, released_on, state, capacity_declines, acted_on)
SELECT mandate_id, 'seeland', 'S-' || n, service_id, worker_id, coordinator_id, birth_on,
  json_build_array((ARRAY['PIP', 'IP', 'IS'])[1 + n % 3]), 80, submitted_on + 25, true, true,
  (CAST(:fields AS text[]))[1 + n % cardinality(CAST(:fields AS text[]))], bfs_no, submitted_on + 183,
  submitted_on + 20, CASE state WHEN 'matching' THEN 'searching' WHEN 'proposed' THEN 'proposed'
    WHEN 'placed' THEN 'placed' ELSE 'gone' END, 0, submitted_on + 20
FROM seeded WHERE state IN ('matching', 'proposed', 'placed', 'closed')
"""
_PROPOSALS: Final = """
INSERT INTO proposal (id, row_version, mandate_id, live_mandate_id, place_id, provider_id, social_service_id, state,
  starts_on, ends_on, workload_percent, ground, frozen, proposed_on, proposed_by, answered_on)
SELECT md5('proposal:' || n)::uuid, 1, mandate_id, CASE WHEN state = 'proposed' THEN mandate_id END, place_id,
  provider_id, service_id, CASE WHEN state = 'proposed' THEN 'sent' ELSE 'accepted' END, submitted_on + 30,
  submitted_on + 230, 80, 'consent', '{}', submitted_on + 25, coordinator_id,
  CASE WHEN state <> 'proposed' THEN submitted_on + 27 END
FROM seeded WHERE state IN ('proposed', 'placed', 'closed')
"""
_PLACEMENTS: Final = """
INSERT INTO placement (id, row_version, proposal_id, mandate_id, live_mandate_id, place_id, provider_id,
  social_service_id, kind, funding, workload_percent, state, starts_on, agreed_until, prolonged_days, ends_on, ended_on,
  end_reason, end_side)
SELECT md5('placement:' || n)::uuid, 2, md5('proposal:' || n)::uuid, mandate_id,
  CASE WHEN state = 'placed' THEN mandate_id END, place_id, provider_id, service_id,
  (ARRAY['PIP', 'IP', 'IS'])[1 + n % 3],
  'POIAS', 80, CASE WHEN state = 'placed' THEN 'active' ELSE 'ended' END, submitted_on + 30, submitted_on + 230, 0,
  submitted_on + CASE WHEN state = 'placed' THEN 230 ELSE 180 END,
  CASE WHEN state = 'closed' THEN submitted_on + 180 END, CASE WHEN state = 'closed' THEN 'demo_planned' END,
  CASE WHEN state = 'closed' THEN 'person' END
FROM seeded WHERE state IN ('placed', 'closed')
"""
_HOLDS: Final = """
INSERT INTO seat_hold (id, seat_id, place_id, proposal_id, mandate_id, social_service_id, state, starts_on, ends_on,
  workload_percent)
SELECT md5('hold:' || n)::uuid, place_seat.id, seeded.place_id, md5('proposal:' || n)::uuid, mandate_id, service_id,
  CASE seeded.state WHEN 'placed' THEN 'occupied' WHEN 'proposed' THEN 'reserved' ELSE 'released' END,
  submitted_on + 30, submitted_on + CASE WHEN seeded.state = 'closed' THEN 180 ELSE 230 END, 80
FROM seeded JOIN place_seat ON place_seat.place_id = seeded.place_id
  AND place_seat.number = CASE seeded.state WHEN 'placed' THEN 1 WHEN 'proposed' THEN 2 ELSE 3 END
WHERE seeded.state IN ('placed', 'proposed', 'closed')
"""
_MONTHS: Final = """
INSERT INTO presence_month (id, row_version, placement_id, mandate_id, place_id, provider_id, social_service_id, month,
  state, contracted_half_days, marked_half_days, present_half_days, submitted_on, locked_on)
SELECT md5('month:' || back || ':' || n)::uuid, 1, md5('placement:' || n)::uuid, mandate_id, place_id, provider_id,
  service_id, month, CASE WHEN seeded.state = 'closed' OR back = 2 THEN 'locked' ELSE 'open' END, 34, 30, 28,
  CASE WHEN seeded.state = 'closed' OR back = 2 THEN month + 33 END,
  CASE WHEN seeded.state = 'closed' OR back = 2 THEN month + 40 END
FROM seeded CROSS JOIN generate_series(1, 2) AS back CROSS JOIN LATERAL (
  SELECT (date_trunc('month', CASE WHEN seeded.state = 'placed' THEN current_date ELSE submitted_on + 150 END)
    - make_interval(months => back))::date AS month) AS past
WHERE seeded.state IN ('placed', 'closed')
"""
_MARKS: Final = """
INSERT INTO presence_mark (month_id, day, half, code)
SELECT id, month + day, half, CASE WHEN day % 9 = 0 THEN 'sick' ELSE 'present' END
FROM presence_month JOIN seeded ON seeded.mandate_id = presence_month.mandate_id AND seeded.state = 'placed'
CROSS JOIN generate_series(0, 17) AS day CROSS JOIN (VALUES ('morning'), ('afternoon')) AS halves (half)
"""
_REPORTS: Final = """
INSERT INTO interim_report (id, row_version, placement_id, mandate_id, provider_id, social_service_id, number, state,
  due_on, period_from, period_until, progress, goals, recommendation, received_on)
SELECT md5('interim:' || n)::uuid, 1, md5('placement:' || n)::uuid, mandate_id, provider_id, service_id, 1,
  CASE WHEN state = 'placed' THEN 'requested' ELSE 'accepted' END,
  submitted_on + 150, submitted_on + 30, submitted_on + 150, '', '', '',
  CASE WHEN state = 'closed' THEN submitted_on + 151 END
FROM seeded WHERE state IN ('placed', 'closed')
"""
_WAITING: Final = """
INSERT INTO waiting_entry (id, "group", mandate_id, social_service_id, since, rank, score, ranked_on)
SELECT md5('waiting:' || n)::uuid, (ARRAY['PIP', 'IP', 'IS'])[1 + n % 3], mandate_id, service_id, submitted_on + 20,
  n, 50, current_date FROM seeded WHERE state = 'matching'
"""
_DEADLINES: Final = """
INSERT INTO deadlines (id, kind, subject, mandate_id, due_on, owner_role, owner_organisation_id, owner_account_id,
  backup_role, stages, reached, next_on, opened_at, is_legal)
SELECT md5('due:' || kind || n)::uuid, kind, subject, mandate_id, due_on, 'provider', provider_id, NULL,
  'ssip_coordinator', '[]', 0, NULL, submitted_on + TIME '09:00', false
FROM (
  SELECT *, 'proposal_answered' AS kind, md5('proposal:' || n)::uuid AS subject, current_date + n % 10 AS due_on
    FROM seeded WHERE state = 'proposed'
  UNION ALL SELECT *, 'interim_report_written', md5('interim:' || n)::uuid, submitted_on + 150 FROM seeded
    WHERE state = 'placed'
) AS due
"""
_HISTORY: Final = """
INSERT INTO history (subject, at, what, account_id, role, organisation_id, facts)
SELECT md5('proposal:' || n)::uuid, submitted_on + 25 + TIME '10:00', 'proposal.sent', coordinator_id,
  'ssip_coordinator', service_id, CAST('{}' AS json) FROM seeded WHERE state IN ('proposed', 'placed', 'closed')
UNION ALL SELECT md5('placement:' || n)::uuid, submitted_on + 30 + TIME '10:00', 'placement.planned', coordinator_id,
  'ssip_coordinator', service_id, CAST('{}' AS json) FROM seeded WHERE state IN ('placed', 'closed')
"""
STATEMENTS: Final = (
    seeding_registration.STATEMENTS[0],
    _PLACES,
    _CAPACITY,
    _SEATS,
    _SEEKERS,
    _PROPOSALS,
    _PLACEMENTS,
    _HOLDS,
    _MONTHS,
    _MARKS,
    _REPORTS,
    _WAITING,
    _DEADLINES,
    _HISTORY,
)
"""In this order, in one transaction."""
