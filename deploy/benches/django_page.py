"""The list of mandates as people write it with Django: same rows, same columns, same server, a session of its own.

gunicorn calls ``application()``; the URL of registration's database stands in ``BENCH_DJANGO``. The page is kind to
Django: names of providers are left out, there are no rights to narrow by, and around the list there is next to nothing.
Where ``BENCH_AROUND`` names a file, the same work is asked of it: what the portal shows around its list stands there
and is sent along ready-made, and each row has the portal's own marks, so that both pages have about as many bytes.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from services.registration.queries.lists import RUNNING

DATABASE: Final = "BENCH_DJANGO"
AROUND: Final = "BENCH_AROUND"
PAGE: Final = 50
_MENU: Final = 24
_BASE: Final = """<!doctype html><html lang="fr"><head><meta charset="utf-8">
<title>{% block title %}{% endblock %}</title>
</head><body><header>{{ request.user.get_username }}
<form method="post">{% csrf_token %}<button>x</button></form></header>
<nav>{% for each in menu %}<a href="{% url 'mandates' %}?menu={{ each }}"><span>{{ each }}</span></a>{% endfor %}</nav>
<main>{% block content %}{% endblock %}</main></body></html>"""
_LIST: Final = """{% extends "base.html" %}{% block title %}Mandats{% endblock %}{% block content %}
<form>{% for name, choices in filters.items %}<select name="{{ name }}">{% for each in choices %}
<option value="{{ each }}">{{ each }}</option>{% endfor %}</select>{% endfor %}</form>
<p>{{ page.paginator.count }}</p>
<table><tbody>{% for line in page %}{% include "row.html" %}{% endfor %}</tbody></table>
{% if page.has_next %}<a href="?page={{ page.next_page_number }}">+</a>{% endif %}{% endblock %}"""
_ROW: Final = """<tr{% if line.due_on and line.due_on < today %} class="late"{% endif %}>
<td><input type="checkbox" name="pick" value="{{ line.pk }}:{{ line.row_version }}"></td>
<td><a href="{% url 'mandate' line.pk %}">{{ line.number }}</a></td>
<td>{{ line.person.family_name }}, {{ line.person.given_name }}</td><td><span class="badge">{{ line.state }}</span></td>
<td>{{ line.due_on|date:"d.m.Y"|default:"" }}</td><td><span class="chip">{{ line.wished_kind }}</span></td>
<td>{{ line.provider_id|default:"" }}</td><td>{{ line.social_service.name_fr }}</td></tr>"""
_SAME: Final = """{{ before }}{% for line in page %}{% include "same_row.html" %}{% endfor %}{{ after }}"""
_SAME_ROW: Final = """<tr{% if line.due_on and line.due_on < today %} class="edge-danger"{% endif %}><td class="pick">
<input type="checkbox" class="pick-one" name="picked" value="{{ line.pk }}:{{ line.row_version }}"
 aria-label="Choisir {{ line.number }}" form="bulk"></td>
<td class="lead tight" data-label="Mandat">
<a href="{% url 'mandate' line.pk %}" class="whole">{{ line.number }}</a></td>
<td data-label="Personne">{{ line.person.family_name }}, {{ line.person.given_name }}</td>
<td data-label="État"><span class="badge tone-active"><svg class="icon shape" viewBox="0 0 16 16" aria-hidden="true">
<use href="#shape-active"></use></svg><span>{{ line.state }}</span></span></td>
<td class="tight" data-label="Échéance">{% if line.due_on %}{% if line.due_on < today %}<span class="late">{% endif %}
{{ line.due_on|date:"d.m.Y" }}{% if line.due_on < today %}</span>{% endif %}{% else %}<span class="none">–</span>
{% endif %}</td><td class="tight" data-label="Genre"><span class="kind kind-{{ line.wished_kind|lower }}">
{{ line.wished_kind }}</span></td><td data-label="Place">{% if line.provider_id %}{{ line.provider_id }}{% else %}
<span class="none">–</span>{% endif %}</td><td data-label="Service">{{ line.social_service.name_fr }}</td></tr>"""


@dataclass(frozen=True)
class Tables:
    """The models of the page."""

    mandate: Any
    deadline: Any


def application() -> Any:
    """Return the WSGI application."""
    tables = _set_up(os.environ[DATABASE])
    from django.core.wsgi import get_wsgi_application

    _route(tables)
    return get_wsgi_application()


def prepare(url: str) -> str:
    """Make Django's own tables, somebody who signs in, and a session; return its cookie header."""
    _set_up(url)
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    user, _ = get_user_model().objects.get_or_create(username="coordination")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    connections.close_all()
    return f"sessionid={session.session_key}"


def _set_up(url: str) -> Tables:
    import django
    from django.conf import settings

    if not settings.configured:
        settings.configure(**_settings(url))
        django.setup()
    return _tables()


def _settings(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    server = {"HOST": parts.hostname or "", "PORT": parts.port or "", "USER": parts.username or ""}
    base = {"ENGINE": "django.db.backends.postgresql", "NAME": parts.path.strip("/"), "PASSWORD": parts.password or ""}
    loaded = {"base.html": _BASE, "list.html": _LIST, "row.html": _ROW, "same.html": _SAME, "same_row.html": _SAME_ROW}
    cached = ("django.template.loaders.cached.Loader", [("django.template.loaders.locmem.Loader", loaded)])
    seen = ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth"]
    engine = {"BACKEND": "django.template.backends.django.DjangoTemplates"}
    return {
        "ALLOWED_HOSTS": ["*"],
        "CSRF_TRUSTED_ORIGINS": [],
        "DATABASES": {"default": base | server | {"CONN_MAX_AGE": None}},
        "INSTALLED_APPS": ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
        "LANGUAGE_CODE": "fr",
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
        ],
        "ROOT_URLCONF": __name__,
        "SECRET_KEY": "a key for a benchmark only, as long as Django wants it to be",
        "TEMPLATES": [engine | {"OPTIONS": {"context_processors": seen, "loaders": [cached]}}],
        "USE_TZ": True,
    }


urlpatterns: list[Any] = []
"""Filled by ``application``; Django looks for it under this name."""


def _route(tables: Tables) -> None:
    from django.contrib.auth.decorators import login_required
    from django.urls import path

    def mandates(request: Any) -> Any:
        return _mandates(request, tables)

    page = login_required(mandates)
    urlpatterns[:] = [path("mandates", page, name="mandates"), path("mandates/<uuid:key>", page, name="mandate")]


def _mandates(request: Any, tables: Tables) -> Any:
    from django.core.paginator import Paginator
    from django.db.models import OuterRef, Subquery
    from django.shortcuts import render

    due = tables.deadline.objects.filter(subject=OuterRef("pk"), done_at__isnull=True).order_by("due_on")
    rows = tables.mandate.objects.filter(state__in=RUNNING).select_related("person", "social_service")
    rows = rows.annotate(due_on=Subquery(due.values("due_on")[:1])).order_by("-submitted_at", "-number")
    shown = {
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "menu": range(_MENU),
        "filters": {"state": RUNNING, "service": range(13)},
        "today": date.today(),  # noqa: DTZ011  # as people write it
    }
    if AROUND not in os.environ:
        return render(request, "list.html", shown)
    before, after = _around(os.environ[AROUND])
    return render(request, "same.html", {**shown, "before": before, "after": after})


@cache
def _around(file: str) -> tuple[Any, Any]:
    from django.utils.safestring import mark_safe

    before, _, rest = Path(file).read_text(encoding="utf-8").partition("<tbody>")
    return mark_safe(f"{before}<tbody>"), mark_safe("</tbody>" + rest.partition("</tbody>")[2])  # noqa: S308


def _tables() -> Tables:
    """Return the models over registration's tables; made after Django has been set up, as it wants it."""
    from django.apps import apps
    from django.db import models

    if apps.all_models.get("bench"):
        known = apps.all_models["bench"]
        return Tables(known["mandate"], known["deadline"])

    def made(name: str, table: str, **columns: Any) -> Any:
        meta = type("Meta", (), {"app_label": "bench", "managed": False, "db_table": table})
        key = {"id": models.UUIDField(primary_key=True)}
        return type(name, (models.Model,), {"__module__": __name__, "Meta": meta, **key, **columns})

    text, day = models.CharField, models.DateField
    person = made("Person", "person", family_name=text(max_length=100), given_name=text(max_length=100))
    service = made("SocialService", "social_service", name_fr=text(max_length=200))
    mandate = made(
        "Mandate",
        "mandate",
        number=text(max_length=20),
        row_version=models.IntegerField(),
        state=text(max_length=60),
        wished_kind=text(max_length=60),
        submitted_at=models.DateTimeField(),
        provider_id=models.UUIDField(null=True),
        person=models.ForeignKey(person, models.DO_NOTHING),
        social_service=models.ForeignKey(service, models.DO_NOTHING),
    )
    columns = {"subject": models.UUIDField(), "due_on": day(), "done_at": models.DateTimeField(null=True)}
    return Tables(mandate, made("Deadline", "deadlines", **columns))
