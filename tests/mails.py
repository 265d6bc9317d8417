"""Mails as their reader has them."""

import re

from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client

from cooperation.services.accounts import POSTMAN


def sent() -> list[EmailMessage]:
    """Every mail so far; those for which no page waits are waited for here."""
    POSTMAN.submit(int).result()
    return mail.outbox


def link_in(letter: EmailMessage) -> str:
    """The path of the one link in a mail."""
    (address,) = re.findall(r"https?://\S+", letter.body)
    assert address.startswith(settings.SITE_URL)
    return address.removeprefix(settings.SITE_URL)


def choose(client: Client, link: str, password: str):
    """Opens a link as a browser does, and sends the form."""
    form = client.get(link, follow=True)
    return client.post(form.request["PATH_INFO"], {"new_password1": password, "new_password2": password})
