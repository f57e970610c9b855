"""One's alerts: to do, waiting, coming, to know; each leads to its record, and mails lead here."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from portal.actions import ActionPages
from portal.areas import Count, TodayLines
from portal.doors import ask, do, say
from portal.page import leave, show
from portal.pages.notifications.records import address_of, names_of, note_of, search_of, task_of, title_of
from portal.parts import Task
from schemas.codes_notifications import Posture
from schemas.notifications import DismissAlert, MarkAlertSeen, SnoozeAlert
from services.notifications.queries import alerts as queries
from services.notifications.queries.alerts import AlertLine

blueprint: Final = Blueprint("alerts", __name__, url_prefix="/alerts")


def _alert(alert_id: UUID) -> AlertLine:
    return ask(queries.alert, alert_id=alert_id)


ACTIONS: Final = ActionPages(
    blueprint=blueprint,
    rule="/<uuid:alert_id>",
    back="alerts.detail",
    record=_alert,
    commands={"snooze": SnoozeAlert, "dismiss": DismissAlert},
).install()


@blueprint.get("")
def index() -> Response:
    """Show one's open alerts by what they want."""
    mine = ask(queries.my_alerts)
    names = names_of((*mine.act_now, *mine.waiting, *mine.coming, *mine.news))
    lanes = {
        "act_now": (mine.act_now, mine.counts.act_now),
        "waiting": (mine.waiting, mine.counts.waiting),
        "coming": (mine.coming, mine.counts.coming),
        "news": (sorted(mine.news, key=lambda each: each.raised_on, reverse=True), mine.counts.news),
    }
    shown = {
        name: ([task_of(each, names, _own_page) for each in lines], total) for name, (lines, total) in lanes.items()
    }
    return show("notifications/alerts.html", lanes=shown)


def _own_page(line: AlertLine) -> str:
    return url_for("alerts.detail", alert_id=line.id)


@blueprint.get("/<uuid:alert_id>")
def detail(alert_id: UUID) -> Response:
    """Show one alert; mails lead here, so opening it changes nothing until somebody goes on."""
    line = _alert(alert_id)
    names, search = names_of([line]), search_of(line)
    steps = ["snooze"] if line.is_mandatory or line.posture is Posture.KNOW else ["snooze", "dismiss"]
    return show(
        "notifications/alert.html",
        line=line,
        title=title_of(line),
        note=note_of(line, names),
        search=(names[search], url_for("catalogue.search", search_id=search)) if search and search in names else None,
        mail=_mail_id(request.args.get("mail", "")),
        panel=ACTIONS.panel(line, steps if line.is_open else [], alert_id=alert_id),
    )


@blueprint.post("/<uuid:alert_id>/open")
def go(alert_id: UUID) -> Answer:
    """Note that somebody has looked, and go on to the record."""
    line = _alert(alert_id)
    do(MarkAlertSeen(alert_id=alert_id, mail_id=_mail_id(request.form.get("mail", ""))))
    target = address_of(line)
    return redirect(url_for("alerts.index") if target == _own_page(line) else target, 303)


def _mail_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@blueprint.post("/seen")
def read_all() -> Answer:
    """Note that somebody has read the news shown."""
    for line in ask(queries.my_alerts).news:
        do(MarkAlertSeen(alert_id=line.id))
    return leave("alerts.index", text=say("alerts.all_read"))


def count() -> Count:
    """Return how much is to do now, for the menu; the same numbers the page shows."""
    found = ask(queries.alert_counts)
    return Count(found.act_now, urgent=found.overdue > 0)


def today_lines(_most: int) -> TodayLines:
    """Return what no register of deadlines shows: tasks without a day of their own, escalations, and who is awaited."""
    mine = ask(queries.my_alerts, counted=False)
    names = names_of((*mine.act_now, *mine.waiting, *mine.coming))

    def tasks(lines: Any) -> list[Task]:
        return [task_of(each, names, address_of) for each in lines if not each.has_deadline]

    return TodayLines(act=tasks(mine.act_now), waiting=tasks(mine.waiting), soon=tasks(mine.coming))
