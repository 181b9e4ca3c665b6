"""Tasks: done of what was to be done, in a year and split over its seasons."""

import numpy as np
import pytest
from one_cell import points

from fpplan.contract.rules import Completion, SplitTarget
from fpplan.contract.text import Text


def test_nothing_of_no_task_is_null_and_something_is_all():
    assert np.isnan(points(Completion("a", "b", 40), a=0, b=0))
    assert points(Completion("a", "b", 40, 5), a=2, b=0) == 50


def test_a_split_needs_as_many_seasons_as_shares():
    with pytest.raises(ValueError, match="3 seasons are needed"):
        SplitTarget("a", "b", 10, (4, 3, 3)).points(
            {"a": np.zeros((1, 1, 1, 2)), "b": np.ones((1, 1, 1, 1))})


def test_cases_beyond_the_task_that_earn_elsewhere():
    rule = Completion("a", "b", 100, beyond=5, rewarded="c")
    names = {name: Text(name, name) for name in "abc"}
    text = rule.say({"a": 13.0, "b": 10.0, "c": 2.0}, names)
    assert "Of those beyond the task, 2 earn under another clause only." in text
    assert "1 beyond the task × 5: 5 more." in text
