"""The command line as a user calls it, with the township plugins."""

import json
from pathlib import Path
from typing import Any

from fpplan.cli import main

TOWNSHIPS = str(Path(__file__).parents[2] / "plugins" / "fpplan_townships")
LIANHE = """unit,period,input,value
lianhe,2014,crude_birth_rate,13.05
lianhe,2014,lianhe_days_counted,293
lianhe,2014,births_within_policy_percent,72.39
lianhe,2014,higher_order_percent,6.2
lianhe,2014,srb,144.83
lianhe,2014,srb_second_and_later,280.49
lianhe,2014,iud_after_first_son_percent,28.73
lianhe,2014,sterilisation_after_second_percent,43.75
lianhe,2014,two_daughter_sterilisations,12
lianhe,2014,late_abortion_percent,57.57
lianhe,2014,iud_pregnancy_check_percent,75.9
lianhe,2014,fees_collected_percent,4.82
lianhe,2014,fees_levied_percent,11.43
"""
VILLAGE = """unit,period,input,value
V01,2014,births_out_one_son_or_third_per_1000,4
V01,2014,fifth_births,0
V01,2014,sixth_and_later_births,0
V01,2014,births_timely_and_right_percent,95
V01,2014,births_reported_percent,98
V01,2014,sterilisations,8
V01,2014,sterilisation_task,10
V01,2014,iud_insertions,20
V01,2014,iud_task,18
V01,2014,iud_pregnancy_check_percent,75.9
"""


def call(*words: object) -> int:
    return main([*(str(word) for word in words), "--plugins-dir", TOWNSHIPS])


def as_json(capsys: Any, *words: object) -> Any:
    assert call(*words, "--json") == 0
    return json.loads(capsys.readouterr().out)
