"""Referrals: what stands by itself, listed across requests, whatever has become of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Blueprint

from api import paging, standing
from api.contract import Call, Reply, operation
from api.representation import path
from api.schemas import REFERRALS
from config.clock import day_of
from models.referral_list import WantedReferrals, listed

referrals = Blueprint("referrals", __name__)
LIST = "referrals"


@operation(referrals, "GET", "/referrals", query=REFERRALS, answers={200: "ReferralList"}, headers=("Link",))
def referral_list(call: Call) -> Reply:
    """The referrals of the requests that you may see, oldest first"""
    asked = call.query
    after = paging.place(LIST, asked["cursor"], date.fromisoformat, UUID, int) if "cursor" in asked else None
    wanted = WantedReferrals(
        teams=(asked["team"],) if "team" in asked else (),
        statuses=asked.get("status", ()),
        kind=asked.get("kind"),
        after=after,
        per_page=asked["per_page"],
    )
    rows = listed(call.session, call.signed, wanted)
    page, headers = rows[: wanted.per_page], {}
    if len(rows) > wanted.per_page:
        last = page[-1][0]
        headers = paging.next_page(cursor=paging.cursor(LIST, last.referred_on, last.request_id, last.number))
    on = day_of(call.work.at)
    shown = [standing.listed_referral(row, path(row.reference), on) for row in page]
    return Reply({"referrals": shown}, headers=headers)
