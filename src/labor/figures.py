"""The figures, tables and sentences of the results by name; each is loaded when it is used.

They stand beside their answers in `labor.answers`; this module lists them for notebooks.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

#: Module below `labor`, and the names it offers here.
_OFFERED = {
    "answers.article.page": (
        "article_answer article_caveats article_claims article_masthead article_table article_text"
    ),
    "answers.compare.outlook_chart": "outlook_chart",
    "answers.compare.page": (
        "answer caveats masthead overview_answer overview_caveats overview_masthead sources"
    ),
    "answers.compare.pay_chart": "pay_chart",
    "answers.compare.tables": "comparison_table outlook_table pay_table",
    "answers.explore": "explore_masthead explore_role explore_table explore_verdict",
    "answers.history.chart": (
        "history_answer history_caveats history_chart history_masthead history_notes history_table"
    ),
    "answers.history.lineage": "lineage_chart",
    "answers.outlook.chart": (
        "anatomy_chart anatomy_table outlook_answer outlook_caveats outlook_masthead "
        "revisions_chart revisions_table"
    ),
    "answers.panel.chart": ("panel_answer panel_caveats panel_chart panel_masthead panel_table"),
    "answers.places.chart": (
        "overview_map places_answer places_caveats places_map places_masthead places_ranking "
        "places_table prices_masthead prices_ranking"
    ),
    "answers.places.metro_chart": "metro_answer metro_chart",
    "answers.profile.page": (
        "profile_answer profile_caveats profile_masthead profile_sources profile_tasks "
        "profile_titles"
    ),
    "answers.profile.tables": (
        "profile_education profile_exposure profile_needs profile_settings profile_similar "
        "profile_skills profile_technology"
    ),
    "answers.rank.chart": "rank_answer rank_caveats rank_chart rank_masthead rank_table",
    "answers.settings.chart": (
        "settings_answer settings_caveats settings_chart settings_handbook_chart "
        "settings_handbook_table settings_masthead settings_table"
    ),
    "answers.sources": "sources_of",
    "show.chart": "Chart",
    "show.display": "Block",
    "show.picture": "picture",
    "show.table": "Table",
}
_MODULE = {name: module for module, names in _OFFERED.items() for name in names.split()}

__all__ = sorted(_MODULE)


def __getattr__(name: str) -> Any:
    if name not in _MODULE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"labor.{_MODULE[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
