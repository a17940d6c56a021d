"""``python -m explainer``, and what the ``explainer`` command runs."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and give its exit code."""
    try:
        from explainer.cli.main import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        # 128 and the number of the signal, as shells count.
        print(file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
