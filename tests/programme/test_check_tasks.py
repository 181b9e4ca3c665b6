"""Tasks and parameters that a plugin brings, and the guards that they cannot pass."""

from __future__ import annotations

from pathlib import Path

import pytest
import small_place

from fpplan.experiment.live import live
from fpplan.loading import known_names, world_from
from fpplan.plugins import load_plugins
from fpplan.scenario.load import loads

INIT = '''
from pathlib import Path
from fpplan.api import hookimpl

HERE = Path(__file__).parent

@hookimpl
def fpplan_tasks():
    return [HERE / "tasks.toml"]

@hookimpl
def fpplan_parameters():
    return [HERE / "parameters.toml"]
'''
PARAMETERS = '''
["midwives.visit_hours"]
value = 1.5
low = 1.0
high = 2.0
unit = "hours"
per = "event"
distribution = "log_normal"
source = "assumed: as long as a follow-up"
status = "assumed"
text = { zh = "每次家访小时", en = "hours of a visit" }

["midwives.visit_uptake"]
value = 0.4
low = 0.1
high = 0.7
unit = "logit"
per = "none"
distribution = "normal"
source = "assumed, for the test"
status = "assumed"
text = { zh = "家访对采用的作用", en = "what a visit does to uptake" }
'''
TASK = '''
[midwives_visits]
text = { zh = "助产士家访", en = "visits of midwives" }
kind = "service"
hours_per_client = "midwives.visit_hours"
clients = ["in_union"]
every_months = 12
ceiling = 0.9
acts_on = ["voluntary_uptake", "care"]
effects = { uptake = "midwives.visit_uptake" }
source = "assumed, for the test"
plannable = true
'''


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "midwives"
    folder.mkdir()
    for name, text in (("__init__.py", INIT), ("parameters.toml", PARAMETERS),
                       ("tasks.toml", TASK)):
        (folder / name).write_text(text, "utf-8")
    return tmp_path


def _world(place: Path, hours: float):
    plugins = load_plugins([place])
    assert plugins.broken == []
    small = small_place.place({"V01": 900, "V02": 600})
    text = small.replace("[base.hours.all]", f"[base.hours.all]\nmidwives_visits = {hours}")
    assert text != small
    return world_from(loads(text, "small", known_names(plugins)), plugins)


def test_hours_of_a_plugins_task_reach_people_and_move_its_rate(place):
    none, some = _world(place, 0), _world(place, 30)
    (clients,) = live(some, [some.base], (0, 4), 0, lambda lives: next(lives).tallies.total(
        "true", "clients[task=midwives_visits]")[:, :, 12:].sum(), chunk=4)
    assert clients > 0
    sets, _set_of = some.sets(some.base, (0, 4), 0)
    reached = some.coverage(some.base, sets).of("midwives_visits")
    assert 0 < reached.max() <= 0.9
    assert none.coverage(none.base, sets).of("midwives_visits").max() == 0
    assert "midwives.visit_uptake" in some.setting.parameters


@pytest.mark.parametrize(("change", "said"), [
    (("[midwives_visits]", "[visits]"), "starts with its plugin's id"),
    (("[midwives_visits]", "[counselling]"), "id of another task"),
    (('clients = ["in_union"]', 'clients = ["terminations"]'), "is tagged procedure_quota"),
    (('en = "visits of midwives"', 'en = "late abortions"'), "abortion"),
    (('zh = "助产士家访"', 'zh = "补救手术"'), "补救"),
    (('acts_on = ["voluntary_uptake", "care"]', 'acts_on = ["terminations"]'), "may act on"),
    (('effects = { uptake =', 'effects = { conceive ='), "may move"),
    (('source = "assumed, for the test"\nplannable', 'source = "s"\ntags = ["procedure_quota"]\n'
      'plannable'), "never plannable"),
    (("midwives.visit_hours\"\nclients", "midwives.no\"\nclients"), "no such parameter"),
])
def test_what_a_task_may_not_be(place, change, said):
    path = place / "midwives" / "tasks.toml"
    text = path.read_text("utf-8")
    assert change[0] in text
    path.write_text(text.replace(change[0], change[1], 1), "utf-8")
    broken = load_plugins([place], entry_points=False).broken
    assert broken and said in "\n".join(map(str, broken))


def test_parameters_start_with_the_plugins_id_and_replace_none(place):
    path = place / "midwives" / "parameters.toml"
    path.write_text(PARAMETERS.replace("midwives.visit_uptake", "uptake.scale_logit"), "utf-8")
    said = "\n".join(map(str, load_plugins([place], entry_points=False).broken))
    assert "starts with its plugin's id and a dot" in said
