# The verbs, and the module each is in; `labor/__init__.py` loads them from here.

from . import figures as figures
from .answers.article.verb import check as check
from .answers.article.verb import check_article as check_article
from .answers.compare.verb import compare as compare
from .answers.compare.verb import peers as peers
from .answers.crosswalk.verb import crosswalk as crosswalk
from .answers.decompose.verb import decompose as decompose
from .answers.exposure.verb import exposure as exposure
from .answers.find.verb import find as find
from .answers.history.judgement import verdicts as verdicts
from .answers.history.verb import comparable as comparable
from .answers.history.verb import history as history
from .answers.history.verb import pay_change as pay_change
from .answers.history.verb import real_pay as real_pay
from .answers.ladder.verb import ladder as ladder
from .answers.outlook.verb import backtest as backtest
from .answers.outlook.verb import outlook as outlook
from .answers.panel.verb import panel as panel
from .answers.places.metro import metro_places as metro_places
from .answers.places.verb import places as places
from .answers.position.verb import position as position
from .answers.profile.verb import profile as profile
from .answers.rank.verb import rank as rank
from .answers.settings.verb import settings as settings
from .answers.tables import load as load
from .answers.tables import resolve as resolve

__version__: str
