"""Could this number or address be one? Check digits of the UPN and the NHS number; the shape of a telephone number."""

from __future__ import annotations

import re
from collections.abc import Callable

import nhs_number

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # the check letters of a UPN: no I, O or S
UPN = re.compile(r"([A-Z])(\d{11}[\dA-Z])\Z", re.ASCII)
LENGTH = 13
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
FEWEST_FIGURES = 6


def upn_fault(upn: str) -> str | None:
    """What is wrong with a unique pupil number, if anything (DfE, UPN guide: weights 2 to 13, modulus 23)."""
    parts = UPN.match(upn)
    if parts is None:
        return f"A UPN is a letter, then 12 characters that are figures (the last may be a letter); {LENGTH} in all."
    letter, rest = parts.groups()
    if letter not in LETTERS or (rest[-1].isalpha() and rest[-1] not in LETTERS):
        return "A UPN has no letter I, O or S."
    values = [LETTERS.index(sign) if sign.isalpha() else int(sign) for sign in rest]
    wanted = LETTERS[sum(value * weight for weight, value in enumerate(values, start=2)) % len(LETTERS)]
    return None if letter == wanted else "This UPN has a slip in it: its first letter does not fit the figures."


def nhs_number_fault(number: str) -> str | None:
    """What is wrong with an NHS number, if anything (ten figures, the last a modulus 11 check)."""
    plain = number.replace(" ", "")
    if not re.fullmatch(r"\d{10}", plain, re.ASCII):
        return "An NHS number has ten figures."
    return None if nhs_number.is_valid(plain) else "This NHS number has a slip in it: its last figure does not fit."


def phone_fault(number: str) -> str | None:
    """What is wrong with a telephone number, if anything: words may stand beside it (extension 12, after four)."""
    if sum(sign.isdecimal() for sign in number) >= FEWEST_FIGURES and "@" not in number:
        return None
    return f"A telephone number has at least {FEWEST_FIGURES} figures, such as 01632 960001."


def email_fault(address: str) -> str | None:
    """What is wrong with an e-mail address, if anything."""
    return None if EMAIL.fullmatch(address) else "An e-mail address looks like ana@example.org."


CHECKS: dict[str, Callable[[str], str | None]] = {
    "upn": upn_fault,
    "nhs_number": nhs_number_fault,
    "phone": phone_fault,
    "email": email_fault,
}
