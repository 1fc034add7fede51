"""Rows cut from O*NET 29.3 (workbooks) and 18.1 (text), CC BY 4.0, USDOL/ETA; and books of them."""

from labor.publishers.reading.files import Book, Sheet, book_from_bytes

_MA, _MRS = ["31-9092.00", "Medical Assistants"], ["29-2072.00", "Medical Records Specialists"]
_RATED = ["O*NET-SOC Code", "Title", "Element ID", "Element Name", "Scale ID", "Scale Name",
          "Data Value", "N", "Standard Error", "Lower CI Bound", "Upper CI Bound",
          "Recommend Suppress"]  # fmt: skip
_READING = ["2.A.1.a", "Reading Comprehension"]
_DEGREE = ["2.D.1", "Required Level of Education", "RL",
           "Required Level Of Education (Categories 1-12)"]  # fmt: skip

#: Heading row and data rows by table.
WORKBOOKS = {
    "skills": [
        [*_RATED, "Not Relevant", "Date", "Domain Source"],
        [*_MA, *_READING, "IM", "Importance", 3.75, 8.0, 0.1637, 3.4292, 4.0708, "N", "",
         "08/2021", "Analyst"],
        [*_MA, *_READING, "LV", "Level", 4.0, 8.0, 0.189, 3.6296, 4.3704, "N", "N", "08/2021",
         "Analyst"],
        ["11-3031.03", "Investment Fund Managers", "2.B.3.m", "Quality Control Analysis", "LV",
         "Level", 0.75, 8.0, 0.5261, 0.0, 1.7812, "Y", "Y", "07/2014", "Analyst"],
    ],
    "knowledge": [
        [*_RATED, "Not Relevant", "Date", "Domain Source"],
        [*_MA, "2.C.1.a", "Administration and Management", "IM", "Importance", 2.87, 20.0, 0.3573,
         2.1261, 3.6219, "N", "", "08/2021", "Incumbent"],
        ["11-3071.00", "Transportation, Storage, and Distribution Managers", "2.C.1.a",
         "Administration and Management", "LV", "Level", 4.91, "", "", "", "", "N", "N", "11/2020",
         "Analyst - Transition"],
    ],
    "work_styles": [
        [*_RATED, "Date", "Domain Source"],
        [*_MA, "1.C.1.a", "Achievement/Effort", "IM", "Importance", 3.84, 20.0, 0.3003, 3.2154,
         4.4724, "N", "08/2021", "Incumbent"],
    ],
    "education_training_experience": [
        [*_RATED[:6], "Category", *_RATED[6:], "Date", "Domain Source"],
        [*_MA, *_DEGREE, 2.0, 20.54, 20.0, 16.1192, 3.1689, 67.1331, "N", "08/2021", "Incumbent"],
        [*_MA, *_DEGREE, 5.0, 0.05, 20.0, 0.0571, 0.0054, 0.5071, "N", "08/2021", "Incumbent"],
        ["11-1011.00", "Chief Executives", "2.D.4.a", "Job-Related Professional Certification",
         "IM", "Importance", "", 3.01, 28.0, 0.2773, 2.4454, 3.5834, "N", "08/2023", "Incumbent"],
    ],
    "occupations": [
        ["O*NET-SOC Code", "Title", "Description"],
        [*_MRS, "Compile, process, and maintain medical records of hospital and clinic patients."],
        [*_MA, "Perform administrative and certain clinical duties."],
    ],
    "alternate_titles": [
        ["O*NET-SOC Code", "Title", "Alternate Title", "Short Title", "Source(s)"],
        [*_MRS, "Medical Records Technician (Medical Records Tech)", "Medical Records Tech", "02"],
        ["21-1014.00", "Mental Health Counselors", "Licensed Mental Health Counselor (LMHC)", "",
         "04"],
        ["21-1014.00", "Mental Health Counselors", "Licensed Mental Health Counselor (LMHC)",
         "LMHC", "02,04"],
    ],
    "reported_titles": [
        ["O*NET-SOC Code", "Title", "Reported Job Title", "Shown in My Next Move"],
        [*_MRS, "Medical Records Technician (Medical Records Tech)", "N"],
    ],
    "related_occupations": [
        ["O*NET-SOC Code", "Title", "Related O*NET-SOC Code", "Related Title", "Relatedness Tier",
         "Index"],
        [*_MRS, "31-9094.00", "Medical Transcriptionists", "Primary-Short", 1.0],
        [*_MRS, "29-2052.00", "Pharmacy Technicians", "Primary-Long", 10.0],
    ],
    "job_zones": [
        ["O*NET-SOC Code", "Title", "Job Zone", "Date", "Domain Source"],
        [*_MRS, 3.0, "11/2021", "Analyst - Preliminary"],
    ],
    "job_zone_reference": [
        ["Job Zone", "Name", "Experience", "Education", "Job Training", "Examples", "SVP Range"],
        [3.0, "Job Zone Three: Medium Preparation Needed", "Previous experience is required.",
         "Most require training in vocational schools.", "One or two years of training.",
         "Examples include electricians and medical assistants.", "(6.0 to < 7.0)"],
    ],
    "task_statements": [
        ["O*NET-SOC Code", "Title", "Task ID", "Task", "Task Type", "Incumbents Responding",
         "Date", "Domain Source"],
        [*_MRS, 22877.0, "Assign the patient to diagnosis-related groups (DRGs).", "", "",
         "11/2020", "Analyst"],
    ],
    "technology_skills": [
        ["O*NET-SOC Code", "Title", "Example", "Commodity Code", "Commodity Title",
         "Hot Technology", "In Demand"],
        [*_MRS, "3M Encoder", 43232301.0, "Categorization or classification software", "N", "N"],
    ],
    "scales": [["Scale ID", "Scale Name", "Minimum", "Maximum"], ["IM", "Importance", 1.0, 5.0]],
    "content_model": [
        ["Element ID", "Element Name", "Description"],
        ["2.A.1.a", "Reading Comprehension", "Understanding written sentences and paragraphs."],
    ],
    "education_training_experience_categories": [
        ["Element ID", "Element Name", "Scale ID", "Scale Name", "Category",
         "Category Description"],
        [*_DEGREE, 6.0, "Bachelor's Degree"],
    ],
    "work_context_categories": [
        ["Element ID", "Element Name", "Scale ID", "Scale Name", "Category",
         "Category Description"],
        ["4.C.1.a.2.c", "Public Speaking", "CXP", "Context (Categories 1-5)", 1.0, "Never"],
    ],
    "occupation_metadata": [
        ["O*NET-SOC Code", "Title", "Item", "Response", "N", "Percent", "Date"],
        [*_MA, "Data Collection Mode", "Paper", 60.0, 53.3, "08/2021"],
        [*_MA, "Total Completed Questionnaires", "", 60.0, "", "08/2021"],
    ],
}  # fmt: skip

TEXTS = {
    "education_training_experience": "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tCategory"
    "\tData Value\tN\tStandard Error\tLower CI Bound\tUpper CI Bound\tRecommend Suppress\tDate"
    "\tDomain Source\n"
    "29-2071.00\t2.D.1\tRequired Level of Education\tRL\t1\t0.00\t44\t0.00\tn/a\tn/a\tN\t07/2013"
    "\tIncumbent\n"
    "29-2071.00\t2.D.1\tRequired Level of Education\tRL\t2\t48.06\t44\t9.33\t30.32\t66.29\tN"
    "\t07/2013\tIncumbent\n",
    "task_statements": "O*NET-SOC Code\tTask ID\tTask\tTask Type\tIncumbents Responding\tDate"
    "\tDomain Source\n"
    "29-2071.00\t530\tProtect the security of medical records.\tCore\t141\t07/2013\tIncumbent\n"
    '11-1021.00\t19501\tImplement 3" programs "as needed".\tn/a\tn/a\t07/2011\tAnalyst\n',
    "job_zones": "O*NET-SOC Code\tJob Zone\tDate\tDomain Source\n11-1011.00\t5\t06/2006\tAnalyst\n",
}


def workbook(name, rows=None, file="Table.xlsx"):
    """A book with one sheet, as a workbook is read."""
    rows = WORKBOOKS[name] if rows is None else rows
    return Book(file, ["Sheet"], lambda _: Sheet(file, "Sheet", [list(row) for row in rows]))


def text_file(name, file="Table.txt"):
    """A book of a tab-separated file."""
    return book_from_bytes(TEXTS[name].encode(), file)
