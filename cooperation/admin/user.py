"""Accounts: made by mail address, opened by an invitation, closed and never deleted."""

from datetime import timedelta
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import capfirst
from django.template.defaultfilters import date as as_date
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from cooperation.admin.base import FoldedSearch, Kept, NeverDeleted
from cooperation.choices import AccountState, Role
from cooperation.forms.account import AccountForm, OneTimePasswordForm
from cooperation.models import Institution, User
from cooperation.permissions import (
    can_give_role,
    can_invite,
    can_keep_account,
    can_keep_accounts,
    can_place_account,
    has_role,
)
from cooperation.services import accounts

admin.site.unregister(Group)  # roles take its place

PLACE = ["role", "institution"]


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = gettext_lazy("state"), "state"

    def lookups(self, request, model_admin):
        return AccountState.choices

    def queryset(self, request, queryset):
        return queryset.in_state(self.value()) if self.value() in AccountState.values else queryset


@admin.register(User)
class UserAdmin(NeverDeleted, Kept, FoldedSearch, auth_admin.UserAdmin):
    """A coordinator keeps the accounts of the own country, an administrator all."""

    keeps = staticmethod(can_keep_accounts)
    form = add_form = AccountForm
    add_form_template = "admin/change_form.html"
    change_form_template = "admin/cooperation/user/change_form.html"
    change_password_form = OneTimePasswordForm
    change_user_password_template = "admin/cooperation/user/one_time_password.html"  # noqa: S105 # a template
    list_display = ["full_name", "state_name", "role", "institution", "signs_in_as", "last_login"]
    list_filter = ["role", StateFilter, ("institution__country", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["username", "full_name", "email"]
    ordering = ["full_name", "pk"]
    filter_horizontal = []
    show_facets = admin.ShowFacets.ALWAYS
    actions = ["send_invitations"]
    readonly_fields = ["standing", "signs_in_as", "last_login", "date_joined"]
    person = (gettext_lazy("Person"), {"fields": ["full_name", "email", "language"]})
    place = (gettext_lazy("What the account may do"), {"fields": PLACE})
    own = gettext_lazy(
        "This is your own account. You cannot close it or change its role or institution yourself: "
        "another coordinator of your country or an administrator can."
    )
    own_place = (place[0], {"fields": PLACE, "description": own})
    add_fieldsets = [
        (
            None,
            {
                "fields": [],
                "description": gettext_lazy(
                    "When you save, an invitation goes to the mail address, in the language of the account. "
                    "Its link lets the person choose a password."
                ),
            },
        ),
        person,
        place,
    ]

    # Who may do what

    def has_change_permission(self, request, obj=None):
        return can_keep_accounts(request.user) if obj is None else can_keep_account(request.user, obj)

    def has_view_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def get_queryset(self, request):
        users = super().get_queryset(request).select_related("institution__country")
        users = users.prefetch_related("institution__names")
        if has_role(request.user, Role.ADMINISTRATOR):
            return users
        return users.filter(institution__country=request.user.country_id, role__in=roles_given_by(request.user))

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role":
            kwargs["choices"] = [(role, Role(role).label) for role in roles_given_by(request.user)]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A coordinator's accounts belong to an institution of the own country."""
        if db_field.name != "institution":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        institutions = Institution.objects.with_names()
        coordinates = has_role(request.user, Role.COORDINATOR)
        if coordinates:
            institutions = institutions.filter(country=request.user.country_id)
        field = super().formfield_for_foreignkey(db_field, request, queryset=institutions, **kwargs)
        field.required = coordinates
        return field

    # What the form shows

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if obj is None or can_place_account(request.user, obj) else [*fields, "is_active", *PLACE]

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        place = self.place if can_place_account(request.user, obj) else self.own_place
        names = [] if obj.email else ["signs_in_as"]
        return [
            (None, {"fields": ["standing", *names, "is_active"]}),
            self.person,
            place,
            (None, {"fields": ["last_login", "date_joined"]}),
        ]

    @admin.display(description=gettext_lazy("signs in as"), ordering="email")
    def signs_in_as(self, account: User) -> str:
        return account.signs_in_as

    @admin.display(description=gettext_lazy("state"))
    def state_name(self, account: User) -> str:
        return account.state.label

    @admin.display(description=gettext_lazy("state"))
    def standing(self, account: User) -> str:
        """The state of the account; of an invitation, also its day and whether its link still works."""
        if account.state != AccountState.INVITED:
            return capfirst(account.state.label)
        until = account.invited_at + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
        days = {"day": as_date(timezone.localtime(account.invited_at)), "until": as_date(timezone.localtime(until))}
        if timezone.now() <= until:
            return _("Invited on %(day)s, not yet accepted. The link works until %(until)s.") % days
        return _("Invited on %(day)s, not accepted. The link has ended: send the invitation again.") % days

    def change_view(self, request, object_id, form_url="", extra_context=None):
        account = self.get_object(request, object_id)
        context = {"can_invite": can_invite(request.user, account), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)

    # What is written

    def save_model(self, request: Any, obj: User, form: forms.ModelForm, change: bool) -> None:
        if not can_keep_account(request.user, obj):  # as it would be from now on
            raise PermissionDenied
        obj.is_staff = obj.role in Role.in_the_admin()
        if not change:
            obj.username = User.objects.free_username(obj.email)
            obj.set_unusable_password()
        if not obj.is_active and "is_active" in form.changed_data:
            obj.close()
        super().save_model(request, obj, form, change)
        if can_invite(request.user, obj) and (not change or {"is_active", "email"} & set(form.changed_data)):
            transaction.on_commit(partial(self.invite, request, obj))

    def invite(self, request: HttpRequest, account: User) -> bool:
        """Sends an invitation and says so; an account whose mail could not be sent is kept."""
        address = {"address": account.email}
        try:
            accounts.invite(account, request.user, timezone.now())
        except accounts.MailNotSentError:
            words = _(
                "The invitation to %(address)s could not be sent: the mail server did not take it. "
                "The account is kept. Try “Send the invitation again” later."
            )
            messages.error(request, words % address)
            return False
        done = _("The invitation was sent to %(address)s.") % address
        self.log_change(request, account, done)
        messages.success(request, done)
        if not accounts.has_mail_server():
            messages.warning(request, _("No mail server is set up (EMAIL_URL), so the mail stands in the site’s log."))
        return True

    # Verbs

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.invite_view)
        return [path("<int:pk>/invite/", view, name="cooperation_user_invite"), *super().get_urls()]

    @method_decorator(require_POST)
    def invite_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Sends the invitation to one account again."""
        account = self.get_object(request, str(pk))
        if not can_keep_account(request.user, account):
            raise PermissionDenied
        if can_invite(request.user, account):
            self.invite(request, account)
        else:
            messages.warning(request, _("Nothing was sent: this account is closed or has a password already."))
        return redirect("admin:cooperation_user_change", pk)

    @admin.action(description=gettext_lazy("Send the invitation again"), permissions=["change"])
    def send_invitations(self, request: HttpRequest, queryset: Any) -> None:
        """To those who have not accepted; where the mail server fails, it is not asked again."""
        chosen = list(queryset)
        waiting = [account for account in chosen if can_invite(request.user, account)]
        if others := len(chosen) - len(waiting):
            words = ngettext(
                "Nothing was sent to %(count)s account, which is closed or has a password already.",
                "Nothing was sent to %(count)s accounts, which are closed or have a password already.",
                others,
            )
            messages.warning(request, words % {"count": others})
        for number, account in enumerate(waiting, start=1):
            if not self.invite(request, account):
                self.say_not_tried(request, len(waiting) - number)
                break

    def say_not_tried(self, request: HttpRequest, count: int) -> None:
        words = ngettext(
            "%(count)s further invitation was not tried.", "%(count)s further invitations were not tried.", count
        )
        if count:
            messages.warning(request, words % {"count": count})


def roles_given_by(user: User) -> list[str]:
    """The roles that someone who keeps accounts may give."""
    return [role for role in Role.values if can_give_role(user, role)]
