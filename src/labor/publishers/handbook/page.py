"""One saved page of the Handbook to the facts it prints, as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree, html

from labor.errors import ParseError, SourceError, report_as_new
from labor.publishers.handbook import tables, wording
from labor.publishers.handbook.tables import ADDRESS, Employer, PageTable, Wage, text_of

_SITE = "Occupational Outlook Handbook"
#: Cells that stand in no row, and rows in no table: a tag before them is damaged.
_STRAY = (
    "//td[not(parent::tr)] | //th[not(parent::tr)] | //tr[not(ancestor::table)] | //tr[not("
    "parent::table or parent::tbody or parent::thead or parent::tfoot)]"
)
#: The table of quick facts, by its name or its heading.
_FACTS = "//table[@id='quickfacts' or .//th[starts-with(normalize-space(.), 'Quick Facts')]]"
#: Words of the sentence on openings: "about 112,300 openings for medical assistants are projected
#: each year, on average, over the decade".
_ON_OPENINGS = re.compile(r"openings for|projected each year|on average, over the decade")
#: A code of an occupation as the table of projections prints it: "43-4021".
_CODE = re.compile(r"(?<!\d)\d\d-\d{4}(?!\d)")


@dataclass(frozen=True)
class HandbookPage:
    """What one page prints.

    Args:
        slug: Last part of the page's web address; it stays when a title changes.
        title: Title of the profile.
        date: Date of the last change as the page says, YYYY-MM-DD.
        edition: Projection period as "2024-34", empty on a page without quick facts.
        pay_year: Year in the heading of the median pay, empty without quick facts.
        facts: Heading and value of each quick fact by meaning.
        members: Projections table, first cell the level of a row (0 for the profile itself).
        similar: Similar occupations, first cell the slug that the row links to.
        wages: The wages in sentences and small tables.
        employers: The largest employers and their shares.
        openings: Openings a year, empty where the page names none.
    """

    slug: str
    title: str
    date: str
    edition: str
    pay_year: str
    facts: dict[str, tuple[str, str]]
    members: PageTable
    similar: PageTable
    wages: list[Wage]
    employers: list[Employer]
    openings: str


def read_page(name: str, content: bytes, file: str) -> HandbookPage:
    """Read one page.

    Args:
        name: Name of the saved page without ending, used where the page has no address.
        content: The page.
        file: File the page comes from, for messages.

    Returns:
        Its facts as printed, white space tidied.

    Raises:
        SourceError: The page was cut.
        ParseError: The page is not a profile of the Handbook, or its layout is not known.
    """
    where = f"{file}!{name}"
    root = _root(content, where)
    slug = _slug(root, name, where)
    facts = _quick_facts(root, where)
    spans = [wording.span_of(facts[key][0]) for key in ("outlook", "change") if key in facts]
    pay = wording.QUICK_FACTS["pay"].fullmatch(facts["pay"][0]) if "pay" in facts else None
    pay_section, outlook_section = _section(root, "Pay"), _section(root, "Job Outlook")
    work_section = _section(root, "Work Environment")
    openings = wording.openings_of(text_of(outlook_section)) if outlook_section is not None else []
    if len(set(spans)) > 1 or len(openings) > 1:
        raise ParseError(
            "A page contradicts itself",
            where=where,
            expected="one projection period and one number of openings a year",
            got=", ".join([*spans, *openings]),
            next_step="Look at the page; save it again if it was edited.",
        )
    profile = HandbookPage(
        slug=slug,
        title=_title(root),
        date=_first(root, "//meta[@name='date']/@content"),
        edition=spans[0] if spans else "",
        pay_year=pay[1] if pay else "",
        facts=facts,
        members=tables.members(root, where),
        similar=tables.similar(root, where),
        wages=tables.wages(pay_section, where) if facts and pay_section is not None else [],
        employers=tables.employers(work_section, where) if work_section is not None else [],
        openings=openings[0] if openings else "",
    )
    _refuse_losses(root, profile, where)
    return profile


def _refuse_losses(root: html.HtmlElement, profile: HandbookPage, where: str) -> None:
    """Refuse a page of which a damaged tag or word hides a row, a table or a number."""
    lost = [f"a cell outside a table: {text_of(cell)[:80]}" for cell in root.xpath(_STRAY)]
    named = {cell for row in profile.members.rows for cell in row}
    lost += [
        f"{code}, which is in no row of the projections"
        for code in dict.fromkeys(_CODE.findall(" ".join(root.itertext())))
        if code not in named
    ]
    without = [text_of(row)[:80] for row in root.xpath(f"{_FACTS}//tr[not(td)]")]
    lost += [f"nothing at {text}" for text in without if not text.startswith("Quick Facts")]
    if profile.facts:
        lost += [f"no sign of {what}" for what in _missing(root, profile)]
    if lost:
        raise ParseError(
            "The page is damaged: not all of its rows can be read",
            where=where,
            got="; ".join(lost[:3]),
            next_step="Save the page again.",
        )


def _missing(root: html.HtmlElement, profile: HandbookPage) -> list[str]:
    """What each page with quick facts has, and this one has not."""
    # Of some occupations no pay is published, of some only that it is above a limit.
    empty = [name for key, (name, text) in profile.facts.items() if not text and key != "pay"]
    pay = profile.facts.get("pay", ("", ""))[1]
    outlook = _section(root, "Job Outlook")
    has = {
        "the table of projections": bool(profile.members.rows),
        "the section 'Pay'": _section(root, "Pay") is not None,
        "the section 'Job Outlook'": outlook is not None,
        "the lowest and highest 10 percent": not pay.startswith("$")
        or any(wage.kind == "all" for wage in profile.wages),
        "openings a year": bool(profile.openings)
        or outlook is None
        or not _ON_OPENINGS.search(text_of(outlook)),
    }
    return [*empty, *(what for what, is_there in has.items() if not is_there)]


def is_handbook_page(head: bytes) -> bool:
    """Whether the beginning of a file is that of a Handbook page."""
    text = head.decode("utf-8", errors="replace").lower()
    return "<html" in text and _SITE.lower() in text and "/ooh/" in text


def _root(content: bytes, where: str) -> html.HtmlElement:
    if b"</html>" not in content[-4096:].lower():
        raise SourceError(
            "The page is cut, or it is no web page",
            where=where,
            expected="a page that ends in </html>",
            got=repr(content[-40:]),
            next_step="Save the page again.",
        )
    try:
        encoding = "utf-8" if content.decode("utf-8") else None
    except UnicodeDecodeError:
        encoding = None
    try:
        root = html.document_fromstring(content, parser=html.HTMLParser(encoding=encoding))
        etree.strip_elements(root, "script", "style", etree.Comment, with_tail=False)
        for line_break in root.iter("br"):
            line_break.tail = f" {line_break.tail or ''}"
    # The last is of control characters in a text.
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise _foreign(where, str(error)) from error
    return root


def _slug(root: html.HtmlElement, name: str, where: str) -> str:
    """The profile's name in its address; also the proof that the page is a profile."""
    title = _first(root, "//title")
    address = _first(root, "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")
    found = ADDRESS.search(address)
    has_facts = bool(root.xpath(_FACTS))
    has_tabs = bool(root.xpath("//*[@id='tab-2'] | //*[@id='tab-5']"))
    if _SITE not in title or not (has_facts or (found and has_tabs)):
        raise _foreign(where, f"a page with the title {title!r}")
    return found[1] if found else name


def _title(root: html.HtmlElement) -> str:
    title = _first(root, "//meta[@property='og:title']/@content")
    return title or _first(root, "//title").split(f": {_SITE}")[0].strip(" :")


def _quick_facts(root: html.HtmlElement, where: str) -> dict[str, tuple[str, str]]:
    facts: dict[str, tuple[str, str]] = {}
    for row in root.xpath(f"{_FACTS}//tr[td]"):
        cells = [text_of(cell) for cell in row.xpath("./th | ./td")]
        meaning = wording.meaning_of(cells[0], wording.QUICK_FACTS) if len(cells) == 2 else ""
        if not meaning or meaning in facts:
            raise ParseError(
                "A row of the quick facts is not known",
                where=where,
                expected="one row for each of: " + ", ".join(wording.QUICK_FACTS),
                got=" | ".join(cells),
                next_step=report_as_new("Look at the page.", "the quick fact"),
            )
        facts[meaning] = (cells[0], cells[1])
    return facts


def _section(root: html.HtmlElement, heading: str) -> html.HtmlElement | None:
    """What stands under a heading: the first heading of that text is the section's own."""
    for element in root.iter("h2"):
        span = element.find("span")
        if heading in (text_of(element), "" if span is None else text_of(span)):
            return element.getparent()
    return None


def _first(root: html.HtmlElement, path: str) -> str:
    found = root.xpath(path)
    if not found:
        return ""
    return " ".join(found[0].split()) if isinstance(found[0], str) else text_of(found[0])


def _foreign(where: str, got: str) -> ParseError:
    return ParseError(
        "This is not a profile of the Occupational Outlook Handbook",
        where=where,
        expected=f"a page of '{_SITE}' with quick facts",
        got=got,
        next_step="Save the occupation's own page from the Handbook.",
    )
