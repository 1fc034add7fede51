"""A gap between two mean wages, split into the mix of occupations and the pay inside them.

After Kitagawa, Oaxaca and Blinder; docs/methods/decomposition.md has the formulas.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from labor.methods.uncertainty import LEAST_RSE_PCT


@dataclass(frozen=True)
class Split:
    """One reading of a gap: its parts add up to it.

    Args:
        mix: What other shares of the occupations make, in US dollars.
        pay: What other pay in the same occupations makes.
        interaction: What both make together; 0 where a reading gives it to one of the two.
    """

    mix: float
    pay: float
    interaction: float = 0.0


@dataclass(frozen=True, eq=False)
class Decomposition:
    """Jobs and mean pay of the same occupations on two sides, and the gap of their means.

    Args:
        jobs: Jobs of each occupation, a row for each side; above zero.
        pay: Mean pay of each in US dollars, of the same shape.
        jobs_rse: Relative standard errors of the jobs in percent, NaN where none is published.
        pay_rse: Those of the mean pay.
    """

    jobs: np.ndarray
    pay: np.ndarray
    jobs_rse: np.ndarray
    pay_rse: np.ndarray

    @cached_property
    def shares(self) -> np.ndarray:
        """Share of each occupation in the jobs of a side."""
        return self.jobs / self.jobs.sum(axis=1, keepdims=True)

    @property
    def means(self) -> tuple[float, float]:
        """Mean pay of each side over these occupations."""
        first, second = (self.shares * self.pay).sum(axis=1)
        return float(first), float(second)

    @property
    def gap(self) -> float:
        """Mean of the first side less that of the second."""
        return self.means[0] - self.means[1]

    @property
    def threefold(self) -> Split:
        """Mix at the second side's pay, pay at the second side's mix, and the interaction."""
        more, higher = self._differences
        return Split(
            float(more @ self.pay[1]), float(self.shares[1] @ higher), float(more @ higher)
        )

    @property
    def at_second_pay(self) -> Split:
        """Mix at the second side's pay, pay at the first side's mix."""
        parts = self.threefold
        return Split(parts.mix, parts.pay + parts.interaction)

    @property
    def at_first_pay(self) -> Split:
        """Mix at the first side's pay, pay at the second side's mix."""
        parts = self.threefold
        return Split(parts.mix + parts.interaction, parts.pay)

    @property
    def average(self) -> Split:
        """The mean of the two weightings, that of Kitagawa."""
        return Split(float(self.mix_by_occupation.sum()), float(self.pay_by_occupation.sum()))

    @property
    def mix_by_occupation(self) -> np.ndarray:
        """What each occupation adds to the mix part of `average`.

        Pay is counted from the mean of both sides, so that an occupation adds to the first side's
        mean where it is more common there and pays above that mean, or rarer and pays below it.
        The sum is the same, because differences of shares add up to zero.
        """
        return self._differences[0] * (self.pay.mean(axis=0) - sum(self.means) / 2)

    @property
    def pay_by_occupation(self) -> np.ndarray:
        """What each occupation adds to the pay part of `average`."""
        return self.shares.mean(axis=0) * self._differences[1]

    @property
    def errors(self) -> tuple[float, float, float]:
        """Standard errors of the gap, and of the mix and the pay part of `average`.

        To the first order, all estimates taken as independent; NaN where one has no error.
        """
        more, higher = self._differences
        middle, share = self.pay.mean(axis=0), self.shares.mean(axis=0)
        mix, pay = [], []
        for side, sign in ((0, 1.0), (1, -1.0)):
            own = self.shares[side]
            # By each relative error of jobs, then of pay.
            mix += [sign * own * (middle - own @ middle), more * self.pay[side] / 2]
            pay += [own * (higher - own @ higher) / 2, sign * share * self.pay[side]]
        errors = [self.jobs_rse[0], self.pay_rse[0], self.jobs_rse[1], self.pay_rse[1]]
        relative = np.maximum(np.array(errors), LEAST_RSE_PCT) / 100
        by_part = np.array([np.add(mix, pay), mix, pay]) * relative
        whole, of_mix, of_pay = np.sqrt((by_part**2).sum(axis=(1, 2)))
        return float(whole), float(of_mix), float(of_pay)

    @property
    def _differences(self) -> tuple[np.ndarray, np.ndarray]:
        """Shares and pay of the first side less those of the second."""
        return self.shares[0] - self.shares[1], self.pay[0] - self.pay[1]


def share_of(part: float, whole: float) -> float:
    """A part in percent of a whole; NaN where the whole is not known or zero."""
    return 100 * part / whole if whole and not math.isnan(whole) else math.nan
