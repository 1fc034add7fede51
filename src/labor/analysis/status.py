"""Which statuses of a number come with a value."""

#: Statuses of the tidy tables whose number was printed; a top-coded one means "at least".
WITH_VALUE = ("published", "top_coded")

#: Sums and quotients made here of published numbers, and estimates that nobody published.
DERIVED = "derived"
ESTIMATED = "estimated"

#: Statuses whose number may be shown.
SHOWN = (*WITH_VALUE, DERIVED, ESTIMATED)
