"""Pages of safeguarding. Every one has a neutral title; no-store comes with every answer of the hub."""
