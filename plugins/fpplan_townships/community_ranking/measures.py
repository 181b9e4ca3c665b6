"""The money for clients, as data."""

from fpplan.api import Amount, Benefit, Condition, Measure, Text

from .words import OWN, clause


def measures() -> list[Measure]:
    """One benefit each for sterilisation and IUD."""
    return [Benefit(
        f"{OWN}_{name}_money", Text(f"{zh}对象补助", f"money for a client: {en}"),
        clause(quote, f"每人 {yuan} 元。", f"{yuan} yuan a person."),
        about=("conditional_benefit",),
        eligibility=(Condition("procedure", Text(f"落实{zh}", en), "procedure"),),
        amounts=(Amount("money", Text("补助", "money"), yuan, "yuan",
                        per=Text("人", "person")),))
        for name, zh, en, yuan, quote in (
            ("sterilisation", "结扎", "sterilisation", 500, "结扎对象补助500元/人"),
            ("iud", "上环", "IUD insertion", 100, "手术对象补助100元/人"))]
