"""The groups as roles: what each may do in a sentence, and which of them a person can hand out."""

from django.contrib.auth.models import AbstractUser, Group, Permission
from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

# The groups that come with the register, from the one with the fewest rights on.
ROLES = {
    "viewer": _("Viewer: looks at everything, changes nothing"),
    "editor": _("Editor: also edits, imports, exports and renews"),
    "manager": _("Manager: also deletes, merges, takes imports back, and invites people"),
}


def role_in_words(group):
    """Return what a group is called, with what it may do where it comes with the register."""
    return str(ROLES.get(group.name, group.name))


def permissions_of(person: AbstractUser) -> QuerySet:
    """Return the permissions that a person has by hand or by a group, also one who may not log in any more."""
    return Permission.objects.filter(Q(user=person) | Q(group__user=person)).order_by()


def grantable_groups(person: AbstractUser) -> QuerySet:
    """Return the groups that a person can hand out: those that may do nothing that the person may not."""
    known = Case(*(When(name=name, then=at) for at, name in enumerate(ROLES)), default=len(ROLES))
    groups = Group.objects.order_by(known, "name")
    if person.is_superuser:
        return groups
    beyond = Permission.objects.exclude(pk__in=permissions_of(person).values("pk"))
    return groups.exclude(pk__in=Group.objects.filter(permissions__in=beyond).values("pk"))


def may_do_more(person: AbstractUser, than: AbstractUser) -> bool:
    """Return whether a `person` has a right that another, `than`, has not."""
    if than.is_superuser or person.is_superuser:
        return person.is_superuser and not than.is_superuser
    return permissions_of(person).exclude(pk__in=permissions_of(than).values("pk")).exists()
