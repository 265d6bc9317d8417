"""A made-up roadmap of three countries, as a table and as rows."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import StringIO

from cooperation.choices import InstitutionKind
from cooperation.models import Country, Institution, InstitutionName
from roadmap.models import Direction, Roadmap, RoadmapParty

RECORDED = datetime(2025, 3, 20, 6, 0, tzinfo=UTC)
COUNTRIES = {"KZ": "Kazakhstan", "TM": "Turkmenistan", "UZ": "Uzbekistan"}
PER_COUNTRY = 10
DIRECTIONS = 7

Row = dict[str, str]


def make_register() -> None:
    """Three countries of ten institutions each."""
    for code, name in COUNTRIES.items():
        country = Country.objects.create(code=code, name_en=name)
        for number in range(PER_COUNTRY):
            institution = Institution.objects.create(
                code=f"{code.lower()}-{number}", kind=InstitutionKind.MINISTRY, country=country
            )
            InstitutionName.objects.create(institution=institution, name_en=f"Institution {number} of {name}")


def make_roadmap(slug: str) -> Roadmap:
    """An empty roadmap with its parties and directions."""
    roadmap = Roadmap.objects.create(slug=slug, title_en=f"Roadmap {slug}", first_year=2025, last_year=2030)
    for country in Country.objects.all():
        focal = Institution.objects.get(code=f"{country.code.lower()}-0")
        RoadmapParty.objects.create(roadmap=roadmap, country=country, focal_institution=focal, recorded_at=RECORDED)
    for number in range(1, DIRECTIONS + 1):
        Direction.objects.create(roadmap=roadmap, code=str(number), position=number, title_en=f"Direction {number}")
    return roadmap


def rows(count: int) -> list[Row]:
    """Actions with a lead of each country and one supporting institution, as the columns of a spreadsheet."""
    return [
        {
            "code": f"{number % DIRECTIONS + 1}.{number}",
            "number": str(number),
            "direction": str(number % DIRECTIONS + 1),
            "title_en": f"Count the saiga of area {number} from the air",
            "title_ru": f"Провести авиаучёт сайгака на участке {number}",
            "description_en": "Crews of the three countries count in the same week and by the same method. " * 3,
            "expected_result_en": "A joint report with the numbers of each country.",
            "lead": "; ".join(f"{code.lower()}-{number % PER_COUNTRY}" for code in COUNTRIES),
            "supporting": f"uz-{(number + 1) % PER_COUNTRY}",
            "timing": "dated",
            "deadline": (date(2026, 1, 1) + timedelta(days=number % 1500)).isoformat(),
            "deadline_precision": "day",
            "visibility": "public",
        }
        for number in range(1, count + 1)
    ]


def as_csv(table: list[Row]) -> bytes:
    file = StringIO()
    writer = csv.DictWriter(file, list(table[0]))
    writer.writeheader()
    writer.writerows(table)
    return file.getvalue().encode()
