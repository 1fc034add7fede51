"""The few verbs a notebook needs, on the tables of this project."""

from labor.api.checking import check
from labor.api.finding import find
from labor.api.moves import ladder
from labor.api.places import places
from labor.api.prospects import backtest, outlook
from labor.api.roles import SIMILAR, compare, peers
from labor.api.tables import load, resolve
from labor.api.years import comparable, history, pay_change, real_pay

__all__ = [
    "SIMILAR",
    "backtest",
    "check",
    "comparable",
    "compare",
    "find",
    "history",
    "ladder",
    "load",
    "outlook",
    "pay_change",
    "peers",
    "places",
    "real_pay",
    "resolve",
]
