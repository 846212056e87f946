"""The way in: `--version` and `__complete` are answered at once, everything else by the command tree.

Front door. Nothing but `sys` is imported before it is known what was asked.
"""

import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command line and answer its exit code."""
    words = sys.argv[1:] if argv is None else argv
    try:
        if words == ["--version"]:
            return _say(_version())
        if words[:1] == ["__complete"]:
            return _say(_complete(words[1:]))
        _keep_what_comes()
        from ressio_cli.app import run

        return run(words)
    except KeyboardInterrupt:
        return 130


def _keep_what_comes() -> None:
    """What is imported and read stays until the end: looking for rubbish in it takes a tenth of a run."""
    import gc

    gc.set_threshold(100_000)


def _version() -> str:
    from ressio_cli import __version__

    return f"ressio {__version__}\n"


def _complete(words: list[str]) -> str:
    import os

    from ressio_cli.complete import ids

    try:
        start = os.environ.get("RESSIO_DIR") or os.getcwd()
    except OSError:
        return ""
    return "".join(f"{found}\n" for found in ids(words[0] if words else "", start))


def _say(text: str) -> int:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError:
        import os

        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return 0


if __name__ == "__main__":
    sys.exit(main())
