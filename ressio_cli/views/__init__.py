"""The gallery: how results are shown."""
