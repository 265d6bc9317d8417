"""The admin of this project: Django's own, with the work desk as its home."""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    default_site = "config.desk.DeskSite"
