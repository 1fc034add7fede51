"""The pay of a comparison in plain sentences."""

from __future__ import annotations

import math

import pandas as pd

from labor.methods.censoring import from_cell, relation
from labor.methods.uncertainty import HIGHER, LEVEL, NO_TEST, TIED, difference
from labor.show.words import (
    cell,
    chosen,
    dollars,
    listed,
    numeral,
    percent,
    plural,
    running,
    sentence_case,
    when,
)
from labor.show.words import pay as pay_of
from labor.terms import ESTIMATED, NATION, SHOWN, WITH_VALUE

_LEVEL = chosen(f"{LEVEL:.0%}", LEVEL * 100, "level of confidence")
_UNITS = {"annual": "a year", "hourly": "an hour"}
_ORDER = {"higher": "more than", "equal": "the same as", "lower": "less than"}


def pay_sentences(pay: pd.DataFrame) -> list[str]:
    """What the median pay of the subject is beside its peers'.

    Args:
        pay: Pay table of a comparison.

    Returns:
        Sentences, the subject first. Medians are set in order with a word on what is not known
        of it; a group of occupations is a range, a divided occupation its parts.
    """
    subject, peers = pay[pay["is_subject"]], pay[~pay["is_subject"]]
    kind = subject["role_kind"].iloc[0]
    if kind == "single":
        said = _single(subject.iloc[0], peers)
    else:
        said = [_group(subject), _medians(peers)]
    said += [_group(rows) for _, rows in peers.groupby("role", sort=False)]
    return [text for text in [*said, *_certainty(pay)] if text]


def _single(subject: pd.Series, peers: pd.DataFrame) -> list[str]:
    period, label = when(subject["reference_year"]), running(subject["role"])
    name = f"{label} ({subject['occupation_code']})" if subject["occupation_code"] else label
    if subject["area_code"] != NATION:
        period += f" in {subject['area_title']}"
    for unit, words in _UNITS.items():
        column = f"median_{unit}_usd"
        if subject[f"{column}_status"] in SHOWN:
            amount = f"{_usd(subject, column)} {words}{_order(subject, peers, column)}"
            if plural(label) == label:
                return [f"In {period} median pay of {name} was {amount}.", _spread(subject, unit)]
            return [f"In {period} the median {name} earned {amount}.", _spread(subject, unit)]
    return [f"No median pay is published for {name} in {period}."]


def _order(subject: pd.Series, peers: pd.DataFrame, column: str) -> str:
    """Which peers' medians are below, equal and above; those hidden by a top code are left out."""
    mine = from_cell(subject[column], subject[f"{column}_status"])
    groups: dict[str, list[str]] = {"higher": [], "equal": [], "lower": []}
    for row in _by_pay(peers, column).to_dict("records"):
        stands = relation(mine, from_cell(row[column], row[f"{column}_status"]))
        if stands in groups:
            groups[stands].append(f"{running(row['role'])} ({_usd(row, column)})")
    parts = [f"{_ORDER[stands]} {listed(names)}" for stands, names in groups.items() if names]
    return f": {', '.join(parts)}" if parts else ""


def _spread(row: pd.Series, unit: str) -> str:
    low, high = f"p25_{unit}_usd", f"p75_{unit}_usd"
    if {row[f"{low}_status"], row[f"{high}_status"]} - set(WITH_VALUE):
        return ""
    ends = _usd(row, high)
    ends += "" if row[f"{high}_status"] == "top_coded" else " or more"
    text = f"Inside the occupation a quarter earned {cell(row, low, dollars)} or less"
    return f"{text} and a quarter {ends}." if row[f"{low}_status"] == "published" else ""


def _group(rows: pd.DataFrame) -> str:
    """What may be said of the pay of several codes together; nothing for a single one."""
    kind = rows["role_kind"].iloc[0]
    if kind == "part":
        return _parts(rows)
    return _composite(rows) if kind == "composite" else ""


def _composite(rows: pd.DataFrame) -> str:
    row, members = rows.iloc[0], rows[rows["role_kind"] == "member"]
    if math.isnan(row["low_median_annual_usd"]):
        return ""
    low, high = cell(row, "low_median_annual_usd", dollars), _usd(row, "high_median_annual_usd")
    text = (
        f"{sentence_case(plural(running(row['role'])))} are a group of {numeral(len(members))} "
        f"occupations whose medians run from {low} to {high}; no single median is published for "
        "the group"
    )
    missing = len(members) - int(_has(members, "median_annual_usd").sum())
    if missing:
        text += f", nor for {numeral(missing)} of its members"
    if row["median_annual_usd_status"] == ESTIMATED:
        low, high = "pooled_median_low_annual_usd", "pooled_median_high_annual_usd"
        text += f". Estimated from its members it is about {_usd(row, 'median_annual_usd')}"
        if not math.isnan(row[low]):
            text += f", likely between {cell(row, low, dollars)} and {cell(row, high, dollars)}"
    return f"{text}."


def _parts(rows: pd.DataFrame) -> str:
    head = (
        f"The codes of {when(rows['reference_year'].iloc[0])} divide "
        f"{plural(running(rows['role'].iloc[0]))} among {numeral(len(rows))} occupations"
    )
    each = [
        f"{row['occupation_title']} ({row['occupation_code']}) with a median of "
        f"{_usd(row, 'median_annual_usd')} a year"
        for row in rows[_has(rows, "median_annual_usd")].to_dict("records")
    ]
    return f"{head}: {listed(each)}." if each else f"{head}, without a published yearly median."


def _medians(peers: pd.DataFrame) -> str:
    column = "median_annual_usd"
    each = [
        f"{running(row['role'])} {_usd(row, column)}"
        for row in _by_pay(peers, column).to_dict("records")
    ]
    return f"Medians of the others, a year: {listed(each)}." if each else ""


def _certainty(pay: pd.DataFrame) -> list[str]:
    """What is known of the order of the medians: no error is published, only that of the means."""
    shown = pay[_has(pay, "median_annual_usd") & (pay["role_kind"] != "composite")]
    if len(shown) < 2:
        return []
    said = [
        "No sampling error is published for medians, so the order of medians that lie close "
        "together is not certain."
    ]
    subject = pay[pay["is_subject"]]
    if len(subject) == 1 and _tested(subject).all():
        said.append(_proxy(subject.iloc[0], pay[~pay["is_subject"] & _tested(pay)]))
    return said


def _tested(pay: pd.DataFrame) -> pd.Series:
    has_error = pay["mean_rse_pct_status"].isin(WITH_VALUE)
    exact = pay["mean_annual_usd_status"] == "published"
    return has_error & exact & pay["role_kind"].isin(["single", "part"])


def _proxy(subject: pd.Series, peers: pd.DataFrame) -> str:
    """Which peers' mean wages the published errors tell apart from the subject's."""
    mine = (subject["mean_annual_usd"], subject["mean_rse_pct"])
    verdicts: dict[str, list[str]] = {"apart": [], TIED: [], "turned": []}
    for row in peers.to_dict("records"):
        found = difference(mine, (row["mean_annual_usd"], row["mean_rse_pct"])).verdict
        if found == NO_TEST:
            continue
        higher = subject["median_annual_usd"] > row["median_annual_usd"]
        key = TIED if found == TIED else "apart" if (found == HIGHER) == higher else "turned"
        verdicts[key].append(_label(row))
    if not any(verdicts.values()):
        return ""
    said = f"The means, whose errors are published, can stand in for them ({_LEVEL} confidence)"
    parts = []
    if verdicts["apart"]:
        parts.append(f"they differ in the same direction from {listed(verdicts['apart'])}")
    if verdicts[TIED]:
        parts.append(f"they cannot be told apart from {listed(verdicts[TIED])}")
    if verdicts["turned"]:
        parts.append(f"they differ the other way round from {listed(verdicts['turned'])}")
    return f"{said}: {'; '.join(parts)}. The mean of {_label(subject)} is {_mean(subject)}."


def _mean(row: pd.Series) -> str:
    amount, error = cell(row, "mean_annual_usd", dollars), cell(row, "mean_rse_pct", percent)
    return f"{amount} with a relative error of {error}"


def _label(row: pd.Series | dict) -> str:
    return row["occupation_title"] if row["role_kind"] == "part" else plural(running(row["role"]))


def _by_pay(peers: pd.DataFrame, column: str) -> pd.DataFrame:
    single = peers[(peers["role_kind"] == "single") & _has(peers, column)]
    return single.sort_values(column, ascending=False, kind="stable")


def _usd(row: pd.Series | dict, column: str) -> str:
    return pay_of(row, column)


def _has(frame: pd.DataFrame, column: str) -> pd.Series:
    return frame[f"{column}_status"].isin(SHOWN)
