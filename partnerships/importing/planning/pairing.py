"""Pairing: which rows of a list are which of the registered agreements of one institution and wording."""

from collections import defaultdict
from datetime import timedelta
from operator import attrgetter

from partnerships.partial_dates import are_compatible

NUMBERS = ("register_number", "number")  # by which a row and an agreement are known to be the same
LONGEST_WAIT = timedelta(days=366)  # from a signing to the start


def pair(rows, agreements, others=()):
    """Match `rows` with registered `agreements`, all of one institution and wording, then with `others` of it.

    `rows` have a `register_number`, a `number`, `signed`, `starts` and `ends`. Returns {index of a row: agreement}, and
    the set of the indexes of rows for which more than one agreement is possible. Equal dates come before compatible
    ones; an equal number decides where several fit, the register's own before that of the list. No agreement is matched
    with two rows.
    """
    pairs, unclear = pair_by_dates(rows, agreements) if agreements else ({}, set())
    for name in NUMBERS:
        pairs |= pair_corrected(rows, agreements, pairs, unclear, name)
    rest = [position for position in range(len(rows)) if position not in pairs and position not in unclear]
    if rest and others:
        more, doubtful = pair([rows[position] for position in rest], others)
        pairs |= {rest[index]: agreement for index, agreement in more.items()}
        unclear |= {rest[index] for index in doubtful}
    return pairs, unclear


def pair_by_dates(rows, agreements):
    """Match `rows` with `agreements` by their dates, the equal ones first; return the pairs and the unclear rows."""
    pairs, unclear, free = {}, set(), list(agreements)
    for fits in (same_dates, same_date, compatible_date):
        for position, row in enumerate(rows):
            if position in pairs:
                continue
            possible = [agreement for agreement in free if fits(row, agreement)]
            chosen = of_number(row, possible) or possible
            if len(chosen) > 1 and fits is compatible_date:
                unclear.add(position)
            elif chosen:
                pairs[position] = min(chosen, key=attrgetter("pk"))
                free.remove(pairs[position])
    return pairs, unclear


def of_number(row, agreements):
    """Return those of some `agreements` that have the register number of a `row`, else those with its number."""
    registered = [each for each in agreements if each.register_number == row.register_number is not None]
    return registered or [each for each in agreements if each.number == row.number]


def pair_corrected(rows, agreements, pairs, unclear, name):
    """Return the pairs of `rows` and `agreements` that are left over, have one number and differ in their signing.

    The number is in the column `name`, one of NUMBERS.

    None where a number stands in several rows or at several agreements: it tells them not apart.
    """
    rows_of, agreements_of = by_number(rows, name), by_number(agreements, name)
    paired = {agreement.pk for agreement in pairs.values()}
    found = {}
    for number, positions in rows_of.items():
        others = agreements_of.get(number, ())
        if len(positions) != 1 or len(others) != 1 or positions[0] in pairs or positions[0] in unclear:
            continue
        row, agreement = rows[positions[0]], agreements[others[0]]
        if agreement.pk not in paired and are_compatible(row.ends, agreement.ends):
            found[positions[0]] = agreement
    return found


def by_number(records, name):
    """Return the indexes of `records` by their number in the column `name`: {number: [index]}."""
    found = defaultdict(list)
    for position, record in enumerate(records):
        if (number := getattr(record, name)) is not None:
            found[number].append(position)
    return found


def differ_in_precision(one, other):
    """Return whether two records say the same dates, of which one is known better: signing, end or both."""
    pairs = [(one.signed, other.signed), (one.ends, other.ends)]
    return all(are_compatible(*dates) for dates in pairs) and any(all(dates) for dates in pairs)


def same_dates(row, agreement):
    """Return whether both dates of a `row` and an `agreement` are equal: signing (or start) and end."""
    return same_date(row, agreement) and row.ends == agreement.ends


def same_date(row, agreement):
    """Return whether the signing of a `row` and an `agreement` is equal, or the start where one is not signed."""
    given, kept = comparable_dates(row, agreement)
    return given == kept


def compatible_date(row, agreement):
    """Return whether one of the dates that are compared is unknown, or refines the other.

    A start fits a signing, too, that lies up to a year before it.
    """
    given, kept = comparable_dates(row, agreement)
    if given is None or kept is None or given.refines(kept) or kept.refines(given):
        return True
    if (row.signed and agreement.signed) or (row.starts and agreement.starts):
        return False
    signed, starts = (given, kept) if row.signed else (kept, given)
    return signed.first_day <= starts.last_day and starts.first_day <= signed.last_day + LONGEST_WAIT


def comparable_dates(row, agreement):
    """Return the date of a `row` and the one of an `agreement` that tell whether they are the same.

    They are the signings where both are known, else the starts, else whichever of the two each has. So a start that an
    earlier import took for the signing is found again.
    """
    for name in ("signed", "starts"):
        given, kept = getattr(row, name), getattr(agreement, name)
        if given and kept:
            return given, kept
    return row.signed or row.starts, agreement.signed or agreement.starts
