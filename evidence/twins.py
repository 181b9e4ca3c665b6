"""Every kept number of every place: what the commands give now is what they gave then.

    make evidence-twins            say what differs; 1 when anything does
    make twins                     write the numbers anew, after a change that is meant

`make test` compares the small part of them that costs little.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "twins"))

from kept_numbers import asked, differences, numbers, workshop


def main() -> int:
    """Compare every place with every command. Returns 1 when a number differs."""
    told = []
    with workshop() as shop:
        for name, command in asked():
            lines = differences(name, command, numbers(name, command, shop))
            print(f"{name} {command}: {len(lines) or 'no'} differences", flush=True)
            told += lines
    print("\n".join(told))
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main())
