"""Why each step of a ladder is there, and what a ladder does not show, in words."""

from __future__ import annotations

import pandas as pd

from labor.answers.ladder.links import Link
from labor.answers.ladder.rungs import EDUCATION, Rung, gain
from labor.show.words import listed, running

#: What no table here shows.
CAVEATS = (
    "Licences, certificates and what they cost are in none of these tables.",
    "The tables compare occupations; they do not show how many people made a move, or how long it "
    "took.",
    "Mean pay is that of everybody in an occupation, not that of beginners.",
)
_WITHOUT_ONET = (
    "Steps rest on the Handbook's similar occupations alone: O*NET's tables of tasks, technology "
    "and related occupations are not built, or not in the classification of this pay."
)
_WITH_ONET = (
    "What occupations share is the wording of O*NET's tasks and the technology it lists: two "
    "occupations can say the same in other words, and a list tells nothing of how often a task "
    "is done."
)
#: From here on two technology lists are as good as one.
_SAME_LIST = 0.95
_TIERS = {
    "Primary-Short": "among the five most related",
    "Primary-Long": "among the ten most related",
    "Supplemental": "among the twenty most related",
}


def ladder_caveats(moves: pd.DataFrame) -> tuple[str, ...]:
    """What the moves do not show.

    Args:
        moves: Output of `ladder`.

    Returns:
        Sentences; one says whether O*NET's tables were used.
    """
    return (_WITH_ONET if (moves["onet_version"] != "").any() else _WITHOUT_ONET, *CAVEATS)


def why(one: Rung, other: Rung, link: Link) -> str:
    """Why a step is there, what it adds to pay and what it needs.

    Args:
        one: Occupation the step begins at.
        other: Occupation it leads to.
        link: What joins the two.

    Returns:
        One sentence or two.
    """
    said = [text for text in (_listed(link), _related(link)) if text]
    joined = f"{one.title} and {other.title} {listed(said)}" if said else ""
    shared = _shared(link)
    if not joined:
        joined, shared = f"{one.title} and {other.title} {shared}", ""
    more = round(gain(one, other).estimate)
    sign = "+" if more >= 0 else "-"
    step = f"{joined}: mean pay {sign}${abs(more):,}, {_needs(one, other)}."
    return f"{step} They {shared}." if shared else step


def _listed(link: Link) -> str:
    if not link.similarity:
        return ""
    both = link.similarity == 2
    return f"{'list each other' if both else 'are linked from one page only'} in the Handbook"


def _related(link: Link) -> str:
    if not link.rank:
        return ""
    return f"are {_TIERS[link.tier]} by O*NET (place {link.rank})"


def _shared(link: Link) -> str:
    """What two occupations share, with the measure and the words that stand behind it."""
    if pd.isna(link.distance):
        return ""
    words = f" ({', '.join(link.words)})" if link.words else ""
    said = [f"share {link.tasks:.2f} of the wording of their tasks{words}"]
    if link.technology >= _SAME_LIST:
        said.append("have almost the same technology list")
    elif link.products:
        said.append(f"{link.technology:.2f} of their technology ({', '.join(link.products)})")
    return listed(said)


def _needs(one: Rung, other: Rung) -> str:
    more = other.education > one.education
    needs = f"needs {EDUCATION[other.education] if more else 'no more education'}"
    if other.experience:
        experience = running(str(other.facts["work_experience"]))
        needs += f" and experience in a related occupation ({experience})"
    openings = other.facts["openings_annual_average_jobs"]
    return needs if pd.isna(openings) else f"{needs}, {openings:,.0f} openings a year"


def heading(moves: pd.DataFrame) -> str:
    """What the moves on the frontier have in common."""
    near = "nearness" if moves["distance"].notna().any() else "similarity"
    others = f"pay, education, experience, steps and {near}"
    return f"To higher pay, and no other move beats them in {others}:"
