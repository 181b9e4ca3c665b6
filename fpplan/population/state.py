"""What a woman is: sixteen bytes.

A state is one record of `STATE`. The fields are closed; methods, strata, rates and policy
rules are data. `since` counts months since the last birth, of a woman without births those since
her first union: deaths of children, spacing in policy rules and the count of need read it. `on`
is the months on a method, and `PAST` of a woman without one who has used one. `want` is what she
wants of a next birth, `meant` what she wanted when she last conceived; no rate reads `on` and
`meant`, the count of need does. `reach` is whether contraception is within her reach. `years` and
`months` are her age less 15 years.

`stage` is one number:
    0           could conceive (or is sterile: fecund 0)
    1..3        months of gestation, fetus sex not known
    4..9        months of gestation, male fetus
    10..15      months of gestation 4..9, female fetus
    16..39      after a birth, 1..24 months of insusceptibility left (a woman's "postpartum" time)
    40..42      after a loss, 1..3 months of insusceptibility left
"""

from __future__ import annotations

import numpy as np

FIELDS = ("here", "union", "order", "sons", "daughters", "want", "method", "fecund",
          "stage", "since", "on", "stratum", "years", "months", "meant", "reach")

STATE = np.dtype([(name, np.uint8) for name in FIELDS])

# here; EMPTY is a place that this draw has nobody for
ABSENT, PRESENT, DEAD, LEFT, AGED, EMPTY = range(6)
# union
NEVER_YET, IN_UNION, WAS_IN_UNION = range(3)
UNIONS = 3
# want: the next birth now, later, or no more births
NOW, LATER, NO_MORE = range(3)
# reach: has access, knowledge and consent; lacks one; fears side effects, or stopped for them
IN, OUT, RELUCTANT = range(3)

FIRST_AGE, LAST_AGE = 15, 49
AGES = LAST_AGE - FIRST_AGE + 1  # `years` is age in completed years less 15
AGE_GROUPS = 7  # five-year groups
MAX_ORDER = 6  # births, sons, daughters: six and more count as six
ORDER_CLASSES = 4  # rates tell 0, 1, 2 and 3+ births apart
MOST_METHODS = 12  # numbers of methods, none among them
MOST_STRATA = 16
CLASSES = 5  # fecundability classes; class 0 is sterile

GESTATION = 9  # months from conception to birth
SEX_KNOWN = 4  # month of gestation in which fetus sex can be known
MALE_STAGE, FEMALE_STAGE = 4, 10  # stages of a male and a female fetus at SEX_KNOWN
AFTER_BIRTH = 15  # stage = AFTER_BIRTH + months left
AFTER_LOSS = 39  # stage = AFTER_LOSS + months left
MOST_AFTER_BIRTH, MOST_AFTER_LOSS = 24, 3
STAGES = AFTER_LOSS + MOST_AFTER_LOSS + 1

# How old the youngest child is, by months since the last birth: under 1, 1 to 4, 5 and more years.
YOUNGEST = 3
SINCE_CAP, ON_CAP = 60, 12  # `since` is 60 for "60 and more, or never"
PAST = ON_CAP + 1  # `on` of a woman who uses no method and has used one
