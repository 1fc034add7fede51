"""Where a counselor would lead people of 26 occupations, and where never, with the source of each.

Written by hand before the floors of the ladder were set. Sources: "Handbook" is "Similar
Occupations" of the Occupational Outlook Handbook 2024-34, "O*NET" the Related Occupations of
release 29.3 with the place in the list, "SOC" the structure of 2018, which puts first-line
supervisors into a minor group of their major group. What must not be there has too little in
common with the work (neither list has it near), or hardly any openings (projections 2024-34).
"""

import pytest

import labor

#: Role, ends that must be there, ends that must not, and where the first are from.
EXPECTED = [
    # Medical assistants
    ("31-9092", "29-2072 29-2061 29-2055 43-1011", "39-5094 39-5091 29-2036 29-2092 39-4011",
     "Handbook: records specialists, LPN; O*NET: surgical technologists (16), medical "
     "secretaries (4), whose supervisors are 43-1011 in the SOC"),
    # Medical records specialists
    ("29-2072", "29-9021 11-9111", "27-3092 41-9021 15-2011 23-1012",
     "Handbook: health information technologists, health services managers"),
    # Registered nurses
    ("29-1141", "29-1171 11-9111", "29-1243 29-1218 29-1124 29-2036",
     "O*NET: nurse practitioners (2); Handbook: health services managers"),
    # Licensed practical and vocational nurses
    ("29-2061", "29-1141", "25-1072 29-1214 29-2092", "Handbook and O*NET (1)"),
    # Nursing assistants
    ("31-1131", "29-2061 31-9092", "39-4011 39-4031 29-2092", "O*NET: 2 and 8"),
    # Pharmacy technicians
    ("29-2052", "29-2072 29-2061 31-9093", "29-2092 27-3092 29-1214",
     "Handbook: records specialists; O*NET: LPN (3), medical equipment preparers (9)"),
    # Phlebotomists
    ("31-9097", "29-2010 29-2055", "39-4011 27-3092 29-2081",
     "Handbook: laboratory technologists; O*NET: surgical technologists (9)"),
    # Dental assistants
    ("31-9091", "29-1292", "39-5094 29-2092 29-1023", "Handbook and O*NET (1)"),
    # Electricians
    ("47-2111", "47-1011 49-9051 47-4021", "53-2012 53-2011 49-2091 27-4015",
     "SOC: 47-1011; Handbook: line and elevator installers"),
    # Construction laborers
    ("47-2061", "47-1011 47-2031 47-2073", "49-9092 53-7031 47-2043 47-2072",
     "SOC: 47-1011; O*NET: carpenters (10), equipment operators (10)"),
    # Police officers
    ("33-3051", "33-3021 33-1012", "33-3052 23-1023 23-1021",
     "O*NET: detectives (1); SOC: supervisors of police and detectives"),
    # Firefighters
    ("33-2011", "33-1021", "53-5031 53-4011 33-1012 33-1091", "SOC: 33-1021; O*NET (1)"),
    # Heavy truck drivers
    ("53-3032", "53-1047 49-3031", "53-2011 53-2012 53-2021 53-7041",
     "SOC: 53-1047; O*NET: diesel mechanics (4)"),
    # Cashiers
    ("41-2011", "41-1011 43-3071 43-4051", "11-9071 39-1013 51-8021 39-3012",
     "SOC and O*NET (3): 41-1011; Handbook: tellers, customer service representatives"),
    # Retail salespersons
    ("41-2031", "41-1011 41-4012", "27-1022 41-9012 39-3092 39-3011",
     "SOC and O*NET (5): 41-1011; O*NET: sales representatives (11)"),
    # Secretaries
    ("43-6014", "43-1011 43-6011", "11-9071 39-4031 27-3092 11-1011",
     "SOC and O*NET (7): 43-1011; O*NET: executive secretaries (1)"),
    # Customer service representatives
    ("43-4051", "43-1011 41-3021 13-1031", "53-2031 43-4021 41-3041",
     "SOC: 43-1011; Handbook and O*NET (4): insurance agents; O*NET: claims adjusters (3)"),
    # Automotive mechanics
    ("49-3023", "49-1011 49-3031", "53-2011 53-2012 13-1032", "SOC: 49-1011; Handbook, O*NET (2)"),
    # Welders
    ("51-4121", "51-1011 47-2152 47-2211", "49-9092 51-9071 53-2012",
     "SOC: 51-1011; Handbook: pipefitters, sheet metal workers"),
    # Janitors
    ("37-2011", "37-1011 49-9071", "47-5012 47-2043 53-7041 47-4071",
     "SOC: 37-1011; O*NET: maintenance workers (7)"),
    # Restaurant cooks
    ("35-2014", "35-1011 35-1012", "11-9071 19-1012 51-3091", "O*NET: chefs (1); SOC: 35-1012"),
    # Elementary school teachers
    ("25-2021", "25-2031 11-9032", "27-2021 25-1064 25-1082",
     "Handbook, O*NET (2): secondary school teachers; O*NET: administrators (4)"),
    # Paralegals
    ("23-2011", "13-1041", "13-1032 33-3052 27-3092 41-9021",
     "Handbook and O*NET (7): compliance officers"),
    # Hairdressers
    ("39-5012", "39-1022 39-5094", "27-1011 27-1022 51-9071 39-1013",
     "SOC: supervisors of personal service workers; O*NET: skincare specialists (2)"),
    # Computer user support specialists
    ("15-1232", "15-1231", "25-4022 27-3092", "O*NET: network support specialists (2)"),
    # Accountants
    ("13-2011", "11-3031 13-1111 13-2061", "41-9021 53-2011",
     "Handbook: all three; O*NET: 2, 12 and 1"),
]  # fmt: skip


@pytest.fixture(scope="module")
def ends():
    """Codes that the ladder leads to from a role."""
    known = {}

    def of(role):
        if role not in known:
            known[role] = list(
                labor.ladder(role, year=2025, vintage="2024-34").rows["occupation_code"]
            )
        return known[role]

    return of


@pytest.mark.parametrize(("role", "there", "absent", "source"), EXPECTED)
def test_a_counselor_finds_the_natural_moves_and_no_absurd_one(role, there, absent, source, ends):
    found = set(ends(role))
    assert set(there.split()) <= found, source
    assert not found & set(absent.split())
