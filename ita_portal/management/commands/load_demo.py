"""manage.py load_demo: two sample agencies with their results, and an account for every role; idempotent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ita_portal import demo
from organizations.models import User

PASSWORD = "ita-demo-2569"  # noqa: S105  # the published password of sample accounts


class Command(BaseCommand):
    """Loads the sample data; refuses in production unless it is really meant."""

    help = "Loads the sample agencies and the demo accounts that are not there yet."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the password of new accounts and the consent that production asks for."""
        parser.add_argument("--password", default=None, help=f"of new demo accounts (default: {PASSWORD})")
        parser.add_argument(
            "--yes-really", action="store_true", help="load sample data into a production database"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load what is missing and print how to sign in."""
        self._guard(options)
        made = demo.load(settings.DEMO_DIR, options["password"] or PASSWORD)
        if made:
            self.stdout.write("loaded: " + ", ".join(f"{count} {name}" for name, count in made.items()))
        else:
            self.stdout.write("demo data: already there, nothing changed")
        self._print_sign_ins(options["password"] or PASSWORD)

    def _guard(self, options: dict[str, Any]) -> None:
        """Stop in production unless it is really meant, naming what would happen."""
        if not settings.PRODUCTION:
            return
        people = len(demo.rows(settings.DEMO_DIR, "people"))
        agencies = len(demo.rows(settings.DEMO_DIR, "organizations"))
        if not options["yes_really"]:
            raise CommandError(
                f"this is production: the command would add {agencies} sample agencies with results, plans "
                f"and memos, and {people} accounts that share one password; add --yes-really and "
                "--password to do so"
            )
        if options["password"] in (None, PASSWORD):
            raise CommandError(
                "production: choose a password of your own with --password, not the published one"
            )

    def _print_sign_ins(self, password: str) -> None:
        usernames = [row["username"] for row in demo.rows(settings.DEMO_DIR, "people")]
        accounts = User.objects.filter(username__in=usernames).prefetch_related("memberships__organization")
        for user in accounts:
            duties = "; ".join(f"{m.get_role_display()} · {m.scope}" for m in user.memberships.all())
            known = password if user.check_password(password) else "(changed)"
            self.stdout.write(f"  {user.username:20} {known:16} {duties}")
