"""The commands `advice user` and `advice token`: who may use the service, as what, and who no longer may."""

from __future__ import annotations

import click
from sqlalchemy import func, select

from commands.terminal import plainly, storage
from config import clock
from models import leaving, user
from models.request import Request

EMAIL = click.option("--email", required=True)
ROLES = click.option(
    "--role", "roles", multiple=True, required=True, metavar="ROLE:TEAM", help="May be given several times."
)


@click.group("user")
def users() -> None:
    """People who use the service."""


@users.command("add")
@click.option("--authority", "code", required=True, help="The authority's code.")
@EMAIL
@click.option("--name", required=True)
@ROLES
@plainly
def add(code: str, email: str, name: str, roles: tuple[str, ...]) -> None:
    """Add a person, or give an existing one further roles; one who had left is back. Roles: see docs/glossary.md."""
    with storage() as (_, session):
        user.add(session, code, email, name, roles)
    click.echo(f"{email} is {', '.join(roles)} in {code}.")


@users.command("remove")
@EMAIL
@ROLES
@plainly
def remove(email: str, roles: tuple[str, ...]) -> None:
    """Take roles from a person, who keeps the others: with their next call or page."""
    with storage() as (_, session):
        left = leaving.remove(session, email, roles)
    click.echo(f"{email} is no longer {', '.join(roles)}. Roles left: {left}.")


@users.command("leave")
@EMAIL
@plainly
def leave(email: str) -> None:
    """End all that a person may do: roles, tokens and sessions. The record goes on naming them."""
    with storage() as (_, session):
        who = leaving.leave(session, email, clock.now())
        mine = (Request.authority_id == who.authority_id, Request.member_id == who.id, Request.is_open)
        held = session.scalar(select(func.count()).select_from(Request).where(*mine))
    click.echo(f"{email} has left, and can do nothing here any more.")
    if held:
        click.echo(f"Open requests that they still hold: {held}. Their manager gives these to somebody else.")


@users.command("forget-sign-on")
@EMAIL
@plainly
def forget_sign_on(email: str) -> None:
    """Let a person be known by their e-mail address again when they next sign in: their account there was made anew."""
    with storage() as (_, session):
        leaving.forget_sign_on(session, email, clock.now())
    click.echo(f"Whoever next signs in with the address {email} is taken for them, from then on.")


@click.group()
def token() -> None:
    """Bearer tokens, with which programs act for people."""


@token.command("create")
@click.option("--user", "email", required=True, help="The e-mail address of the person it acts for.")
@plainly
def create(email: str) -> None:
    """Make a token for a person, and print it once: only its hash is kept."""
    with storage() as (_, session):
        click.echo(user.give_token(session, email, clock.now()))


@token.command("withdraw")
@click.option("--user", "email", required=True, help="The e-mail address of the person for whom they act.")
@plainly
def withdraw(email: str) -> None:
    """Withdraw every token of a person: none is good for a further call."""
    with storage() as (_, session):
        withdrawn = leaving.withdraw_tokens(session, email, clock.now())
    click.echo(f"Tokens of {email} that were withdrawn: {withdrawn}.")
