"""Faces: command line and page. They show what the assistant made; none composes an answer."""
