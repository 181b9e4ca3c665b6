"""The catalogue of parameters and the sets drawn from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fpplan.contract.errors import InputError
from fpplan.contract.ids import is_id
from fpplan.contract.text import Text
from fpplan.luck import fold, unit_interval
from fpplan.place.parameters import (
    DISTRIBUTIONS,
    PER,
    STATUS,
    Parameter,
    ParameterSets,
    catalogue,
    load_parameters,
    lost,
)
from fpplan.place.setting import load_setting

MANY = 20_000


def parameter(name, distribution, low, value, high):
    return Parameter(name, value, "u", "none", low, high, distribution, "s", "assumed",
                     Text("名", "name"))


SOME = {p.id: p for p in (
    parameter("a.even", "normal", -2.0, 0.0, 2.0),
    parameter("a.uneven", "normal", -1.0, 0.0, 3.0),
    parameter("b.even", "log_normal", 0.5, 1.0, 2.0),
    parameter("b.uneven", "log_normal", 2.2, 5.4, 8.7),
    parameter("c.even", "logit_normal", 0.2, 0.5, 0.8),
    parameter("c.uneven", "logit_normal", 0.005, 0.015, 0.03),
    parameter("d", "fixed", 7.0, 7.0, 7.0),
)}


def sets(numbers, seed=0, central=None, parameters=SOME):
    return ParameterSets(numbers, seed, central, parameters)


def test_one_more_parameter_moves_no_other():
    more = {"0.first": parameter("0.first", "normal", 0, 1, 2), **SOME,
            "zz.last": parameter("zz.last", "normal", 0, 1, 2)}
    before, after = sets(range(50)), sets(range(50), parameters=more)
    for name in SOME:
        assert np.array_equal(before[name], after[name]), name
    assert len(after) == len(before) + 2


def test_a_set_is_the_same_in_any_chunk_and_order():
    whole = sets(range(100))
    for name in SOME:
        parts = [sets(range(a, b))[name] for a, b in ((0, 1), (1, 40), (40, 100))]
        assert np.array_equal(np.concatenate(parts), whole[name])
        assert np.array_equal(sets([7, 3])[name], whole[name][[7, 3]])


def test_seeds_and_parameters_differ_and_zero_is_a_seed():
    drawn = [sets(range(50), seed)[name] for seed in (0, 1, 2**63) for name in ("a.even", "b.even")]
    ranks = [tuple(np.argsort(values)) for values in drawn]
    assert len(set(ranks)) == len(ranks)


def test_a_value_is_the_inverse_of_the_uniform_that_the_contract_names():
    """(seed, set, hash of the id): the sign of the deviation is that of the uniform."""
    values = sets(range(200), 5)["a.even"]
    u = unit_interval(np.array([fold(5, "a.even", s) for s in range(200)], np.uint64))
    assert np.array_equal(values > 0, u > 0.5)
    assert np.array_equal(np.argsort(values), np.argsort(u))


@pytest.mark.parametrize("name", [name for name, p in SOME.items() if p.distribution != "fixed"])
def test_the_range_is_a_95_percent_interval_around_the_median(name):
    p, found = SOME[name], sets(range(MANY))[name]
    wide = p.high - p.low
    for q, end in ((0.025, p.low), (0.5, p.value), (0.975, p.high)):
        assert np.quantile(found, q) == pytest.approx(end, abs=0.025 * wide), q
        assert abs((found <= end).mean() - q) < 4 * np.sqrt(q * (1 - q) / MANY), q


def test_every_range_of_the_catalogue_is_reproduced():
    known = load_setting("china_rural").parameters
    drawn = ParameterSets(range(4000), 0, None, known)
    uncertain = [p for p in known.values() if p.distribution != "fixed" and not p.follows]
    assert len(uncertain) > 40
    for p in uncertain:
        below, above = (drawn[p.id] < p.low).mean(), (drawn[p.id] > p.high).mean()
        error = np.sqrt(0.025 * 0.975 / 4000)
        assert abs(below - 0.025) < 5 * error and abs(above - 0.025) < 5 * error, p.id


def share(name, low, value, high, follows=""):
    return replace(parameter(name, "logit_normal", low, value, high), follows=follows)


LEADER, FOLLOWER = "e.leader", "e.follower"
TWO = {LEADER: share(LEADER, 0.05, 0.25, 0.6), FOLLOWER: share(FOLLOWER, 0.25, 0.35, 0.5, LEADER)}


def odds(values):
    return np.log(values / (1 - values))


def test_a_share_that_follows_another_keeps_its_distance_in_log_odds():
    drawn = sets(range(MANY), parameters=TWO)
    apart = odds(drawn[FOLLOWER]) - odds(drawn[LEADER])
    wanted = odds(np.array([0.25, 0.35, 0.5])) - odds(np.array(0.25))
    assert np.quantile(apart, [0.025, 0.5, 0.975]) == pytest.approx(wanted, abs=0.03)
    assert np.corrcoef(odds(drawn[FOLLOWER]), odds(drawn[LEADER]))[0, 1] > 0.9
    # what it follows is drawn as it was, and so is its own luck
    alone = sets(range(MANY), parameters={LEADER: TWO[LEADER]})
    assert np.array_equal(drawn[LEADER], alone[LEADER])
    free = sets(range(MANY), parameters={FOLLOWER: replace(TWO[FOLLOWER], follows="")})[FOLLOWER]
    moved = odds(drawn[LEADER]) - odds(np.array(0.25))
    assert odds(drawn[FOLLOWER]) == pytest.approx(odds(free) + moved)


@pytest.mark.parametrize(("central", "leader", "follower"), [
    ({}, 0.25, 0.35), ({FOLLOWER: 0.1}, 0.25, 0.1), ({LEADER: 0.4, FOLLOWER: 0.1}, 0.4, 0.1),
    ({LEADER: 0.4}, 0.4, 1 / (1 + np.exp(-(odds(0.4) + odds(0.35) - odds(0.25))))),
    ({LEADER: 0.0}, 0.0, 0.0), ({LEADER: 1.0}, 1.0, 1.0), ({LEADER: 0.0, FOLLOWER: 0.2}, 0.0, 0.2),
    ({FOLLOWER: 0.0}, 0.25, 0.0),
])
def test_who_follows_follows_what_a_scenario_sets_of_the_other_alone(central, leader, follower):
    for numbers in (None, range(2000)):
        found = sets(numbers, central=central, parameters=TWO)
        assert np.median(found[LEADER]) == pytest.approx(leader, abs=0.02)
        assert np.median(found[FOLLOWER]) == pytest.approx(follower, abs=0.02)


@pytest.mark.parametrize("broken", [
    {FOLLOWER: TWO[FOLLOWER]}, {**TWO, LEADER: replace(TWO[LEADER], follows=FOLLOWER)},
    {**TWO, LEADER: replace(TWO[LEADER], distribution="normal")}])
def test_what_follows_nothing_that_it_could_follow_is_found(broken):
    assert lost(TWO) == {} and FOLLOWER in lost(broken)


def test_no_set_means_central_values():
    found = sets(None)
    assert found.count == 1
    assert {name: found[name].tolist() for name in found} == {
        name: [p.value] for name, p in SOME.items()}


def test_fixed_parameters_do_not_move():
    assert sets(range(9))["d"].tolist() == [7.0] * 9


@pytest.mark.parametrize(("name", "centre", "on_scale"), [
    ("a.uneven", 10.0, lambda x: x), ("b.uneven", 20.0, np.log),
    ("c.uneven", 0.4, lambda x: np.log(x / (1 - x)))])
def test_a_scenarios_centre_moves_the_range_with_it(name, centre, on_scale):
    was, now = sets(range(300))[name], sets(range(300), central={name: centre})[name]
    moved = on_scale(now) - on_scale(was)
    assert np.allclose(moved, on_scale(centre) - on_scale(SOME[name].value))
    assert sets(None, central={name: centre})[name].tolist() == [centre]
    other = sets(range(300), central={name: centre})["a.even"]
    assert np.array_equal(other, sets(range(300))["a.even"])


def test_a_centre_at_the_edge_of_a_probability_stays_there():
    assert sets(range(3), central={"c.even": 0.0})["c.even"].tolist() == [0.0] * 3
    assert sets(range(3), central={"c.even": 1.0})["c.even"].tolist() == [1.0] * 3


def test_probabilities_stay_probabilities():
    found = sets(range(MANY))
    for name in ("c.even", "c.uneven"):
        assert ((found[name] > 0) & (found[name] < 1)).all()
    assert (found["b.uneven"] > 0).all()


def test_the_catalogue_is_complete_and_in_both_languages():
    known = catalogue()
    assert list(known) == sorted(known)
    for name, p in {**known, **load_setting("china_rural").parameters}.items():
        assert p.id == name
        assert all(is_id(part) for part in name.split(".")), name
        assert p.source and p.unit and p.text.zh and p.text.en
        assert p.text.zh != p.text.en
        assert (p.distribution in DISTRIBUTIONS, p.per in PER, p.status in STATUS) == (True,) * 3
        assert p.low <= p.value <= p.high


GOOD = """
["a.good"]
value = 0.5
low = 0.4
high = 0.6
unit = "share"
per = "event"
distribution = "logit_normal"
source = "assumed"
status = "assumed"
text = { zh = "名", en = "name" }
"""


def changed(find, put):
    assert GOOD.count(find) == 1
    return GOOD.replace(find, put)


def lines_of(tmp_path, text):
    path = tmp_path / "p.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as raised:
        load_parameters(path)
    return str(raised.value).splitlines()


def test_a_good_file_is_read(tmp_path):
    (tmp_path / "p.toml").write_text(GOOD, "utf-8")
    found = load_parameters(tmp_path / "p.toml")
    assert found == {"a.good": replace(
        parameter("a.good", "logit_normal", 0.4, 0.5, 0.6), unit="share", per="event",
        source="assumed")}


@pytest.mark.parametrize(("find", "put", "line"), [
    ('unit = "share"\n', "", "p.toml: a.good.unit: is missing"),
    ("value = 0.5", "valu = 0.5", 'p.toml: a.good = "valu": is not a field of a parameter '
                                  '(nearest: "value")'),
    ("value = 0.5", 'value = "0.5"', 'p.toml: a.good.value = "0.5": must be a number'),
    ("value = 0.5", "value = true", "p.toml: a.good.value = True: must be a number"),
    ("value = 0.5", "value = nan", "p.toml: a.good.value = nan: must be a number"),
    ("high = 0.6", "high = inf", "p.toml: a.good.high = inf: must be a number"),
    ("value = 0.5", "value = 0.7",
     "p.toml: a.good.value = 0.7: must lie in its range 0.4 to 0.6"),
    ("high = 0.6", "high = 1.0",
     "p.toml: a.good.low = 0.4: must lie between 0 and 1 for logit_normal"),
    ('"logit_normal"', '"logitnormal"',
     'p.toml: a.good.distribution = "logitnormal": must be one of fixed, normal, log_normal, '
     'logit_normal (nearest: "logit_normal")'),
    ('"logit_normal"', '"fixed"',
     'p.toml: a.good = 0.4: has a range exactly when its distribution is not "fixed"'),
    ("low = 0.4\nhigh = 0.6\n", "",
     'p.toml: a.good = 0.5: has a range exactly when its distribution is not "fixed"'),
    ('per = "event"', 'per = "events"',
     'p.toml: a.good.per = "events": must be one of month, year, event, none (nearest: "event")'),
    ('status = "assumed"', 'status = "guessed"',
     'p.toml: a.good.status = "guessed": must be one of sourced, assumed'),
    ('source = "assumed"', 'source = " "', 'p.toml: a.good.source = " ": must be words'),
    ('{ zh = "名", en = "name" }', '{ en = "name" }', "p.toml: a.good.text: needs zh and en"),
    ('{ zh = "名", en = "name" }', '"name"', "p.toml: a.good.text: needs zh and en"),
])
def test_a_fault_is_said(tmp_path, find, put, line):
    assert line in lines_of(tmp_path, changed(find, put))


def test_a_range_below_zero_is_no_log_normal(tmp_path):
    bad = changed("logit_normal", "log_normal").replace("low = 0.4", "low = 0.0")
    assert lines_of(tmp_path, bad) == ["p.toml: a.good.low = 0.0: must be above 0 for log_normal"]


def test_all_faults_of_a_file_come_at_once(tmp_path):
    bad = "x = 1\n" + "".join(
        changed(find, put).replace("a.good", name) for name, find, put in (
            ("one", 'unit = "share"\n', ""), ("two", "value = 0.5", "value = 9.0"),
            ("three", 'per = "event"', 'per = "week"'))) + GOOD
    found = lines_of(tmp_path, bad)
    assert [line.split(": ")[1].split(" =")[0] for line in found] == [
        "x", "one.unit", "two.value", "three.per"]


@pytest.mark.parametrize(("data", "said"), [
    (b"[a", "line 1, column 3: [a: the file stops"), (b"\xff\xfe\x00", "is not a text file"),
    (b'a = "', 'line 1, column 6: a = ": the file stops')])
def test_what_is_no_toml_is_said(tmp_path, data, said):
    (line,) = lines_of(tmp_path, data)
    assert line.startswith(f"p.toml: {said}")


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(InputError, match=r"p\.toml: is missing"):
        load_parameters(tmp_path / "p.toml")
    (tmp_path / "p.toml").mkdir()
    with pytest.raises(InputError, match=r"p\.toml: is a folder"):
        load_parameters(tmp_path / "p.toml")


def test_a_scenario_may_give_a_range_of_its_own():
    own = parameter("p", "normal", 0.5, 1.0, 1.5)
    sets = ParameterSets(range(4000), 3, {"p": 2.0}, {"p": own}, {"p": (1.0, 6.0)})
    low, middle, high = np.quantile(sets["p"], [0.025, 0.5, 0.975])
    assert abs(low - 1.0) < 0.1 and abs(middle - 2.0) < 0.1 and abs(high - 6.0) < 0.3
