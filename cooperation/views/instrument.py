from django.views.generic import TemplateView


class InstrumentList(TemplateView):
    template_name = "base.html"


class InstrumentDetail(TemplateView):
    template_name = "base.html"
