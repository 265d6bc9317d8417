from cooperation.admin import body, country, document, institution, instrument, meeting, site, user

__all__ = ["body", "country", "document", "institution", "instrument", "meeting", "site", "user"]
