"""The application as a server loads it, set up from the environment."""

from __future__ import annotations

from app import create_app
from config.settings import from_environment

application = create_app(from_environment())
