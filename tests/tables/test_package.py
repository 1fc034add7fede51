"""The published data package holds under the standard's own validator."""

import json

import pandas as pd
import pytest
from frictionless import Package

from labor.answers.tables import resolve
from labor.schema.tables import TABLES
from labor.tables.data_package import dangling, data_package, links
from labor.tables.export.write import Choice, export
from labor.tables.files import IN_PARTS

ROLES = ("medical records technician", "medical assistants", "information clerks", "29-1024")
PERIODS = (
    "1997",
    "2010",
    "2018",
    "2019",
    "2024",
    "2025",
    "2014-24",
    "2018-28",
    "2022-32",
    "2023-33",
    "2024-34",
)
#: The nation, a state, and a metropolitan area of May 2025: the validator is slow.
AREAS = ("99", "06", "26420")
#: Links that cannot be declared: a profile of several occupations has no code of its own,
#: states use codes that the national projections do not have, and O*NET has titles of military
#: occupations, which the lists of civilian occupations leave out. Crosswalks say none where a code
#: has no counterpart. Scores of exposure are of finer codes, too; their `soc_code` is a link.
WITHOUT_CODES = {
    ("profiles", "soc_code"),
    ("state_projections", "occupation_code"),
    ("titles", "occupation_code"),
    ("crosswalks", "occupation_code"),
    ("exposure", "occupation_code"),
}


@pytest.fixture(scope="module")
def small(project, tmp_path_factory):
    """A package with every table, cut to a few roles, years and areas."""
    out = tmp_path_factory.mktemp("package")
    roles = tuple(resolve(role, root=project) for role in ROLES)
    export(project / "data" / "processed", out, Choice((), PERIODS, roles, AREAS))
    return out


@pytest.fixture(scope="module")
def whole(project, built):
    """The description of all built tables that are published as CSV."""
    folder = project / "data" / "processed"
    files = {name: folder / f"{name}.csv" for name in built if name not in IN_PARTS}
    return json.loads(data_package(built, files))


@pytest.fixture(scope="module")
def taken_along(small):
    """The description of the small package, which has estimates as CSV, too."""
    return json.loads((small / "datapackage.json").read_text(encoding="utf-8"))


def cut_to(table, folder, out):
    """Write the part of a package that one table needs, and return its description."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    needed, found = [table], set()
    while needed:
        found.add(name := needed.pop())
        keys = schema_of(package, name).get("foreignKeys", [])
        needed += {key["reference"]["resource"] for key in keys} - found
    package["resources"] = [r for r in package["resources"] if r["name"] in found]
    for name in found:
        (out / f"{name}.csv").write_bytes((folder / f"{name}.csv").read_bytes())
    (out / "datapackage.json").write_text(json.dumps(package))
    return package


def validate(folder):
    return Package(str(folder / "datapackage.json")).validate()


def schema_of(package, name):
    return next(r for r in package["resources"] if r["name"] == name)["schema"]


def test_a_small_package_is_valid(small, built):
    report = validate(small)
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])[:10]
    checked = {task.name: task.stats["rows"] for task in report.tasks}
    assert set(checked) == set(built)
    assert min(checked.values()) > 0


@pytest.mark.parametrize(
    ("table", "old", "new", "error"),
    [
        ("wages", '"29-2071"', '"29-207"', "constraint-error"),
        ("wages", '"published"', '"printed"', "constraint-error"),
        ("employment", '"oews_national_2018"', '"oews_national_1066"', "foreign-key"),
        ("employment", '"29-2071"', '"29-9999"', "foreign-key"),
        ("prices", "2018,5,", "2018,4,", "primary-key"),
        ("prices", "2018,5,", "2018,x,", "type-error"),
    ],
)
def test_the_validator_sees_what_is_wrong(small, tmp_path, table, old, new, error):
    package = cut_to(table, small, tmp_path)
    for resource in package["resources"]:
        resource.pop("hash")
        resource.pop("bytes")
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    assert validate(tmp_path).valid
    text = (small / f"{table}.csv").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / f"{table}.csv").write_text(text.replace(old, new), encoding="utf-8", newline="\n")
    assert error in {row[0] for row in validate(tmp_path).flatten(["type"])}


def test_a_changed_file_does_not_have_its_hash(small, tmp_path):
    cut_to("profiles", small, tmp_path)
    rows = (tmp_path / "profiles.csv").read_bytes()
    (tmp_path / "profiles.csv").write_bytes(rows.replace(b"29-2072", b"29-2073"))
    assert "hash-count" in {row[0] for row in validate(tmp_path).flatten(["type"])}


def test_the_description_of_all_tables_is_valid(whole, built):
    package = Package.from_descriptor(whole)
    assert {resource.name for resource in package.resources} == set(built) - set(IN_PARTS)
    for resource in whole["resources"]:
        table = TABLES[resource["name"]]
        assert resource["schema"]["primaryKey"] == list(table.key)
        for field, column in zip(resource["schema"]["fields"], table.columns, strict=True):
            assert field["name"] == column.name
            assert field.get("unit", "") == column.unit


def test_every_resource_names_its_sources_and_licences(whole, taken_along, small, built):
    for resource in [*whole["resources"], *taken_along["resources"]]:
        assert resource["licenses"], resource["name"]
        assert resource["sources"], resource["name"]
        assert all(licence["path"].startswith("https://") for licence in resource["licenses"])
    wages = next(r for r in taken_along["resources"] if r["name"] == "wages")
    rows = pd.read_csv(small / "wages.csv", usecols=["source_id"])
    used = built["sources"]["source_id"].isin(rows["source_id"].unique())
    # States, areas, sectors and industries of May 2025 come from one file: they are one source.
    assert used.sum() - len(wages["sources"]) == 3
    assert {source["title"] for source in wages["sources"]} == {*built["sources"]["title"][used]}
    assert whole["contributors"] == [
        {"title": name, "role": "author"}
        for name in sorted(built["sources"]["producer"].dropna().unique())
    ]


def test_every_row_of_all_tables_leads_to_its_source_and_its_code(built):
    """The links of the whole data, checked here because the validator takes minutes for it."""
    missing = {}
    for name, frame in built.items():
        for link in links(TABLES[name]):
            lost = dangling(link, frame, built[link.table])
            if len(lost):
                missing[name, link.columns[-1]] = len(lost)
    assert set(missing) <= WITHOUT_CODES


def test_links_are_declared(whole, taken_along):
    def declared(name, package=whole):
        keys = schema_of(package, name).get("foreignKeys", [])
        return {(tuple(key["fields"]), key["reference"]["resource"]) for key in keys}

    codes = (("soc_version", "occupation_code"), "occupations")
    assert declared("wages", taken_along) == {(("source_id",), "sources"), codes}
    assert declared("projections") == {
        (("separations_source_id",), "sources"),
        (("source_id",), "sources"),
        codes,
    }
    assert (("from_version", "from_code"), "occupations") in declared("soc_lineage")
    assert (("to_version", "to_code"), "occupations") in declared("soc_lineage")
    assert declared("sources") == set()


def test_a_link_that_does_not_hold_is_not_declared(built, small):
    part = {
        "employment": built["employment"].head(100),
        "occupations": built["occupations"].head(0),
        "sources": built["sources"],
    }
    package = json.loads(data_package(part, {name: small / f"{name}.csv" for name in part}))
    keys = schema_of(package, "employment")["foreignKeys"]
    assert [key["reference"]["resource"] for key in keys] == ["sources"]


def test_dangling_values_are_named():
    link = links(TABLES["wages"])[-1]
    assert link.columns == ("soc_version", "occupation_code")
    wages = pd.DataFrame(
        {
            "soc_version": ["soc_2018", "soc_2018", None],
            "occupation_code": ["29-2072", "29-2071", None],
        }
    )
    listed = pd.DataFrame({"soc_version": ["soc_2018"], "occupation_code": ["29-2072"]})
    assert dangling(link, wages, listed).to_numpy().tolist() == [["soc_2018", "29-2071"]]
