"""Shows every part of a page in every state, and six whole pages, to people who build the portal."""

from __future__ import annotations

from flask import Blueprint, Flask, Response, abort, g, make_response, render_template, request

from portal import assets, design_samples, rendering
from schemas.words import FALLBACK, LANGUAGES

blueprint = Blueprint("design", __name__, url_prefix="/design", template_folder="templates")

POLICY = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
SCREENS = ("today", "list", "record", "form", "chart", "sign_in")
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
    return render_template(template, **design_samples.frame(language, place), s=design_samples.samples(language))


def create_preview() -> Flask:
    """Return a small app with nothing but the design in it; for looking and for tests, never for people's data."""
    app = Flask(__name__, template_folder="templates", static_folder="static")
    app.secret_key = "only for looking at the design"
    app.config["TEMPLATES_AUTO_RELOAD"] = True
    app.jinja_env.globals["csrf_token"] = lambda: "preview"
    rendering.install(app)
    app.register_blueprint(blueprint)

    @app.before_request
    def _choose_language() -> None:
        wanted = request.args.get("lang", FALLBACK)
        g.language = wanted if wanted in LANGUAGES else FALLBACK
        if app.debug:
            assets.reread()

    @app.after_request
    def _guard(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = POLICY
        return answer

    return app


if __name__ == "__main__":
    create_preview().run(port=5055, debug=True)
