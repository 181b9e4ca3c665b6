"""Sums that no thread and no order changes."""

import ast
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import polars as pl
import pytest

import fpplan
from fpplan.store.sums import mean, mean_of, total

GROUPS = 5


@pytest.fixture(scope="module")
def values():
    """Numbers of many sizes, an eighth of them missing, in five groups."""
    rng = np.random.default_rng(5)
    value = rng.normal(0, 1, 4000) * 10.0 ** rng.integers(-3, 8, 4000)
    missing = rng.random(4000) < 0.125
    return pl.DataFrame({"group": rng.integers(0, GROUPS, 4000), "value": value}).with_columns(
        value=pl.when(pl.lit(pl.Series(missing))).then(None).otherwise(pl.col("value")))


def by_group(values):
    return values.group_by("group").agg(
        total(pl.col("value")), mean(pl.col("value")).alias("mean"),
        pl.col("value").sum().alias("plain")).sort("group")


def test_they_are_the_exact_sums(values):
    found = by_group(values)
    for group in range(GROUPS):
        known = values.filter(pl.col("group") == group)["value"].drop_nulls().to_list()
        row = found.row(group, named=True)
        assert row["value"] == math.fsum(known)
        exact = float(sum(map(Fraction, known)) / len(known))
        assert row["mean"] == pytest.approx(exact, rel=3e-16)


def test_the_order_of_rows_changes_nothing(values):
    found, plain = by_group(values), set()
    for seed in range(5):
        other = by_group(values.sample(fraction=1, shuffle=True, seed=seed))
        assert other.drop("plain").equals(found.drop("plain"))
        plain.add(tuple(other["plain"]))
    assert len(plain) > 1  # what the library's own sum does


def test_several_columns_at_once_and_whole_numbers():
    frame = pl.DataFrame({"group": [1, 1, 2], "a": [0.1, 0.2, 0.3], "b": [1, 2, 4]})
    found = frame.group_by("group").agg(mean(pl.col("a", "b"))).sort("group")
    assert found.to_dicts() == [{"group": 1, "a": 0.15000000000000002, "b": 1.5},
                                {"group": 2, "a": 0.3, "b": 4.0}]
    assert frame.select(mean(pl.col("a") > 0.1)).item() == 2 / 3


def test_nothing_has_no_mean_and_sums_to_0():
    empty = pl.DataFrame({"value": pl.Series([None, None], dtype=pl.Float64)})
    assert mean_of(empty["value"]) is None
    assert mean_of(empty["value"].drop_nulls()) is None
    assert empty.select(total(pl.col("value"))).item() == 0
    assert mean_of(pl.Series("value", [1.0, None, 2.0])) == 1.5


@pytest.mark.parametrize("odd", [math.nan, math.inf, 1e300])
def test_what_is_no_usual_number_stays_what_it_is(odd):
    assert str(mean_of(pl.Series("value", [odd, 1.0]))) == str((odd + 1.0) / 2)


def plain_means(text):
    """Lines of a module that take the library's own mean of a column."""
    return [node.lineno for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            and node.func.attr == "mean" and not node.args and not node.keywords]


def test_no_table_is_averaged_by_the_library():
    package = Path(fpplan.__file__).parent
    wrong = [f"{path.relative_to(package)}:{line}" for path in package.rglob("*.py")
             for text in [path.read_text("utf-8")] if "import polars" in text
             for line in plain_means(text)]
    assert wrong == []
    assert plain_means("frame.agg(pl.col('value').mean())") == [1]
