"""Rules for payouts; their points are read as yuan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fpplan.contract.rules.base import Names, Rule
from fpplan.contract.rules.place import PeerRule
from fpplan.contract.text import Text, _
from fpplan.contract.units import number

if TYPE_CHECKING:
    from fpplan.contract.rules.base import Array
    from fpplan.contract.rules.place import Ends

__all__ = ["Cut", "Fund", "PostPay"]


@dataclass(frozen=True)
class Cut(Rule):
    """`percent` of a sum is taken away. See docs/model.md [E-cut]."""

    pay: str
    percent: float

    def reads(self) -> tuple[str, ...]:
        return (self.pay,)

    @property
    def full(self) -> float:
        return 0.0

    def points(self, x: Mapping[str, Array]) -> Array:
        return -self.percent / 100 * x[self.pay]

    def direction(self) -> Mapping[str, int]:
        return {self.pay: -1}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        return _("{name}: {pay}; {percent} % of it is taken away: {cut} yuan.").format(
            name=names[self.pay], pay=number(x[self.pay]), percent=number(self.percent),
            cut=number(self.percent / 100 * x[self.pay]))


@dataclass(frozen=True)
class PostPay(Rule):
    """Pay of a post for each period approved, borne by several levels.
    See docs/model.md [E-post-pay].
    """

    periods: str
    payers: tuple[tuple[Text, float], ...]  # who bears how much for each period

    def reads(self) -> tuple[str, ...]:
        return (self.periods,)

    @property
    def each(self) -> float:
        """Pay of one period."""
        return sum(yuan for _payer, yuan in self.payers)

    @property
    def full(self) -> float:
        return 0.0

    def points(self, x: Mapping[str, Array]) -> Array:
        return self.each * x[self.periods]

    def direction(self) -> Mapping[str, int]:
        return {self.periods: 1}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        parts = ", ".join(f"{payer} {number(yuan * x[self.periods])}"
                          for payer, yuan in self.payers)
        return _("{name}: {count} × {each} yuan = {pay} yuan ({parts}).").format(
            name=names[self.periods], count=number(x[self.periods]), each=number(self.each),
            pay=number(self.each * x[self.periods]), parts=parts)


@dataclass(frozen=True)
class Fund(PeerRule):
    """A reward fund shared out among peers in proportion to what `shares` gives each.
    See docs/model.md [E-fund].

    `fund` is the sum to share (the same for all peers: the largest that is given for any). A
    fund that nobody earns a share of is not spent.
    """

    fund: str
    peers: str
    shares: Rule

    @property
    def peer_group(self) -> str:
        return self.peers

    def reads(self) -> tuple[str, ...]:
        return (self.fund, *(name for name in self.shares.reads() if name != self.fund))

    def derives(self) -> tuple[str, ...]:
        return self.shares.derives()

    def award(self, x: Mapping[str, Ends], group: Sequence[int], follows: Sequence[bool]) -> Ends:
        import numpy as np

        central, low, high = self._shares(x, group, follows)
        inside = np.zeros((1, max(central.shape[1], low.shape[1]), 1, 1))
        inside[:, list(group)] = 1.0
        central, low, high = (np.maximum(np.nan_to_num(part), 0.0) * inside
                              for part in (central, low, high))
        funds = [np.nan_to_num(np.fmax.reduce(end, axis=1, keepdims=True)) for end in x[self.fund]]
        # a share is least when one's own is low and the others' are high
        return (funds[0] * _share(central, central), funds[1] * _share(low, high),
                funds[2] * _share(high, low))

    def _shares(self, x: Mapping[str, Ends], group: Sequence[int], follows: Sequence[bool]
                ) -> Ends:
        import numpy as np

        if isinstance(self.shares, PeerRule):
            return self.shares.award(x, group, follows)
        made = [self.shares.points({name: x[name][end] for name in self.shares.reads()})
                for end in range(3)]
        return made[0], np.fmin.reduce(made), np.fmax.reduce(made)

    def direction(self) -> Mapping[str, int]:
        return {self.fund: 1}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        return _("{name}: {fund} yuan, shared among peers in proportion.").format(
            name=names[self.fund], fund=number(x[self.fund])) + " " + self.shares.say(x, names)


def _share(own: Array, others: Array) -> Array:
    """own ÷ (own + the others'), 0 where nobody has any."""
    import numpy as np

    total = others[:, :1]
    for unit in range(1, others.shape[1]):  # in order: the same sum in any chunk
        total = total + others[:, unit:unit + 1]
    whole = total - others + own
    return np.where(whole > 0, own / np.where(whole > 0, whole, 1.0), 0.0)
