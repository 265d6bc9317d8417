"""Makes what an import was allowed to create: the roadmap with its party, directions, institutions."""

from datetime import date

from cooperation.choices import InstitutionKind, Visibility
from cooperation.models import Institution, InstitutionName
from cooperation.models.occasion import Occasion
from roadmap.exchange.plan import Plan
from roadmap.models import Direction, Roadmap, RoadmapParty
from roadmap.services.bulk import create_all


def create_missing(plan: Plan, occasion: Occasion, on: date) -> Roadmap:
    """The roadmap of the plan, with all that its cells name."""
    roadmap = plan.roadmap or new_roadmap(plan, occasion, on)
    add_directions(plan, roadmap, occasion)
    add_institutions(plan, occasion)
    return roadmap


def new_roadmap(plan: Plan, occasion: Occasion, on: date) -> Roadmap:
    """A public roadmap over the years of its deadlines, or over this year where they give none."""
    assert plan.creation is not None  # without a permission to create there is no plan without a roadmap
    years = {new.terms.due.year for new in plan.new if new.terms.due}
    years |= {int(new.cells["starts_on"][:4]) for new in plan.new if new.cells.get("starts_on")}
    roadmap = Roadmap.objects.create(
        slug=plan.slug,
        title_en=plan.creation.title or plan.slug,
        first_year=min(years, default=on.year),
        last_year=max(years, default=on.year),
        visibility=Visibility.PUBLIC,
    )
    if plan.creation.country:
        RoadmapParty.objects.create(roadmap=roadmap, country=plan.creation.country, recorded_at=occasion.now)
    return roadmap


def add_directions(plan: Plan, roadmap: Roadmap, occasion: Occasion) -> None:
    last = roadmap.directions.order_by("-position").values_list("position", flat=True).first()
    made = [
        Direction(roadmap=roadmap, code=new.code, position=position, **{f"title_{new.language}": new.name})
        for position, new in enumerate(plan.new_directions, start=(last or 0) + 1)
    ]
    for direction in create_all(made, occasion):
        plan.known.directions[direction.code] = direction.pk


def add_institutions(plan: Plan, occasion: Occasion) -> None:
    country = plan.creation.country if plan.creation else None
    made = [Institution(code=new.code, kind=InstitutionKind.OTHER, country=country) for new in plan.new_institutions]
    names = []
    for institution, new in zip(create_all(made, occasion), plan.new_institutions, strict=True):
        plan.known.directory.institutions[institution.code] = institution.pk
        names.append(InstitutionName(institution=institution, **{f"name_{new.language}": new.name}))
    create_all(names, occasion)
