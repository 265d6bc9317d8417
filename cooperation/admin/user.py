from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth.forms import AdminPasswordChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from cooperation.admin.base import FoldedSearch, Kept, NeverDeleted
from cooperation.choices import Role
from cooperation.models import Institution, User
from cooperation.permissions import can_keep_account, can_keep_accounts, has_role

admin.site.unregister(Group)  # roles take its place


class NewAccountForm(UserCreationForm):
    class Meta(UserCreationForm.Meta):
        model = User


class OneTimePasswordForm(AdminPasswordChangeForm):
    """A password that someone else sets is replaced at the next sign-in."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.fields.pop("usable_password", None)
        self.fields["password1"].required = self.fields["password2"].required = True

    def save(self, commit: bool = True) -> User:
        self.user.password_is_temporary = True
        return super().save(commit)


@admin.register(User)
class UserAdmin(NeverDeleted, Kept, FoldedSearch, auth_admin.UserAdmin):
    """Accounts: a coordinator keeps those of the own country, an administrator all. None is deleted, only closed."""

    keeps = staticmethod(can_keep_accounts)
    add_form = NewAccountForm
    add_form_template = "admin/change_form.html"
    change_password_form = OneTimePasswordForm
    list_display = ["full_name", "username", "role", "institution", "is_active", "last_login"]
    list_display_links = ["full_name", "username"]
    list_filter = ["role", "is_active", ("institution__country", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["username", "full_name", "email"]
    ordering = ["username"]
    filter_horizontal = []
    show_facets = admin.ShowFacets.ALWAYS
    readonly_fields = ["last_login", "date_joined"]
    person = (_("Person"), {"fields": ["full_name", "email", "language"]})
    place = (_("What the account may do"), {"fields": ["role", "institution"]})
    fieldsets = [
        (None, {"fields": ["username", "password", "is_active"]}),
        person,
        place,
        (None, {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (
            None,
            {
                "fields": ["username", "password1", "password2"],
                "description": _("The password opens one sign-in, at which it is replaced."),
            },
        ),
        person,
        place,
    ]

    def has_change_permission(self, request, obj=None):
        return can_keep_accounts(request.user) if obj is None else can_keep_account(request.user, obj)

    def has_view_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def get_queryset(self, request):
        users = super().get_queryset(request).select_related("institution__country")
        users = users.prefetch_related("institution__names")
        if has_role(request.user, Role.ADMINISTRATOR):
            return users
        return users.filter(institution__country=request.user.country_id, role__in=given_by(request.user))

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role":
            kwargs["choices"] = [(role, role.label) for role in Role if role in given_by(request.user)]
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

    def save_model(self, request: Any, obj: User, form: forms.ModelForm, change: bool) -> None:
        obj.is_staff = obj.role in Role.in_the_admin()
        if not change:
            obj.password_is_temporary = True
        super().save_model(request, obj, form, change)


def given_by(user: User) -> set[str]:
    """The roles that someone who keeps accounts may give."""
    return set(Role.values) if has_role(user, Role.ADMINISTRATOR) else {*Role.of_a_country(), Role.OBSERVER}
