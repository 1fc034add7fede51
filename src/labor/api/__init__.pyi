# What the package offers, and the module each is in; `__init__.py` loads them from here.

from .checking import check as check
from .checking import check_article as check_article
from .finding import find as find
from .moves import ladder as ladder
from .places import places as places
from .profiles import profile as profile
from .prospects import backtest as backtest
from .prospects import outlook as outlook
from .roles import SIMILAR as SIMILAR
from .roles import compare as compare
from .roles import peers as peers
from .settings import settings as settings
from .tables import load as load
from .tables import resolve as resolve
from .years import comparable as comparable
from .years import history as history
from .years import pay_change as pay_change
from .years import real_pay as real_pay
