"""A department's form as an engineer waits for it: the 268 culverts of a national form analysed, in the sample province.

Not among the bench's million sections: a road of the form's name lies far from its coordinates there, and each row's disagreement is explained.
"""

from bench.figures import Line, Required
from bench.imports import DATA, imported, timed
from bench.lists import Lists
from bench.plan import Plan
from bench.province import province

FORM = DATA / "forms" / "temp_Cong_thoat_nuoc_ngang.xlsx"


def measure(plan: Plan, _lists: Lists) -> list[Line]:
    """Seconds of the whole command, its start among them. Nothing without the data set."""
    if not FORM.exists():
        print(f"    form: {FORM.name} is not at hand (CAUDUONG_DATA or ../shared/data)")
        return []
    line = Line("a form of 268 culverts analysed, with the start of the command", "s", (Required(most=3),))
    command = imported(FORM, "culverts", "--srid", "4326", "--create-roads")
    with province() as url:
        for _ in range(plan.repetitions):
            line.add("ours", timed(*command, url=url)[0])
    return [line]
