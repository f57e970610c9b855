"""Every numbered demand of the domain has a test: the 55 rules by their number, the others by the table below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

TESTS: Final = Path(__file__).parent
RULES: Final = range(1, 56)
COUNTS: Final = {"R": 7, "U": 4, "F": 11, "S": 22, "M": 5, "PL": 14}
"""How many demands the chapters on reports, utilisation, money, segments, meetings and places number."""
OPEN: Final = {"S-20": "the concept itself leaves open how its checks go with the internal control system"}
"""Demands that ask for nothing that could be shown."""
SHOWN: Final[Mapping[str, tuple[str, ...]]] = {
    "R-01": ("a_line_of_the_report_says_who_since_when_and_in_which_measure_rule_35_row_24",),
    "R-02": ("row_24_any_days_can_be_a_period",),
    "R-03": ("row_14_reconciliation_shows_every_difference_and_what_agrees",),
    "R-04": ("row_24_the_annual_report_is_delivered_to_each_partner_r_04",),
    "R-05": ("closing_needs_reason_potential_and_success_of_the_lists_rule_22_row_16",),
    "R-06": ("row_21_the_follow_up_of_a_case_contains_the_efforts_made_r_06",),
    "R-07": (
        "row_24_each_field_of_the_report_to_the_canton_is_a_setting_of_its_own_r_07",
        "row_24_persons_are_named_to_the_canton_only_where_both_say_so_r_07_ac_03",
        "row_21_the_canton_reads_issued_invoices_without_anybody_in_them",
    ),
    "U-01": ("utilisation_is_one_function_from_four_viewpoints",),
    "U-02": (
        "row_22_a_service_asks_for_an_own_place_and_the_office_confirms",
        "row_22_a_service_assigns_its_own_place_where_the_setting_lets_it",
    ),
    "U-03": ("own_places_and_own_poias_places_are_two_averages_rule_32_row_24",),
    "U-04": (
        "utilisation_is_occupied_of_available_rule_31_row_24",
        "workload_can_weigh_the_days_instead_rule_31_row_24",
    ),
    "F-01": ("the_poias_credit_pays_what_the_concept_lists_and_nothing_else_rule_36_row_21",),
    "F-02": ("the_offices_own_services_stand_in_a_group_of_their_own_row_21",),
    "F-03": ("a_place_paid_from_elsewhere_never_stands_on_the_invoice_row_21",),
    "F-04": ("a_separate_service_becomes_a_cost_statement_with_a_payer_rule_38_row_21",),
    "F-05": ("infrastructure_is_never_on_the_invoice_f_05",),
    "F-06": ("row_21_no_money_between_communes_is_kept_by_the_database_too",),
    "F-07": ("an_account_is_function_type_and_running_number_rule_40_row_21",),
    "F-08": ("one_valid_tariff_is_the_price_rule_39_row_21",),
    "F-09": ("the_full_cost_check_shows_what_pe_management_is_not_covered_for_row_21",),
    "F-10": ("row_21_who_prepared_cannot_release_and_funds_must_be_released",),
    "F-11": ("the_full_cost_check_shows_what_pe_management_is_not_covered_for_row_21",),
    "S-01": ("an_advance_file_stays_three_months_and_is_overdue_the_day_after_rule_42_row_12",),
    "S-02": ("only_dossiers_on_their_way_to_counselling_need_a_segment_rule_41_row_12",),
    "S-03": ("a_proposal_needs_two_persons_and_the_transfer_report_rule_43_row_12",),
    "S-04": ("the_final_decision_is_due_three_months_after_receipt_rule_44_row_12",),
    "S-05": ("row_12_the_same_person_may_not_decide_and_carry_out",),
    "S-06": ("row_12_a_change_keeps_the_old_segment_until_it_is_carried_out",),
    "S-07": ("row_12_an_assistant_only_asks_and_only_from_c",),
    "S-08": ("row_12_the_review_is_proposed_by_the_case_worker_and_examined_by_the_head",),
    "S-09": ("a_review_proposal_is_justified_written_and_leaves_a_rule_46_row_12",),
    "S-10": ("intake_2_is_judged_on_the_share_in_person_alone_row_12",),
    "S-11": ("contacts_besides_the_interview_need_a_social_work_topic_rule_48_row_12",),
    "S-12": ("four_of_five_contacts_are_in_person_and_all_of_them_in_c_rule_48_row_12",),
    "S-13": ("network_talks_count_as_other_where_the_setting_says_so_row_12",),
    "S-14": ("a_semester_may_be_the_calendar_half_year_by_setting_row_12",),
    "S-15": ("the_number_of_contacts_is_compared_with_the_guide_values_rule_48_row_12",),
    "S-16": ("the_length_of_an_interview_is_always_recorded_rule_48_row_12",),
    "S-17": ("row_12_the_control_list_names_what_stands_out_and_nothing_else",),
    "S-18": ("row_12_the_head_of_sector_writes_down_having_looked_at_a_portfolio",),
    "S-19": ("row_12_a_change_without_a_reason_is_objected_to_and_changes_nothing",),
    "S-21": ("the_first_segment_is_a_first_distribution_row_12",),
    "S-22": ("a_change_of_segment_keeps_the_case_worker_row_12",),
    "M-01": ("meetings_are_run_by_the_office_alone_m_01",),
    "M-02": ("there_is_no_separate_coordination_with_a_single_service_rule_54_row_34",),
    "M-03": ("managements_meet_regularly_m_03",),
    "M-04": ("row_34_a_series_needs_a_rhythm_and_falls_on_working_days",),
    "M-05": ("an_agenda_lists_cases_first_longest_waiting_on_top_then_the_standing_topics_row_34",),
    "PL-01": ("a_place_is_of_one_of_four_kinds_and_a_service_of_the_office_is_none_pl_01",),
    "PL-02": ("a_missing_workload_is_a_gap_rule_29", "gaps_are_found_in_every_respect_rule_29"),
    "PL-03": ("each_requirement_of_the_canton_is_needed_rule_26_row_01",),
    "PL-04": ("a_place_need_not_lead_to_the_first_labour_market_pl_04",),
    "PL-05": ("the_largest_provider_is_named_rule_28",),
    "PL-06": ("a_place_may_not_compete_with_the_labour_market_rule_26_row_01",),
    "PL-07": ("a_fall_of_capacity_is_an_alert_and_removes_nobody_rule_27_row_01",),
    "PL-08": ("room_in_the_quota_counts_never_against_anybody_row_10",),
    "PL-09": ("own_places_and_own_poias_places_are_two_averages_rule_32_row_24",),
    "PL-10": ("which_places_the_office_manages_rule_19",),
    "PL-11": ("most_people_are_placed_and_then_most_points_made_in_200_problems_row_11",),
    "PL-12": ("a_place_far_away_is_proposed_like_any_other_pl_12",),
    "PL-13": ("the_same_offer_of_two_providers_in_one_town_is_a_hint",),
    "PL-14": ("niche_jobs_and_pools_of_jobs_stand_in_the_catalogue_of_measures_only_pl_14",),
}


@cache
def names() -> frozenset[str]:
    """Return the names of all tests, without their beginning."""
    found = (path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    return frozenset(name for text in found for name in re.findall(r"^ *def test_(\w+)\(", text, re.MULTILINE))


@pytest.mark.parametrize("number", RULES)
def test_every_rule_of_the_domain_has_a_test_with_its_number(number: int) -> None:
    assert [each for each in names() if re.search(rf"_rule_{number:02}(_|$)", each)]


def test_every_numbered_demand_has_its_line() -> None:
    wanted = {f"{chapter}-{each:02}" for chapter, count in COUNTS.items() for each in range(1, count + 1)}
    assert wanted == SHOWN.keys() | OPEN.keys()
    assert not SHOWN.keys() & OPEN.keys()


@pytest.mark.parametrize("demand", sorted(SHOWN))
def test_every_numbered_demand_is_shown_by_a_test_that_is_there(demand: str) -> None:
    assert [each for each in SHOWN[demand] if each not in names()] == []
