"""``python -m planbot`` is the same as ``planbot``."""

from planbot.cli import main

main()
