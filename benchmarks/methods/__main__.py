"""Measure the methods on the built tables and print docs/methods/validation.md; takes minutes."""

from benchmarks.methods.validation_page import CheckedFact, page
from labor.tables.load import built_names, load
from labor.tables.project import project_root
from labor.tables.verify import verify

#: Tables that the methods are measured on.
MEASURED = (
    "wages", "employment", "projections", "soc_lineage", "profiles", "profile_members",
    "occupations", "prices",
)  # fmt: skip

if __name__ == "__main__":
    folder = project_root(None) / "data" / "processed"
    names = dict.fromkeys((*built_names(folder), *MEASURED))
    built = {name: load(name, folder) for name in names}
    facts = [
        CheckedFact(one.fact.says, one.cases, len(one.excused), len(one.violations))
        for one in verify(built)
    ]
    print(page(built, facts), end="")
