"""A pelvis that somebody brings: read from its files, mended, its bones told apart."""
