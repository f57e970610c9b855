"""Starts the preview: ``python -m portal.design``."""

from portal.design.pages import create_preview

create_preview().run(port=5055, debug=True)
