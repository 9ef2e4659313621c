"""Simulated people who live an accompaniment through the product's own pages and socket, as phones would.

Demo, end-to-end test, rehearsal: one program. It imports nothing of the product but its client of documents.
"""
