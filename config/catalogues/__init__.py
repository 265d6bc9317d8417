"""Message catalogues without GNU gettext: ``python -m config.catalogues update``, and ``check``.

``locale/`` holds what the product says and follows the sources exactly. ``locale/libraries/`` holds what Django and
other libraries say and lack in our languages.
"""
