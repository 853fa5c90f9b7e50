"""The application as a server loads it, set up from the environment."""

from __future__ import annotations

from threading import Thread

from app import create_app
from config import logs
from config.settings import from_environment
from workflow.writing.phrases import read_all

logs.write()
application = create_app(from_environment())
Thread(target=read_all, name="read the words that are looked for", daemon=True).start()
