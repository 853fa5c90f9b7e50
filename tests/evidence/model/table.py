"""Which steps does the design allow: from where, when, to where, held and written by whom, and taken by whom?

`pathway.md` copied out by hand, in its order. Where it leaves room, docs/decisions/0004 says how it is read.
"""

from __future__ import annotations

from dataclasses import dataclass

STATES = [
    "awaiting_triage",
    "triaging",
    "returned",
    "offered",
    "assessing",
    "drafting",
    "reviewing",
    "issued",
    "closed",
]
CLOSED, ISSUED = "closed", "issued"
GROUPS = {
    "at_door": ["awaiting_triage", "triaging"],
    "disputed": ["awaiting_triage", "triaging", "offered"],
    "worked_on": ["triaging", "offered", "assessing", "drafting", "reviewing"],
    "open": STATES[:7],
    "not_closed": STATES[:8],
    "any": STATES,
}
ROLES = {
    "SEND": {"send_caseworker", "annual_review_coordinator", "send_manager"},
    "SM": {"send_manager"},
    "TO": {"triage_officer"},
    "FDM": {"front_door_manager"},
    "PR": {"practitioner"},
    "TM": {"team_manager"},
    "RV": {"reviewer"},
    "DSCO": {"dsco"},
}
MANAGERS = ROLES["SM"] | ROLES["FDM"] | ROLES["TM"]
CARE = ROLES["TO"] | ROLES["FDM"] | ROLES["PR"] | ROLES["TM"]
PRACTICE = ROLES["PR"] | ROLES["TM"]

# action | from | only when | to | held by | writes then | who, in which team (the holder's unless another is named)
TABLE = """
resubmit | returned | involved | drafting | lead | lead | SEND@asked
resubmit | returned | not_involved | awaiting_triage | routed | nothing | SEND@asked
take | awaiting_triage | - | triaging | actor | nothing | TO FDM
release | triaging | - | awaiting_triage | team | nothing | TO FDM
return_as_incomplete | at_door | - | returned | asked | nothing | TO FDM
redirect_front_door | at_door | - | awaiting_triage | named_door | nothing | TO FDM
pass_to_lead_professional | disputed | - | drafting | lead | lead | TO FDM
pass_to_lead_professional | drafting | by_front_door | drafting | lead | lead | TO FDM
record_reading | worked_on | - | same | same | kept | TO FDM PR TM; TO FDM PR TM@helping
record_contact | worked_on | - | same | same | kept | TO FDM PR TM; TO FDM PR TM@helping
record_answers | worked_on | - | same | same | kept | TO FDM PR TM; TO FDM PR TM@helping
review_provision | worked_on | - | same | same | kept | TO FDM PR TM; TO FDM PR TM@helping
record_consent | worked_on | - | same | same | kept | TO FDM PR TM; TO FDM PR TM@helping
record_referral | worked_on | - | same | same | kept | TO FDM PR TM; TO FDM PR TM@helping
countersign | triaging | - | same | same | kept | FDM
decide_no_assessment | triaging | - | drafting | actor | front_door | TO FDM
offer_transfer | triaging | - | offered | same | nothing | TO FDM
resume_triage | drafting | by_front_door | triaging | actor | nothing | TO FDM
accept_transfer | offered | - | assessing | offered | assessing_team | PR TM@offered
refuse_transfer | offered | - | awaiting_triage | team | nothing | PR TM@offered
withdraw_offer | offered | - | awaiting_triage | team | nothing | TO FDM
escalate_dispute | disputed | - | same | same | kept | TO FDM PR TM; TO FDM PR TM@offered
settle_dispute | triaging offered | - | assessing | named_team | assessing_team | DSCO@any; FDM TM SM@decider
settle_dispute_for_front_door | disputed | - | awaiting_triage | named_door | nothing | DSCO@any; FDM TM SM@decider
settle_dispute_for_lead_professional | disputed | - | drafting | lead | lead | DSCO@any; FDM TM SM@decider
start_assessment | drafting | by_lead | assessing | same | unwritten | PR TM
plan_assessment | assessing | - | same | same | kept | PR TM
plan_assessment | drafting reviewing | interim | same | same | kept | PR TM
hand_back | assessing | - | awaiting_triage | last_door | nothing | PR TM
hand_back | drafting | by_assessing_team | awaiting_triage | last_door | nothing | PR TM
resume_assessment | drafting | by_assessing_team | assessing | same | unwritten | PR TM
start_interim_advice | assessing | - | drafting | same | interim | PR TM
abandon_interim | drafting | interim | assessing | same | unwritten | PR TM
complete_assessment | assessing | - | drafting | same | in_full | PR TM
decline_involvement | drafting | by_lead | awaiting_triage | last_door | nothing | PR TM
submit_for_review | drafting | - | reviewing | same | kept | TO FDM PR TM
return_draft | reviewing | - | drafting | same | kept | RV TM FDM; DSCO@any
issue_interim_advice | reviewing | interim | assessing | same | unwritten | RV TM FDM; DSCO@any
issue_advice | reviewing | not_interim | issued | asked | kept | RV TM FDM; DSCO@any
amend_advice | issued | - | drafting | author | amendment | TO FDM PR TM@author; DSCO@any; SEND@asked
abandon_amendment | drafting | amendment | issued | asked | restored | PR TM FDM; DSCO@any
assign | open | - | same | assignee | kept | TO FDM PR TM SEND; DSCO@any
update_person | any | - | same | same | kept | TO FDM PR TM SEND; SEND@asked
ask_requester | open | - | same | same | kept | TO FDM PR TM
answer_requester | open | - | same | same | kept | SEND@asked
add_contributor | open | - | same | same | kept | FDM TM; DSCO@any
remove_contributor | open | - | same | same | kept | FDM TM; DSCO@any
record_safeguarding_referral | any | - | same | same | kept | TO FDM PR TM SEND; TO FDM PR TM@helping; SEND@asked
restrict | any | - | same | same | kept | TO FDM PR TM SEND; TO FDM PR TM@helping; SEND@asked
lift_restriction | any | - | same | same | kept | FDM TM; DSCO@any
claim_exception | not_closed | - | same | same | kept | TO FDM PR TM SEND; SEND@asked
approve_exception | not_closed | - | same | same | kept | FDM TM; SM@asked; DSCO@any
refuse_exception | not_closed | - | same | same | kept | FDM TM; SM@asked; DSCO@any
chase | open | - | same | same | kept | SEND@asked; FDM TM@any
report_delay | open | - | same | same | kept | TO FDM PR TM SEND
confirm_existing_advice | open | - | same | same | kept | SEND@asked; TO FDM PR TM
note | any | - | same | same | kept | TO FDM PR TM SEND; SEND@asked; DSCO@any
adopt_existing_advice | at_door drafting | not_amendment | closed | nobody | kept | SEND@asked; FDM TM
close_as_duplicate | open | not_amendment | closed | nobody | kept | SEND@asked; TO FDM
close | open | not_amendment | closed | nobody | kept | SEND@asked; FDM; DSCO@any
close | issued | - | closed | nobody | kept | SEND@asked; FDM; DSCO@any
reopen | closed | - | before | team | kept | FDM TM SM; DSCO@any
update_referral | any | - | same | same | kept | TO FDM PR TM@owing
"""


@dataclass(frozen=True)
class Step:
    """One row from one state. `who`: pairs of the roles that may take it and the team they must hold them in."""

    action: str
    source: str
    when: str
    target: str
    holder: str
    writes: str
    who: tuple[tuple[frozenset[str], str], ...]


def _who(text: str) -> tuple[tuple[frozenset[str], str], ...]:
    parts = (part.partition("@") for part in text.split(";"))
    return tuple(
        (frozenset().union(*(ROLES[one] for one in names.split())), team or "holding") for names, _, team in parts
    )


def _steps() -> list[Step]:
    rows = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
    return [
        Step(action, source, when, target, holder, writes, _who(who))
        for action, sources, when, target, holder, writes, who in rows
        for named in sources.split()
        for source in GROUPS.get(named, [named])
    ]


STEPS = _steps()
FROM: dict[str, dict[str, list[Step]]] = {state: {} for state in STATES}
for _step in STEPS:
    FROM[_step.source].setdefault(_step.action, []).append(_step)
ACTIONS = list(dict.fromkeys(step.action for step in STEPS))
EVER = {
    action: frozenset().union(*(roles for step in STEPS if step.action == action for roles, _ in step.who))
    for action in ACTIONS
}
