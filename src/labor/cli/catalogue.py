"""The commands: in which group and module each is, its summary, and examples."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class CommandSpec:
    """One command.

    Args:
        name: Its name on the command line.
        module: Module below `labor` that has a function of this name, or a `Typer` with several;
            imported when it is first used.
        examples: How it is called, without `labor` in front.
    """

    name: str
    module: str
    examples: tuple[str, ...]

    @property
    def summary(self) -> str:
        """What it does: the first line of its docstring, read without importing its module.

        Raises:
            LookupError: The module has no such command.
        """
        path = _PACKAGE.joinpath(*self.module.split(".")).with_suffix(".py")
        code = path.read_text(encoding="utf-8")
        forms = (
            # def build(...) -> None:
            #     """Build the tidy tables.
            rf'^def {self.name}\(.*?^    """(.+?)(?:"""|\n)',
            # verify = typer.Typer(
            #     help="Hold tables and reports against what they were made from.",
            rf'^{self.name} = typer\.Typer\(\s*help="(.+?)"',
        )
        for form in forms:
            if found := re.search(form, code, re.MULTILINE | re.DOTALL):
                return found[1]
        raise LookupError(f"{path} has no command {self.name}")


def _spec(module: str, *examples: str) -> CommandSpec:
    """A command; its name is the first word of its examples."""
    return CommandSpec(examples[0].split()[0], module, examples)


#: The group that the help page leaves out: it writes what is committed, from the repository.
MAINTAINERS = "For maintainers"
#: Commands by group, in the order of the help page.
GROUPS: dict[str, tuple[CommandSpec, ...]] = {
    "Find and compare": (
        _spec(
            "answers.find.command",
            'find "medical coder"',
            "find RN --limit 3 --json",
        ),
        _spec(
            "answers.crosswalk.command",
            "crosswalk codes.csv --from soc_2010 --to soc_2018",
            "crosswalk acs.csv --from census --to soc --column OCCP --join --csv -",
        ),
        _spec(
            "answers.rank.command",
            'rank --education "no degree" --growth "at least faster"',
            'rank median --area TX --education "associate\'s degree" --limit 5',
        ),
        _spec(
            "answers.compare.command",
            'compare "pharmacy technician" --peer "medical assistant"',
            "compare 29-2071 --peer similar --year 2018 --vintage 2018-28",
        ),
        _spec("answers.profile.command", 'profile "medical assistant"', "profile 29-2072 --json"),
        _spec(
            "answers.compare.command",
            "peers phlebotomists",
            "peers phlebotomists --by pay --by education --limit 5",
        ),
        _spec(
            "answers.history.command",
            'history "medical records technician"',
            "history 31-9092 --area CA --csv history.csv",
        ),
        _spec(
            "answers.panel.command",
            'panel "medical records technician"',
            "panel all --years 2012-2025 --out panel.parquet",
        ),
        _spec(
            "answers.places.command",
            'places "registered nurse"',
            "places 29-2072 --year 2024 --csv places.csv",
        ),
        _spec(
            "answers.position.command",
            'position "pharmacy technician" 52000 --area TX',
            "position 29-2072 25.50 --hourly",
        ),
        _spec(
            "answers.decompose.command",
            "decompose --area MA --against TX",
            "decompose 29-0000 --year 2025 --since 2021",
        ),
        _spec(
            "answers.exposure.command",
            'exposure "medical records specialist"',
            "exposure 31-9092 --json",
        ),
        _spec(
            "answers.outlook.command",
            'outlook "pharmacy technician"',
            "outlook 29-2071 --vintage 2018-28",
        ),
        _spec(
            "answers.settings.command",
            'settings "pharmacy technician"',
            "settings 29-2071 --year 2018 --csv settings.csv",
        ),
        _spec(
            "answers.ladder.command",
            'ladder "medical assistant"',
            'ladder 31-9092 --steps 3 --to "medical and health services managers"',
        ),
    ),
    "Judge and check": (
        _spec(
            "answers.history.command",
            "comparable 29-2071 2018 2024",
            "comparable 31-9092 2018 2024 --measure employment",
        ),
        _spec(
            "answers.outlook.command",
            "backtest phlebotomists",
            "backtest 29-2072 --json",
        ),
        _spec(
            "answers.article.command",
            "check article.txt",
            "check - --year 2024 --json",
            "check --fail-on wrong,misquoted pages/*.md --format github",
        ),
        _spec("answers.verify.command", "verify data"),
    ),
    "Reports": (
        _spec(
            "cli.reports",
            'report "pharmacy technician" --year 2024 --open',
            'report "pharmacy technician" --notebook pay-history',
        ),
    ),
    "Data": (
        _spec("cli.data", "init my-project"),
        _spec("cli.data", "build", "build --force"),
        _spec("cli.sources", "status", "status --json"),
        _spec("cli.sources", "fetch oews_national_2025", "fetch oews --vintage 2024 --dry-run"),
        _spec("cli.sources", "add ~/Downloads/oesm23st.zip"),
        _spec("cli.accept", "accept", "accept oews_national_2026 --yes"),
        _spec(
            "cli.data",
            "tidy oesm24nat.zip",
            "tidy national_M2009_dl.xls --vintage 2009 --out tidy-2009",
        ),
        _spec(
            "cli.diff", "diff oews:2024 oews:2025", "diff oews:2024 oesm25nat.zip --csv moves.csv"
        ),
        _spec(
            "cli.export",
            "export --out wages.zip --table wages --year 2024",
            'export --out mine --occupation "pharmacy technician" --format xlsx',
        ),
        _spec("cli.doctor", "doctor", "doctor --json"),
    ),
    "Elsewhere": (_spec("cli.assistants", "mcp"),),
    MAINTAINERS: (_spec("cli.data", "snapshot --from downloads"),),
}

#: Exit codes and what they mean.
EXIT_CODES = (
    (0, "done"),
    (1, "a problem, which the message explains; also a fact or a figure that does not hold"),
    (2, "wrong arguments"),
    (130, "stopped with Ctrl-C"),
    (141, "the reader of a pipe has seen enough, as with `| head`"),
)

COMMANDS = {spec.name: spec for group in GROUPS.values() for spec in group}
