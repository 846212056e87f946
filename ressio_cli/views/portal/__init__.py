"""The client's pages: what each says, and how it becomes HTML. Jinja2 is imported in this room only."""
