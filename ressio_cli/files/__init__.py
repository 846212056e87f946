"""The mud room: how facts are written down."""
