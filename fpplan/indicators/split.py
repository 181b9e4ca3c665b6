"""The sex ratio of a run split into what made it: chance, selection and misreporting.

    natural + chance + selection + misreporting = the ratio in the books

with the ratios of whole counts in between (`fpplan.books.selected`): boys to girls born or
not born for their sex, boys to girls born, boys to girls in the books. Nothing is left over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["PARTS", "Split", "split"]

PARTS = ("chance", "selection", "misreporting")


@dataclass(frozen=True)
class Split:
    """Boys per 100 girls: the `natural` ratio, the ratios `without_selection`, `true` and in
    the `books`, null (NaN) where there is no girl; arrays of one shape."""

    natural: float
    without_selection: Array
    true: Array
    books: Array

    @property
    def chance(self) -> Array:
        """What luck alone adds to the natural ratio."""
        return self.without_selection - self.natural

    @property
    def selection(self) -> Array:
        """What girls not born for their sex add."""
        return self.true - self.without_selection

    @property
    def misreporting(self) -> Array:
        """What the books add: births missed, late, with a wrong sex or order, invented."""
        return self.books - self.true


def split(natural: float, boys: Array, girls: Array, girls_not_born: Array, boys_in_books: Array,
          girls_in_books: Array) -> Split:
    """Split the sex ratio of counts (any shape; they add up over units and periods).
    See docs/model.md [E-split].
    """
    import numpy as np

    def ratio(above: Array, below: Array) -> Array:
        above, below = np.asarray(above, dtype=float), np.asarray(below, dtype=float)
        found = np.full(np.broadcast_shapes(above.shape, below.shape), np.nan)
        np.divide(100 * above, below, out=found, where=below > 0)
        return found

    return Split(natural, ratio(boys, np.asarray(girls) + np.asarray(girls_not_born)),
                 ratio(boys, girls), ratio(boys_in_books, girls_in_books))
