"""The front door: what the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.wiring.settings")
application = get_wsgi_application()

# What is loaded now stays for good: the collector need not walk through it, in the middle of somebody's page, each time it looks for garbage.
gc.collect()
gc.freeze()
