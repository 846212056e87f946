"""The workbench: how an invoice is made, one module per method over one pipeline."""
