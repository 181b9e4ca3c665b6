"""What the document leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("standard", Text("“未达标”看哪些指标",
                             "which indicators \"below standard\" looks at"), {
        "two_rates": Text("长效节育、孕情掌握两项有明确指标的，任一项未达标",
                          "either of the two with a stated figure: long-acting methods, "
                          "pregnancies known"),
        "any": Text("五项中任一项没有满分", "any of the five that is short of full points"),
    }, "two_rates"),
)
