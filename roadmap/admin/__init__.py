from roadmap.admin import action, report, roadmap

__all__ = ["action", "report", "roadmap"]
