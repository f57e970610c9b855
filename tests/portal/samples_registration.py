"""A mandate for the access tests: of the service of Lyss, proposed to the provider Südkurve."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.portal.household import Household
from tests.portal.registration.scene import furnish, paper, proposed, released, running
from tests.portal.samples import Sample


def mandate(house: Household) -> Mapping[str, Any]:
    """A mandate that everybody concerned can reach."""
    furnish(house)
    mandate_id = released(house)
    proposed(house, mandate_id)
    return {"mandate_id": mandate_id}


def document(house: Household) -> Mapping[str, Any]:
    """A paper of a mandate whose placement at the provider runs, for all three."""
    furnish(house)
    mandate_id = running(house)
    return {"document_id": paper(house, mandate_id), "mandate_id": mandate_id}


SAMPLES: dict[str, Sample] = {"mandate": mandate, "document": document}
