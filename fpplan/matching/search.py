"""Exact search over boxes of whole numbers: narrow, split into independent parts, branch.

Why narrowing by intervals is enough. Every relation here (a sum, an "at most", a printed
rate) is monotone in each of its variables, so the values of one variable that agree with
given ranges of the others lie in one interval, whose ends are found with whole-number
arithmetic. Narrowing only ever removes values that no solution has; when every variable
has a single value, narrowing has tested every relation exactly. So branching on values
until all are single visits each solution once and misses none. Nothing is rounded on the
way, and nothing depends on the intervals being tight: that decides only the speed.

What makes it fast: a rate printed to two decimals fits few denominators (28.73 % first
fits one of 87), so each cell lists the values of its smaller side that have any partner at
all, and the search steps through that list; and parts that no open relation joins are
counted apart and multiplied.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from fpplan.matching.cells import Cell, Span
from fpplan.matching.problem import Problem, Sum

__all__ = ["Box", "Machine", "Stopped"]

_LONGEST_LIST = 200_000  # beyond this many values a cell is narrowed without its list

Box = tuple[list[int], list[int]]  # the least and the greatest value of each variable


class Stopped(Exception):
    """The search has used up its effort."""


class _Adds:
    """whole = sum of parts."""

    def __init__(self, whole: int, parts: tuple[int, ...]):
        self.whole, self.parts = whole, parts
        self.variables = (whole, *parts)

    def narrow(self, low: list[int], high: list[int]) -> None:
        whole, least, most = self.whole, 0, 0
        for part in self.parts:
            least += low[part]
            most += high[part]
        low[whole] = max(low[whole], least)
        high[whole] = min(high[whole], most)
        for part in self.parts:
            fewest = low[whole] - (most - high[part])
            greatest = high[whole] - (least - low[part])
            low[part] = max(low[part], fewest)
            high[part] = min(high[part], greatest)

    def settled(self, low: list[int], high: list[int]) -> bool:
        return all(low[v] == high[v] for v in self.variables)

    def limit(self, top: list[int | None]) -> None:
        parts = [top[part] for part in self.parts]
        known = [value for value in parts if value is not None]
        if top[self.whole] is None and len(known) == len(parts):
            top[self.whole] = sum(known)
        for part in self.parts:
            if top[part] is None:
                top[part] = top[self.whole]


class _NoMore:
    """less <= more."""

    def __init__(self, less: int, more: int):
        self.less, self.more = less, more
        self.variables = (less, more)

    def narrow(self, low: list[int], high: list[int]) -> None:
        high[self.less] = min(high[self.less], high[self.more])
        low[self.more] = max(low[self.more], low[self.less])

    def settled(self, low: list[int], high: list[int]) -> bool:
        return high[self.less] <= low[self.more]

    def limit(self, top: list[int | None]) -> None:
        if top[self.less] is None:
            top[self.less] = top[self.more]


class _Prints:
    """numerator / denominator lies in the span of a printed rate."""

    def __init__(self, numerator: int, denominator: int, span: Span):
        self.numerator, self.denominator, self.span = numerator, denominator, span
        self.variables = (numerator, denominator)
        # The smaller side has the shorter list of values that have a partner.
        self.by_denominator = span.low >= 1
        self.key = denominator if self.by_denominator else numerator
        self.keys: list[int] | None = None

    def prepare(self, most: int) -> None:
        """List the values of the smaller side, up to `most`, that have any partner."""
        if most > _LONGEST_LIST:
            return
        span = self.span
        if self.by_denominator:
            self.keys = [d for d in range(1, most + 1)
                         if span.least_numerator(d) <= span.most_numerator(d)]
        else:
            self.keys = []
            for n in range(most + 1):
                greatest = span.most_denominator(n)
                if greatest is None or span.least_denominator(n) <= greatest:
                    self.keys.append(n)

    def narrow(self, low: list[int], high: list[int]) -> None:
        n, d, span = self.numerator, self.denominator, self.span
        low[n] = max(low[n], span.least_numerator(low[d]))
        high[n] = min(high[n], span.most_numerator(high[d]))
        low[d] = max(low[d], span.least_denominator(low[n]))
        greatest = span.most_denominator(high[n])
        if greatest is not None:
            high[d] = min(high[d], greatest)
        keys, key = self.keys, self.key
        if keys is not None and low[key] <= high[key]:
            first, last = bisect_left(keys, low[key]), bisect_right(keys, high[key])
            if first == last:
                high[key] = low[key] - 1
            else:
                low[key], high[key] = keys[first], keys[last - 1]

    def settled(self, low: list[int], high: list[int]) -> bool:
        n, d, span = self.numerator, self.denominator, self.span
        return (low[n] >= span.least_numerator(high[d])
                and high[n] <= span.most_numerator(low[d]))

    def limit(self, top: list[int | None]) -> None:
        n, d = self.numerator, self.denominator
        if top[n] is None and (most := top[d]) is not None:
            top[n] = max(0, self.span.most_numerator(most))
        if top[d] is None and (most := top[n]) is not None:
            top[d] = self.span.most_denominator(most)


_Relation = _Adds | _NoMore | _Prints


class Machine:
    """One problem compiled: variables by number, relations, and the effort left.

    The first `len(problem.counts)` variables are the problem's counts in their order; the
    rest stand for sums that a cell or an "at most" adds up. `effort` is how many boxes may be
    narrowed before `Stopped` is raised, so that a stop falls on the same box on every machine.
    """

    def __init__(self, problem: Problem, cells: Sequence[Cell], effort: int):
        self.effort = effort
        self.names = list(problem.counts)
        self._number = {name: at for at, name in enumerate(self.names)}
        self.size = self._number[problem.size]
        self.known = {self._number[name]: number for name, number in problem.known.items()}
        self._added: dict[frozenset[str], int] = {}
        self.relations: list[_Relation] = []
        for relation in problem.structure:
            if isinstance(relation, Sum):
                self._adds(self._number[relation.whole], relation.parts)
        for relation in problem.structure:
            if not isinstance(relation, Sum):
                less, more = self._total(relation.less), self._total(relation.more)
                self.relations.append(_NoMore(less, more))
        self._prints = [_Prints(self._total(cell.numerator), self._total(cell.denominator),
                                cell.span()) for cell in cells]
        self.relations.extend(self._prints)
        self.variables = len(self._number)
        self._keys: list[list[list[int]]] = [[] for _ in range(self.variables)]
        self._watch: list[list[_Relation]] = [[] for _ in range(self.variables)]
        for compiled in self.relations:
            for variable in compiled.variables:
                self._watch[variable].append(compiled)

    def _adds(self, whole: int, parts: tuple[str, ...]) -> None:
        self.relations.append(_Adds(whole, tuple(self._number[part] for part in parts)))
        self._added.setdefault(frozenset(parts), whole)

    def _total(self, names: tuple[str, ...]) -> int:
        """The variable that stands for a sum of counts, made when there is none yet."""
        if len(names) == 1:
            return self._number[names[0]]
        if frozenset(names) not in self._added:
            whole = len(self._number)
            self._number[" + ".join(names)] = whole
            self._adds(whole, names)
        return self._added[frozenset(names)]

    def limits(self, below: int, otherwise: Sequence[int | None] = ()) -> list[int | None]:
        """A greatest value for each variable when the size is below `below`; None = no end.

        Found by following each relation from the size and the known counts, without
        tightening, so that cells which contradict each other still give limits. A count that
        no relation limits takes its limit from `otherwise`, if that gives one.
        """
        top: list[int | None] = [None] * self.variables
        for variable, number in self.known.items():
            top[variable] = number
        top[self.size] = below - 1
        self._follow(top)
        for variable, limit in enumerate(otherwise[: len(self.names)]):
            if top[variable] is None:
                top[variable] = limit
        self._follow(top)
        return top

    def _follow(self, top: list[int | None]) -> None:
        """Let each relation limit what has no limit yet, until nothing changes."""
        before: list[int | None] = []
        while before != top:
            before = top[:]
            for relation in self.relations:
                relation.limit(top)

    def box(self, tops: Sequence[int]) -> Box | None:
        """The narrowed box of everything up to `tops`, or None when nothing fits."""
        low, high = [0] * self.variables, list(tops)
        for variable, number in self.known.items():
            low[variable] = max(low[variable], number)
            high[variable] = min(high[variable], number)
        self._keys = [[] for _ in range(self.variables)]
        for cell in self._prints:
            cell.prepare(tops[cell.key])
            if cell.keys is not None:
                self._keys[cell.key].append(cell.keys)
        if any(least > most for least, most in zip(low, high, strict=True)):
            return None
        return (low, high) if self._narrow(low, high, self.relations) else None

    def fix(self, box: Box, variable: int, value: int) -> Box | None:
        """The box with one variable fixed, narrowed; None when nothing fits."""
        low, high = box[0][:], box[1][:]
        low[variable] = high[variable] = value
        return (low, high) if self._narrow(low, high, self._watch[variable]) else None

    def values(self, box: Box, variable: int) -> Sequence[int]:
        """The values of a variable that are worth trying, ascending."""
        least, most = box[0][variable], box[1][variable]
        best: Sequence[int] = range(least, most + 1)
        for keys in self._keys[variable]:
            first, last = bisect_left(keys, least), bisect_right(keys, most)
            if last - first < len(best):
                best = keys[first:last]
        return best

    def solutions(self, box: Box, at: int = 0) -> Iterator[tuple[int, ...]]:
        """The solutions in a box, in lexicographic order of the problem's counts."""
        low, high = box
        while at < len(self.names) and low[at] == high[at]:
            at += 1
        if at == len(self.names):
            yield tuple(low[: len(self.names)])
            return
        for value in self.values(box, at):
            inside = self.fix(box, at, value)
            if inside and self.count(inside, enough=1):
                yield from self.solutions(inside, at + 1)

    def count(self, box: Box, enough: int | None = None) -> int:
        """How many solutions a box holds; with `enough`, counting may end at so many or more."""
        return self._count(box, range(self.variables), self.relations, enough)

    def _count(self, box: Box, variables: Sequence[int], relations: Sequence[_Relation],
               enough: int | None) -> int:
        low, high = box
        still = [v for v in variables if low[v] < high[v]]
        if not still:
            return 1
        joined = [r for r in relations if not r.settled(low, high)]
        product = 1
        for part, inner in _parts(still, joined, low, high):
            if not inner:
                found = high[part[0]] - low[part[0]] + 1  # a single variable, free in its range
            elif len(part) == 2 and len(inner) == 1 and isinstance(inner[0], _Adds):
                found = high[part[0]] - low[part[0]] + 1  # the one decides the other
            else:
                found = self._branch(box, part, inner, enough)
            if not found:
                return 0
            product *= found
        return product

    def _branch(self, box: Box, part: list[int], inner: list[_Relation],
                enough: int | None) -> int:
        values, variable = min(((self.values(box, v), v) for v in part),
                               key=lambda choice: (len(choice[0]), choice[1]))
        found = 0
        for value in values:
            inside = self.fix(box, variable, value)
            if inside:
                found += self._count(inside, part, inner, enough)
                if enough is not None and found >= enough:
                    break
        return found

    def _narrow(self, low: list[int], high: list[int], first: Sequence[_Relation]) -> bool:
        """Narrow in place until nothing moves; False when some range is empty."""
        self.effort -= 1
        if self.effort < 0:
            raise Stopped
        waiting = list(first)
        while waiting:
            relation = waiting.pop()
            before = [(low[v], high[v]) for v in relation.variables]
            relation.narrow(low, high)
            for variable, was in zip(relation.variables, before, strict=True):
                now = (low[variable], high[variable])
                if now[0] > now[1]:
                    return False
                if now != was:
                    waiting.extend(r for r in self._watch[variable] if r not in waiting)
        return True


def _parts(
    variables: list[int], relations: list[_Relation], low: list[int], high: list[int]
) -> Iterator[tuple[list[int], list[_Relation]]]:
    """Open variables in groups that no open relation joins, each with its relations."""
    group = {v: v for v in variables}

    def root(v: int) -> int:
        while group[v] != v:
            v = group[v]
        return v

    for relation in relations:
        inside = [root(v) for v in relation.variables if low[v] < high[v]]
        for v in inside[1:]:
            group[root(v)] = root(inside[0])
    members: dict[int, tuple[list[int], list[_Relation]]] = {}
    for v in variables:
        members.setdefault(root(v), ([], []))[0].append(v)
    for relation in relations:
        first = next(v for v in relation.variables if low[v] < high[v])
        members[root(first)][1].append(relation)
    yield from members.values()
