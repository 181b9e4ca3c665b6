"""The backtest of forecasts: its committed table, and the parts that make it."""

from __future__ import annotations

import csv

import backtest
import numpy as np
import pytest

from fpplan.place.parameters import catalogue

TABLE = backtest.ROOT / "evidence/backtest.csv"


def rows(kind):
    with TABLE.open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(line for line in file if line[0] != "#")
                if row["kind"] == kind]


def five_years(figure="births"):
    return [row for row in rows("path") if row["ahead"] == "5" and row["figure"] == figure]


def test_forecasts_of_births_hold_as_they_must():
    paths = five_years()
    assert len(paths) == 16 and {row["year"] for row in paths} == {"2009", "2019"}
    wide, narrow = (sum(row[name] == "yes" for row in paths) for name in ("inside_90", "inside_50"))
    assert wide >= 12 and 4 <= narrow <= 12
    score, constant, walk = (np.mean([float(row[name]) for row in paths])
                             for name in ("score", "score_constant", "score_walk"))
    assert score < constant and score < walk
    missed = [np.log(float(row["median"]) / float(row["observed"])) for row in paths]
    assert abs(np.mean(missed)) < 0.05
    for row in paths:  # what is said of a path follows from its numbers
        seen, low, high = (float(row[name]) for name in ("observed", "q05", "q95"))
        assert (row["inside_90"] == "yes") == (low <= seen <= high)


def test_the_break_is_marked_and_no_fan_claims_it():
    broken = [row for row in rows("path") if row["note"]]
    assert {(row["country"], row["year"]) for row in broken} == {
        ("China", str(year)) for year in range(2020, 2024)}
    births = [row for row in broken if row["figure"] == "births" and row["from"] == "2014"]
    assert len(births) == 4 and {row["inside_90"] for row in births} == {"no"}


def test_the_size_is_made_without_the_country_and_what_ships_is_of_all():
    sizes = {(row["figure"], row["country"]): row["note"] for row in rows("size")}
    assert len(sizes) == 2 * 9
    for figure, name in (("births", "fertility"), ("deaths", "mortality")):
        shipped = [catalogue()[f"trend.{name}_{part}"].value for part in ("damping", "spread")]
        assert sizes[figure, "none left out"].startswith(
            f"damping {shipped[0]:.2f}, step {shipped[1]:.4f}")


def test_the_page_shows_what_the_table_holds():
    with backtest.SHIPPED.open(encoding="utf-8") as file:
        shown = list(csv.DictReader(file))
    assert [row["break"] for row in shown] == ["no"] * 16 + ["yes"] * 4
    kept = {(row["country"], row["from"], row["year"]): row for row in rows("path")
            if row["figure"] == "births"}
    for row in shown:
        full = kept[row["country"], row["from"], row["year"]]
        assert all(row[name] == full[name] for name in row if name != "break")


def test_countries_with_full_registration_are_whole():
    known = backtest.registered()
    assert len(known) == 12 and not set(known) & {"China", backtest.KOREA}
    assert all(one.shape == (34,) and one.min() > 1 and one.max() < 2.2 for one in known.values())


def test_the_interval_score_prices_what_is_outside():
    low, high = np.array(1.0), np.array(3.0)
    assert backtest.interval_score(low, high, np.array([2.0, 4.0]), 0.9) == pytest.approx(
        [2.0, 22.0])
    draws = np.linspace(-1, 1, 2001)
    assert backtest.both(draws, np.array([0.0]))[0] == pytest.approx((1.8 + 1.0) / 2)


def test_errors_are_those_of_the_damped_drift():
    years = np.arange(34.0)
    falling = [np.exp(-0.02 * years)]
    assert np.abs(backtest.errors(falling, 0.95, 1) - (-0.02 + 0.95 * 0.02)).max() < 1e-12
    assert backtest.best_damping(falling) == pytest.approx(0.95)
    assert backtest.best_damping([np.where(years < 12, 1.0, 1.0) + 0 * years]) == 0.0


def people(bearing=0.1):
    """A made-up country where nobody moves and a tenth of women of 20-29 bear a year."""
    everyone = np.full((2, 101), 10.0)
    bears = np.zeros(101)
    bears[20:30] = bearing
    dying = np.full((2, 101), 0.01)
    years = 34
    return backtest.Country("made up", {2004: everyone}, {2000: dying}, {2004: bears}, {2004: 0.5},
                            np.ones(years), np.full(years, 10.0), np.full(years, 20.2),
                            np.zeros(years))


def test_a_country_lives_on_by_its_rates():
    one = people()
    one = backtest.Country(**{**one.__dict__, "people": {
        year: one.people[2004] for year in range(2000, 2005)}})
    found = backtest.live(one, 2004, np.zeros((1, 3)), np.zeros((1, 3)))
    assert found["births"][0] == pytest.approx(10 * np.exp(-0.01 * np.arange(1, 4)), rel=1e-9)
    more = backtest.live(one, 2004, np.full((1, 3), 0.5), np.full((1, 3), 0.1))
    assert more["births"][0, 0] == pytest.approx(
        10 * np.exp(0.5 - 0.01 * np.exp(0.1)), rel=1e-9)
