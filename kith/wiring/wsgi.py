"""The front door: what the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kith.wiring.settings")
application = get_wsgi_application()
