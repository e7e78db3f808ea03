"""The help of each page of the office: two sentences, and a picture in which their numbers stand."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Help(NamedTuple):
    """The help of a page: the name of its picture in templates/admin/help, and the two sentences."""

    picture: str
    first: Promise
    second: Promise

    @property
    def template(self) -> str:
        """The template of the picture."""
        return f"admin/help/{self.picture}.html"


OFFICE = Help(
    "office",
    _("The menu leads to every part of the register that you may open."),
    _("The search box at the top finds anything in the register from any page."),
)
LIST = Help(
    "list",
    _("Search and filters choose what is listed; a click on a head sorts."),
    _("The buttons at the top add a record or take the list away; a click on a name opens it."),
)
FORM = Help(
    "form",
    _("Labels in bold name what is needed; all else can be filled in later."),
    _("Nothing is kept before you save."),
)
LOG_IN = Help(
    "person",
    _("With a second factor, the password alone lets nobody in: a code of your telephone is asked for, too."),
    _("Whoever you do not know among your last log-ins is out when you log out everywhere and change the password."),
)
HISTORY = Help(
    "history",
    _("Each line says who changed what and when, the newest first, and why where a reason was given."),
    _("An earlier version can be restored, which is a change of its own."),
)
DELETE = Help(
    "delete",
    _("The page lists what goes with the record; what other records need is not deleted."),
    _("Nothing happens before you confirm."),
)
AGREEMENT = Help(
    "form",
    _("Write each date as far as it is known: 30.06.2003, 10.2020 or 2008; nobody sees a day that you did not write."),
    _("Nothing is kept before you save; the reason that you give stands in the history."),
)
INSTITUTION = Help(
    "form",
    _("Other names help to find an institution, and the next import knows it under each of them."),
    _("Website, ROR and Erasmus code are checked when you save."),
)
PREVIEW = Help(
    "preview",
    _("Each row says what becomes of it; what the register is not sure of is marked for you to look at."),
    _("Say what a column means, or which institution a name is, and read the list again."),
)
RUNS = Help(
    "runs",
    _("Each import is kept with its file, and with what became of each of its rows."),
    _("An import can be taken back as a whole; what people changed since stays."),
)
HELD = Help(
    "held",
    _("A row is held when it names no institution, repeats another one, or can mean several agreements."),
    _("Correct and register it, or dismiss it with a reason; its cells are kept as they were."),
)
WORDS = Help(
    "words",
    _("A word of the register has a name in each language, and the other wordings that mean it."),
    _("The next list is read by these words, and the public pages show them."),
)
MERGES = Help(
    "merge",
    _("Each line is two records that were made one."),
    _("A merge is taken back in one step: names and agreements go back to where they were."),
)
HOME = Help(
    "home",
    _("Name, logo and colour stand on each public page, in files and in e-mails."),
    _("The colour is refused where words in it could not be read."),
)
CHANGE_SETS = Help(
    "bulk",
    _("Each line is one change of several agreements, with its reason."),
    _("It is taken back as a whole; what somebody changed since stays."),
)
PERSON = Help(
    "people",
    _("The role says what a person may do; who has left is made inactive, and stays in the history."),
    _("Nobody sees a password; who has not come yet can be sent the invitation again."),
)
GROUP = Help(
    "people",
    _("A group is a role: it says what the people in it may do."),
    _("Viewer, editor and manager come with the register; most offices need no other."),
)
REVIEW = Help(
    "renew",
    _("A review says whether an agreement goes on, rests, ends, or is to be renegotiated, and what was done since."),
    _("The next review is proposed; the last one can be taken back on the agreement's page."),
)
# By the name of a page's address; what is not named here has the help of its kind of page.
HELP = {
    "index": Help(
        "work",
        _("What is due first stands on top, with the day to decide by; what needs nothing is said in one line."),
        _("A button renews the agreement beside it, or keeps it off the list until a day that you choose."),
    ),
    "partnerships_agreement_changelist": Help(
        "list",
        _("The boxes above the list filter it; what you chose stands below them, and a click takes it off."),
        _("“For paper”, “Export” and “Fill gaps” take the list as it is filtered and sorted."),
    ),
    "partnerships_agreement_add": AGREEMENT,
    "partnerships_agreement_change": AGREEMENT,
    "partnerships_agreement_grid": Help(
        "grid",
        _("Type or paste as in a spreadsheet; Ctrl+D fills down, Ctrl+Z takes back."),
        _("“Look, then save” shows each change before it is kept; all are taken back in one step."),
    ),
    "partnerships_agreement_change_sets": CHANGE_SETS,
    "partnerships_agreement_change_set": CHANGE_SETS,
    "partnerships_agreement_bulk": Help(
        "bulk",
        _("One value is set for all chosen agreements; the page shows before and after of each."),
        _("One reason goes into each history, and all is taken back in one step."),
    ),
    "partnerships_agreement_documents": Help(
        "history",
        _("Documents that were replaced or removed are kept here, with who did it, when and why."),
        _("A file that was deleted by mistake is taken from here again."),
    ),
    "partnerships_agreement_export": Help(
        "paper",
        _("The file holds the agreements of the list, as it is filtered and sorted."),
        _("Its headers are English and its dates in ISO form, so that the register can read it again."),
    ),
    "partnerships_agreement_paper": Help(
        "paper",
        _("The list as people read it: in words, in one language, with a title and numbered pages."),
        _("By country or by unit each group has a heading; your choice is kept for the next time."),
    ),
    "partnerships_agreement_renew": Help(
        "renew",
        _("The end that an agreement has now is kept with the renewal."),
        _("The new end is proposed from the last one; write another if that is not right, or make it open-ended."),
    ),
    "partnerships_agreement_terminate": Help(
        "renew",
        _("An agreement that ends before its time gets the day and the reason."),
        _("It stays in the register as terminated, and nobody is reminded of it any more."),
    ),
    "partnerships_agreement_review": REVIEW,
    "partnerships_agreement_reviews": REVIEW,
    "partnerships_agreement_first_reviews": Help(
        "bulk",
        _("On the day of its next review somebody is asked about an agreement, also where no end is recorded."),
        _("Change the months of a type and look at the table of months; one click gives each its day."),
    ),
    "partnerships_agreement_rest": Help(
        "renew",
        _("An agreement under which nothing is done for a time rests, from a day on, until a day or open."),
        _("It counts neither as in force nor as ended; when the rest is over, the worklist asks whether it goes on."),
    ),
    "partnerships_agreement_snooze": Help(
        "calendar",
        _("The worklist leaves the agreement out until the day that you choose."),
        _("Nothing else changes: neither its dates nor what the public sees."),
    ),
    "partnerships_institution_changelist": Help(
        "list",
        _("An institution is found under each of its names, in any spelling and alphabet."),
        _("Two that are the same are ticked and merged; a merge can be taken back."),
    ),
    "partnerships_institution_add": INSTITUTION,
    "partnerships_institution_change": INSTITUTION,
    "partnerships_import": Help(
        "import",
        _("Choose a file, or paste a table: workbook, text, document, PDF or web page."),
        _("A preview comes first; nothing is kept before you confirm it."),
    ),
    "partnerships_import_preview": PREVIEW,
    "partnerships_importrun_changelist": RUNS,
    "partnerships_importrun_change": RUNS,
    "partnerships_importrun_undo": RUNS,
    "partnerships_importrun_changes": Help(
        "changes",
        _("Each line is one field that the import changed: what it was, and what it is now."),
        _("What was new is not listed, since nothing was there before; the link above leads to it."),
    ),
    "partnerships_sourcerow_changelist": HELD,
    "partnerships_sourcerow_change": HELD,
    "partnerships_sourcerow_decide": HELD,
    **{
        f"partnerships_{model}_{page}": WORDS
        for model in ("agreementtype", "cooperationkind", "unit")
        for page in ("changelist", "add", "change")
    },
    "partnerships_merge_changelist": MERGES,
    "partnerships_merge_change": MERGES,
    "partnerships_merge_take_back": MERGES,
    "partnerships_homeinstitution_add": HOME,
    "partnerships_homeinstitution_change": HOME,
    "partnerships_search": Help(
        "office",
        _("The menu leads to every part of the register that you may open."),
        _("The search finds agreements, institutions, rows of imports and people, in any spelling and alphabet."),
    ),
    "partnerships_calendar": Help(
        "calendar",
        _("Your calendar programme shows your dates under the secret address of this page."),
        _("Make a new address if somebody else has seen it; the old one then shows nothing."),
    ),
    "partnerships_preferences": Help(
        "person",
        _("The language is that of these pages and of your e-mails."),
        _("Your choices change nothing for anybody else."),
    ),
    "partnerships_my_log_in": LOG_IN,
    "partnerships_second_factor": LOG_IN,
    "partnerships_login_changelist": Help(
        "people",
        _("Each line is one try to log in: who, when, how and from where, and what came of it."),
        _("After wrong passwords one waits; ticked lines can be forgiven, so that the next try is looked at at once."),
    ),
    "partnerships_first_steps": Help(
        "steps",
        _("Each step leads to its page, and ticks itself off when the register shows that it is done."),
        _("The page can be put away; “My preferences” brings it back."),
    ),
    "auth_user_changelist": Help(
        "people",
        _("Each person has a role, which says what they may do."),
        _("The list says who was invited, who was in, and who has left."),
    ),
    "auth_user_add": Help(
        "people",
        _("The person gets a message with a link that works for some days, and sets a password there."),
        _("You can only give a role that may do no more than you."),
    ),
    "auth_user_change": PERSON,
    "auth_user_password_change": PERSON,
    "auth_group_changelist": GROUP,
    "auth_group_add": GROUP,
    "auth_group_change": GROUP,
}
KINDS = {"_changelist": LIST, "_add": FORM, "_change": FORM, "_history": HISTORY, "_delete": DELETE}


def help_for(name: str) -> Help:
    """Return the help of the page whose address has that `name`."""
    of_kind = (found for end, found in KINDS.items() if name.endswith(end))
    return HELP.get(name) or next(of_kind, OFFICE)
