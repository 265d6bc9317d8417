from django.views.generic import TemplateView


class ActionDetail(TemplateView):
    template_name = "base.html"
