"""Pages of placements: places and their seats, proposals, placements, interim reports, presence, the workbench."""
