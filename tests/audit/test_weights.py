"""What a scheme's points are about, and which clauses decide most of them."""

from small_scheme import small

from fpplan.audit.audit import audit


def test_dominating_items_make_up_half():
    result = audit(small())
    assert result.dominating[0][0].item.id == "quality"  # 80 down, 40 up
    assert sum(share for _each, share in result.dominating) >= 0.5
