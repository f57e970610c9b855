"""Pages, one folder per desk: each asks the front desks and shows the answers; none of them decides anything.

How to write a page
-------------------
1. A folder is called after the desk it needs (``portal/pages/placements``) and is only loaded when that desk is
   there. Its ``area.py`` holds one ``AREA = Area(blueprints=[...], menu=[...], today=..., search=...,
   organisations=...)`` (see ``portal.areas``). ``core`` and ``accounts`` are always there.
2. A page is a function of a blueprint. It is closed to everybody who is not signed in; ``@public`` from
   ``portal.marks`` opens it. It reads with ``ask(query, name=value)`` and writes with ``do(command)`` from
   ``portal.doors``; both raise the refusals of ``schemas.refusal``, which turn into the right page by themselves::

       @blueprint.get("/places/<uuid:place_id>")
       def detail(place_id: UUID) -> Response:
           return show("placements/place.html", place=ask(queries.place, place_id=place_id))

3. A form is a command. Labels are ``field.<name>`` (or ``field.<wire name>.<name>``), hints ``hint.<name>``, choices
   of an enum ``code.<enum_name>.<value>``, objections ``objection.<code>``::

       @blueprint.route("/places/new", methods=["GET", "POST"])
       def new() -> Answer:
           need(PublishPlace)
           form = Form(PublishPlace, start={"place_id": uuid4()}, fixed={"provider_id": actor().organisation_id},
                       choices=code_list)
           if form.carry_out():
               return leave("places.detail", text=say("done.saved"), place_id=form.answer)
           return show("placements/new.html", form=form)

   and its template ``{{ ui.error_summary(form.errors) }}{{ ui.form(form.views, hidden=form.hidden) }}``; a single
   field is ``{{ ui.field(form.view("seats")) }}``. Whatever the page knows better than people (ids of the record,
   the own organisation) belongs into ``fixed``: it is neither shown nor accepted. What is typed survives errors,
   conflicts and an ended session; sending twice does no harm.
4. The steps of a record are pages made from a table (``portal.actions.ActionPages``)::

       ACTIONS = ActionPages(blueprint=blueprint, rule="/places/<uuid:place_id>", back="places.detail",
                             record=lambda place_id: ask(queries.place, place_id=place_id), choices=code_list,
                             commands={"confirm": ConfirmPlace, "withdraw": WithdrawPlace},
                             tones={"confirm": "primary", "withdraw": "danger"}).install()

       panel = ACTIONS.panel(place, place.steps, place_id=place.id)

   and ``{{ ui.action_panel(panel.actions, panel.url, panel.hidden) }}``. Buttons are worded ``act.<wire name>.label``,
   ``.hint`` and ``.done``; the record needs a ``row_version``.
5. A list page says its columns and cells once as a ``Listing`` and answers with it; filters, pages and the exports to
   Excel, CSV and PDF are then there by themselves (``portal.lists`` tells how)::

       listing = Listing("billing.invoices", say("menu.invoices"), _columns(), read, filters=_filters())
       return answer("billing/invoices.html", listing)

   and its template ``{{ ui.listing(listing) }}``.
6. Add every new rule to ``tests/portal/access.py`` with who may open it, and words to both languages.
"""
