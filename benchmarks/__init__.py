"""One script a figure of the budget. Run from the checkout: ``python -m benchmarks.server_start``."""
