"""Serves a model over loopback in OpenAI's language, until nobody holds its input open any more.

Run as ``python -m tests.serving FILE``; the first line it writes is the address. It is a program of its own,
so that a crash in the model's native code takes no test down with it.
"""

import sys

CONTEXT = 4096
"""How many tokens a prompt and its reply may have together."""


def main(file: str) -> None:
    """Serve *file* on a free port."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = file
    params.n_ctx = CONTEXT
    params.n_parallel = 1
    params.cpuparams.n_threads = (
        1  # with more, its threads wait for one another on a busy machine, up to 30 times longer
    )
    params.warmup = False
    params.port = 0
    params.verbosity = -1
    server = xllamacpp.Server(params)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    main(sys.argv[1])
