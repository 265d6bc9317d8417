"""Records that are part of the account: nobody rewrites or deletes them."""


class FixedRecordError(Exception):
    """Raised on an attempt to change or delete what may only be added to or corrected by a later record."""
