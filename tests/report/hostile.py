"""Labels that would break out of a page, a script or a template."""

HOSTILE = ("</script><!-- <b>", "<!--", "]]>", '"quotes" and \'others\'', "a\\b", "&lt;",
           "\u2028\u2029", "\x00\x1b[31m\x7f", "<script>", "{{ x }}")
