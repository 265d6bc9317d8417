from roadmap.admin import action, import_run, institution, report, roadmap, round, trail  # noqa: A004  # a noun of this app

__all__ = ["action", "import_run", "institution", "report", "roadmap", "round", "trail"]
