"""The "double-zero" activity, as it judges one subdistrict or community."""

from fpplan.api import Calendar, Chapter, Item, Pick, Reading, Rule, Scheme, Shown, Text, Threshold

from .inputs import HIGHER_ORDER_OUTSIDE, OUTSIDE
from .words import DOCUMENT, clause

LEVEL = Reading("level", Text("被评的是哪一级", "which level is judged"), {
    "community": Text("村(居)：两条都要为零（第二条为零则第一条必为零）",
                      "a village or community: both must be none (none of the second means none "
                      "of the first)"),
    "subdistrict": Text("街道：只看政策外多孩出生", "a subdistrict: third or later births only"),
}, "community")


def double_zero() -> Scheme:
    """One subdistrict or community: is it a double-zero unit?"""
    second: Pick[Rule] = Pick("level", {
        "community": Threshold("births_out_of_policy", 0, "most"),
        "subdistrict": Shown("births_out_of_policy")})
    return Scheme(
        id="jiangmen_district_double_zero",
        text=Text("“双无”活动", "The \"double-zero\" activity"),
        document=DOCUMENT,
        chapters=(Chapter("double_zero", Text("双无", "Double zero"), (
            Item("no_higher_order", Text("无政策外多孩出生",
                                         "no third or later birth outside policy"),
                 clause("街道无政策外多孩出生", "街道：政策外多孩出生为零。",
                        "A subdistrict: no third or later birth outside policy."),
                 Threshold(HIGHER_ORDER_OUTSIDE.id, 0, "most")),
            Item("no_birth_outside", Text("无政策外出生", "no birth outside policy"),
                 clause("村(居)无政策外出生", "村(居)：政策外出生为零。",
                        "A village or community: no birth outside policy."), second),
        )),),
        inputs=(HIGHER_ORDER_OUTSIDE, OUTSIDE),
        readings=(LEVEL,),
        calendar=Calendar(starts=1),
    )
