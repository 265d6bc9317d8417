from roadmap.admin import action, import_run, report, roadmap

__all__ = ["action", "import_run", "report", "roadmap"]
