"""The office: what follows from the facts."""
