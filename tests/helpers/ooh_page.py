"""A page of the Handbook in small: the markup of the real ones, with the facts one asks for."""

from labor.publishers.reading.pages import Pages

SIMILAR = [
    ("healthcare/medical-transcriptionists", "Medical Transcriptionists",
     "Medical transcriptionists use electronic devices to convert voice recordings into reports.",
     "Postsecondary nondegree award", "$37,550"),
    ("healthcare/physicians-and-surgeons", "Physicians and Surgeons",
     "Physicians and surgeons diagnose and treat injuries or illnesses.",
     "Doctoral or professional degree",
     "This wage is equal to or greater than $239,200 per year."),
    ("entertainment-and-sports/actors", "Actors", "Actors express ideas and portray characters.",
     "Some college, no degree", "The annual wage is not available."),
]  # fmt: skip
#: Facts of information clerks as the page of 2025-08-28 prints them, with three members.
CLERKS = {
    "slug": "information-clerks",
    "group": "office-and-administrative-support",
    "title": "Information Clerks",
    "pay": "$43,730     per year\n<br>$21.02     per hour",
    "education": "See How to Become One",
    "jobs": "1,336,600",
    "outlook": "-3% (Decline)",
    "change": "-34,600",
    "members": [
        ("", "Information clerks", "—", "1,336,600", "1,302,000", "-3", "-34,600"),
        ("sub1", "Correspondence clerks", "43-4021", "6,900", "6,500", "-6", "-400"),
        ("sub1", "File clerks", "43-4071", "84,300", "70,900", "-16", "-13,400"),
        ("sub1", "Order clerks", "43-4151", "89,500", "73,600", "-18", "-15,900"),
    ],
    "pay_section": """
<p>The median annual wage for information clerks was $43,730 in May 2024. The median wage is the
wage at which half the workers in an occupation earned more than that amount and half earned less.
The lowest 10 percent earned less than $29,990, and the highest 10 percent earned more than
$65,420.</p><p></p>
<p>Median annual wages for information clerks in May 2024 were as follows:</p>
<table><tbody><tr><td>Order clerks</td><td> $44,660 </td></tr>
<tr><td>File clerks</td><td> 41,270 </td></tr></tbody></table>
<p>In May 2024, the median annual wages for information clerks in the top industries in which they
worked were as follows:</p>
<table><tbody><tr><td>Federal government</td><td>$53,910</td></tr></tbody></table>""",
    "openings": "149,200",
}
#: The same occupation as medical records specialists today, as the edition of 2018-28 printed it:
#: https://webarchive.library.unt.edu/web/20201218/https://www.bls.gov/ooh/healthcare/
#: medical-records-and-health-information-technicians.htm
TECHNICIANS = {
    "slug": "medical-records-and-health-information-technicians",
    "group": "healthcare",
    "title": "Medical Records and Health Information Technicians",
    "pay": "$40,350 per year <br />$19.40 per hour",
    "education": "Postsecondary nondegree award",
    "jobs": "215,500",
    "outlook": "11% (Much faster than average)",
    "change": "23,100",
    "members": [
        ("", "Medical records and health information technicians", "29-2071",
         "215,500", "238,600", "11", "23,100"),
    ],
    "pay_section": "<p>The median annual wage for medical records technicians was $40,350 in May "
    "2018. The lowest 10 percent earned less than $26,550, and the highest 10 percent earned more "
    "than $66,260.</p>",
    "openings": "",
}  # fmt: skip


def pages_of(**pages):
    """Pages by name, as if they came out of an archive."""
    return Pages("pages.tar.xz", pages.items, pages.values)


def page(facts=CLERKS, base=2024, pay_year=2024, dash="–", similar=SIMILAR, **changes):
    """One page as bytes; `changes` replaces facts, None leaves a quick fact out."""
    facts = facts | changes
    span = f"{base}{dash}{(base + 10) % 100:02}"
    labels = [
        ("pay", f"{pay_year}     Median Pay", facts["pay"]),
        ("education", "Typical Entry-Level Education", facts["education"]),
        ("experience", "Work Experience in a Related Occupation", facts.get("experience", "None")),
        ("training", "On-the-job Training", facts.get("training", "None")),
        ("jobs", f"Number of Jobs, {base}", facts["jobs"]),
        ("outlook", f"Job Outlook, {span}", facts["outlook"]),
        ("change", f"Employment Change, {span}", facts["change"]),
    ]
    quick = "".join(
        f'<tr><th id="qf"><a href="#TB_inline"> {label} </a></th><td>  {value}</td></tr>'
        for _, label, value in labels
        if value is not None
    )
    openings = (
        f"<p>Despite declining employment, about {facts['openings']} openings for these workers "
        "are projected each year, on average, over the decade.</p>"
        if facts["openings"]
        else ""
    )
    return f"""<!DOCTYPE html><html lang="en"><head><title> {facts["title"]} :
    Occupational Outlook Handbook: :     U.S. Bureau of Labor Statistics</title>
<meta charset="UTF-8"><meta property="og:title" content="{facts["title"]}">
<link rel="canonical" href="https://www.bls.gov/ooh/{facts["group"]}/{facts["slug"]}.htm">
<meta name="date" content="2025-08-28"></head><body><script>var x = "<table>";</script>
<div id="tab-1"><table id="quickfacts"><thead><tr><th colspan="2">Quick Facts: </th></tr></thead>
<tbody>{quick}</tbody></table></div>
<div id="tab-5"><article><h2 id="pay"><span> Pay</span> <a href="#">About this section</a></h2>
{facts["pay_section"]}</article></div>
<div id="tab-6"><article><h2><span>Job Outlook</span></h2>{openings}
{_members(facts["members"], base, span)}</article></div>
<div id="tab-8">{_similar(similar, pay_year)}</div></body></html>
""".encode()


def _members(rows, base, span):
    body = "".join(
        f'<tr><th><p class="{level}"><strong> {title}</strong></p></th>'
        + "".join(f"<td>{cell}</td>" for cell in cells)
        + '<td><a href="#">Get data</a></td></tr>'
        for level, title, *cells in rows
    )
    return f"""<table id="outlook-table"><caption>Employment projections data, {span}</caption>
<thead><tr><th rowspan="2">Occupational Title</th><th rowspan="2">SOC Code</th>
<th rowspan="2">Employment, {base}</th><th rowspan="2">Projected Employment, {base + 10}</th>
<th colspan="2">Change, {span}</th><th rowspan="2" colspan="2">Employment by Industry</th></tr>
<tr><th>Percent</th><th>Numeric</th></tr></thead><tfoot><tr><td colspan="8">SOURCE</td></tr></tfoot>
<tbody>{body}</tbody></table>"""


def _similar(rows, pay_year):
    body = "".join(
        f'<tr><td><a href="/ooh/{link}.htm"><img alt=""></a></td>'
        f'<td><a href="/ooh/{link}.htm">{title}</a></td>'
        f"<td><p>{duties}</p></td><td>{education}</td><td>{pay}</td></tr>"
        for link, title, duties, education, pay in rows
    )
    return f"""<table id="similar-occupations"><thead><tr><th> </th><th>Occupation</th>
<th>Job Duties</th><th>ENTRY-LEVEL EDUCATION <a href="#"><img alt=""></a></th>
<th>{pay_year} MEDIAN PAY</th></tr></thead><tbody>{body}</tbody></table>"""
