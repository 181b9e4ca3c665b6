"""What a variant may set: the closed list of levers, and why everything else is refused.

The list is part of the tool's scope. Hours, staff, campaigns, the supply and quality of services,
record audits, under which schemes a place lives, their readings, and targets, weights and payouts
of untagged items are decisions; wishes, policy, deterrence, imposed procedures, access to abortion
and misreporting are not, and no variant can make them so.
"""

from __future__ import annotations

import re

from fpplan.contract.text import _
from fpplan.scenario.known import Known

__all__ = ["OF_A_SCHEME", "STAFF_DECISIONS", "is_lever", "may_set", "path_of", "refusal"]

STAFF_DECISIONS = ("number", "hours_per_month", "vacancy", "pay_yuan_per_month")

OF_A_SCHEME = ("points", "items", "rules")
SECTIONS = ("hours", "staff", "campaigns", "services", "supply", "readings", "reporting", "targets",
            "weights", "payouts", "schemes")

_NAME = r"[a-z0-9_]+"
_LEVERS = (
    re.compile(rf"(hours)\.(all)\.({_NAME})"),
    re.compile(rf"(hours)\.(units)\.(.+)\.({_NAME})"),
    re.compile(rf"(staff)\.({_NAME})\.({'|'.join(STAFF_DECISIONS[1:])})"),
    re.compile(rf"(staff)\.({_NAME})\.(number)"),
    re.compile(rf"(staff)\.({_NAME})\.(number)\.(.+)"),
    re.compile(rf"(campaigns)\.({_NAME})\.(hours|instead_of)\.({_NAME})"),
    re.compile(rf"(campaigns)\.({_NAME})\.(first|last|overtime)"),
    re.compile(rf"(services)\.({_NAME})\.(quality)"),
    re.compile(rf"(supply)\.({_NAME})\.(offered|stock_out|out)"),
    re.compile(rf"(supply)\.({_NAME})\.(units)\.(.+)"),
    re.compile(r"(schemes)"),
    re.compile(r"(readings)\.(.+)"),
    re.compile(r"(reporting)\.(.+)"),
    re.compile(rf"(targets|weights|payouts)\.({_NAME}\.{_NAME})"),
)


def path_of(key: str) -> tuple[str, ...] | None:
    """The path below `[base]` that a dotted key of a variant names, or None when it can be no
    lever. Unit ids and readings may hold dots."""
    for pattern in _LEVERS:
        found = pattern.fullmatch(key)
        if found:
            return tuple(found.groups())
    return None


def is_lever(key: str, known: Known) -> bool:
    """Whether a variant may set a dotted key; of `reporting`, record audits only."""
    path = path_of(key)
    return path is not None and (path[0] != "reporting" or path[1] in known.audits)


def may_set() -> str:
    """What a variant sets, in words, for whoever asked for something else."""
    return _('a variant sets hours, staff, campaigns, supply, quality, record audits, schemes, '
             'readings of schemes ("readings.<scheme>.<name>"), and of items without a flag '
             'targets, weights and payouts ("targets.<scheme>.<item>")')


def refusal(key: str) -> str:
    """Why a key that is no lever cannot be set by a variant, and what can."""
    section, _dot, rest = key.partition(".")
    named = _named(section, rest)
    return named or _("{reason}; {may}").format(reason=_reason(key, section, rest), may=may_set())


def _named(section: str, rest: str) -> str:
    """The rule of a section of which a variant sets some keys; "" of others."""
    if section == "hours":
        return _('a variant may set hours by task, named "hours.all.<task>" or '
                 '"hours.units.<unit>.<task>"')
    if section == "staff" and rest.count(".") < 1:
        return _('a variant may set these of a kind of staff: {keys}').format(
            keys=", ".join(f"staff.{rest or '<kind>'}.{key}" for key in STAFF_DECISIONS))
    if section == "readings":
        return _('a variant may set readings of schemes, named "readings.<scheme>.<name>"')
    if section == "schemes":
        return _('a variant may set the list of schemes that it lives under, named "schemes"')
    if section == "targets":
        return _('a variant may set the target of an item without a flag, named '
                 '"targets.<scheme>.<item>"')
    if section == "weights":
        return _('a variant may set the points of an item without a flag, named '
                 '"weights.<scheme>.<item>"')
    if section == "payouts":
        return _('a variant may set a payout that rests on nothing flagged, named '
                 '"payouts.<scheme>.<payout>"')
    if section == "reporting":
        return _("misreporting is a predicted response, never a lever; only record audits are")
    if section == "services":
        return _("a variant may set the quality of a service; its planned clients and ceiling "
                 "describe the place, and inputs are the same in every variant")
    if section == "campaigns":
        return _("a variant may set hours, instead_of, first, last and overtime of a campaign "
                 "that the base has")
    if section == "supply":
        return _("a variant may set offered, stock_out, out and units of a method's supply")
    if section == "staff" and rest.count(".") >= 1:
        return _("a variant may set these of a kind of staff: {keys}").format(
            keys=", ".join(STAFF_DECISIONS))
    return ""


def _reason(key: str, section: str, rest: str) -> str:
    """Why a section is the same in every variant."""
    rule_of_a_stratum = section == "strata" and "policy" in rest.split(".")
    if section == "policy_rules" or rule_of_a_stratum or key in ("scales.deterrence", "strata"):
        return _("policy rules and deterrence are settings of the time, never levers")
    if section == "scales":
        return _("scales describe the place as it was matched; they are no decision")
    if section == "parameters":
        return _("parameters are facts about the world, the same in every variant")
    if section == "inputs":
        return _("recorded inputs are never simulated and are the same in every variant")
    if section == "compare_schemes":
        return _("every variant is compared by the same schemes; a variant says which it lives "
                 "under (schemes)")
    if section in ("horizon", "seasons"):
        return _("must be the same in every variant, so that variants can be compared")
    if section == "limits":
        return _("limits say what `fpplan plan` may decide, and are the same in every variant")
    if section in ("activities", "fills"):
        return _("what an activity is and when it is due is the same in every variant; a variant "
                 "moves the hours of its task")
    if section in OF_A_SCHEME:
        return _("points and rules are those of a scheme's document; where it leaves them open a "
                 "reading of the scheme chooses them")
    return _("lies before the decision month or describes the place, and is common to all variants")
