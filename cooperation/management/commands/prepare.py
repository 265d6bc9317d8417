"""From an empty or older database to a site that can be shown."""

from io import StringIO

from django.core.management import BaseCommand, CommandParser, call_command
from django.db import transaction
from django.utils.crypto import get_random_string

from cooperation.choices import Role
from cooperation.models import Institution, User

# The reporter's institution leads in the sample roadmap; her coordinator's is the focal one of the same country.
INSTITUTIONS = {Role.REPORTER: "kz-forestry", Role.COORDINATOR: "kz-ecology"}
UNAMBIGUOUS = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = "Migrates, loads reference and sample data, collects static files and makes the first accounts."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--no-sample", action="store_true", help="no sample roadmaps; only the administrator's account"
        )

    def handle(self, *args: object, **options: object) -> None:
        call_command("migrate", verbosity=0)
        call_command("install_guards", stdout=StringIO())
        call_command("load_reference", stdout=StringIO())
        if not options["no_sample"]:
            call_command("load_sample", stdout=StringIO())
        call_command("collectstatic", interactive=False, verbosity=0)
        if not User.objects.filter(is_active=True).exists():  # the sample's authors cannot sign in
            self.print_accounts(make_accounts([Role.ADMINISTRATOR] if options["no_sample"] else list(Role)))

    def print_accounts(self, accounts: list[tuple[User, str]]) -> None:
        """The only time that these passwords are seen."""
        self.stdout.write("\nAccounts, shown this once; each password is replaced at the first sign-in:\n\n")
        for user, password in accounts:
            self.stdout.write(f"  {user.username:<15} {password:<18} {user.institution or ''}".rstrip())


@transaction.atomic
def make_accounts(roles: list[Role]) -> list[tuple[User, str]]:
    """One account for each of the roles, with a one-time password that is kept only as a hash."""
    institutions = Institution.objects.in_bulk(INSTITUTIONS.values(), field_name="code")
    accounts = []
    for role in roles:
        password = get_random_string(16, UNAMBIGUOUS)
        user = User.objects.create_user(
            role.value,
            password=password,
            password_is_temporary=True,
            full_name=f"First {role.value}",
            role=role,
            institution=institutions.get(INSTITUTIONS.get(role, "")),
            is_staff=role in Role.in_the_admin(),
            is_superuser=role == Role.ADMINISTRATOR,
        )
        accounts.append((user, password))
    return accounts
