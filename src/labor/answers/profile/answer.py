"""What `labor.profile` gives: what people in a role do, work with and need, and what is near."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from labor.answers.profile.words import caveats, sentences
from labor.provenance.text import Traced, plain
from labor.show import words
from labor.show.answer import Answer, plain_rows

if TYPE_CHECKING:
    from labor.show.table import Table

#: Tasks of an occupation, and similar occupations, that a terminal shows; the rest is counted.
_SHOWN = 10
#: The tables of a profile, in the order in which JSON and CSV have them.
_PARTS = (
    *("occupations", "tasks", "technology", "titles", "job_zones", "needs", "education"),
    *("skills", "settings", "similar", "exposure", "coverage", "sources"),
)


@dataclass(frozen=True, repr=False, eq=False)
class Profile(Answer):
    """What public tables say on the work of a role. Every table has `source_id`.

    Args:
        rows: A row per occupation of O*NET, also named `occupations`; see
            `rows.occupations_of`. No rows without O*NET.
        sources: Rows of the table `sources` that all this comes from.
        role: Label of the role.
        onet_version: Release of O*NET, "" if none is held.
        missing_codes: Codes of the role that the release has no occupation for.
        tasks: Rows of `tasks`, core before supplemental, then as O*NET numbers them.
        technology: Rows of `technology`, those in demand first, then hot ones.
        titles: Rows of `titles`: the SOC's, O*NET's alternate and reported titles.
        job_zones: Rows of `job_zones` with what the zone means.
        needs: Rows of `outlook`: typical entry education, experience, training.
        education: Rows of `educational_attainment`: education of those who work in it.
        skills: Rows of `projection_skills`: the program's 17 skill scores.
        settings: The Handbook's largest employers: share of all jobs, median pay.
        similar: Similar occupations with what they share, see `rows.similar_of`.
        exposure: Scores of studies of others on exposure to AI, see `exposure.verb.exposure_of`.
        coverage: Rows of `onet_coverage`: what O*NET has on each occupation.
        attribution: What O*NET's license asks to be said; "" without O*NET.
        part_of: The SOC occupation with its code that the role is a finer occupation of, in
            words; "" for others.
    """

    verb: ClassVar[str] = "profile"

    role: str
    onet_version: str
    missing_codes: tuple[str, ...]
    tasks: pd.DataFrame
    technology: pd.DataFrame
    titles: pd.DataFrame
    job_zones: pd.DataFrame
    needs: pd.DataFrame
    education: pd.DataFrame
    skills: pd.DataFrame
    settings: pd.DataFrame
    similar: pd.DataFrame
    exposure: pd.DataFrame
    coverage: pd.DataFrame
    attribution: str
    part_of: str = ""

    @property
    def occupations(self) -> pd.DataFrame:
        """The occupations of O*NET, which are the rows of this answer."""
        return self.rows

    @property
    def sentences(self) -> tuple[str, ...]:
        """What people do, what entry asks for, and what O*NET lists."""
        return tuple(map(Traced, sentences(self)))

    @property
    def answer(self) -> tuple[str, ...]:
        """The same as `sentences`."""
        return self.sentences

    @property
    def caveats(self) -> tuple[str, ...]:
        """What the tables do not say."""
        return tuple(map(Traced, caveats(self)))

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The tables by name, those without rows too."""
        return {name: getattr(self, name) for name in _PARTS}

    def stacked(self) -> pd.DataFrame:
        """All tables below one another for CSV.

        Returns:
            The rows of every table in `frames`, its name in the column `table`; columns that a
            table does not have are empty.
        """
        parts = [frame.assign(table=name) for name, frame in self.frames.items() if len(frame)]
        rows = pd.concat([part.astype(object) for part in parts], ignore_index=True)
        return rows[["table", *(name for name in rows.columns if name != "table")]]

    def table(self) -> Table:
        """What entry typically asks for, of each occupation of the role."""
        from labor.answers.profile.tables import needs_table

        return needs_table(self)

    def tables(self) -> tuple[Table, ...]:
        """Needs, technology, education, skills, settings and similar occupations, as known."""
        from labor.answers.profile.tables import tables_of

        return tables_of(self)

    def heading(self) -> dict[str, Any]:
        """The role, the release of O*NET and what its license asks to be said."""
        return {name: getattr(self, name) for name in ("role", "onet_version", "attribution")}

    def to_dict(self) -> dict[str, Any]:
        """The profile as plain values for JSON; a number that does not exist is None.

        Returns:
            Beside what every answer has, each table of `frames` by its name, and `answer`, which
            is the same as `sentences`.
        """
        tables = {name: plain_rows(frame) for name, frame in self.frames.items()}
        return {**super().to_dict(), "answer": [plain(text) for text in self.answer], **tables}

    def lines(self) -> list[str]:
        """The profile for a terminal: sentences, the first tasks, what is near, caveats, sources.

        The page has the other tables; JSON and CSV have all of them.
        """
        lines = [*map(plain, self.opening), *self._tasks()]
        if len(self.similar):
            lines += ["", f"Near: {'; '.join(self.similar['peer'].head(_SHOWN))}"]
        lines += ["", "What this is not:", *(f"- {plain(text)}" for text in self.caveats)]
        if len(self.sources):
            lines += ["", f"Sources: {self.cited}"]
        return [*lines, *([self.attribution] if self.attribution else [])]

    def _tasks(self) -> Iterator[str]:
        """The first tasks of the first occupation, and which others have tasks."""
        if self.tasks.empty:
            return
        (code, first), *others = self.tasks.groupby("onet_soc_code", sort=False)
        yield from ("", f"Tasks of {first['occupation_title'].iloc[0]} ({code}):")
        yield from (f"- {task}" for task in first["task"].head(_SHOWN))
        if len(first) > _SHOWN:
            yield f"  and {len(first) - _SHOWN} more"
        if others:
            names = [f"{rows['occupation_title'].iloc[0]} ({code})" for code, rows in others]
            yield f"  and those of {words.listed_names(names)}"
