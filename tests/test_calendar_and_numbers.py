"""Are days and numbers what those who publish them say? Bank holidays, unique pupil numbers and NHS numbers."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays

from config import calendar
from workflow.asking.identifiers import email_fault, nhs_number_fault, phone_fault, upn_fault

SATURDAY = 5


HELD = calendar.england()


def test_the_bank_holidays_are_those_that_the_government_publishes() -> None:
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division="england-and-wales")
    published = {one["date"]: one["title"].replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") for one in listed}
    first, last = max(min(published), HELD.start), min(max(published), HELD.end)
    assert (last - first).days > 365 * 5
    assert [year for year in range(first.year, last.year + 1) if sum(day.year == year for day in published) < 8] == []
    within = {day: name for day, name in HELD.days_off.items() if first <= day <= last}
    assert within == {day: name for day, name in published.items() if first <= day <= last}


def test_the_bank_holidays_are_those_that_another_list_computes() -> None:
    years = range(HELD.start.year, HELD.end.year + 1)
    computed = {day for day in holidays.UK(subdiv="ENG", years=years) if day.weekday() < SATURDAY}
    assert {day for day in HELD.days_off if day.weekday() < SATURDAY} == computed
    assert len(computed) >= 8 * len(years)
    assert (HELD.start, HELD.end) == (date(years[0], 1, 1), date(years[-1], 12, 31)), "whole years, or days are missing"


def test_every_bank_holiday_has_its_name() -> None:
    nameless = [day for day, name in HELD.days_off.items() if not (isinstance(name, str) and name[:1].isupper())]
    assert nameless == []
    assert HELD.days_off[date(2026, 4, 3)] == "Good Friday"
    assert HELD.days_off[date(2022, 9, 19)] == "Bank Holiday for the State Funeral of Queen Elizabeth II"


def test_a_day_outside_the_calendar_is_refused_and_never_guessed() -> None:
    for day in (HELD.start, HELD.end):
        assert HELD.is_working_day(day) in (True, False)
    for day in (HELD.start - timedelta(days=1), HELD.end + timedelta(days=1)):
        for asked in (HELD.is_working_day, HELD.on_or_before, lambda one: HELD.add(one, 1)):
            with pytest.raises(calendar.CalendarEnds, match=str(day)):
                asked(day)
    for day, count in ((HELD.end, 1), (HELD.end, 3), (HELD.start, -1), (HELD.start, -300)):
        with pytest.raises(calendar.CalendarEnds, match="leaves it"):
            HELD.add(day, count)


def test_the_calendar_reaches_far_enough_for_a_request_of_today() -> None:
    assert HELD.end > date.today() + timedelta(days=365)  # noqa: DTZ011  # the real day, on any machine


@pytest.mark.parametrize("upn", ["A950000178301", "H243278544154", "X845212818005", "B801200005001", "M80120000500A"])
def test_a_upn_that_the_department_could_have_given_is_taken(upn: str) -> None:
    assert upn_fault(upn) is None


@pytest.mark.parametrize(
    "upn",
    [
        "R247962919251",
        "X428558133462",
        "A950000178302",
        "a950000178301",
        "A95000017830",
        "A9500001783011",
        "I950000178301",
        "A95000017830O",
        "",
        "A95000017830\n",
        "A9500001783\u06601",
    ],
)
def test_a_upn_with_a_slip_in_it_is_refused(upn: str) -> None:
    assert upn_fault(upn)


def test_every_slip_of_one_figure_in_an_nhs_number_is_found() -> None:
    good = "9434765919"
    assert nhs_number_fault(good) is None
    assert nhs_number_fault("943 476 5919") is None
    slips = {f"{good[:n]}{figure}{good[n + 1 :]}" for n in range(10) for figure in "0123456789"} - {good}
    assert len(slips) == 90
    assert [slip for slip in slips if not nhs_number_fault(slip)] == []
    for wrong in ("9434765918", "943476591", "94347659190", "\u0669434765919", "943476591a", ""):
        assert nhs_number_fault(wrong)


def test_a_telephone_number_has_figures_and_may_have_words_beside_them() -> None:
    for good in ("01632 960001", "+44 (0)1632 960-001", "01632 960001 ext 12", "07700 900001 after four", "960001"):
        assert phone_fault(good) is None
    for wrong in ("abc", "none", "12345", "ana@example.org", "a123456@example.org"):
        assert phone_fault(wrong)


def test_an_e_mail_address_has_somebody_and_somewhere() -> None:
    for good in ("ana@example.org", "a.b+c@sub.example.co.uk", "o'brien@example.org"):
        assert email_fault(good) is None
    for wrong in ("notanemail", "ana@", "@example.org", "ana@example", "ana@@example.org", "a b@example.org", "ana@x."):
        assert email_fault(wrong)
