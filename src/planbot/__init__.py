"""planbot builds a treatment plan with the client, in the terminal, and checks that it holds together."""

__version__ = "0.1.0"
