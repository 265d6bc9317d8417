from cooperation.admin import (
    body,
    country,
    document,
    institution,
    instrument,
    issue,
    meeting,
    recognition,
    site,
    user,
)

__all__ = [
    "body",
    "country",
    "document",
    "institution",
    "instrument",
    "issue",
    "meeting",
    "recognition",
    "site",
    "user",
]
