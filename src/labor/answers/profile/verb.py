"""The profile of a role: what people do, work with and need, on the tables of this project."""

from __future__ import annotations

from pathlib import Path

from labor.answers.exposure.verb import exposure_of
from labor.answers.profile.answer import Profile
from labor.answers.profile.rows import profile_of
from labor.answers.tables import directory_of, processed_of
from labor.methods.outlook import line_items, newest_vintage, outlook
from labor.tables.load import load as load_table
from labor.terms import ONET_ATTRIBUTION

#: Tables of a profile; it does without those that are not built.
TABLES = (
    "onet_occupations", "tasks", "technology", "titles", "job_zones", "job_zone_levels",
    "related_occupations", "onet_coverage", "soc_lineage", "educational_attainment",
    "projection_skills", "similar_occupations", "profiles", "profile_members",
    "profile_pay_settings", "profile_employers", "exposure", "sources",
)  # fmt: skip


def profile(
    role: str, *, release: str | None = None, vintage: str | None = None, root: Path | None = None
) -> Profile:
    """Describe the work of a role: tasks, technology, titles, entry, settings, what is near.

    Args:
        role: The role in words or as a code; groups of occupations are described one by one.
        release: Release of O*NET, such as "29.3"; the newest that is held if left out.
        vintage: Projection of the typical needs; the newest if left out.
        root: Project folder; found by itself if left out.

    Returns:
        Sentences, caveats, tables and sources; its `rows` are the occupations of O*NET. A role
        that O*NET does not describe, or a project without O*NET's tables, keeps what the other
        tables have, and a caveat says so.

    Raises:
        LaborError: The role is not known, or the release or the vintage is not held.

    Examples:
        >>> import labor
        >>> found = labor.profile("medical assistant")
        >>> print(found.sentences[2])
        O*NET puts the occupation in job zone 3 of 5: medium preparation needed.
        >>> found.tasks["task_type"].value_counts().to_dict()
        {'core': 19, 'supplemental': 1}
    """
    processed = processed_of(root)
    directory = directory_of(processed)
    found = directory.resolve(role)
    held = [name for name in TABLES if (processed / f"{name}.parquet").exists()]
    tables = {name: load_table(name, processed) for name in held}
    projections = load_table("projections", processed)
    vintage = vintage or newest_vintage(projections, found)
    # What newcomers need is printed for line items only, not for the groups that sum them.
    items, profiles = line_items(projections), tables.get("profiles")
    needs = outlook([found], items, vintage, profiles, sum_groups=False)
    scores = tables.get("exposure")
    exposure = None if scores is None else exposure_of(found, scores, directory.codebook)
    return profile_of(
        found, tables, needs, exposure=exposure, release=release, attribution=ONET_ATTRIBUTION
    )
