"""Makes the portal out of front desks and settings; nothing here exists before it is called."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from messaging.service import Service
from portal import areas, errors, gate, headers, packing, page, rendering, signed_in
from portal.backstage import Backstage
from portal.cookies import KeptSigner
from portal.counters import Counters
from portal.last_use import LastUse
from portal.settings import PortalSettings
from portal.ways import Portal


def create_app(desks: Mapping[str, Service], settings: PortalSettings, backstage: Backstage | None = None) -> Flask:
    """Return the portal; areas whose desk is missing are left out, ``accounts`` has to be there."""
    if "accounts" not in desks:
        raise ValueError("the portal needs the accounts' desk")
    app = Portal("portal", static_folder=None)
    app.config.update(settings.for_flask())
    app.extensions["ssip.desks"] = dict(desks)
    app.extensions["ssip.settings"] = settings
    app.extensions["ssip.backstage"] = backstage or Backstage()
    app.extensions["ssip.counters"] = Counters()
    app.extensions["ssip.last_use"] = LastUse(app)
    app.session_interface = KeptSigner(app)
    packing.install(app)
    headers.install(app)
    signed_in.install(app)
    gate.install(app)
    rendering.install(app)
    page.install(app)
    errors.install(app)
    areas.install(app, desks)
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, count)  # type: ignore[method-assign]
    return app
