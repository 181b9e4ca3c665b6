"""A simulated census of 2000 against the pattern of the real one; writes census.csv.

    python evidence/census.py [--women N]

Women aged 21-40 in 2000 live from their fifteenth birthday to the census under rules that changed
on the way. For each number and sex of earlier children two figures are read: the share of women
who went on to another birth before the census (right-censored, as in the source) and the share of
boys among those births. The source is Ebenstein 2010 (J Hum Resour 45:87), Table 1, census 2000.

The four cells of second births are fitted: the wish for another child after a son and after a
daughter, and the share of couples who insist on a son. The six cells of third births are held
out: nothing is fitted to them.

It is done twice, once taking the census at its word and once with children hidden from it as the
catalogue assumes after the literature (`census.*`): a census alone cannot tell girls who were
never born from girls who were never counted, and the two fits show how far apart they may lie.

What is assumed: the shares of people under each rule (about 36, 53, 10 and 1 % in the literature on
policy fertility, not re-checked); two children for everyone until August 1980, one child for the
first two groups from September 1980, and the second child after a daughter from April 1984; that
women of all ages are equally many and none of them dies or moves; and that a hidden child hides
neither its brothers and sisters nor their order.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from scipy.optimize import least_squares
from scipy.special import expit, logit
from stamp import write_table

from fpplan.books.parameters import hidden_from_count
from fpplan.luck import fold, fold_array
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import load_setting
from fpplan.population.engine import follow
from fpplan.population.events import NEVER
from fpplan.population.pool import Girls, entrant
from fpplan.population.rates import Scales, rates, reconsidered
from fpplan.population.slots import slots_of
from fpplan.population.state import FIRST_AGE, LAST_AGE, MAX_ORDER
from fpplan.population.tables import compiled
from fpplan.tallies import slot_table

SEED = 2000
CENSUS = 2000 + 10 / 12  # 1 November 2000
AGES = range(21, 41)
CHILDREN = LAST_AGE + 1 - FIRST_AGE  # completed years of age at the census of their children
WOMEN = 400_000
FIT_WOMEN = 60_000

# Rules: which next births are within policy, by order, living sons and living daughters.
ONE, GIRL_SECOND, TWO, THREE = range(4)
_RULES = {
    ONE: lambda order, sons, daughters: order == 0,
    GIRL_SECOND: lambda order, sons, daughters: order == 0 or (order == 1 and sons == 0),
    TWO: lambda order, sons, daughters: order <= 1,
    THREE: lambda order, sons, daughters: order <= 2,
}
# Share of people, and (first calendar time, rule) in order of time.
REGIMES = (
    (0.356, ((0.0, TWO), (1980 + 8 / 12, ONE))),
    (0.534, ((0.0, TWO), (1980 + 8 / 12, ONE), (1984 + 3 / 12, GIRL_SECOND))),
    (0.097, ((0.0, TWO),)),
    (0.013, ((0.0, THREE),)),
)

# Share with another child and share of boys among the next births, census 2000.
SECOND = {"one boy": (0.35, 0.50), "one girl": (0.49, 0.62)}
THIRD = {"two boys": (0.18, 0.39), "one of each": (0.16, 0.53), "two girls": (0.46, 0.70)}
WITHIN = {"second": (0.05, 0.02), "third": (0.08, 0.04)}
FITTED = ("want.another_after_one_son", "want.another_after_one_daughter", "selection.willing")
COLUMNS = ("omission", "cell", "figure", "source", "simulated", "difference", "within", "use",
           "holds")

MODULES = [
    "fpplan/luck.py",
    *(f"fpplan/population/{name}.py"
      for name in ("state", "events", "engine", "slots", "tables", "rates", "when")),
    "fpplan/books/census.py",
    "fpplan/books/parameters.py",
    "evidence/census.py",
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--women", type=int, default=WOMEN)
    women = parser.parse_args().women
    rows: list[tuple[object, ...]] = []
    facts: dict[str, object] = {"seed": SEED, "women": women}
    for name, omission in (("none", 0.0), ("literature", 1.0)):
        census = Census(omission)
        own = census.fit()
        facts[f"fitted, omission {name}"] = "; ".join(f"{k} = {v:.3f}" for k, v in own.items())
        rows += _compared(name, census.cells(own, women))
    path = Path(__file__).with_suffix(".csv")
    write_table(path, MODULES, COLUMNS, rows, **facts)
    for row in rows:
        print(*row, sep="\t")
    fitted = [row for row in rows if row[-2] == "fitted"]
    return 0 if all(row[-1] for row in fitted) else 1


def _compared(name: str, cells: Mapping[str, tuple[float, float]]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for parity, source in (("second", SECOND), ("third", THIRD)):
        for children, figures in source.items():
            for at, figure in enumerate(("share with another child", "share of boys")):
                found, wanted, room = cells[children][at], figures[at], WITHIN[parity][at]
                rows.append((
                    name, f"{parity} birth after {children}", figure, f"{wanted:.2f}",
                    f"{found:.3f}", f"{found - wanted:+.3f}", f"{room:.2f}",
                    "fitted" if parity == "second" else "held out",
                    bool(abs(found - wanted) <= room)))
    return rows


class Census:
    """Women of one country, counted once; with `omission` 1 some of their children are hidden as
    the catalogue has it, with 0 none."""

    def __init__(self, omission: float):
        self.setting = load_setting("china_rural")
        self.table = slot_table(self.setting.method_ids, ("all",))
        self.slots = slots_of(self.table, 1)
        self._known_for: ParameterSets | None = None
        self._known: dict[tuple[int, int, float], np.ndarray] = {}
        hidden, found = hidden_from_count(self.sets({}), np.zeros((1, 1)))
        stays = (1 - found[0, 0]) ** np.arange(CHILDREN)
        # age of the child, sex, policy
        self.seen = 1 - omission * stays[:, None, None] * hidden[0, 0].reshape(2, 2)

    def sets(self, own: Mapping[str, float]) -> ParameterSets:
        return ParameterSets(None, central=dict(own), parameters=self.setting.parameters)

    def fit(self) -> dict[str, float]:
        """The fitted parameters: least squares over the four cells, each by its tolerance."""
        start = self.sets({})
        first = logit([float(start[name][0]) for name in FITTED])

        def misses(x: np.ndarray) -> np.ndarray:
            cells = self.cells(dict(zip(FITTED, expit(x), strict=True)), FIT_WOMEN)
            return np.array([(found - wanted) / room for children, figures in SECOND.items()
                             for found, wanted, room in zip(cells[children], figures,
                                                            WITHIN["second"], strict=True)])

        # Steps wide enough to move women from one outcome to another on fixed luck.
        found = least_squares(misses, first, diff_step=0.1, xtol=1e-3, ftol=1e-3, max_nfev=12)
        return dict(zip(FITTED, (float(p) for p in expit(found.x)), strict=True))

    def cells(self, own: Mapping[str, float], women: int) -> dict[str, tuple[float, float]]:
        """(share with another child, share of boys) by earlier children, as counted."""
        births = self.births(own, women)  # age of the child, order, sex, policy, prior
        counted = (births * self.seen[:, None, ..., None]).sum(axis=(0, 3))
        none, boys, girls, both = range(4)
        # Children so far by order and sex of the last one and sexes of those before.
        after = {
            "one boy": (counted[0, 0].sum(), 1, boys),
            "one girl": (counted[0, 1].sum(), 1, girls),
            "two boys": (counted[1, 0, boys], 2, boys),
            "one of each": (counted[1, 1, boys] + counted[1, 0, girls], 2, both),
            "two girls": (counted[1, 1, girls], 2, girls),
        }
        assert none == 0
        found = {}
        for children, (mothers, order, prior) in after.items():
            male, female = counted[order, :, prior]
            found[children] = ((male + female) / mothers, male / (male + female))
        return found

    def births(self, own: Mapping[str, float], women: int, ages: range = AGES) -> np.ndarray:
        """All births of the women of these ages until the census (completed age of the child at
        the census, order, sex, policy, prior), regimes in proportion."""
        sets = self.sets(own)
        total = np.zeros((CHILDREN, *self.table.index("births").shape[:4]))
        for number, (share, rules) in enumerate(REGIMES):
            each = round(women * share / len(ages))
            for age in ages if each > 0 else ():
                counted = self._lives(sets, rules, number, age, each)
                total += counted[:, self.table.index("births")[..., 0]]
        return total

    def _lives(self, sets: ParameterSets, rules: tuple[tuple[float, int], ...], regime: int,
               age: int, each: int) -> np.ndarray:
        """What happens to the women of one regime and age from 15 to the census, by completed
        years before it and slot."""
        girls = Girls(float(sets["fecundability.sterile"][0]))
        keys = fold_array(fold("census", SEED, regime, age), np.arange(each))
        lives = entrant(each, 0, girls, keys)
        counted = np.zeros((CHILDREN, len(self.table)), np.int64)
        month = -(12 * (age - FIRST_AGE) + 6)  # half a year past the birthday on average
        before = None
        while month < 0:
            rule = [known for first, known in rules if first <= _time(month)][-1]
            # To the next January or change of rule; the month of a change stands alone.
            stop = month + 1
            if before in (None, rule):
                while stop < 0 and not _turns(stop, rules):
                    stop += 1
            tables = self._tables(sets, rule, before, np.floor(_time(month)) + 0.5)
            by_month = follow(lives, keys, tables, month, stop - month, self.slots,
                              len(self.table))
            np.add.at(counted, (-1 - np.arange(month, stop)) // 12, by_month)
            month, before = stop, rule
        return counted

    def _tables(self, sets: ParameterSets, rule: int, before: int | None,
                when: float) -> np.ndarray:
        if self._known_for is not sets:
            self._known_for, self._known = sets, {}
        key = (rule, rule if before is None else before, when)
        if key not in self._known:
            now, then = _allowed(rule), _allowed(key[1])
            some = rates(self.setting, [sets], Scales(), when)
            if key[1] != rule:
                some = some._replace(reconsider=reconsidered(some, then, now))
            tables = compiled(some, now)[0]
            for event in ("death", "gate_death", "leave", "gate_leave"):
                tables[event] = 0
            self._known[key] = tables
        return self._known[key]


def _time(month: int) -> float:
    """Calendar time at which a month begins; a hair more, so that January is in its year."""
    return CENSUS + month / 12 + 1e-6


def _turns(month: int, rules: tuple[tuple[float, int], ...]) -> bool:
    """Whether a year or a rule begins with the month."""
    then, now = _time(month - 1), _time(month)
    return np.floor(then) != np.floor(now) or any(then < first <= now for first, _rule in rules)


def _allowed(rule: int) -> np.ndarray:
    sizes = range(MAX_ORDER + 1)
    return np.array([[[[0 if _RULES[rule](o, s, d) else NEVER for d in sizes] for s in sizes]
                      for o in sizes]], np.uint8)


if __name__ == "__main__":
    sys.exit(main())
