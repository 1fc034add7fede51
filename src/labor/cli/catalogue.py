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
        module: Module below `labor` that registers it; imported when it is first used.
        examples: How it is called, without `labor` in front.
        shown: A call whose answer the page of the commands shows; empty if answers vary.
    """

    name: str
    module: str
    examples: tuple[str, ...]
    shown: str = ""

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


#: The group that the help page leaves out: these write what is committed, from the repository.
MAINTAINERS = "For maintainers"
#: Commands by group, in the order of the help page.
GROUPS: dict[str, tuple[CommandSpec, ...]] = {
    "Find and compare": (
        CommandSpec(
            "find",
            "answers.find.command",
            ('find "medical coder"', "find RN --limit 3 --json"),
            'find "medical coder" --limit 2',
        ),
        CommandSpec(
            "crosswalk",
            "answers.crosswalk.command",
            (
                "crosswalk codes.csv --from soc_2010 --to soc_2018",
                "crosswalk acs.csv --from census --to soc --column OCCP --join --csv -",
            ),
        ),
        CommandSpec(
            "rank",
            "answers.rank.command",
            (
                'rank --education "no degree" --growth "at least faster"',
                'rank median --area TX --education "associate\'s degree" --limit 5',
            ),
            'rank growth --education "associate\'s degree" --min-openings 5000 --limit 3',
        ),
        CommandSpec(
            "compare",
            "answers.compare.command",
            (
                'compare "pharmacy technician" --peer "medical assistant"',
                "compare 29-2071 --peer similar --year 2018 --vintage 2018-28",
            ),
            "compare 29-2071 --peer 31-9092 --year 2018 --vintage 2018-28",
        ),
        CommandSpec(
            "profile",
            "answers.profile.command",
            ('profile "medical assistant"', "profile 29-2072 --json"),
        ),
        CommandSpec(
            "peers",
            "answers.compare.command",
            ("peers phlebotomists", "peers phlebotomists --by pay --by education --limit 5"),
            "peers 31-9092 --limit 3",
        ),
        CommandSpec(
            "history",
            "answers.history.command",
            ('history "medical records technician"', "history 31-9092 --area CA --csv history.csv"),
            "history 29-9021",
        ),
        CommandSpec(
            "panel",
            "answers.panel.command",
            (
                'panel "medical records technician"',
                "panel all --years 2012-2025 --out panel.parquet",
            ),
            "panel 29-2072 --years 2018-2021",
        ),
        CommandSpec(
            "places",
            "answers.places.command",
            ('places "registered nurse"', "places 29-2072 --year 2024 --csv places.csv"),
        ),
        CommandSpec(
            "position",
            "answers.position.command",
            ('position "pharmacy technician" 52000 --area TX', "position 29-2072 25.50 --hourly"),
        ),
        CommandSpec(
            "decompose",
            "answers.decompose.command",
            ("decompose --area MA --against TX", "decompose 29-0000 --year 2025 --since 2021"),
            "decompose 29-0000 --area MA --against TX --year 2024",
        ),
        CommandSpec(
            "exposure",
            "answers.exposure.command",
            ('exposure "medical records specialist"', "exposure 31-9092 --json"),
        ),
        CommandSpec(
            "outlook",
            "answers.outlook.command",
            ('outlook "pharmacy technician"', "outlook 29-2071 --vintage 2018-28"),
            "outlook 29-2071 --vintage 2018-28",
        ),
        CommandSpec(
            "settings",
            "answers.settings.command",
            ('settings "pharmacy technician"', "settings 29-2071 --year 2018 --csv settings.csv"),
        ),
        CommandSpec(
            "ladder",
            "answers.ladder.command",
            (
                'ladder "medical assistant"',
                'ladder 31-9092 --steps 3 --to "medical and health services managers"',
            ),
        ),
    ),
    "Judge and check": (
        CommandSpec(
            "comparable",
            "answers.history.command",
            ("comparable 29-2071 2018 2024", "comparable 31-9092 2018 2024 --measure employment"),
            "comparable 31-9092 2018 2024",
        ),
        CommandSpec(
            "backtest",
            "answers.outlook.command",
            ("backtest phlebotomists", "backtest 29-2072 --json"),
            "backtest 31-9092",
        ),
        CommandSpec(
            "check",
            "answers.article.command",
            (
                "check article.txt",
                "check - --year 2024 --json",
                "check --fail-on wrong,misquoted pages/*.md --format github",
            ),
        ),
        CommandSpec("verify", "answers.verify.command", ("verify data",)),
    ),
    "Reports": (
        CommandSpec(
            "report",
            "cli.reports",
            (
                'report "pharmacy technician" --year 2024 --open',
                'report "pharmacy technician" --notebook pay-history',
            ),
        ),
    ),
    "Data": (
        CommandSpec("init", "cli.data", ("init my-project",)),
        CommandSpec("build", "cli.data", ("build", "build --force")),
        CommandSpec("status", "cli.sources", ("status", "status --json")),
        CommandSpec(
            "fetch",
            "cli.sources",
            ("fetch oews_national_2025", "fetch oews --vintage 2024 --dry-run"),
        ),
        CommandSpec("add", "cli.sources", ("add ~/Downloads/oesm23st.zip",)),
        CommandSpec("accept", "cli.accept", ("accept", "accept oews_national_2026 --yes")),
        CommandSpec(
            "tidy",
            "cli.data",
            ("tidy oesm24nat.zip", "tidy national_M2009_dl.xls --vintage 2009 --out tidy-2009"),
        ),
        CommandSpec(
            "diff",
            "cli.diff",
            ("diff oews:2024 oews:2025", "diff oews:2024 oesm25nat.zip --csv moves.csv"),
        ),
        CommandSpec(
            "export",
            "cli.export",
            (
                "export --out wages.zip --table wages --year 2024",
                'export --out mine --occupation "pharmacy technician" --format xlsx',
            ),
        ),
        CommandSpec("doctor", "cli.doctor", ("doctor", "doctor --json")),
    ),
    "Elsewhere": (CommandSpec("mcp", "cli.assistants", ("mcp",)),),
    MAINTAINERS: (
        CommandSpec("snapshot", "cli.data", ("snapshot --from downloads",)),
        CommandSpec(
            "dictionary", "cli.data", ("dictionary", "dictionary --check docs/data-dictionary.md")
        ),
        CommandSpec("commands", "cli.commands_page", ("commands --check docs/commands.md",)),
    ),
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
