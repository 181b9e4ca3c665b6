"""What can happen to a woman in a month, one function an event.

Each takes her state `w` (one record of `state.STATE`), a 32-bit uniform `u` and the `TABLES` of
her parameter set, stratum and unit, changes her state and returns the outcome's number. A row of
a table holds the cumulative thresholds of its outcomes in a fixed order, so that the outcome never
falls as u rises. An event's number in `EVENTS` chooses its uniform (see `luck`), so the list is
part of the Contract; `engine.step` says in which order a month calls them.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from fpplan.population.state import (
    AFTER_BIRTH,
    AFTER_LOSS,
    AGE_GROUPS,
    AGES,
    CLASSES,
    DEAD,
    FEMALE_STAGE,
    GESTATION,
    IN,
    IN_UNION,
    LATER,
    LEFT,
    MALE_STAGE,
    MAX_ORDER,
    MOST_AFTER_BIRTH,
    MOST_METHODS,
    MOST_STRATA,
    NEVER_YET,
    ORDER_CLASSES,
    PAST,
    RELUCTANT,
    SINCE_CAP,
    UNIONS,
    WAS_IN_UNION,
    YOUNGEST,
)

_SURE = 2**32 - 1  # the threshold of certainty: no uniform may pass it to what cannot be
NEVER = 255  # spacing of a next birth that is never within policy

EVENTS = (
    "death",  # 0
    "leave",  # 1  out of the units, or to another stratum
    "child_death",  # 2
    "union",  # 3
    "want",  # 4
    "use",  # 5  take up a method or come within reach of one, or stop the one in use
    "conceive",  # 6
    "lose",  # 7  miscarriage or stillbirth, chosen termination
    "first_want",  # 8  on entering a union
    "choose",  # 9  which method after taking up; none or which after stopping
    "fetus_sex",  # 10
    "select",  # 11 sex-selective termination
    "twin",  # 12
    "twin_sex",  # 13
    "insusceptible",  # 14
    "want_after_birth",  # 15
    "reconsider",  # 16  when a policy rule comes to allow her next birth
    "first_reach",  # 17  on entering a first union
    "put_off",  # 18  on stopping a method for none, of who wants a birth later or no more
)
(DEATH, LEAVE, CHILD_DEATH, UNITE, CHANGE_WANT, USE, CONCEIVE, LOSE, FIRST_WANT, CHOOSE,
 FETUS_SEX, SELECT, TWIN, TWIN_SEX, INSUSCEPTIBLE, WANT_AFTER_BIRTH,
 RECONSIDER, FIRST_REACH, PUT_OFF) = range(len(EVENTS))

# Thresholds of one parameter set, stratum, unit and month. A record, not a tuple of arrays:
# compiled code counts references to arrays, which would cost more than the events do.
TABLES = np.dtype([
    ("death", np.uint32, (AGES,)),  # years
    # union, age group, [out, to stratum 0, 1, ...]
    ("leave", np.uint32, (UNIONS, AGE_GROUPS, 1 + MOST_STRATA)),
    # sons, daughters, age of the youngest, [a son, a daughter]
    ("child_death", np.uint32, (MAX_ORDER + 1, MAX_ORDER + 1, YOUNGEST, 2)),
    # union, years, [forms; in union: divorce, husband dies]
    ("union", np.uint32, (UNIONS, AGES, 2)),
    ("first_want", np.uint32, (AGE_GROUPS, 2)),  # age group, [now, later]
    # want, order class, age group, [now, later]
    ("want", np.uint32, (3, ORDER_CLASSES, AGE_GROUPS, 2)),
    # postpartum, want, order class, age group
    ("uptake", np.uint32, (2, 3, ORDER_CLASSES, AGE_GROUPS)),
    # postpartum, out of reach or reluctant, want, order class, [takes up, comes within reach]
    ("outside", np.uint32, (2, 2, 3, ORDER_CLASSES, 2)),
    ("first_reach", np.uint32, (CLASSES, AGE_GROUPS, 2)),  # class, age group, [out, reluctant]
    ("put_off", np.uint32, (3,)),  # want
    ("stop", np.uint32, (MOST_METHODS, 3, ORDER_CLASSES, AGE_GROUPS)),  # method, then as uptake
    # postpartum, want, order class, age group, [method 1, 2, ...]
    ("choose", np.uint32, (2, 3, ORDER_CLASSES, AGE_GROUPS, MOST_METHODS - 1)),
    ("next", np.uint32, (MOST_METHODS, 3, MOST_METHODS)),  # method, want, [none, 1, 2, ...]
    ("conceive", np.uint32, (MOST_METHODS, CLASSES, AGES, 2)),  # method, class, years, childless
    # month of gestation - 1, age group, want, allowed, [lost, terminated]
    ("lose", np.uint32, (GESTATION, AGE_GROUPS, 3, 2, 2)),
    ("male", np.uint32),
    ("select", np.uint32, (ORDER_CLASSES, 2, 3)),  # order class, any son, daughters
    ("twin", np.uint32, (AGE_GROUPS,)),
    ("insusceptible", np.uint32, (3, MOST_AFTER_BIRTH + 1)),  # early loss, late loss, birth; months
    # order class, any son, any daughter, allowed, [now, later]
    ("want_after_birth", np.uint32, (ORDER_CLASSES, 2, 2, 2, 2)),
    # order, sons, daughters
    ("reconsider", np.uint32, (MAX_ORDER + 1, MAX_ORDER + 1, MAX_ORDER + 1)),
    # Gates: the greatest threshold that an event has in any row (see `engine.step`); for `want`
    # the uniforms that change nothing in any row.
    ("gate_death", np.uint32),
    ("gate_leave", np.uint32),
    ("gate_child_death", np.uint32),
    ("gate_union", np.uint32, (UNIONS,)),  # union
    ("gate_want", np.uint32, (3, 2)),  # want: it stays as it is from the first to the second
    ("gate_stop", np.uint32, (MOST_METHODS,)),  # method
    ("gate_conceive", np.uint32, (MOST_METHODS,)),  # method
    ("gate_lose", np.uint32, (GESTATION,)),  # month of gestation - 1
    ("gate_reconsider", np.uint32),
    # order, sons, daughters: months since the last birth from which the next is within policy
    ("allowed", np.uint8, (MAX_ORDER + 1, MAX_ORDER + 1, MAX_ORDER + 1)),
], align=True)


@njit
def order_class(w):  # type: ignore[no-untyped-def]
    """0, 1, 2 or 3 for three and more births."""
    return min(w.order, 3)


@njit
def age_group(w):  # type: ignore[no-untyped-def]
    """0 for 15-19 up to 6 for 45-49."""
    return w.years // 5


@njit
def postpartum(w):  # type: ignore[no-untyped-def]
    """1 while a birth keeps her insusceptible, else 0."""
    return 1 if AFTER_BIRTH < w.stage <= AFTER_LOSS else 0


@njit
def pregnant(w):  # type: ignore[no-untyped-def]
    """Whether she is pregnant."""
    return 1 <= w.stage <= AFTER_BIRTH


@njit
def gestation(w):  # type: ignore[no-untyped-def]
    """The month of gestation, 1..9, of a pregnant woman."""
    return w.stage - (FEMALE_STAGE - MALE_STAGE) if w.stage >= FEMALE_STAGE else w.stage


@njit
def youngest(w):  # type: ignore[no-untyped-def]
    """Age of her youngest child: 0 under a year, 1 under five, 2 older (as if it lived)."""
    return np.int64(w.since >= 12) + np.int64(w.since >= 60)


@njit
def ever_allowed(w, t):  # type: ignore[no-untyped-def]
    """1 when her next birth can be within policy at some time, else 0."""
    return 1 if t.allowed[w.order, w.sons, w.daughters] != NEVER else 0


@njit
def allowed(w, t, months):  # type: ignore[no-untyped-def]
    """1 when her next birth, so many months from now, would be within policy, else 0.
    See docs/model.md [E-policy].

    A birth of this month comes `since` + 1 months after the last one; a woman without births
    has waited long enough for any spacing.
    """
    spacing = t.allowed[w.order, w.sons, w.daughters]
    since = np.int64(w.since) if w.order > 0 else SINCE_CAP
    return 1 if spacing != NEVER and since + months + 1 >= spacing else 0


@njit
def death(w, u, t):  # type: ignore[no-untyped-def]
    """She dies (1) or not (0)."""
    if u < t.death[w.years]:
        w.here = DEAD
        return 1
    return 0


@njit
def leave(w, u, t):  # type: ignore[no-untyped-def]
    """She moves out of the simulated units (1), to stratum 0, 1, ... (2, 3, ...), or not (0)."""
    before, a = w.union, age_group(w)
    if u < t.leave[before, a, 0]:
        w.here = LEFT
        return 1
    for stratum in range(MOST_STRATA):
        if u < t.leave[before, a, 1 + stratum]:
            w.stratum = stratum
            return 2 + stratum
    return 0


@njit
def child_death(w, u, t):  # type: ignore[no-untyped-def]
    """A son (2) or a daughter (1) of hers dies, or none (0)."""
    age = youngest(w)
    if u < t.child_death[w.sons, w.daughters, age, 0]:
        w.sons -= 1
        return 2
    if u < t.child_death[w.sons, w.daughters, age, 1]:
        w.daughters -= 1
        return 1
    return 0


@njit
def union(w, u, t):  # type: ignore[no-untyped-def]
    """She enters a union or is divorced (1), her husband dies (2), or nothing changes (0). A
    method goes on."""
    before = w.union
    if u < t.union[before, w.years, 0]:
        w.union = WAS_IN_UNION if before == IN_UNION else IN_UNION
        if before == NEVER_YET and w.order == 0:
            w.since = 0
        return 1
    if u < t.union[before, w.years, 1]:
        w.union = WAS_IN_UNION
        return 2
    return 0


@njit
def first_want(w, u, t):  # type: ignore[no-untyped-def]
    """What she wants on entering a union: now, later or no more (0, 1, 2)."""
    a = age_group(w)
    wanted = 0 if u < t.first_want[a, 0] else 1 if u < t.first_want[a, 1] else 2
    w.want = wanted
    return wanted


@njit
def first_reach(w, u, t):  # type: ignore[no-untyped-def]
    """On entering a first union contraception is out of her reach (1), she is reluctant (2), or
    neither (0)."""
    c, a = w.fecund, age_group(w)
    found = 1 if u < t.first_reach[c, a, 0] else 2 if u < t.first_reach[c, a, 1] else 0
    w.reach = found
    return found


@njit
def put_off(w, u, t):  # type: ignore[no-untyped-def]
    """She who has just stopped a method for none is reluctant from now on (1), or not (0)."""
    if u < t.put_off[w.want]:
        w.reach = RELUCTANT
        return 1
    return 0


@njit
def want(w, u, t):  # type: ignore[no-untyped-def]
    """What she wants this month: now, later or no more (0, 1, 2)."""
    before, o, a = w.want, order_class(w), age_group(w)
    wanted = np.int64(u >= t.want[before, o, a, 0]) + np.int64(u >= t.want[before, o, a, 1])
    w.want = wanted
    return wanted


@njit
def use_below(w, t):  # type: ignore[no-untyped-def]
    """The threshold of taking up a method or coming within reach, or of stopping hers."""
    o, a = order_class(w), age_group(w)
    if w.method == 0:
        if w.reach != IN:
            return t.outside[postpartum(w), w.reach - 1, w.want, o, 1]
        return t.uptake[postpartum(w), w.want, o, a]
    return t.stop[w.method, w.want, o, a]


@njit
def use(w, u, t):  # type: ignore[no-untyped-def]
    """She decides to take up a method, or to stop hers (1), or neither (0); without a method
    and not within reach of one, she may come within reach (2)."""
    if u >= use_below(w, t):
        return 0
    if w.method == 0 and w.reach != IN and (
            u >= t.outside[postpartum(w), w.reach - 1, w.want, order_class(w), 0]):
        w.reach = IN
        return 2
    return 1


@njit
def choose(w, u, t):  # type: ignore[no-untyped-def]
    """The method she goes on with (0 none) after `use` said 1."""
    wanted, before = w.want, w.method
    u = min(u, _SURE - 1)
    if before == 0:
        p, o, a = postpartum(w), order_class(w), age_group(w)
        chosen = 1
        while chosen < MOST_METHODS - 1 and u >= t.choose[p, wanted, o, a, chosen - 1]:
            chosen += 1
    else:
        chosen = 0
        while chosen < MOST_METHODS - 1 and u >= t.next[before, wanted, chosen]:
            chosen += 1
    w.method = chosen
    w.on = 0 if chosen > 0 else PAST
    return chosen


@njit
def conceive(w, u, t):  # type: ignore[no-untyped-def]
    """She conceives (1) or not (0). A method in use has failed and ends."""
    if u < t.conceive[w.method, w.fecund, w.years, 1 if w.order == 0 else 0]:
        w.stage = 1
        w.meant = w.want
        if w.method > 0:
            w.method = 0
            w.on = PAST
        return 1
    return 0


@njit
def lose(w, u, t):  # type: ignore[no-untyped-def]
    """The pregnancy is lost (2), ended by choice (1) or goes on (0). The state stays: how long
    she is insusceptible is drawn by `insusceptible`."""
    g, a = gestation(w), age_group(w)
    inside = allowed(w, t, GESTATION - g)
    if u < t.lose[g - 1, a, w.want, inside, 0]:
        return 2
    return 1 if u < t.lose[g - 1, a, w.want, inside, 1] else 0


@njit
def fetus_sex(w, u, t):  # type: ignore[no-untyped-def]
    """The fetus is male (1) or female (0); it enters its fourth month."""
    if u < t.male:
        w.stage = MALE_STAGE
        return 1
    w.stage = FEMALE_STAGE
    return 0


@njit
def select(w, u, t):  # type: ignore[no-untyped-def]
    """A pregnancy with a female fetus is ended for its sex (1) or not (0), in the month before
    the first of which the sex is known."""
    return 1 if u < t.select[order_class(w), 1 if w.sons > 0 else 0,
                             min(w.daughters, 2)] else 0


@njit
def twin(w, u, t):  # type: ignore[no-untyped-def]
    """The birth is a twin birth (1) or not (0)."""
    return 1 if u < t.twin[age_group(w)] else 0


@njit
def twin_sex(w, u, t):  # type: ignore[no-untyped-def]
    """The second twin is male (1) or female (0)."""
    return 1 if u < t.male else 0


@njit
def insusceptible(w, u, t, after):  # type: ignore[no-untyped-def]
    """How many months she cannot conceive after an early loss (0), late loss (1), birth (2)."""
    months = 0
    u = min(u, _SURE - 1)
    while months < MOST_AFTER_BIRTH and u >= t.insusceptible[after, months]:
        months += 1
    if months == 0:
        w.stage = 0
    else:
        w.stage = (AFTER_BIRTH if after == 2 else AFTER_LOSS) + months
    return months


@njit
def want_after_birth(w, u, t):  # type: ignore[no-untyped-def]
    """What she wants after a birth: the next now, later, or no more (0, 1, 2)."""
    o, inside = order_class(w), ever_allowed(w, t)
    son, daughter = 1 if w.sons > 0 else 0, 1 if w.daughters > 0 else 0
    wanted = 2
    if u < t.want_after_birth[o, son, daughter, inside, 0]:
        wanted = 0
    elif u < t.want_after_birth[o, son, daughter, inside, 1]:
        wanted = 1
    w.want = wanted
    return wanted


@njit
def reconsider(w, u, t):  # type: ignore[no-untyped-def]
    """A woman who wanted no more wants a birth later (1) or still none (0), in the month in
    which a policy rule comes to allow it."""
    if u < t.reconsider[w.order, w.sons, w.daughters]:
        w.want = LATER
        return 1
    return 0


@njit
def bear(w, male):  # type: ignore[no-untyped-def]
    """One live birth: order and living children, six and more counted as six."""
    w.order = min(w.order + 1, MAX_ORDER)
    if male:
        w.sons = min(w.sons + 1, MAX_ORDER)
    else:
        w.daughters = min(w.daughters + 1, MAX_ORDER)
    w.since = 0


@njit
def grow_older(w):  # type: ignore[no-untyped-def]
    """One month on: months on, and YEARS one up after twelve."""
    birthday = np.uint8(w.months == 11)
    w.months = (w.months + 1) * (1 - birthday)
    w.years += birthday
