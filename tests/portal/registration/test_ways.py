"""The side ways of a mandate by its forms: team, reorientation, branches, signatures, outcomes, reopening."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from schemas import registration as said
from schemas.codes import PlaceKind
from schemas.placements import PersonEnded
from tests.portal.household import PROVIDER, SERVICE, Household, account_id, actor
from tests.portal.registration.scene import hear, heard_placement, later, released, step, submit
from tests.portal.registration.test_file import CLOSING, act, press

REPORT = {
    "course": "Regelmässig da.",
    "conclusions": "Belastbar.",
    "chances": "Gut.",
    "potential": "Hoch.",
    "recommendation": "Stelle suchen.",
}


def view(house: Household, who: str, mandate_id: UUID, name: str) -> str:
    return house.as_(who).open(f"/mandates/{mandate_id}?view={name}").text


def outcome_kinds(house: Household) -> None:
    words: dict[str, Any] = {"of": "outcome_kinds", "entry": "employed", "fr": "en emploi", "de": "angestellt"}
    kind = said.SetRegistrationCode(**words, valid_from=house.watch.now.date())
    house.desks["registration"].do(kind, actor("ssip_admin"))


def closed(house: Household) -> UUID:
    mandate_id = released(house)
    heard_placement(house, mandate_id, ended=True)
    act(house, "ssip_coordinator", mandate_id, "write_final_report", **REPORT)
    act(house, "ssip_coordinator", mandate_id, "close", **CLOSING)
    return mandate_id


def test_row_36_a_deputy_stands_in_for_some_days_and_leaves_again(house: Household) -> None:
    mandate_id = submit(house)
    deputy = {"account_id": str(account_id("service_head")), "valid_from": "23.11.2026", "valid_until": "18.12.2026"}
    page = act(house, "case_worker", mandate_id, "deputy", **deputy)
    assert "Person service_head" in page.text
    assert "18.12.2026" in page.text
    member = next(target for target, _ in page.links if "member_id=" in target)
    form = house.as_("case_worker").open(member)
    house.as_("case_worker").send(form, form.form(member_id="", valid_until=""), valid_until="25.11.2026")
    assert "25.11.2026" in view(house, "case_worker", mandate_id, "team")


def test_row_36_a_mandate_changes_hands_and_its_deadlines_go_along(house: Household) -> None:
    mandate_id = submit(house)
    step(house, said.AcknowledgeMandate, mandate_id)
    page = act(house, "ssip_head", mandate_id, "hand_over", account_id=str(account_id("ssip_head")))
    assert "Person ssip_head" in page.text
    assert "Auparavant" in page.text
    page = press(house, "ssip_coordinator", mandate_id, "take_over")
    assert "Vous avez repris le mandat." in page.text


def test_row_36_each_house_fills_its_own_parts(house: Household) -> None:
    mandate_id = submit(house)
    form = house.as_("case_worker").open(f"/mandates/{mandate_id}/do/hand_over")
    assert "Person ssip_coordinator" not in form.text
    foreign = act(house, "case_worker", mandate_id, "hand_over", account_id=str(account_id("other_case_worker")))
    assert foreign.status == 422


def test_row_06_a_reorientation_is_asked_decided_and_kept(house: Household) -> None:
    mandate_id = released(house)
    act(house, "case_worker", mandate_id, "ask_reorientation", wished_kind="IS", remark="Braucht mehr Ruhe.")
    again = act(house, "case_worker", mandate_id, "ask_reorientation", wished_kind="IP", remark="Nochmals.")
    assert "attend déjà une décision" in again.text
    assert "Braucht mehr Ruhe." in house.as_("ssip_coordinator").open(f"/mandates/{mandate_id}").text
    act(house, "ssip_coordinator", mandate_id, "decide_reorientation", reoriented="no", remark="Noch ein Versuch.")
    act(house, "case_worker", mandate_id, "ask_reorientation", wished_kind="IS", remark="Es geht nicht.")
    act(house, "ssip_coordinator", mandate_id, "decide_reorientation", reoriented="yes", remark="Einverstanden.")
    history = view(house, "case_worker", mandate_id, "path")
    for words in ("Braucht mehr Ruhe.", "Noch ein Versuch.", "genre maintenu", "Einverstanden.", "réorientée"):
        assert words in history


def test_row_06_the_same_kind_is_no_reorientation(house: Household) -> None:
    mandate_id = released(house)
    page = act(house, "case_worker", mandate_id, "ask_reorientation", wished_kind="PIP", remark="Gleich.")
    assert page.status == 422
    assert "déjà inscrite pour le genre PIP" in page.text


def test_row_03_coaching_begins_and_ends_by_its_forms(house: Household) -> None:
    mandate_id = released(house)
    act(house, "ssip_coordinator", mandate_id, "start_coaching", **CLOSING, findings="Zuerst Bewerbungen.")
    page = act(house, "ssip_coordinator", mandate_id, "end_coaching", **CLOSING, findings="Dossier steht.")
    assert "Coaching terminé" in page.text


def test_row_03_a_trial_takes_the_short_path(house: Household) -> None:
    prepared = {"prepared_by_service": True, "prepared_on": house.watch.now.date()}
    mandate_id = submit(house, wished_kind=PlaceKind.PE, **prepared)
    page = house.as_("ssip_coordinator").open(f"/mandates/{mandate_id}")
    assert "Admettre au placement à l’essai" in page.text
    page = act(house, "ssip_coordinator", mandate_id, "admit_trial", workload_percent="50", available_from="1.12.2026")
    assert "cherche une place" in page.text


@pytest.mark.parametrize("target", ["OP", "CM_FP", "FIPT"])
def test_row_03_a_person_goes_to_a_neighbouring_programme(house: Household, target: str) -> None:
    mandate_id = released(house)
    page = act(house, "ssip_coordinator", mandate_id, "refer", target=target, remark="Passt besser.")
    assert "transmis" in page.text
    assert target.replace("_", " ") in page.text


def test_row_15_a_final_report_needs_its_five_parts_and_names_the_missing_ones(house: Household) -> None:
    mandate_id = released(house)
    heard_placement(house, mandate_id, ended=True)
    page = act(house, "ssip_coordinator", mandate_id, "write_final_report", **(REPORT | {"chances": ""}))
    assert page.status == 422
    assert 'value="' in page.html
    assert "Belastbar." in page.html


def test_row_15_a_no_show_takes_the_short_form(house: Household) -> None:
    mandate_id = released(house)
    heard_placement(house, mandate_id, ended=True)
    short = {"course": "Nie erschienen.", "recommendation": "Neu beginnen.", "no_show": "yes"}
    page = act(house, "ssip_coordinator", mandate_id, "write_final_report", **short)
    assert "forme courte" in page.text


def test_row_15_the_report_is_signed_by_office_and_provider_and_read_by_the_service(house: Household) -> None:
    mandate_id = released(house)
    heard_placement(house, mandate_id, ended=True)
    page = act(house, "ssip_coordinator", mandate_id, "write_final_report", **REPORT)
    assert "signé par le SSIP le 23.11.2026" in page.text
    assert "signature du prestataire en attente" in page.text
    seen = house.as_("provider").open(f"/mandates/{mandate_id}")
    assert "Regelmässig da." in seen.text
    assert "Stelle suchen." not in seen.text
    press(house, "provider", mandate_id, "sign_final_report")
    page = press(house, "case_worker", mandate_id, "read_final_report")
    assert "signé par le prestataire le 23.11.2026" in page.text
    assert "lu par le service social le 23.11.2026" in page.text


def test_row_16_a_phase_placements_ended_is_completed_later(house: Household) -> None:
    mandate_id = released(house)
    heard_placement(house, mandate_id, ended=True)
    page = house.as_("ssip_coordinator").open(f"/mandates/{mandate_id}?view=path")
    link = next(target for target, _ in page.links if "phase_id=" in target)
    form = house.as_("ssip_coordinator").open(link)
    page = house.as_("ssip_coordinator").send(form, form.form(reason="", potential=""), **CLOSING)
    assert page.status == 200
    assert "phase est complétée" in page.text


def test_row_16_outcomes_are_a_work_list_and_recorded_once(house: Household) -> None:
    outcome_kinds(house)
    mandate_id = closed(house)
    assert "Rien à demander" in house.as_("ssip_coordinator").open("/outcomes").text
    early = act(house, "ssip_coordinator", mandate_id, "record_outcome", month="3", outcome="employed")
    assert early.status == 422
    later(house, days=92)
    page = house.as_("ssip_coordinator").open("/outcomes")
    assert "Muster" in page.text
    assert "Muster" in house.as_("case_worker").open("/outcomes").text
    assert "Muster" not in house.as_("other_case_worker").open("/outcomes").text
    form = house.as_("ssip_coordinator").open(next(to for to, _ in page.links if "month=3" in to))
    page = house.as_("ssip_coordinator").send(form, form.form(outcome=""), outcome="employed", remark="80 %.")
    assert "en emploi" in page.text
    assert "80 %." in page.text
    assert "Muster" not in house.as_("ssip_coordinator").open("/outcomes").text


def test_row_16_a_closed_mandate_is_reopened_within_thirty_days_only(house: Household) -> None:
    mandate_id = closed(house)
    page = act(house, "ssip_coordinator", mandate_id, "reopen", remark="Stelle verloren.")
    assert "cherche une place" in page.text
    other = closed(house)
    later(house, days=31)
    late = act(house, "ssip_coordinator", other, "reopen", remark="Zu spät.")
    assert late.status == 422


def test_row_09_corrected_answers_are_judged_again(house: Household) -> None:
    mandate_id = submit(house)
    page = act(house, "case_worker", mandate_id, "correct_answers", employability_percent="70", remark="Arztbericht.")
    assert page.status == 200
    assert "Exception d’employabilité" in page.text


def test_row_07_nobody_is_forgotten_people_without_a_place_become_a_list(house: Household) -> None:
    mandate_id = released(house, family_name="Vergessen")
    placed = released(house, family_name="Versorgt")
    heard_placement(house, placed)
    assert "Vergessen" not in house.as_("ssip_coordinator").open("/mandates?stalled=yes").text
    later(house, days=31)
    page = house.as_("ssip_coordinator").open("/mandates?stalled=yes").text
    assert "Vergessen" in page
    assert "Versorgt" not in page
    act(house, "ssip_coordinator", mandate_id, "deputy", account_id=str(account_id("ssip_head")), valid_from="1.1.2027")
    assert "Vergessen" not in house.as_("ssip_coordinator").open("/mandates?stalled=yes").text


def test_a_foreign_view_of_a_file_does_not_exist(house: Household) -> None:
    mandate_id = released(house)
    for name in ("team", "path", "admission"):
        assert house.as_("other_case_worker").open(f"/mandates/{mandate_id}?view={name}").status == 404
    left: dict[str, Any] = {"placement_id": uuid4(), "mandate_id": mandate_id, "place_id": uuid4()}
    left |= {"provider_id": PROVIDER[1], "social_service_id": SERVICE[1]}
    hear(house, PersonEnded(**left, ended_on=house.watch.now.date(), reason="planned"))
    assert house.as_("provider").open(f"/mandates/{mandate_id}?view=team").status == 404
