"""Mapping files: what a user says of sheets whose headings are their own; and what every sheet of the books is."""
