"""Paths, settings and errors: what every room needs."""
