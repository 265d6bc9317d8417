"""The columns of a spreadsheet of actions, in their order; the same on the way out and in."""

from roadmap.choices import Part

LANGUAGES = ("en", "ru", "uz", "kk", "tk")
TRANSLATED = ("title", "description", "expected_result", "completion_form")
TITLES = tuple(f"title_{language}" for language in LANGUAGES)
TEXTS = tuple(f"{text}_{language}" for text in TRANSLATED for language in LANGUAGES)
PARTS = (Part.LEAD.value, Part.SUPPORTING.value, Part.FUNDING.value)
LISTS = (*PARTS, "provisions", "sites")
DEADLINE = ("timing", "deadline", "deadline_precision", "deadline_text", "recurrence", "offset_days")
COLUMNS = ("code", "number", "direction", *TEXTS, *LISTS, "starts_on", *DEADLINE, "visibility")
# Printed plans have one column of those responsible; who of them leads follows from its cells (``parts``).
RESPONSIBLE = "responsible"
MAPPED = (*COLUMNS, RESPONSIBLE)
SEVERAL = (*PARTS, RESPONSIBLE)  # what may stand in several columns of a printed plan, one for each country
EXPORT_ONLY = (
    "original_deadline",
    "slip_days",
    "status",
    "status_by_country",
    "schedule",
    "awaits",
    "percent",
    "completed_on",
    "last_reported_on",
)
# Which state the rows of another day show; a file that has them is only read by people.
OF_A_DAY = ("on", "known")
