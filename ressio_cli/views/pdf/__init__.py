"""Papers drawn on pages. ReportLab is imported in this room only, and only when a page is drawn."""
