"""ressio bills a building job from a folder of plain files."""

__version__ = "0.1.0"
