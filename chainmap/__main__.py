"""`python -m chainmap` is the command `chainmap`."""

from chainmap.cli import main

if __name__ == "__main__":
    main()
