"""`python -m fpplan` is the same as `fpplan`."""

import sys

from fpplan.cli import main

if __name__ == "__main__":
    sys.exit(main())
