# The verbs, and the module each is in; `labor/__init__.py` loads them from here.

from . import figures as figures
from .api import backtest as backtest
from .api import check as check
from .api import check_article as check_article
from .api import comparable as comparable
from .api import compare as compare
from .api import find as find
from .api import history as history
from .api import ladder as ladder
from .api import load as load
from .api import outlook as outlook
from .api import pay_change as pay_change
from .api import peers as peers
from .api import places as places
from .api import profile as profile
from .api import real_pay as real_pay
from .api import resolve as resolve
from .api import settings as settings

__version__: str
