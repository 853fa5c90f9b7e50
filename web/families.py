"""Which families of pages are there?"""

from __future__ import annotations

from web.access_pages import access_pages
from web.advice_pages import advice_pages
from web.ask_check import ask_check
from web.ask_who import ask_who
from web.desk import desk
from web.documents_pages import documents_pages
from web.examples import examples
from web.help_pages import help_pages
from web.home import home_pages
from web.inspection import inspection
from web.joining import joining
from web.leavers import leavers
from web.list_pages import list_pages
from web.oversight import oversight
from web.oversight_lists import oversight_lists
from web.oversight_others import oversight_others
from web.requests_pages import requests_pages
from web.review import review
from web.review_pages import review_pages
from web.screening_pages import screening_pages
from web.search import searching
from web.sending import sending
from web.steps import steps
from web.timeline_pages import timeline_pages
from web.timely import timeliness_pages
from web.together import together
from web.transfer import transfers
from web.triage import triage_pages
from web.unfinished import unfinished
from web.work_lists import work_lists
from web.workload import workload

FAMILIES = (
    home_pages,
    work_lists,
    together,
    leavers,
    searching,
    requests_pages,
    timeline_pages,
    documents_pages,
    advice_pages,
    access_pages,
    steps,
    ask_who,
    ask_check,
    list_pages,
    review_pages,
    screening_pages,
    triage_pages,
    transfers,
    unfinished,
    help_pages,
    desk,
    joining,
    sending,
    review,
    examples,
    oversight,
    oversight_lists,
    oversight_others,
    timeliness_pages,
    workload,
    inspection,
)
