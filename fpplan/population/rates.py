"""How likely each event is: probabilities per month, for every parameter set.

`rates` turns a setting, the parameter sets of each stratum and a scenario's matched scales into
one `Rates`, those of a calendar time: arrays with the names and axes of `events.Tables` behind
leading (set, stratum) axes, holding the probability of each outcome. `periods` says which times
a run needs, `tables` compiles them for the engine; the reference model reads them as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.special import expit, logit
from scipy.stats import gamma

from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import Setting
from fpplan.population.events import NEVER
from fpplan.population.state import (
    AGE_GROUPS,
    AGES,
    CLASSES,
    FIRST_AGE,
    GESTATION,
    MAX_ORDER,
    SEX_KNOWN,
    UNIONS,
    YOUNGEST,
)
from fpplan.population.when import OLDEST, SEXES, able, mortality_by_year, wanted

__all__ = ["TARGETS", "Rates", "Scales", "carried_to_birth", "rates", "reconsidered",
           "women_fecundability"]

# What services may move. The first four act on the logit (see programme); the last three are
# hazards per month, added to those of coming within reach: of women out of reach, of both kinds
# after a birth, of reluctant women. After these a shift may have one place more for each method
# of the setting, in its order: leaving that method, added to "stop". Supply uses them; no service
# can.
TARGETS = ("uptake", "uptake_postpartum", "stop", "selection_access", "reach",
           "reach_postpartum", "willing")

_GROUP = np.arange(AGES) // 5
_YEAR = FIRST_AGE + np.arange(AGES) + 0.5
_MIDDLE = FIRST_AGE + 5 * np.arange(AGE_GROUPS) + 2.5
_MOST = 0.9999  # a probability on the logit scale needs room


class Rates(NamedTuple):
    """Probabilities per month, float64. Axes after (set,) as in `events.Tables`; an axis of
    outcomes leaves out the last one ("nothing", "no more") unless it says otherwise."""

    death: np.ndarray  # (set, stratum, years)
    leave: np.ndarray  # (set, stratum, union, age group, [out, to each stratum])
    child_death: np.ndarray  # (set, stratum, sons, daughters, age of youngest, [son, daughter])
    union: np.ndarray  # (set, stratum, union, years, [forms or divorce, husband dies])
    first_want: np.ndarray  # (set, stratum, age group, [now, later])
    want: np.ndarray  # (set, stratum, want, order class, age group, [now, later])
    uptake: np.ndarray  # (set, stratum, postpartum, want, order class, age group)
    # (set, stratum, postpartum, out or reluctant, want, order class, [takes up, comes within])
    outside: np.ndarray
    first_reach: np.ndarray  # (set, stratum, class, age group, [out, reluctant])
    put_off: np.ndarray  # (set, stratum, want)
    stop: np.ndarray  # (set, stratum, method, want, order class, age group)
    choose: np.ndarray  # (set, stratum, postpartum, want, order class, age group, all methods)
    next: np.ndarray  # (set, stratum, method, want, [none and all methods])
    conceive: np.ndarray  # (set, stratum, method, class, years, childless)
    lose: np.ndarray  # (set, stratum, month - 1, age group, want, allowed, [lost, terminated])
    male: np.ndarray  # (set, stratum)
    select: np.ndarray  # (set, stratum, order class, any son, daughters 0 1 2+)
    twin: np.ndarray  # (set, stratum, age group)
    insusceptible: np.ndarray  # (set, stratum, after early loss, late loss, birth, 0..24 months)
    want_after_birth: np.ndarray  # (set, stratum, order class, any son, any daughter, allowed, 2)
    reconsider: np.ndarray  # (set, stratum, order, sons, daughters)


class Scales(NamedTuple):
    """What `match` writes into a scenario; all neutral by default."""

    exposure: float = 1.0
    """Women 15-49 for each of the setting's: multiplies their number, and so the woman-years
    that are exposed to births, at the same number of people. Moves no rate."""
    progression_1: float = 0.0
    """Logit shift of entering a union, where births begin in this setting."""
    progression_2: float = 0.0
    """Logit shift of wanting a second birth."""
    progression_3: float = 0.0
    """Logit shift of wanting a third or later birth."""
    deterrence: float = 0.0
    """Logit shift of wanting a birth outside policy."""
    selection_1: float = 0.0
    """Logit shift of sex selection before a first birth."""
    selection_2: float = 0.0
    """Logit shift of sex selection before a second birth."""
    selection_3: float = 0.0
    """Logit shift of sex selection before a third or later birth."""
    uptake: float = 0.0
    """Logit shift of uptake."""


def rates(setting: Setting, strata: Sequence[ParameterSets], scales: Scales, when: float,
          season: float = 1.0, moves: np.ndarray | None = None,
          dying: np.ndarray | float = 1.0) -> Rates:
    """All rates of a run at a calendar time.

    Args:
        setting: methods and tables.
        strata: parameter values of each stratum, all for the same sets; those that are the
            same object are worked out once.
        scales: matched scales, the same for every set.
        when: the time, a year with decimals. season: factor on all hazards of conceiving.
        moves: float64 (stratum from, stratum to), a year and woman; None for none.
        dying: factor on all mortality, one for all or (set,).
    """
    if moves is None:
        moves = np.zeros((len(strata), len(strata)))
    found: dict[int, dict[str, np.ndarray]] = {}
    for sets in strata:
        if id(sets) not in found:
            methods = _methods(setting, sets, scales)
            found[id(sets)] = {
                **_lives(setting, sets, scales, when, dying), **_wants(sets, scales), **methods,
                **_reach(setting, sets, methods["uptake"]),
                **_pregnancies(setting, sets, scales, when, season),
            }
    parts = {name: np.stack([found[id(sets)][name] for sets in strata], axis=1)
             for name in Rates._fields if name not in ("leave", "reconsider")}
    leave = np.stack([_leave(sets, to) for sets, to in zip(strata, moves, strict=True)], axis=1)
    nobody = np.zeros((*leave.shape[:2], *[MAX_ORDER + 1] * 3))
    return Rates(**parts, leave=leave, reconsider=nobody)


def reconsidered(some: Rates, before: np.ndarray, after: np.ndarray) -> np.ndarray:
    """`Rates.reconsider` in the month in which one policy follows another.
    See docs/model.md [E-reconsider].

    A birth that comes to be allowed is wanted by those who would have wanted it within policy
    and did not outside it: (p_in - p_out) / (1 - p_out) of the women who wanted no more.

    Args:
        before, after: uint8 (stratum, order, sons, daughters), see `tables.compiled`.
    """
    sizes = np.arange(MAX_ORDER + 1)
    order, sons, daughters = np.meshgrid(sizes, sizes, sizes, indexing="ij")
    another = some.want_after_birth.sum(axis=-1)[
        :, :, np.minimum(order, 3), np.minimum(sons, 1), np.minimum(daughters, 1)]
    outside, inside = another[..., 0], another[..., 1]
    gain = np.where(outside < 1, (inside - outside) / np.maximum(1 - outside, 1e-12), 0.0)
    opens = (before == NEVER) & (after != NEVER) & (order > 0)
    return np.where(opens, np.maximum(gain, 0.0), 0.0)


def _leave(sets: ParameterSets, to: np.ndarray) -> np.ndarray:
    """(set, union, age group, [out, to each stratum]) of women of one stratum.
    See docs/model.md [E-leave].
    """
    yearly = np.concatenate([sets["leave.per_year"][:, None],
                             np.broadcast_to(to, (sets.count, to.size))], axis=1)
    total = yearly.sum(axis=1, keepdims=True)
    share = np.divide(yearly, total, out=np.zeros_like(yearly), where=total > 0)
    return np.broadcast_to((monthly(total) * share)[:, None, None],
                           (sets.count, UNIONS, AGE_GROUPS, yearly.shape[1]))


def monthly(yearly: np.ndarray) -> np.ndarray:
    """Probability of a month from a yearly rate (hazard). See docs/model.md [E-monthly]."""
    return -np.expm1(-np.asarray(yearly) / 12)


def _hazard(percent: np.ndarray) -> np.ndarray:
    """Yearly hazard behind a share that it happens to within a year; short of everybody."""
    return -np.log1p(-np.minimum(percent / 100, _MOST))


def women_fecundability(setting: Setting, sets: ParameterSets) -> np.ndarray:
    """Monthly hazard of conceiving without a method (set, class, years, childless).
    See docs/model.md [E-conceive].

    Relative fecundability has mean 1 over the fecund classes and ages 25-34.
    """
    level = -np.log1p(-sets["fecundability.level"])
    return level[:, None, None, None] * _relative(setting, sets)


def _relative(setting: Setting, sets: ParameterSets) -> np.ndarray:
    """Relative fecundability (set, class, years, childless): mean 1 over fecund classes at
    ages 25-34, class 0 zero. See docs/model.md [E-fecundability]."""
    shape = -np.log1p(-setting.tables["fecundability_by_age"].at(_YEAR))
    shape = shape / shape[10:20].mean()
    childless = np.stack([np.ones(AGES), setting.tables["childless_fecundability"].at(_YEAR)], -1)
    by_class = _class_multipliers(sets)
    return by_class[:, :, None, None] * shape[None, None, :, None] * childless[None, None]


def _class_multipliers(sets: ParameterSets) -> np.ndarray:
    """Fecundability of each class relative to the mean of the fecund (set, class).

    The fecund classes are the means of equal slices of a gamma distribution with mean 1 and
    the stated variation.
    """
    slices = CLASSES - 1
    k = 1 / sets["fecundability.variation"] ** 2
    edges = gamma.ppf(np.linspace(0, 1, slices + 1), k[:, None], scale=1 / k[:, None])
    # The mean of x below an edge of a gamma(k) is the distribution function of a gamma(k + 1).
    below = gamma.cdf(edges, k[:, None] + 1, scale=1 / k[:, None])
    multipliers = np.zeros((sets.count, CLASSES))
    multipliers[:, 1:] = np.diff(below, axis=1) * slices
    return multipliers


def _lives(setting: Setting, sets: ParameterSets, scales: Scales, when: float,
           dying: np.ndarray | float) -> dict[str, np.ndarray]:
    """Death of women and children, unions and their ends.

    See docs/model.md [E-death], [E-union], [E-union-end].
    """
    n = sets.count
    women, men = ((sets["mortality.scale"] * dying)[:, None]
                  * mortality_by_year(setting, sex, when) for sex in SEXES)  # (set, completed age)
    union = np.zeros((n, UNIONS, AGES, 2))
    union[:, 0, :, 0] = expit(logit(monthly(setting.tables["first_union_hazard"].at(_YEAR)))
                              + scales.progression_1)
    divorce = sets["union.divorce_per_year"][:, None]
    husband = np.minimum(_YEAR + sets["union.age_gap_years"][:, None], OLDEST).astype(int)
    dies = np.take_along_axis(men, husband, axis=1)
    ends = monthly(divorce + dies)
    share = np.divide(divorce, divorce + dies, out=np.zeros_like(dies), where=divorce + dies > 0)
    union[:, 1, :, 0] = ends * share
    union[:, 1, :, 1] = ends * (1 - share)
    union[:, 2, :, 0] = monthly(setting.tables["remarriage_hazard"].at(_YEAR))
    return {"death": monthly(women[:, FIRST_AGE:FIRST_AGE + AGES]),
            "child_death": _child_death(men, women), "union": union}


def _child_death(men: np.ndarray, women: np.ndarray) -> np.ndarray:
    """(set, sons, daughters, age of the youngest, [a son, a daughter]).
    See docs/model.md [E-child-death].

    The youngest dies at the rate of its age; every other child at the mean rate of ages 5-14,
    however near in age. That the youngest is a son has the share of sons among the children.
    """
    sons, daughters = np.meshgrid(np.arange(MAX_ORDER + 1), np.arange(MAX_ORDER + 1),
                                  indexing="ij")
    children = np.maximum(sons + daughters, 1)
    found = np.empty((men.shape[0], *sons.shape, YOUNGEST, 2))
    for k, (number, died) in enumerate(((sons, men), (daughters, women))):
        older = monthly(died[:, 5:15].mean(axis=1))[:, None, None]
        for age, rate in enumerate((died[:, 0], died[:, 1:5].mean(axis=1))):
            young = monthly(rate)[:, None, None]
            found[..., age, k] = number * (young + older * (children - 1)) / children
        found[..., 2, k] = number * older
    # A woman loses one child a month at most; at extreme rates the chances make room.
    total = found.sum(axis=-1, keepdims=True)
    return found / np.maximum(total, 1.0)


def _wants(sets: ParameterSets, scales: Scales) -> dict[str, np.ndarray]:
    """What women want of a next birth.

    See docs/model.md [E-first-want], [E-want], [E-want-after-birth].
    """
    n = sets.count
    now = sets["want.first_now"]
    first = np.stack([now, 1 - now], axis=-1)[:, None, :].repeat(AGE_GROUPS, axis=1)

    want = np.zeros((n, 3, 4, AGE_GROUPS, 2))
    give_up = monthly(sets["want.give_up_per_year"])
    to_now = monthly(sets["want.later_to_now_per_year"])
    back = monthly(sets["want.change_of_mind_per_year"])
    want[:, 0, ..., 0] = 1 - give_up[:, None, None]  # now stays now
    want[:, 1, ..., 0] = to_now[:, None, None]
    want[:, 1, ..., 1] = (1 - to_now - give_up)[:, None, None]
    want[:, 2, ..., 1] = back[:, None, None]
    # Childless couples do not give up in this model: they are the sterile, and they go on hoping.
    want[:, 0, 0, :, 0] = 1.0
    want[:, 1, 0, :, 1] = (1 - to_now)[:, None]

    after = np.zeros((n, 4, 2, 2, 2, 2))
    for order in range(4):
        for son in range(2):
            for daughter in range(2):
                name = _another(order, son, daughter)
                shift = scales.progression_2 if order <= 1 else scales.progression_3
                for allowed in range(2):
                    deterred = 0.0 if allowed else sets["want.deterrence_logit"] + scales.deterrence
                    p = expit(logit(sets[f"want.another_after_{name}"]) + shift + deterred)
                    after[:, order, son, daughter, allowed, 1] = p  # the next birth comes later
    return {"first_want": first, "want": want, "want_after_birth": after}


def _another(order: int, son: int, daughter: int) -> str:
    """Which share with another child holds after a birth, by order class and living children."""
    if order <= 1:
        return "one_son" if son and not daughter else "one_daughter"
    if order == 2:
        if son and daughter:
            return "son_and_daughter"
        return "two_sons" if son else "two_daughters"
    return "more_with_son" if son else "more_daughters"


def _methods(setting: Setting, sets: ParameterSets, scales: Scales) -> dict[str, np.ndarray]:
    """Taking up, stopping and switching methods.

    See docs/model.md [E-uptake], [E-choose], [E-stop], [E-switch].
    """
    n, m = sets.count, len(setting.methods) + 1
    level = (sets["uptake.scale_logit"] + scales.uptake)[:, None, None]
    by_want = expit(logit(setting.tables["uptake_by_want"].values)[None] + level)
    uptake = np.empty((n, 2, 3, 4, AGE_GROUPS))
    uptake[:, 0] = by_want[..., None]
    ratio = setting.tables["postpartum_uptake_ratio"].values
    uptake[:, 1] = np.minimum(by_want * ratio[None, :, None], _MOST)[..., None]

    stop = np.zeros((n, m, 3, 4, AGE_GROUPS))
    follow = np.zeros((n, m, 3, m))
    follow[..., 0] = 1.0
    choice = setting.tables["method_choice"].values  # (order class, method)
    choice = choice / choice.sum(axis=1, keepdims=True)
    switch = sets["method.switch_share"]
    for number, method in enumerate(setting.methods, start=1):
        yearly = _hazard(sets[f"method.{method.id}.stop_12m_percent"])
        for want, ratio_of_want in enumerate(setting.tables["stop_by_want"].values):
            stop[:, number, want] = np.minimum(monthly(yearly * ratio_of_want),
                                               _MOST)[:, None, None]
        # Switching goes to the methods that women after one birth take up, less their own and
        # the permanent ones.
        other = np.array([0.0 if k == number - 1 or setting.methods[k].permanent else p
                          for k, p in enumerate(choice[1])])
        if other.sum() > 0:
            other = other / other.sum()
            for want in (1, 2):
                follow[:, number, want, 0] = 1 - switch
                follow[:, number, want, 1:] = switch[:, None] * other
    choose = np.broadcast_to(choice[None, None, None, :, None, :],
                             (n, 2, 3, 4, AGE_GROUPS, m - 1)).copy()
    return {"uptake": uptake, "stop": stop, "choose": choose, "next": follow}


def _reach(setting: Setting, sets: ParameterSets, uptake: np.ndarray) -> dict[str, np.ndarray]:
    """Entry into the classes of reach, coming within reach, and being put off.
    See docs/model.md [E-reach].

    Args:
        uptake: of women within reach, (set, postpartum, want, order class, age group).
    """
    n = sets.count
    first = np.zeros((n, CLASSES, AGE_GROUPS, 2))
    put_off = np.zeros((n, 3))
    outside = np.zeros((n, 2, 2, 3, 4, 2))
    if not setting.has_reach:  # all are within reach for good
        return {"first_reach": first, "put_off": put_off, "outside": outside}
    # The less fecund are the less exposed: a step on the logit from class to class.
    place = np.maximum(np.arange(CLASSES), 1) - CLASSES / 2
    less = -sets["reach.exposure_logit"][:, None] * place
    out = expit(logit(sets["reach.out_share"])[:, None] + less)
    reluctant = (1 - out) * expit(logit(sets["reach.reluctant_share"])[:, None] + less)
    first[..., 0], first[..., 1] = out[..., None], reluctant[..., None]
    put_off[:, 1:] = sets["reach.put_off_share"][:, None]
    takes = uptake.mean(axis=-1)[:, :, None] * sets["reach.leak"][:, None, None, None, None]
    comes = np.stack([monthly(sets[f"reach.{name}_per_year"]) for name in ("in", "willing")], -1)
    outside[..., 0] = takes
    outside[..., 1] = (1 - takes) * comes[:, None, :, None, None]
    return {"first_reach": first, "put_off": put_off, "outside": outside}


def _pregnancies(setting: Setting, sets: ParameterSets, scales: Scales, when: float,
                 season: float) -> dict[str, np.ndarray]:
    """Conception with and without a method, and pregnancies.

    See docs/model.md [E-failure], [E-sex], [E-twin].
    """
    n, m = sets.count, len(setting.methods) + 1
    relative = _relative(setting, sets)
    hazard = np.empty((n, m, CLASSES, AGES, 2))
    hazard[:, 0] = women_fecundability(setting, sets)
    for number, method in enumerate(setting.methods, start=1):
        # A user's hazard is that of the published 12-month failure, spread over 12 months: not
        # fecundability x (1 - efficacy), which gives too few. The level makes up for users who
        # are older, sterile or protected, so that all users together fail as published.
        failure = (sets["method.failure_level"]
                   * _hazard(sets[f"method.{method.id}.failure_12m_percent"]) / 12)
        hazard[:, number] = failure[:, None, None, None] * relative
    conceive = -np.expm1(-season * hazard)

    return {"conceive": conceive, "lose": _losses(setting, sets),
            "male": sets["sex.male_at_birth"], "select": _selection(setting, sets, scales, when),
            "twin": np.broadcast_to(np.minimum(sets["twins.share"], 1)[:, None], (n, AGE_GROUPS)),
            "insusceptible": _insusceptible(setting, n)}


def _losses(setting: Setting, sets: ParameterSets) -> np.ndarray:
    """(set, month - 1, age group, want, allowed, [lost, terminated]) given that the pregnancy
    has come so far. See docs/model.md [E-loss], [E-termination]."""
    n = sets.count
    miscarried = setting.tables["miscarriage_by_age"].at(_MIDDLE)
    miscarried = np.minimum(miscarried * sets["loss.miscarriage_scale"][:, None], 0.9)
    timing = setting.tables["miscarriage_by_month"].values
    timing = timing / timing.sum()
    still = sets["loss.stillbirths_per_1000"] / 1000
    ended = np.zeros((n, 3, 2))
    for allowed in range(2):
        more = 0.0 if allowed else sets["termination.outside_policy_logit"]
        ended[:, 1, allowed] = expit(logit(sets["termination.mistimed"]) + more)
        ended[:, 2, allowed] = expit(logit(sets["termination.unwanted"]) + more)
    lose = np.zeros((n, GESTATION, AGE_GROUPS, 3, 2, 2))
    left = np.ones((n, AGE_GROUPS))
    for month in range(GESTATION):
        if month < timing.size:
            lost = miscarried * timing[month]
        else:
            lost = (1 - miscarried) * still[:, None] / (GESTATION - timing.size)
        lose[:, month, ..., 0] = (lost / left)[:, :, None, None]
        left = left - lost
    # A pregnancy not wanted is ended in its second or third month, in equal parts.
    lose[:, 1, ..., 1] = ended[:, None] / 2
    lose[:, 2, ..., 1] = (ended / (2 - ended))[:, None]
    lose[..., 1] *= 1 - lose[..., 0]
    return lose


def _selection(setting: Setting, sets: ParameterSets, scales: Scales, when: float) -> np.ndarray:
    """(set, order class, any son, daughters 0 1 2+): ready x willing x able.
    See docs/model.md [E-select].

    A share of couples insists on a son (willing), a share has access (able, by year), and they
    are ready as far as the living children come near the wanted ones (Kashyap and
    Villavicencio 2016). Two daughters stand for all who have more.
    """
    share = sets["selection.willing"] * able(
        sets["selection.access_rho"], sets["selection.access_phi"], when)
    children = wanted(setting, when)
    select = np.zeros((sets.count, 4, 2, 3))
    for order in range(4):
        shift = (scales.selection_1, scales.selection_2, scales.selection_3)[min(order, 2)]
        for son in range(2):
            for daughters in range(3):
                if order > 0 and son:
                    ready = sets["selection.with_son"]
                elif order > 0 and daughters > 0:
                    ready = sets["selection.ready_slope"] * daughters / children
                else:
                    ready = sets["selection.first_ready"] / children
                with np.errstate(divide="ignore"):
                    select[:, order, son, daughters] = expit(
                        logit(share * np.minimum(ready, 1.0)) + shift)
    return select


def _insusceptible(setting: Setting, n: int) -> np.ndarray:
    """(set, after early loss, late loss, birth, months 0..24).

    See docs/model.md [E-insusceptible].
    """
    rows = np.zeros((3, 25))
    for row, name in enumerate(("after_early_loss", "after_late_loss", "amenorrhoea")):
        table = setting.tables[name]
        cumulative = np.clip(table.at(np.arange(25.0)), 0, 1)
        cumulative[-1] = 1.0
        rows[row] = np.diff(cumulative, prepend=0.0)
    return np.broadcast_to(rows, (n, 3, 25)).copy()


def carried_to_birth(setting: Setting, sets: ParameterSets) -> np.ndarray:
    """The chance that a fetus whose sex is known is born alive, (set,): of women aged 25-29,
    as losses so late hardly depend on age. See docs/model.md [E-carried]."""
    lost: np.ndarray = _losses(setting, sets)[:, SEX_KNOWN - 1:, 2, 0, 1, 0]
    return np.asarray(np.prod(1 - lost, axis=1))
