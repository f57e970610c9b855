"""Shows every part of a page in every state, six whole pages and every error page."""

from __future__ import annotations

from secrets import token_hex

from flask import Blueprint, Flask, Response, abort, g, make_response, render_template, request

from portal import assets, rendering
from portal.design.frame import frame
from portal.design.samples import samples
from portal.headers import POLICY
from schemas.words import FALLBACK, LANGUAGES

blueprint = Blueprint("design", __name__, url_prefix="/design")

SCREENS = ("today", "list", "record", "form", "chart", "sign_in", "paper")
ERRORS = ("403", "404", "409", "422", "429", "500", "503", "session")


@blueprint.get("/")
def parts() -> str:
    """Show all parts one below the other."""
    return _show("design.html", "parts")


@blueprint.get("/<screen>")
def screen(screen: str) -> str:
    """Show one whole page as people would see it."""
    if screen not in SCREENS:
        abort(404)
    return _show(f"design/{screen}.html", screen)


@blueprint.route("/errors/<code>", methods=["GET", "POST"])
def error(code: str) -> Response:
    """Show one error page with its own answer number."""
    if code not in ERRORS:
        abort(404)
    answer = make_response(_show(f"errors/{code}.html", "errors"))
    answer.status_code = int(code) if code.isdigit() else 401
    return answer


def _show(template: str, place: str) -> str:
    language = str(g.language)
    return render_template(template, **frame(language, place), s=samples(language))


def create_preview() -> Flask:
    """Return a small app with nothing but the design in it; for looking and for tests, never for people's data."""
    app = Flask("portal", static_folder=None)
    app.secret_key = token_hex()
    app.config["TEMPLATES_AUTO_RELOAD"] = True
    app.jinja_env.globals["csrf_token"] = lambda: "preview"
    rendering.install(app)
    app.register_blueprint(blueprint)
    app.before_request(_choose_language)
    app.after_request(_guard)
    app.before_request(assets.reread)
    return app


def _choose_language() -> None:
    wanted = request.args.get("lang", FALLBACK)
    g.language = wanted if wanted in LANGUAGES else FALLBACK


def _guard(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
