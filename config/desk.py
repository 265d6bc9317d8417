"""The admin site: its home is a work desk, its models are grouped by the work."""

from django.contrib.admin import AdminSite


class DeskSite(AdminSite):
    pass
