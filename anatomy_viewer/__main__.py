"""``python -m anatomy_viewer``."""

from .cli import main

if __name__ == "__main__":
    main()
