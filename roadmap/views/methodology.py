from django.views.generic import TemplateView


class Methodology(TemplateView):
    template_name = "base.html"
