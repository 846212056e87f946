"""One module per shell: `script(rows)` writes its completion script."""
