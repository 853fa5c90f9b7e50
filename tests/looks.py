"""Which pages are there, who opens each, and what does each show? The table by which browsers look at every page."""

from __future__ import annotations

from dataclasses import dataclass

PEOPLE = {
    "caseworker": "rowan.ash",
    "coordinator": "hazel.reed",
    "SEND manager": "linden.moor",
    "triage officer": "wren.field",
    "front door manager": "merle.stone",
    "adults' triage officer": "heath.lake",
    "practitioner": "jay.brook",
    "team manager": "clay.ford",
    "adults' practitioner": "perry.wood",
    "DSCO": "laurel.hart",
    "auditor": "ash.vale",
    "administrator": "cedar.byte",
}


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody opens an address, of this view, and is shown this template. {names} in it are filled in, see `sights`."""

    who: str
    path: str
    view: str
    shows: str
    status: int = 200


# Every page that an address leads to, as it usually is.
LOOKS = (
    Look("", "/sign-in", "signing_in.sign_in", "sign_in.html"),
    Look("triage officer", "/", "home.home", "home.html"),
    Look("auditor", "/", "home.home", "home.html"),
    Look("administrator", "/", "home.home", "home.html"),
    # Lists, and what is found
    Look("triage officer", "/requests", "work_lists.show_list", "work_list.html"),
    Look("DSCO", "/requests?list=all", "work_lists.show_list", "work_list.html"),
    Look("caseworker", "/requests?list=all&print=yes", "work_lists.show_list", "work_print.html"),
    Look("triage officer", "/search", "searching.found", "search.html"),
    Look("front door manager", "/leavers", "leavers.ask", "leaver.html"),
    # Asking
    Look("caseworker", "/ask", "ask_who.start", "ask_who.html"),
    Look("caseworker", "/ask/{begun}/who", "ask_who.who", "ask_who.html"),
    Look("caseworker", "/ask/{begun}/person", "ask_who.person", "ask_person.html"),
    Look("caseworker", "/ask/{begun}/when", "ask_check.when", "ask_when.html"),
    Look("caseworker", "/ask/{ready}/when", "ask_check.when", "ask_when.html"),
    Look("caseworker", "/ask/{ready}", "ask_check.check", "ask_check.html"),
    Look("caseworker", "/requests/{triaging}/sent", "ask_check.sent", "ask_sent.html"),
    Look("caseworker", "/ask/list", "list_pages.agreed", "list_file.html"),
    Look("caseworker", "/ask/list/done", "list_pages.agreed_done", "list_done.html"),
    # Annual reviews
    Look("coordinator", "/reviews", "review_pages.all_reviews", "reviews.html"),
    Look("coordinator", "/reviews?show=all", "review_pages.all_reviews", "reviews.html"),
    Look("coordinator", "/reviews/{unscreened}", "review_pages.one", "annual_review.html"),
    Look("auditor", "/reviews/{screened}", "review_pages.one", "annual_review.html"),
    Look("coordinator", "/reviews/screen", "screening_pages.many", "screen_many.html"),
    Look("coordinator", "/reviews/{unscreened}/screen", "screening_pages.single", "screen_one.html"),
    Look("coordinator", "/reviews/list", "list_pages.term", "list_file.html"),
    Look("coordinator", "/reviews/list/done", "list_pages.term_done", "list_done.html"),
    # One request. In each of its states it is looked at by those who work on it: test_in_browser.py
    Look("triage officer", "/requests/{triaging}", "requests_pages.one", "request.html"),
    Look("triage officer", "/requests/{triaging}/summary", "requests_pages.summary", "request_summary.html"),
    Look("practitioner", "/requests/{amended}/summary", "requests_pages.summary", "request_summary.html"),
    Look("caseworker", "/requests/{closed}/timeline", "timeline_pages.timeline", "timeline.html"),
    Look("practitioner", "/requests/{amended}/timeline", "timeline_pages.timeline", "timeline.html"),
    Look("caseworker", "/requests/{with_document}/documents", "documents_pages.listed", "documents.html"),
    Look("auditor", "/requests/{triaging}/documents", "documents_pages.listed", "documents.html"),
    Look("DSCO", "/requests/{triaging}/access", "access_pages.access", "access.html"),
    Look("DSCO", "/requests/{restricted}/access", "access_pages.access", "access.html"),
    Look("triage officer", "/requests/{triaging}/triage", "triage.triage", "triage.html"),
    Look("auditor", "/requests/{triaging}/triage", "triage.triage", "triage.html"),
    Look("glen.park", "/requests/{offered}/transfer", "transfer.transfer", "transfer.html"),
    Look("auditor", "/requests/{offered}/transfer", "transfer.transfer", "transfer.html"),
    Look("triage officer", "/requests/{triaging}/steps/record_contact", "steps.ask", "step.html"),
    # Writing and checking
    Look("practitioner", "/requests/{drafting}/write", "desk.write", "write.html"),
    Look("practitioner", "/requests/{drafting}/write?form=short", "desk.write", "write.html"),
    Look("practitioner", "/requests/{drafting}/preview", "sending.preview", "preview.html"),
    Look("team manager", "/requests/{reviewing}/review", "review.one", "review.html"),
    Look("practitioner", "/requests/{reviewing}/review", "review.one", "review.html"),
    Look("team manager", "/requests/{reviewing}/preview", "sending.preview", "preview.html"),
    Look("caseworker", "/requests/{amended}/advice", "advice_pages.every_version", "advice.html"),
    Look("caseworker", "/requests/{amended}/advice/1", "advice_pages.version", "advice_version.html"),
    Look("caseworker", "/requests/{amended}/advice/2?compared_with=1", "advice_pages.version", "advice_version.html"),
    # Oversight
    Look("DSCO", "/oversight", "oversight.now", "oversight.html"),
    Look("DSCO", "/oversight/requests", "oversight_lists.requests", "oversight_list.html"),
    Look("DSCO", "/oversight/referrals", "oversight_others.referrals", "oversight_others.html"),
    Look("DSCO", "/oversight/reviews", "oversight_others.reviews", "oversight_others.html"),
    Look("DSCO", "/oversight/timeliness", "timeliness_pages.timely", "timeliness.html"),
    Look("DSCO", "/oversight/workload", "workload.held", "workload.html"),
    Look("auditor", "/oversight/inspection", "inspection.inspect", "inspection.html"),
    Look("administrator", "/people", "workload.people", "users.html"),
    # Help
    Look("practitioner", "/help", "help_pages.index", "help.html"),
    Look("practitioner", "/help/practitioner", "help_pages.of_role", "help_role.html"),
    Look("practitioner", "/help/auditor", "help_pages.of_role", "help_role.html"),
    Look("practitioner", "/examples", "examples.every", "examples.html"),
    Look("practitioner", "/examples/early_help", "examples.example", "example.html"),
    # What cannot be
    Look("triage officer", "/nowhere", "", "error.html", 404),
    Look("triage officer", "/requests/SCA-2026-999999", "requests_pages.one", "error.html", 404),
    Look("auditor", "/requests/{triaging}/steps/take", "steps.ask", "error.html", 409),
    Look("triage officer", "/people", "workload.people", "error.html", 403),
    Look("triage officer", "/requests/{triaging}/review", "review.one", "error.html", 409),
)
FILES = {  # addresses that lead to a file to be saved, or to a paper, which tests of papers read
    "advice_pages.paper",
    "assets.file",
    "documents_pages.saved",
    "inspection.advice_file",
    "inspection.steps_file",
    "list_pages.agreed_sample",
    "list_pages.term_sample",
    "oversight.table",
    "oversight_lists.requests_file",
    "oversight_others.referrals_file",
    "oversight_others.reviews_file",
    "review_pages.sheet",
    "sending.paper",
    "timeliness_pages.timely_file",
    "workload.held_file",
    "workload.people_file",
}
