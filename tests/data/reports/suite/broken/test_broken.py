"""A file that cannot be collected. Not part of the other recordings."""

raise RuntimeError("no import")
