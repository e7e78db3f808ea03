"""The public page of an agreement, and what answers where its number is no longer, or not, on the public list."""

from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import DetailView

from partnerships.absolute_addresses import absolute
from partnerships.models import Agreement
from partnerships.models.cooperation_kinds import kinds_in
from partnerships.models.documents import public_documents

from .agreement_history import public_history
from .agreement_numbers import staying_agreement, was_public
from .agreement_terms import on_page
from .agreement_timeline import timeline_of
from .agreement_words import citation_of, name_of, status_in_words, type_or_title
from .answers import moved_to
from .home import home_of
from .structured_data import as_json_ld, structured_agreement
from .values_filters import kinds_at


class AgreementDetail(DetailView):
    """One public agreement."""

    template_name = "public/agreement_detail.html"
    slug_field = "register_number"
    slug_url_kwarg = "number"

    def get(self, request, *args, **kwargs):
        """Return the page; a redirect to the agreement that stays of two; 410 where it was withdrawn."""
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            if stays := staying_agreement(self.kwargs["number"]):
                return moved_to(stays.get_absolute_url())
            if was_public(self.kwargs["number"]):
                context = {"number": self.kwargs["number"]}
                return render(request, "public/agreement_gone.html", context, status=410)
            raise

    def get_queryset(self):
        later = Prefetch("superseded_by", Agreement.objects.public(), to_attr="public_successors")
        related = Agreement.objects.public().select_related("institution", "agreement_type", "supersedes", "unit")
        return related.prefetch_related("renewals", public_documents(), later)

    def get_context_data(self, **kwargs):
        agreement, on = self.object, timezone.localdate()
        canonical = absolute(agreement.get_absolute_url(), self.request)
        return super().get_context_data(
            canonical=canonical,
            json_ld=as_json_ld(structured_agreement(agreement, self.request)),
            name=name_of(agreement),
            kind=type_or_title(agreement),
            standing=status_in_words(agreement, on),
            status=agreement.status_on(on),
            timeline=timeline_of(agreement, on),
            item=on_page(agreement, on),
            kinds=kinds_in(agreement.kinds, kinds_at(self.request.register_version)),
            history=public_history(agreement),
            citation=citation_of(agreement, home_of(self.request), canonical, on),
            **kwargs,
        )
