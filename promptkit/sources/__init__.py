"""Readers of shot files, one a format; every value remembers where it was typed."""
