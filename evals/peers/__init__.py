"""Peers on the same work: what plain pipelines and other libraries find with the same encoder in the same texts."""
