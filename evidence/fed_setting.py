"""The setting `kenya` with FPsim's inputs in place of its own, for with_fpsim.py.

What both models have is read from FPsim's parameters, starts and stops by method off its run.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from fpplan.place.folders import SETTING_FILES, setting_folder
from fpplan.scenario.toml import dumps

if TYPE_CHECKING:
    from with_fpsim import Counts

__all__ = ["FED", "ORDERS", "SPACED", "activity", "fed", "monthly"]

ORDERS = 4  # classes of births so far: 0, 1, 2, 3 and more
SPACED = 24  # months after a birth in which FPsim's couples are seldom exposed
FED = "kenya_fed"


def fed(counts: Counts, pars: dict[str, Any], folder: Path) -> Path:
    """Write the setting `kenya` with FPsim's inputs in place of its own."""
    source = setting_folder("kenya")
    assert source is not None
    about, parameters, tables = (tomllib.loads((source / file).read_text("utf-8"))
                                 for file in SETTING_FILES)
    about["id"] = FED
    about["method"] = [
        {"id": name, "text": {"zh": label, "en": label}, "modern": bool(modern),
         "long_acting": name in ("iud", "impl", "btl"), "permanent": name == "btl"}
        for name, (label, _efficacy, modern) in pars["efficacy"].items() if name != "none"]
    _feed_tables(tables, counts, pars)
    _feed_parameters(parameters, counts, pars)
    made = folder / FED
    made.mkdir()
    for file, table in zip(SETTING_FILES, (about, parameters, tables), strict=True):
        (made / file).write_text(dumps(table), encoding="utf-8")
    return made


def monthly(pars: dict[str, Any], efficacy: float = 0.0) -> np.ndarray:
    """FPsim's chance to conceive in a month with sexual activity (age 15..49, woman): one column
    for each of many women, whose own fecundity differs."""
    ages = np.arange(15, 50)
    own = np.linspace(*pars["personal"], 201)
    yearly = (np.asarray(pars["age_fecundity"])[ages, None] * own * (1 - efficacy)
              * float(pars["exposure_factor"]) * np.asarray(pars["exposure_age"])[ages, None])
    return 1 - (1 - np.minimum(yearly, 1 - 1e-9)) ** (1 / 12)


def activity(counts: Counts, pars: dict[str, Any], protected: int) -> np.ndarray:
    """Share of women with births, two years and more after the last, who are active in a month,
    by age 15..49: read off the run, because FPsim weighs it by the time since the birth."""
    asked = np.asarray(pars["sexual_activity"])[15:50]
    spaced = counts.spaced[protected]
    return np.where(spaced < 200, asked, counts.active[protected] / np.maximum(spaced, 1))


def _feed_tables(tables: dict[str, Any], counts: Counts, pars: dict[str, Any]) -> None:
    ages = list(range(15, 50))
    active = activity(counts, pars, 0)
    conceive = active * monthly(pars).mean(axis=1)
    # Childless women are not spaced: they have the activity of their age.
    childless = (np.asarray(pars["fecundity_ratio_nullip"])[15:50]
                 * np.asarray(pars["sexual_activity"])[15:50] / active)
    middle = [age + 0.5 for age in ages]
    tables["fecundability_by_age"] |= {"ages": middle, "values": conceive.tolist()}
    tables["childless_fecundability"] |= {"ages": middle, "values": childless.tolist()}
    tables["miscarriage_by_age"] |= {
        "ages": middle, "values": np.asarray(pars["miscarriage_rates"])[15:50].tolist()}
    tables["miscarriage_by_month"]["values"] = [0.0, 0.0, 1.0]  # at the end of the third month
    # Exposure in the two years after a birth, next to that of the time after them.
    weights = np.asarray(pars["spacing_pref"]["preference"])
    after = np.asarray(pars["sexual_activity_pp"]["percent_active"])
    rates = np.asarray(pars["lactational_amenorrhea"]["rate"])
    lam = np.array([1 - rates[m] * float(pars["LAM_efficacy"])
                    if m <= int(pars["max_lam_dur"]) else 1.0 for m in range(SPACED)])
    open_share = after[:SPACED] * weights[np.arange(SPACED) // 3] * lam / active[10:20].mean()
    opened = np.maximum.accumulate(np.minimum(open_share, 1))
    months = list(range(SPACED + 1))
    # A curve can only rise, FPsim's falls at a year: its mean over the two years is kept.
    opened *= open_share.mean() / opened.mean()
    tables["amenorrhoea"] |= {"months": months, "values": [0.0, *opened[1:].tolist(), 1.0]}
    tables["after_early_loss"] |= {"months": [0, 1, 2, 3], "values": [1.0, 1.0, 1.0, 1.0]}
    tables["after_late_loss"] |= {"months": [0, 1, 2, 3], "values": [1.0, 1.0, 1.0, 1.0]}
    # Sexual life begins on birthdays there: the step at an age is spread over the year around it.
    begun = np.array([_begun(pars, age) for age in range(15, 51)])
    left = np.maximum(1 - begun, 1e-4)
    tables["first_union_hazard"] |= {
        "ages": list(range(16, 51)), "values": np.maximum(-np.diff(np.log(left)), 0.001).tolist()}
    tables["remarriage_hazard"] |= {"ages": [15, 50], "values": [6.0, 6.0]}
    start = counts.starts.sum(axis=2) / np.maximum(counts.idle, 1)  # (early, order)
    tables["uptake_by_want"]["values"] = [[0.001] * ORDERS, start[0].tolist(), start[0].tolist()]
    ratio = float(counts.starts[1, 1:].sum() / counts.idle[1, 1:].sum()
                  / (counts.starts[0, 1:].sum() / counts.idle[0, 1:].sum()))
    tables["postpartum_uptake_ratio"]["values"] = [1.0, ratio, ratio]
    chosen = counts.starts.sum(axis=0)
    tables["method_choice"]["values"] = (chosen / chosen.sum(axis=1, keepdims=True)).tolist()
    tables["stop_by_want"]["values"] = [1.0, 1.0, 1.0]


def _begun(pars: dict[str, Any], age: int) -> float:
    """Share of women whose sexual life has begun at an exact age."""
    shares = np.asarray(pars["debut_age"]["probs"])
    return float(shares[np.asarray(pars["debut_age"]["ages"]) <= age].sum() / shares.sum())


def _feed_parameters(parameters: dict[str, Any], counts: Counts, pars: dict[str, Any]) -> None:
    def put(name: str, value: float, **more: str) -> None:
        """A fixed number instead of the setting's own."""
        old = parameters.get(name, {"unit": "ratio", "per": "none", "status": "sourced",
                                    "text": {"zh": name, "en": name}})
        parameters[name] = {**old, "value": value, "distribution": "fixed",
                            "source": "FPsim", **more}
        for end in ("low", "high"):
            parameters[name].pop(end, None)

    for name in [name for name in parameters if name.startswith("reach.")]:
        del parameters[name]  # FPsim has no such state: the starts read off its run are all women's
    active, each = activity(counts, pars, 0), monthly(pars)
    protected = activity(counts, pars, 1)
    conceive = active * each.mean(axis=1)
    put("fecundability.level", float(conceive[10:20].mean()))
    put("fecundability.variation", float((each[10:20].std(axis=1)
                                          / each[10:20].mean(axis=1)).mean()))
    put("fecundability.sterile", float(pars["primary_infertility"]))
    put("loss.stillbirths_per_1000", 1000 * float(pars["stillbirth_rate"]["probs"][-1]))
    # FPsim ends a share of all pregnancies; intentions do not matter there, nor in the fed setting:
    # every woman wants a birth later.
    ended = float(pars["abortion_prob"])
    put("termination.mistimed", ended)
    put("termination.unwanted", ended)
    put("twins.share", float(pars["twins_prob"]))
    put("want.first_now", 0.0)
    put("want.later_to_now_per_year", 0.0)
    put("want.give_up_per_year", 0.0)
    for name in [name for name in parameters if name.startswith("want.another_after_")]:
        put(name, 0.999999)
    put("union.divorce_per_year", 0.0)
    put("union.at_15_share", _begun(pars, 15))
    put("leave.per_year", 0.0)
    for name in [name for name in parameters if name.startswith("method.")
                 and name.count(".") == 2]:
        del parameters[name]
    put("method.switch_share", counts.changes / counts.stops.sum())
    put("method.failure_level", 1.0)  # what fails is FPsim's, woman by woman
    for number, (name, (_label, efficacy, _modern)) in enumerate(
            item for item in pars["efficacy"].items() if item[0] != "none"):
        # what FPsim's efficacy comes to in a year of its own activity, at 25-34
        fails = (protected * monthly(pars, float(efficacy)).mean(axis=1))[10:20].mean()
        put(f"method.{name}.failure_12m_percent", float(100 * (1 - (1 - fails) ** 12)))
        hazard = counts.stops[number] / counts.used[number] if name != "btl" else 0.0
        put(f"method.{name}.stop_12m_percent", 100 * (1 - (1 - hazard) ** 12))
