"""Is a line of provision for social care to make, in this section, and more than everybody has?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from workflow.facts import Facts
from workflow.rule import LAW, LOCAL
from workflow.rules.provision import H1_CITE, Written, written
from workflow.writing.checks import Found, stop, warn
from workflow.writing.phrases import Cue, plain

EDUCATION = Cue("education", "fires", "unless")
EDUCATION_BESIDE_CARE = Cue("education", "fires", "unless_of_a_care_worker")
HEALTH, EQUIPMENT = Cue("health", "fires", "unless"), Cue("health", "equipment")
CARE_WORKER, DONE_BY_ONE = Cue("health", "care_worker"), Cue("health", "done", "unless")
HEALTH_BESIDE_EQUIPMENT = Cue("health", "fires", "unless_with_equipment")
NIGHTS, PERHAPS = Cue("nights", "fires", "never_a_stay"), Cue("nights", "perhaps", "never_a_stay")
DAYS_APART = Cue("nights", "days_apart")
AT_HOME, AWAY, BY_DAY = Cue("nights", "at_home"), Cue("nights", "away"), Cue("nights", "day")
UNIVERSAL = Cue("universal", "fires", "where_others_are")
ADDED, SIGNPOSTED = Cue("universal", "added", "carers_who_are_family"), Cue("universal", "signposting")
FAMILY = Cue("universal", "family_alone")
RESIDENTIAL = "h2_residential_short_break"


def _by_a_care_worker(line: Written) -> bool:
    """It begins with a care worker or what one does; school and health are only spoken of beside it."""
    return CARE_WORKER.says.match(plain(line.said("what"))) is not None


@stop("Children and Families Act 2014, section 21(1), (5): what educates or trains is educational provision", LAW)
def provision_educates_or_trains_nobody(facts: Facts, on: date) -> Iterator[Found]:
    """Education or training of the child or young person stands in section F, whoever delivers it."""
    for line in written(facts):
        words = (EDUCATION_BESIDE_CARE if _by_a_care_worker(line) else EDUCATION).first(line.text)
        if words:
            told = "is education or training, which stands in section F: take it out, or say what care is given"
            yield Found(line.place_of(words), f'Provision {line.id}: "{words}" {told}.', words)


@stop("Children and Families Act 2014, section 21(3), (4): health care is made by the health service", LAW)
def provision_is_not_for_health_to_make(facts: Facts, on: date) -> Iterator[Found]:
    """Therapy, nursing, medicine and diagnosis stand in section G; care that follows a plan of theirs stands here."""
    for line in written(facts):
        cue = HEALTH_BESIDE_EQUIPMENT if EQUIPMENT.tells(line.text) else HEALTH
        apart = _by_a_care_worker(line) and not cue.tells(line.said("provider"))
        words = (DONE_BY_ONE if apart else cue).first(line.text)
        if words:
            told = "is health care, which stands in section G: take it out, or say what a care worker does"
            yield Found(line.place_of(words), f'Provision {line.id}: "{words}" {told}.', words)


@stop(H1_CITE, LAW)
def h1_holds_no_residential_short_break(facts: Facts, on: date) -> Iterator[Found]:
    """A break away from home overnight is other provision, and stands in section H2."""
    for line in written(facts, "H1"):
        words = NIGHTS.first(line.text) or DAYS_APART.first(line.text)
        words = words or ("" if BY_DAY.tells(line.text) else PERHAPS.first(line.text))
        words = "" if AT_HOME.tells(line.text) and not AWAY.tells(line.text) else words
        if line.category == RESIDENTIAL or words:
            place = line.place_of(words) if words else f"{line.place}.category"
            told = "a night away from home is a residential short break: move the line to H2"
            yield Found(place, f"Provision {line.id}: {told}.", words)


@warn("Social care advice page: universal services are not provision by the authority", LOCAL)
def universal_services_are_not_provision(facts: Facts, on: date) -> Iterator[Found]:
    """What everybody may use, and what family and friends do, is told as signposting and not as provision."""
    for line in written(facts):
        alone = FAMILY.says.fullmatch(line.said("provider").casefold().strip())
        words = line.said("provider") if alone else UNIVERSAL.first(line.text)
        if words and not ADDED.tells(line.text) and not SIGNPOSTED.tells(line.text):
            told = "is there for everybody, or is what family does: signpost it, or say what the authority adds"
            yield Found(line.place_of(words), f'Provision {line.id}: "{words}" {told}.', words)
