"""The actions of a roadmap as a spreadsheet, or a blank one to be filled."""

from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperation.exchange.files import CONTENT_TYPES
from roadmap.exchange.columns import LANGUAGES
from roadmap.exchange.export import export_actions
from roadmap.exchange.template import template
from roadmap.limits import current_limits
from roadmap.models import Action, Roadmap


class Command(BaseCommand):
    help = "Writes all actions of a roadmap, also those among the parties only, as CSV or XLSX; or a blank table."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--roadmap", required=True, metavar="SLUG")
        parser.add_argument("--format", choices=sorted(CONTENT_TYPES), default="csv")
        parser.add_argument("--template", choices=LANGUAGES, help="a blank table in this language instead, as XLSX")
        parser.add_argument("--output", type=Path, metavar="FILE", help="instead of standard output")

    def handle(self, *args: object, **options: Any) -> None:
        roadmap = Roadmap.objects.filter(slug=options["roadmap"]).first()
        if roadmap is None:
            raise CommandError(_("There is no roadmap “%(slug)s”.") % {"slug": options["roadmap"]})
        if options["template"]:
            _name, _kind, content = template(roadmap, options["template"])
        else:
            actions = Action.objects.filter(roadmap=roadmap)
            _name, _kind, content = export_actions(actions, options["format"], timezone.localdate(), current_limits())
        if options["output"]:
            options["output"].write_bytes(content)
        else:
            self.stdout.buffer.write(content)
