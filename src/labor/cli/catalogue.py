"""The commands: in which group and module each is, what it does in a line, and examples."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One command.

    Args:
        name: Its name on the command line.
        module: Module below `labor` that registers it; imported when it is first used.
        summary: What it does, in a line.
        examples: How it is called, without `labor` in front.
        shown: A call whose answer the page of the commands shows; empty if answers vary.
    """

    name: str
    module: str
    summary: str
    examples: tuple[str, ...]
    shown: str = ""


#: Commands by group, in the order of the help page.
GROUPS: dict[str, tuple[Entry, ...]] = {
    "Find and compare": (
        Entry(
            "find",
            "answers.find.command",
            "Find the occupation behind a job title, in your own words.",
            ('find "medical coder"', "find RN --limit 3 --json"),
            'find "medical coder" --limit 2',
        ),
        Entry(
            "compare",
            "answers.compare.command",
            "Compare a role with others: sentences, caveats, sources.",
            (
                'compare "pharmacy technician" --peer "medical assistant"',
                "compare 29-2071 --peer similar --year 2018 --vintage 2018-28",
            ),
            "compare 29-2071 --peer 31-9092 --year 2018 --vintage 2018-28",
        ),
        Entry(
            "profile",
            "answers.profile.command",
            "Describe the work of a role: tasks, technology, titles, entry.",
            ('profile "medical assistant"', "profile 29-2072 --json"),
        ),
        Entry(
            "peers",
            "answers.compare.command",
            "Suggest similar roles, each with its reason.",
            ("peers phlebotomists", "peers phlebotomists --by pay --by education --limit 5"),
            "peers 31-9092 --limit 3",
        ),
        Entry(
            "history",
            "answers.history.command",
            "Show pay over the years, broken where it may not be compared.",
            (
                'history "medical records technician"',
                "history 31-9092 --area CA --csv history.csv",
            ),
            "history 29-9021",
        ),
        Entry(
            "places",
            "answers.places.command",
            "Show pay from state to state, and how sure the order is.",
            ('places "registered nurse"', "places 29-2072 --year 2024 --csv places.csv"),
        ),
        Entry(
            "outlook",
            "answers.outlook.command",
            "Show projected growth and openings, and what they are made of.",
            ('outlook "pharmacy technician"', "outlook 29-2071 --vintage 2018-28"),
            "outlook 29-2071 --vintage 2018-28",
        ),
        Entry(
            "settings",
            "answers.settings.command",
            "Show where people of a role work, and what each setting pays.",
            ('settings "pharmacy technician"', "settings 29-2071 --year 2018 --csv settings.csv"),
        ),
        Entry(
            "ladder",
            "answers.ladder.command",
            "Show moves to better pay, step by step.",
            (
                'ladder "medical assistant"',
                'ladder 31-9092 --steps 3 --to "medical and health services managers"',
            ),
        ),
    ),
    "Judge and check": (
        Entry(
            "comparable",
            "answers.history.command",
            "Say whether two years may be compared, and why not.",
            ("comparable 29-2071 2018 2024", "comparable 31-9092 2018 2024 --measure employment"),
            "comparable 31-9092 2018 2024",
        ),
        Entry(
            "backtest",
            "answers.outlook.command",
            "Show what earlier projections said, beside what came.",
            ("backtest phlebotomists", "backtest 29-2072 --json"),
            "backtest 31-9092",
        ),
        Entry(
            "check",
            "answers.article.command",
            "Check an article's claims on pay and outlook.",
            ("check article.txt", "check - --year 2024 --json"),
        ),
        Entry(
            "verify",
            "answers.verify.command",
            "Hold the tables, or a report, against what they were made from.",
            ("verify data",),
        ),
    ),
    "Reports": (
        Entry(
            "report",
            "cli.reports",
            "Build HTML reports from the notebooks.",
            (
                'report "pharmacy technician" --year 2024 --open',
                'report "pharmacy technician" --notebook pay-history',
            ),
        ),
    ),
    "Data": (
        Entry(
            "build",
            "cli.data",
            "Build the tidy tables in data/processed.",
            ("build", "build --force"),
        ),
        Entry(
            "status",
            "cli.sources",
            "Say which publishers' files are held, and which are newer.",
            ("status", "status --json"),
        ),
        Entry(
            "fetch",
            "cli.sources",
            "Download publishers' files into data/raw.",
            ("fetch oews_national_2025", "fetch oews --vintage 2024 --dry-run"),
        ),
        Entry(
            "add",
            "cli.sources",
            "Take in publishers' files that you downloaded.",
            ("add ~/Downloads/oesm23st.zip",),
        ),
        Entry(
            "accept",
            "cli.accept",
            "Show what new files would change, and let them into the tables.",
            ("accept", "accept oews_national_2026 --yes"),
        ),
        Entry(
            "tidy",
            "cli.data",
            "Turn one publisher's file into tidy CSV files.",
            ("tidy oesm24nat.zip", "tidy national_M2009_dl.xls --vintage 2009 --out tidy-2009"),
        ),
        Entry(
            "diff",
            "cli.export",
            "Show what changed from one release to another.",
            ("diff oews:2024 oews:2025", "diff oews:2024 oesm25nat.zip --html changes.html"),
        ),
        Entry(
            "export",
            "cli.export",
            "Take data along: CSV, Parquet or Excel, citable.",
            (
                "export --out wages.zip --table wages --year 2024",
                'export --out mine --occupation "pharmacy technician" --format xlsx',
            ),
        ),
        Entry(
            "snapshot",
            "cli.data",
            "Write the figures of publishers' files into the snapshot.",
            ("snapshot --from downloads",),
        ),
        Entry(
            "dictionary",
            "cli.data",
            "Write the data dictionary, or check that it is current.",
            ("dictionary", "dictionary --check docs/data-dictionary.md"),
        ),
        Entry(
            "commands",
            "cli.commands_page",
            "Write the page of the commands, or check that it is current.",
            ("commands --check docs/commands.md",),
        ),
        Entry(
            "doctor",
            "cli.doctor",
            "Say what is wrong with this installation.",
            ("doctor", "doctor --json"),
        ),
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

ENTRIES = {entry.name: entry for group in GROUPS.values() for entry in group}
