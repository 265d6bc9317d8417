from django.views.generic import TemplateView


class RoadmapList(TemplateView):
    template_name = "base.html"


class RoadmapDetail(TemplateView):
    template_name = "base.html"
