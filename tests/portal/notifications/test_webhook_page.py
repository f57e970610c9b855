"""The page of an organisation's webhook: not configured, saved with its secret shown once, tried, stopped, renewed."""

from __future__ import annotations

from schemas.notifications import SetNotificationsValue
from services.notifications.queries.webhooks import my_webhook, webhook_calls
from tests.journeys.visitor import Page
from tests.portal.household import Household, actor

URL = "https://hooks.example/portal"


def allow(house: Household) -> None:
    value = SetNotificationsValue(name="webhooks_allowed", value=1, valid_from=house.watch.now.date())
    house.desks["notifications"].do(value, actor("ssip_admin"))


def press(house: Household, page: Page, action: str) -> Page:
    form = next(each for each in page.forms if each.action.endswith(action))
    return house.as_("provider").send(page, form)


def test_row_26_the_page_says_not_configured_until_the_office_allows_and_an_address_is_there(portal: Household) -> None:
    browser = portal.as_("provider")
    page = browser.open("/webhook").text
    assert "Non configuré" in page
    assert "n’a pas encore autorisé" in page
    allow(portal)
    assert "Indiquez une adresse" in browser.open("/webhook").text
    assert "Webhook de l’organisation" in browser.open("/preferences").text


def test_row_26_a_webhook_is_saved_tried_stopped_and_gets_another_secret(portal: Household) -> None:
    allow(portal)
    browser = portal.as_("provider")
    page = browser.fill("/webhook", url=URL, kinds=["proposal_to_answer", "report_to_write"])
    assert "whsec_" in page.text
    assert "whsec_" not in browser.open("/webhook").html
    found = portal.desks["notifications"].ask(my_webhook, actor("provider"))
    assert (found.url, len(found.kinds)) == (URL, 2)
    assert "L’essai part" in press(portal, browser.open("/webhook"), "/webhook/try").text
    assert len(portal.desks["notifications"].ask(webhook_calls, actor("provider"))) == 1
    assert "whsec_" in press(portal, browser.open("/webhook"), "/webhook/secret").text
    assert "Le webhook est arrêté" in press(portal, browser.open("/webhook"), "/webhook/switch").text
    assert "Le webhook est en service" in press(portal, browser.open("/webhook"), "/webhook/switch").text


def test_row_26_an_internal_address_is_objected_to_and_stays_typed(portal: Household) -> None:
    allow(portal)
    page = portal.as_("provider").fill("/webhook", url="https://10.0.0.1/in", kinds=["proposal_to_answer"])
    assert page.status == 422
    assert "réseau interne" in page.text
    assert "https://10.0.0.1/in" in page.html


def test_row_18_everybody_sees_beside_their_own_choices_what_the_webhook_is_told(portal: Household) -> None:
    allow(portal)
    worker, head, stranger = (portal.as_(each) for each in ("case_worker", "service_head", "other_case_worker"))
    assert "Webhook" not in worker.open("/preferences").text, "none is in service"
    head.fill("/webhook", url=URL, kinds=["mandate_refused", "place_found", "meeting_called"])
    page = worker.open("/preferences")
    assert page.html.count(">annoncé<") == 2, "a meeting is no matter of a case worker"
    assert "vaut pour toute l’organisation" in page.text
    assert "Il se règle par la direction" in page.text
    assert "/webhook" not in [address for address, _ in page.links]
    assert "/webhook" in [address for address, _ in head.open("/preferences").links]
    assert "annoncé" not in stranger.open("/preferences").text
    worker.open("/language/de")
    assert worker.open("/preferences").html.count(">gemeldet<") == 2
