"""What the document leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("check_up_interval", Text("“定期”体检多久一次", "how often \"regular\" check-ups are"),
            {
        "yearly": Text("一年一次", "once a year"),
        "half_yearly": Text("半年一次", "twice a year"),
    }, "yearly"),
    Reading("demands", Text("没有写比例的服务要求", "demands on services without a share"), {
        "shown": Text("只列出", "shown only"),
        "all": Text("人人得到", "everyone is served"),
    }, "shown"),
)
