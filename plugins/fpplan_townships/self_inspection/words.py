"""How this plugin writes its clauses and its items of equal worth."""

from fpplan.api import Clause, Input, Item, Pick, Proportional, Sampled, Text

DOCUMENT = "003 part 2"
OWN = "self_inspection"
HALF, SINCE_JULY = "w1", "w2"  # 1 October to end of March; 1 July to end of March
FEW: Pick[Sampled] = Pick("interviews", {"3": Sampled(3), "5": Sampled(5)})


def clause(quote: str, zh: str, en: str) -> Clause:
    """A clause of the inspection plan."""
    return Clause(DOCUMENT, quote, Text(zh, en))


def percent(name: str, zh: str, en: str, about: str | None = None,
            because: Text | None = None) -> Input:
    """A share that inspectors find; its range is unknown. Core inputs need no subject."""
    return Input(name if about is None else f"{OWN}_{name}", Text(zh, en), "percent",
                 range=(0, 100), about=about, not_tagged_because=because)


def share(name: str, value: str, points: float, quote: str, zh: str, en: str,
          calendar: str = HALF, interviewed: bool = False, because: Text | None = None) -> Item:
    """Points in proportion to a share, full at 100 % (an assumption: the plan gives none)."""
    text = Text(f"{zh}：按比例（假定 100% 满分）。",
                f"{en[0].upper()}{en[1:]}: in proportion, full points at 100 % (assumed).")
    return Item(name, Text(zh, en), Clause(DOCUMENT, quote, text),
                Proportional(value, points, 100), calendar=calendar, null="full",
                view=FEW if interviewed else "reported", not_tagged_because=because)
