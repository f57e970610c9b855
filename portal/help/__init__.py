"""Help texts, one Markdown file per subject and language; each names the screens it explains."""
