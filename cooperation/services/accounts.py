"""Letting people in by mail: invitations, and links for a forgotten password. Plain text, in the account's language."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from axes.utils import reset
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from cooperation.models import User

logger = logging.getLogger(__name__)

BETWEEN_MAILS = timedelta(minutes=15)
# Nobody who waits for a page can tell from the time it takes whether a mail went out.
POSTMAN = ThreadPoolExecutor(max_workers=1, thread_name_prefix="postman")


class InvitationLinks(PasswordResetTokenGenerator):
    """Links of invitations open their own page only."""

    key_salt = "cooperation.services.accounts.InvitationLinks"


INVITATION_LINKS = InvitationLinks()
PASSWORD_LINKS = PasswordResetTokenGenerator()


class MailNotSentError(Exception):
    """The mail server did not take a mail."""


def invite(account: User, by: User, now: datetime) -> None:
    """Mails the link with which a password is chosen, and records when; raises MailNotSentError."""
    mail = letter("invitation", account, INVITATION_LINKS, now, by=by)
    mail.reply_to = [by.email] if by.email else []
    try:
        mail.send()
    except OSError as error:  # smtplib's errors are among these
        logger.exception("The invitation of account %s could not be sent.", account.pk)
        raise MailNotSentError from error
    account.invited_at = now
    account.save(update_fields=["invited_at"])


def has_mail_server() -> bool:
    """Where none is set up, mails stand in the log of the site."""
    return settings.EMAIL_BACKEND != "django.core.mail.backends.console.EmailBackend"


def mail_password_link(address: str, now: datetime) -> None:
    """Mails a link to the open account of an address, if there is one; the work is the same where there is none."""
    account = User.objects.claim_password_mail(address, now, now - BETWEEN_MAILS)
    nobody = User(email=address, language=translation.get_language())
    mail = letter("new-password", account or nobody, PASSWORD_LINKS, now)
    if account:
        POSTMAN.submit(deliver, mail, account.pk)


def deliver(mail: EmailMessage, key: int) -> None:
    """Sends a mail for which nobody waits."""
    try:
        mail.send()
    except OSError:
        logger.exception("The mail about the forgotten password of account %s could not be sent.", key)


def letter(kind: str, account: User, links: PasswordResetTokenGenerator, now: datetime, **context: Any) -> EmailMessage:
    """A mail with a link; ``kind`` is the name of the page that the link opens."""
    key = urlsafe_base64_encode(force_bytes(account.pk))
    until = now + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    with translation.override(account.language):
        link = settings.SITE_URL + reverse(kind, args=[key, links.make_token(account)])
        context |= {"account": account, "link": link, "until": until}
        subject = render_to_string(f"cooperation/mail/{kind}_subject.txt", context)
        body = render_to_string(f"cooperation/mail/{kind}.txt", context)
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(" ".join(subject.split()), body, to=[account.email], headers=headers)


def unlock(account: User) -> None:
    """Whoever has a new password need not wait until former failures are forgotten."""
    reset(username=account.username)
