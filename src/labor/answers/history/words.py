"""What a pay history says: the newest pay, what became of it, and what may not be compared."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from labor.provenance.columns import origin_of, price_cell
from labor.provenance.origin import Origin, together
from labor.provenance.text import mark
from labor.show import words
from labor.show.measure import UNITS, Measure, Series, measure_of, notes_of, series_of
from labor.show.rows import Row
from labor.terms import FIRST_MAY

_GENERAL = (
    "The survey is not designed as a time series, and BLS does not encourage its use as one. "
    "Each release pools answers of three years, so a change between two years in a row is "
    "smoothed."
)
_NO_ERROR = (
    "BLS publishes no sampling error for medians: small changes may be chance, and this report "
    "does not call them a trend."
)
_BEFORE_MAY = (
    f"Figures before {FIRST_MAY} refer to the fourth quarter of their year; they are "
    "measured with the prices of May like the others."
)
_ABOUT_THE_SAME = 0.05


def history_finding(history: pd.DataFrame, *, real: bool) -> str:
    """The newest pay and how it changed inside its series, as a title."""
    measure = measure_of(history, real=real)
    newest = _newest(series_of(history), measure)
    if newest is None:
        return f"{_role(history)}: no median pay is published for any year"
    last, start = newest.rows[-1], _first_known(newest, measure)
    money = "" if real else " in the dollars of each year"
    if start is None:
        return f"{newest.name}: median pay of {measure.said(last)} in {_when(last)}"
    if _is_open(measure, start, last):
        return (
            f"{newest.name}: median pay of {measure.said(last)} in {_when(last)}; how it changed "
            f"since {_when(start)} is not known"
        )
    money = f" in prices of May {measure.base_year}" if real else money
    money += words.ESTIMATE if words.status_of(last, measure.column) == "estimated" else ""
    moved = _moved(measure, start, last)
    return f"{newest.name}: median pay {moved} from {_when(start)} to {_when(last)}{money}"


def history_sentences(history: pd.DataFrame) -> list[str]:
    """The answer in sentences: newest pay first, then each series, then the breaks.

    Args:
        history: A row per year and code, with pay in the prices of `base_year` beside the pay
            of each year.

    Returns:
        Sentences, every number computed from the rows.
    """
    series = series_of(history)
    plain, real = measure_of(history, real=False), measure_of(history, real=True)
    last_year = max(one.last_year for one in series)
    current = [one for one in series if one.last_year == last_year]
    said = [_series_sentence(one, plain, real) for one in current]
    said += [_series_sentence(one, plain, real) for one in reversed(series) if one not in current]
    if len(series) > 1:
        said.insert(len(current), _not_one_line(series))
    return said


def history_remarks(history: pd.DataFrame) -> list[str]:
    """What may not be compared, and what the numbers are not."""
    series = series_of(history)
    measure = measure_of(history, real=False)
    said = []
    for (year, why), codes in _breaks(series).items():
        verb = "is" if len(codes) == 1 else "are"
        said.append(f"{words.listed(codes)} from {year} {verb} not joined to earlier years. {why}")
    said += [text for one in series if (text := _gaps(one, measure))]
    if any(measure.known(row) and measure.is_open(row) for one in series for row in one.rows):
        said.append(
            "Above an amount that it changes every few years BLS prints only that pay is higher. "
            "Such years are lower limits: they show no change of pay."
        )
    if any(row["role_kind"] == "composite" for one in series for row in one.rows):
        said.append(
            "Pay of a group of occupations is not published. It is estimated here by pooling the "
            "published pay of its occupations; the estimate has an error of its own."
        )
    if min(one.first_year for one in series) < FIRST_MAY:
        said.append(_BEFORE_MAY)
    return [*said, _NO_ERROR, _GENERAL]


def _breaks(series: Sequence[Series]) -> dict[tuple[int, str], list[str]]:
    """The codes that begin in a year for one reason."""
    found: dict[tuple[int, str], list[str]] = {}
    for one in series:
        if one.why:
            found.setdefault((one.first_year, one.why), []).append(one.codes)
    return found


def note_sentences(history: pd.DataFrame) -> list[str]:
    """The numbered notes of the chart: changes of method inside a series."""
    return [
        f"from {year}. {words.quoted(text, 'the register of changes of method')}"
        for year, text in _numbered(history)
    ]


def note_years(history: pd.DataFrame) -> list[int]:
    """The years of the numbered notes, in their order."""
    return [year for year, _ in _numbered(history)]


def _numbered(history: pd.DataFrame) -> list[tuple[int, str]]:
    by_year: dict[int, list[str]] = {}
    for year, text in notes_of(series_of(history)):
        by_year.setdefault(year, []).append(text)
    return [(year, " ".join(texts)) for year, texts in by_year.items()]


def _series_sentence(one: Series, plain: Measure, real: Measure) -> str:
    """One series in a sentence or two."""
    name = f"{one.name} ({one.codes})" if one.codes != one.name else one.name
    known = [row for row in one.rows if plain.known(row)]
    if not known:
        return f"{name}, {one.years}: no {plain.unit} median is published."
    last, start = known[-1], _first_known(one, plain)
    amount = f"{plain.said(last)} {UNITS[plain.unit]} in {_when(last)}"
    begin = f"{name}: median pay of {amount}"
    if start is None:
        return f"{begin}, the only year with a figure."
    if _is_open(plain, start, last):
        return (
            f"{begin}; in {_when(start)} it was {plain.said(start)}. How it changed is not known, "
            "because pay above a limit is not published."
        )
    return (
        f"{begin}. Since {_when(start)}, when it was {plain.said(start)}, it "
        f"{_moved(plain, start, last)} in dollars; what it buys {_moved(real, start, last)}: in "
        f"prices of May {real.base_year} it went from {real.said(start)} to {real.said(last)}."
    )


def _not_one_line(series: Sequence[Series]) -> str:
    years = sorted({one.first_year for one in series})
    breaks = words.listed([str(year) for year in years[1:]])
    if not breaks:
        return (
            f"The role is {words.several(len(series), 'occupation')} in these tables, each a "
            "series of its own."
        )
    return (
        f"These are {words.several(len(series), 'series', 'series')}, not one: other jobs are "
        f"counted from {breaks} on. A difference across such a year is a change of what is "
        "counted, not of pay, and is not computed here."
    )


def _gaps(one: Series, measure: Measure) -> str:
    """Years of a series without the number that is told."""
    missing = [str(row["reference_year"]) for row in one.rows if not measure.known(row)]
    missing += [
        year for row in one.rows for year in str(row["years_missing_before"]).split(", ") if year
    ]
    if not missing:
        return ""
    years = words.listed(sorted(missing))
    return f"For {one.codes} no {measure.unit} median is published for {years}."


def _newest(series: Sequence[Series], measure: Measure) -> Series | None:
    """The series that has the newest number, with its rows ending there; the largest of several."""
    known = [one for one in series if any(measure.known(row) for row in one.rows)]
    if not known:
        return None

    def size(one: Series) -> tuple[int, float]:
        last = [row for row in one.rows if measure.known(row)][-1]
        jobs = float(last["employment_jobs"]) if words.has_number(last, "employment_jobs") else 0
        return (int(last["reference_year"]), jobs)

    best = max(known, key=size)
    rows = [row for row in best.rows if measure.known(row)]
    return Series(rows, best.codes, best.name, best.why)


def _first_known(one: Series, measure: Measure) -> Row | None:
    """The first row with a number, if it is not also the last."""
    known = [row for row in one.rows if measure.known(row)]
    return known[0] if len(known) > 1 else None


def _is_open(measure: Measure, *rows: Row) -> bool:
    return any(measure.is_open(row) for row in rows)


def _change(measure: Measure, start: Row, last: Row) -> float:
    """Change in percent."""
    return (measure.value(last) / measure.value(start) - 1) * 100


def _moved(measure: Measure, start: Row, last: Row) -> str:
    change = _change(measure, start, last)
    if abs(change) < _ABOUT_THE_SAME:
        return "stayed the same"
    said = mark(words.percent(abs(change)), _origin(measure, start, last), change)
    return f"{'rose' if change > 0 else 'fell'} {said}"


def _origin(measure: Measure, start: Row, last: Row) -> Origin | None:
    """Cells and rule of a change; the base year of the prices cancels out."""
    plain = Measure(measure.unit).column
    pay = (origin_of(last, plain), origin_of(start, plain))
    if not measure.base_year:
        return together("(a / b − 1) × 100", *pay)
    prices = (price_cell(start["reference_year"]), price_cell(last["reference_year"]))
    return together("(a / b × c / d − 1) × 100", *pay, Origin(prices))


def _when(row: Row) -> str:
    return words.period(int(row["reference_year"]))


def _role(history: pd.DataFrame) -> str:
    return words.sentence_case(str(history["role"].iloc[0]))
