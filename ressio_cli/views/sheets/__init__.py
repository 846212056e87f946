"""Builders of sheets: figures and records in, blocks out; one module per subject.

Room: views.  Pure.
"""
