"""What the plan leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("interviews", Text("“走访 3-5 人核实”", "\"interview 3 to 5 people\""), {
        "3": Text("3 人", "3 people"),
        "5": Text("5 人", "5 people"),
    }, "5"),
)
