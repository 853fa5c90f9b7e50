"""What happened to a request that decides who may know of it?"""

from __future__ import annotations

SEND, DOOR, ADULTS = "send", "childrens_front_door", "adults_front_door"
TEAM, EARLY = "disabled_children", "early_intervention"
OVERSEERS = {"dsco", "auditor"}
TRIAGED = "officer take, officer record_reading, officer record_contact, officer record_answers"
OFFERED = f"{TRIAGED}, officer offer_transfer"
DECIDED = f"{TRIAGED}, officer decide_no_assessment"
Walk = tuple[str, set[str]]

# What happened to a request, and the teams that then may know of it (pathway.md, "Who may see a request").
SEEN: dict[str, Walk] = {
    "in the front door's inbox": ("", {SEND, DOOR}),
    "redirected to the other front door, which has it; the first has held it": (
        "officer redirect_front_door", {SEND, DOOR, ADULTS},
    ),
    "offered to a team": (OFFERED, {SEND, DOOR, TEAM}),
    "refused by the team, which never held it": (f"{OFFERED}, team_manager refuse_transfer", {SEND, DOOR}),
    "accepted; the front door has held it": (f"{OFFERED}, team_manager accept_transfer", {SEND, DOOR, TEAM}),
    "with a contributor": ("door_manager add_contributor", {SEND, DOOR, ADULTS}),
    "with a contributor no longer": ("door_manager add_contributor, door_manager remove_contributor", {SEND, DOOR}),
    "passed to a lead professional": ("officer pass_to_lead_professional", {SEND, DOOR, TEAM}),
    "issued": (f"{DECIDED}, officer submits, reviewer issue_advice", {SEND, DOOR}),
    "closed": ("officer take, caseworker close", {SEND, DOOR}),
}  # fmt: skip

# A restricted request, and everybody who may know of it beside the DSCO and the auditor.
DESPITE: dict[str, Walk] = {
    "nobody has it in hand": ("officer restrict", {"caseworker", "send_manager", "door_manager"}),
    "an officer has it in hand": ("officer take, officer restrict", {"caseworker", "send_manager", "door_manager", "officer"}),
    "offered to a team, whose manager could accept it": (
        f"{OFFERED}, officer restrict", {"caseworker", "send_manager", "door_manager", "officer", "team_manager"},
    ),
    "accepted": (
        f"{OFFERED}, team_manager accept_transfer, team_manager restrict", {"caseworker", "send_manager", "team_manager"},
    ),
    "in review, the reviewer named": (
        f"{DECIDED}, officer submits_to_reviewer, officer restrict",
        {"caseworker", "send_manager", "door_manager", "officer", "reviewer"},
    ),
    "in review, nobody named": (
        f"{DECIDED}, officer submits, officer restrict", {"caseworker", "send_manager", "door_manager", "officer"},
    ),
    "a safeguarding referral was made": (
        "officer take, officer record_safeguarding_referral", {"caseworker", "send_manager", "door_manager", "officer"},
    ),
    "closed": ("officer take, officer restrict, caseworker close", {"caseworker", "send_manager", "door_manager"}),
}  # fmt: skip
