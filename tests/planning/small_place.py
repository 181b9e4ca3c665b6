"""Small places to set targets in: Lianhe's file with other villages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from fpplan.commands import loaded_plugins
from fpplan.experiment.world import world_of
from fpplan.loading import known_names
from fpplan.pipeline.plan import Plan, plan
from fpplan.scenario import loads, resolve

LIANHE = (Path(__file__).parents[2] / "scenarios" / "lianhe.toml").read_text("utf-8")


def place(people: Mapping[str, int], schemes: str = '"thousand_point", "lianhe"',
          more: str = "") -> str:
    """The text of a scenario with these villages (id -> people) and no variants."""
    units = ['[base.units]', 'lianhe = { level = "township", label = { zh = "镇", en = "Town" } }']
    units += [f'{name} = {{ parent = "lianhe", level = "village", label = {{ zh = "{name}村", '
              f'en = "Village {name}" }}, assumed = true }}' for name in people]
    homes = ["[base.population.resident]", *(f"{name} = {n}" for name, n in people.items())]
    posts = ", ".join(f"{name} = 1" for name in people)
    text = LIANHE[: LIANHE.index("[variant.")]
    text = re.sub(r"\[base\.units\].*?(?=\n\[base\.strata)", "\n".join(units) + "\n", text,
                  flags=re.S)
    text = re.sub(r"\[base\.population\.resident\].*?(?=\n# What `fpplan match`)",
                  "\n".join(homes) + "\n", text, flags=re.S)
    text = re.sub(r"number = \{ V01.*?\}", f"number = {{ {posts} }}", text)
    text = re.sub(r"number = \{ pool = \"lianhe\", number = 4 \}",
                  f'number = {{ pool = "lianhe", number = {max(4, len(people))} }}', text)
    text = text.replace('schemes = ["thousand_point", "lianhe"]', f"schemes = [{schemes}]")
    kept = [name for name in ("thousand_point.check_points", "lianhe.window")
            if name.split(".")[0] in schemes]
    if len(kept) < 2:
        text = re.sub(r"readings = \{.*\}", "", text)
        text = re.sub(r"births = \{ reading.*\}\n", "", text)
    return f"{text}\n{more}\n"


def settled(text: str, draws: int = 16, seed: int = 0, scaled: float = 1.0) -> Plan:
    """The plan of a scenario text; `scaled` multiplies the points of all tagged items."""
    plugins = loaded_plugins()
    variants = resolve(loads(text, "a place", known_names(plugins)))
    schemes = {name: scheme.scaled(scaled) if scaled != 1 else scheme
               for name, scheme in plugins.schemes.items()}
    return plan(world_of(variants, schemes=schemes), draws=draws, seed=seed)
