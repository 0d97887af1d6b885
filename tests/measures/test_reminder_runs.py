"""Whole runs of the reminder command against a real mail server: twice, at once, killed half-way."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.utils import timezone

from measures.models import Reminder
from measures.services.reminders import LEASE
from tests.factories import MembershipFactory, OrganizationFactory
from tests.measures.makers import make_measure, make_plan

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(__file__).resolve().parents[2]
DAY = date(2022, 3, 31)
MEASURES, PEOPLE = 3, 2
ALL = MEASURES * PEOPLE


class Sink:
    """A mail server that notes what it accepts, and can strike at a chosen moment."""

    def __init__(self) -> None:
        self.port = 0
        self.accepted: Counter[str] = Counter()
        self.at_recipient: Callable[[], str | None] = lambda: None
        self.at_message: Callable[[], None] = lambda: None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        if answer := self.at_recipient():
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 (aiosmtpd's name)
        header = next(
            line for line in envelope.content.splitlines() if line.lower().startswith(b"message-id:")
        )
        self.accepted[header.decode()] += 1
        self.at_message()
        return "250 OK"


@pytest.fixture
def sink() -> Iterator[Sink]:
    handler = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        handler.port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture(autouse=True)
def plan() -> None:
    organization = OrganizationFactory()
    people = [MembershipFactory(organization=organization) for _ in range(PEOPLE)]
    plan = make_plan(organization, people[0].user)
    for number in range(MEASURES):
        measure = make_measure(plan, approach=f"มาตรการที่ {number}")
        people[1].department = measure.departments.get()
        people[1].save()
        for other in plan.measures.all():
            other.departments.set([people[1].department])


def database_url() -> str:
    """Return the address of the test's database for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def start(sink: Sink) -> subprocess.Popen[str]:
    """Start the command in a process of its own."""
    environment = os.environ | {
        "DATABASE_URL": database_url(),
        "EMAIL_URL": f"smtp://127.0.0.1:{sink.port}",
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
        "DEFAULT_FROM_EMAIL": "portal@example.org",
    }
    command = [sys.executable, "manage.py", "send_reminders", "--day", DAY.isoformat()]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def run(sink: Sink) -> str:
    process = start(sink)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 0, output
    return output


def kill_at(process: list[subprocess.Popen[str]], count: int) -> Callable[[], None]:
    """Return a function that kills the process when it is called for the count-th time."""
    seen = iter(range(1, 1000))

    def strike() -> None:
        if next(seen) == count:
            os.kill(process[0].pid, signal.SIGKILL)

    return strike


def test_two_runs_send_each_message_once(sink: Sink) -> None:
    assert f"{ALL} sent" in run(sink)
    assert f"0 sent, {ALL} sent before" in run(sink)
    assert sorted(sink.accepted.values()) == [1] * ALL


def test_two_runs_at_once_send_each_message_once(sink: Sink) -> None:
    runs = [start(sink), start(sink)]
    assert [process.wait(timeout=120) for process in runs] == [0, 0]
    for process in runs:
        process.communicate()
    assert sorted(sink.accepted.values()) == [1] * ALL


def test_killed_while_a_message_is_being_accepted(sink: Sink) -> None:
    process: list[subprocess.Popen[str]] = []
    sink.at_message = kill_at(process, 3)
    process.append(start(sink))
    process[0].communicate(timeout=120)
    assert process[0].returncode == -signal.SIGKILL
    assert sum(sink.accepted.values()) == 3
    run(sink)
    assert sorted(sink.accepted.values()) == [1] * ALL


def test_killed_before_a_message_was_accepted(sink: Sink) -> None:
    process: list[subprocess.Popen[str]] = []
    strike = kill_at(process, 3)
    sink.at_recipient = lambda: strike() and None
    process.append(start(sink))
    process[0].communicate(timeout=120)
    assert sum(sink.accepted.values()) == 2
    run(sink)
    assert sorted(sink.accepted.values()) == [1] * (ALL - 1)
    # the claim of the dead run is free again after a while
    Reminder.objects.filter(sent_at=None).update(claimed_at=timezone.now() - 2 * LEASE)
    assert "1 sent" in run(sink)
    assert sorted(sink.accepted.values()) == [1] * ALL


def test_a_message_that_the_server_refuses_is_free_for_the_next_run(sink: Sink) -> None:
    sink.at_recipient = lambda: "451 later, please"
    process = start(sink)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == 1 and f"{ALL} failed" in output
    assert not Reminder.objects.exists()
    sink.at_recipient = lambda: None
    assert f"{ALL} sent" in run(sink)
