"""The hall: in which order rooms are visited, one verb per file."""
