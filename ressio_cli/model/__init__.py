"""The floor under every room: what a thing is."""
