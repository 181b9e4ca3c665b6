"""Where something comes from."""

from dataclasses import FrozenInstanceError

import pytest

from fpplan.contract.clauses import Clause
from fpplan.contract.text import Text, speaking

CLAUSE = Clause("a document", "一句", Text("说明", "what it says"))


def test_a_clause_is_a_value_that_items_may_share():
    same = Clause("a document", "一句", Text("说明", "what it says"))
    assert same == CLAUSE and len({CLAUSE, same}) == 1
    assert Clause("another", "一句", CLAUSE.text) != CLAUSE
    with pytest.raises(FrozenInstanceError):
        CLAUSE.quote = "另一句"


def test_what_it_says_follows_the_language_and_the_quote_does_not():
    with speaking("zh"):
        assert f"{CLAUSE.text} ({CLAUSE.quote})" == "说明 (一句)"
    assert f"{CLAUSE.text} ({CLAUSE.quote})" == "what it says (一句)"
