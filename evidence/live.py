"""Does every scheme answer to hours in its ready-made place? Writes live.csv beside this file.

    python evidence/live.py [PLACE ...]

For each scheme that a ready-made place is scored by: its items, how many are judged and untagged,
how many of these answer to something that the place can decide, and what they are about
(`fpplan.experiment.answers`). Then untagged points of the scheme's last whole year, the average
village, in percent of what can be earned without bonuses (of a scheme that gives no points,
targets met in percent of all), at today's hours and after four moves within the hours that there
are:

    visits    a third of the hours of meetings goes to visits
    records   a third of the hours of visits goes to records
    audits    hours of audits of records doubled (or 4 a month, where there are none), from meetings
    own       the one that brings most of the six tasks that most live points hang on: it gets
              as much again as it has, and 10 hours at least, from tasks that move nothing in the
              scheme (from all others where there are none)

Changes are paired: same draws, same luck. Where a scheme's own move brings less than one point in a
hundred, the last column says why.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from stamp import Row, write_table

from fpplan.contract.points import YES, Points
from fpplan.contract.rules.base import TOUCH
from fpplan.experiment.answers import Answer, answers
from fpplan.experiment.draws import REPEATS
from fpplan.experiment.live import Lives, live
from fpplan.experiment.read import Read
from fpplan.loading import open_world
from fpplan.plugins import Plugins, load_plugins
from fpplan.scenario.hours import hours_at, with_hours
from fpplan.scenario.resolve import BASE, Resolved

Floats = NDArray[np.float64]
ROOT = Path(__file__).resolve().parent.parent
SEED, DRAWS = 20140801, 32
VISITS = ("postpartum_followup", "counselling", "home_visits")
MEETINGS, RECORDS, AUDITS = "meetings", "records", "record_audit"
LEAST, FIRST_AUDITS, ONE_PERCENT = 10.0, 4.0, 1.0
SELDOM = 0.02  # share of lives and villages
COLUMNS = ("place", "scheme", "items", "judged_untagged", "live", "outcome", "service", "paper",
           "recorded", "unknown", "attainable", "today_percent",
           *(f"{move}{end}" for move in ("visits", "records", "audits", "own")
             for end in ("", "_error")), "own_task", "why_little")
MODULES = (
    "fpplan/contract/fills.py", "fpplan/experiment/answers.py", "fpplan/programme/filled.py",
    "fpplan/programme/wires.py", "fpplan/programme/activities.py", "evidence/live.py",
)


def main(arguments: Sequence[str]) -> int:
    """Live every place, or those named, and write the table when it is all of them. Returns 1 when
    a scheme answers to nothing and its row does not say why."""
    plugins = load_plugins()
    every = sorted(path.stem for path in (ROOT / "scenarios").glob("*.toml"))
    rows = []
    for place in arguments or every:
        for row in rows_of(place, plugins):
            print(*row, sep=",", flush=True)
            rows.append(row)
    if not arguments:
        write_table(Path(__file__).with_suffix(".csv"), MODULES, COLUMNS, rows, seed=SEED,
                    draws=DRAWS, data="scenarios/, plugins/fpplan_townships/")
    return int(any(float(str(row[COLUMNS.index("own")] or 0)) < ONE_PERCENT and not row[-1]
                   for row in rows))


def rows_of(place: str, plugins: Plugins, draws: int = DRAWS) -> list[Row]:
    """Rows of one place, a scheme each."""
    world = open_world(str(ROOT / "scenarios" / f"{place}.toml"), plugins)
    found = {read.id: answers(world, world.base, read) for read in world.reads(world.base)}
    owns = {name: own_tasks(some) for name, some in found.items()}
    plans = {BASE: world.base, "visits": _moved(world.base, MEETINGS, VISITS, 1 / 3),
             "records": _moved(world.base, VISITS, (RECORDS,), 1 / 3),
             "audits": audited(world.base)}
    plans |= {f"{name} {task}": own_move(world.base, task, found[name])
              for name, tasks in owns.items() for task in tasks}
    seen: dict[tuple[str, str], list[Floats]] = {}
    missed: dict[str, list[str]] = {}
    for part, left in live(world, plans, (0, draws), SEED, partial(_seen, found)):
        missed |= left
        for key, value in part.items():
            seen.setdefault(key, []).append(value)
    shares = {key: np.concatenate(parts) for key, parts in seen.items()}
    return [_row(place, read, found[read.id], owns[read.id], shares, missed.get(read.id, []))
            for read in world.reads(world.base)]


def counts(some: Sequence[Answer]) -> tuple[int, ...]:
    """Of a scheme: items; judged and untagged; live; live of each kind; recorded; unknown."""
    judged = _judged(some)
    states, kinds = (Counter(each.state for each in judged),
                     Counter(each.kind for each in judged if each.state == "live"))
    return (len(some), len(judged), states["live"], kinds["outcome"], kinds["service"],
            kinds["paper"], states["recorded"], states["unknown"])


def own_tasks(some: Sequence[Answer]) -> list[str]:
    """The six tasks that most live points hang on, shared among those that move an item; of
    equals the first that the scheme names."""
    worth: Counter[str] = Counter()
    for each in some:
        tasks = [lever for lever in each.moved_by if lever not in ("staff", "supply")]
        for task in tasks if each.state == "live" else ():
            worth[task] += max(each.full, 0.1) / len(tasks)
    return [task for task, _worth in worth.most_common(6)]


def _moved(plan: Resolved, of: str | Sequence[str], to: Sequence[str], part: float) -> Resolved:
    """A part of the hours of some tasks given to others, as they share them now."""
    givers = (of,) if isinstance(of, str) else tuple(of)
    tasks = (*givers, *to)
    hours = hours_at(plan, tasks)
    given = hours[:, :len(givers)] * part
    hours[:, :len(givers)] -= given
    now = hours[:, len(givers):]
    total = now.sum(axis=1, keepdims=True)
    share = np.divide(now, total, out=np.full(now.shape, 1 / len(to)), where=total > 0)
    hours[:, len(givers):] += given.sum(axis=1, keepdims=True) * share
    return with_hours(plan, tasks, hours)


def audited(plan: Resolved) -> Resolved:
    """Audits of records doubled, with hours of meetings as far as they go."""
    hours = hours_at(plan, (MEETINGS, AUDITS))
    more = np.where(hours[:, 1] > 0, hours[:, 1], FIRST_AUDITS)
    more = np.minimum(more, hours[:, 0])
    hours[:, 0] -= more
    hours[:, 1] += more
    return with_hours(plan, (MEETINGS, AUDITS), hours)


def own_move(plan: Resolved, task: str, some: Sequence[Answer]) -> Resolved:
    """As much again for a task, and ten hours at least, from tasks that move nothing here."""
    moving = {lever for each in some if each.state == "live" for lever in each.moved_by}
    others = [name for name in plan.base.hours.tasks() if name != task]
    givers = [name for name in others if name not in moving] or others
    hours = hours_at(plan, (task, *givers))
    total = hours[:, 1:].sum(axis=1)
    more = np.minimum(np.maximum(hours[:, 0], LEAST), total)
    left = np.divide(total - more, total, out=np.ones(total.shape), where=total > 0)
    hours[:, 0] += more
    hours[:, 1:] *= left[:, None]
    return with_hours(plan, (task, *givers), hours)


def _seen(found: dict[str, tuple[Answer, ...]], lives: Lives
          ) -> tuple[dict[tuple[str, str], Floats], dict[str, list[str]]]:
    """Of each plan and scheme, untagged points in percent of what can be earned (draw,); and of
    each scheme the live items that today's hours do not bring to their target everywhere."""
    made, missed = {}, {}
    for one in lives:
        periods = list({p.id: p for read in one.reads for p in read.periods}.values())
        names = list(dict.fromkeys(
            name for read in one.reads for name in (*read.scheme.by_input,
                                                    *one.plan.base.same_as().values())
            if name in one.world.formulas and name not in one.plan.base.inputs))
        table = one.indicators(names, periods)
        filled = one.filled(table.periods, table.units)
        for read in one.reads:
            if read.years:
                points = read.points(read.figures(table, filled), sample=one.sample)
                made[one.name, read.id] = _share(points, read, found[read.id], one.draws)
                if one.name == BASE:
                    at = points.periods.index(read.years[-1].id)
                    missed[read.id] = [
                        each.id for each in found[read.id] if each.state == "live"
                        and each.id in points.gaps
                        and (points.gaps[each.id].central[..., at] > TOUCH).mean() > SELDOM]
    return made, missed


def _share(points: Points, read: Read, some: Sequence[Answer], draws: tuple[int, int]) -> Floats:
    at = points.periods.index(read.years[-1].id)
    leaves = [points.units.index(unit) for unit in read.plan.leaves]
    most = attainable(read, some)
    if read.scheme.base is not None and most:
        got = points.untagged.central
    else:
        got = sum(((points.met[each.id] == YES).astype(np.float64)
                   for each in _judged(some) if each.id in points.met), np.zeros((1, 1, 1)))
        got = np.broadcast_to(got, (got.shape[0], len(points.units), len(points.periods)))
        most = float(len(_judged(some)))
    by_village = np.broadcast_to(got, (draws[1] - draws[0], *got.shape[1:]))[:, leaves, at]
    share: Floats = (100 * by_village.mean(axis=1) / most if most
                     else np.full(by_village.shape[0], np.nan))
    return share


def _judged(some: Sequence[Answer]) -> list[Answer]:
    return [each for each in some if each.state not in ("tagged", "shown")]


def attainable(read: Read, some: Sequence[Answer]) -> float:
    """Untagged points of the average village when targets are met, without bonuses; 0 of schemes
    that give none, whose targets met are counted instead."""
    return sum(each.full for each in _judged(some)) if read.scheme.base is not None else 0.0


def _row(place: str, read: Read, some: tuple[Answer, ...], tasks: Sequence[str],
         shares: dict[tuple[str, str], Floats], missed: Sequence[str]) -> Row:
    live_ones = [each for each in some if each.state == "live"]
    most = attainable(read, some)
    head = (place, read.id, *counts(some), f"{most:.1f}" if most else "targets")
    today = shares.get((BASE, read.id))
    if today is None:
        return (*head, "", *[""] * 8, "", "no whole year of the scheme lies in the run")
    moves = [_paired(shares[name, read.id], today) for name in ("visits", "records", "audits")]
    tried = {task: _paired(shares[f"{read.id} {task}", read.id], today) for task in tasks}
    own = max(tried, key=lambda task: tried[task][0]) if tried else ""
    moves.append(tried.get(own, (0.0, 0.0)))
    ends = [f"{value:.2f}" for pair in moves for value in pair]
    why = _why(live_ones, own, missed, moves[-1][0])
    return (*head, f"{today.mean():.1f}", *ends, own, why)


def _why(live_ones: Sequence[Answer], own: str, missed: Sequence[str], gain: float) -> str:
    """Why a scheme's own move brings less than a hundredth of its untagged points."""
    if not np.isnan(gain) and gain >= ONE_PERCENT:
        return ""
    if not live_ones:
        return "nothing that it reads answers to what the place decides"
    if not own:
        return "staff or supply alone move it, no task"
    if not missed:
        return "all that answers is met already"
    return "cap or threshold far away: " + " ".join(missed)


def _paired(value: Floats, before: Floats) -> tuple[float, float]:
    """Mean change and its standard error over parameter sets."""
    gap = (value - before).reshape(-1, REPEATS).mean(axis=1)
    return float(gap.mean()), float(gap.std(ddof=1) / np.sqrt(gap.size))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
