"""A viewer that teaches the cluneal nerves."""

__version__ = "0.1.0"
