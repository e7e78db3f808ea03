"""The terms of an agreement as a line with today on it: where each term begins and ends, in per cent of its width."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from partnerships.models import Agreement, Validity
from partnerships.partial_dates import PartialDate

EDGE = 12  # per cent that a label at an end of the line needs


class Term(NamedTuple):
    """One term on the line: where it begins and how wide it is in per cent, and which way it looks."""

    left: float
    width: float
    kind: str  # past, current, coming or proposed


class Label(NamedTuple):
    """A text below the line: where it stands in per cent, and on which side of that."""

    at: float
    anchor: str  # start, middle or end
    text: str


class Timeline(NamedTuple):
    """The line: its terms, its labels, where today is, and its rest; the last two None where they lie outside."""

    terms: list[Term]
    labels: list[Label]
    today: float | None
    today_anchor: str
    rest: Term | None


def timeline_of(agreement: Agreement, on: date, proposed: PartialDate | None = None) -> Timeline | None:
    """Return the line of an agreement as it is on the day `on`, with a term until a `proposed` end, if there is one.

    None where its beginning or its end is not known.
    """
    starts = agreement.starts or agreement.signed
    if starts is None or not (agreement.ends or agreement.validity == Validity.OPEN_ENDED):
        return None
    edges = edges_of(agreement, starts, on)
    first, last = edges[0], edges[-1]
    if last <= first:
        return None
    ends = [each for each in (agreement.ends, proposed) if each]
    furthest = max([last, *(each.last_day for each in ends)])

    def at(day):
        return round(100 * (day - first).days / (furthest - first).days, 2)

    stopped = min(agreement.terminated_on or date.max, on)
    terms = [term for one, other in pairwise(edges) for term in parts_of(one, other, stopped, at)]
    labels = [Label(0, "start", str(starts))]
    if furthest > last:
        terms.append(Term(at(last), round(100 - at(last), 2), "proposed"))
        edges.append(furthest)
    labels += [Label(at(day), "middle", str(day.year)) for day in edges[1:-1] if EDGE < at(day) < 100 - EDGE]
    labels.append(Label(100, "end", str(ends[-1] if ends else "…")))
    today = at(on) if first <= on <= furthest else None
    return Timeline(terms, labels, today, anchor_of(today), rest_of(agreement, first, last, at))


def rest_of(agreement: Agreement, first: date, last: date, at: Callable[[date], float]) -> Term | None:
    """Return the rest of an agreement on a line from the day `first` to the day `last`; None for none there."""
    begun, over = agreement.rests_from, agreement.rests_until or last
    if begun is None or begun >= last or over < first:
        return None
    left, right = at(max(begun, first)), at(min(over, last))
    return Term(left, round(max(right - left, 0.5), 2), "rest")


def edges_of(agreement: Agreement, starts: PartialDate, on: date) -> list[date]:
    """Return the days on which terms begin, and the last day; of an open-ended one that is some time from now."""
    renewals = list(agreement.renewals.all())
    begun = [renewal.starts.first_day for renewal in renewals if renewal.starts]
    last = agreement.ends.last_day if agreement.ends else max(on, starts.last_day, *begun) + timedelta(days=366)
    inside = sorted({day for day in begun if starts.first_day < day < last})
    return [starts.first_day, *inside, last]


def parts_of(first: date, last: date, stopped: date, at: Callable[[date], float]) -> list[Term]:
    """Return the part of a term that has passed by the day `stopped`, and the part to come."""
    if last <= stopped:
        return [Term(at(first), round(at(last) - at(first), 2), "past")]
    if first >= stopped:
        return [Term(at(first), round(at(last) - at(first), 2), "coming")]
    return [
        Term(at(first), round(at(stopped) - at(first), 2), "current"),
        Term(at(stopped), round(at(last) - at(stopped), 2), "coming"),
    ]


def anchor_of(at: float | None) -> str:
    """Return on which side of a place on the line a short text has room."""
    return "start" if at is None or at < EDGE / 2 else "end" if at > 100 - EDGE / 2 else "middle"
