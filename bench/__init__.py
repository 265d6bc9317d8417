"""Speed as ratios within one run, on a database of its own: ``python -m bench``."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()  # here, because the modules of this package import models
