"""How is the pathway built on viewflow's workflow engine, with Django REST Framework?"""

from on_django import configured, migrate

configured(__name__, "viewflow", "viewflow.workflow")

from django.contrib.contenttypes.models import ContentType
from django.core.wsgi import get_wsgi_application
from django.urls import path
from on_django.flows import Pathway
from on_django.models import Request, written
from on_django.serializers import STEPS, Ask, Whole
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView
from viewflow.workflow.models import Task
from viewflow.workflow.status import STATUS


class Asking(APIView):
    """Asking."""

    def post(self, request):
        """Ask: the process starts."""
        asked = Ask(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(Whole(Pathway.ask.run(said=asked.validated_data)).data, 201)


class One(APIView):
    """One request."""

    def get(self, request, pk):
        """Look."""
        return Response(Whole(Request.objects.prefetch_related("events__answers").get(pk=pk)).data)


class Drafting(APIView):
    """Its draft."""

    def put(self, request, pk):
        """Write the advice."""
        one = Request.objects.select_for_update().get(pk=pk)
        if one.state != "drafting":
            raise ValidationError("Nothing is being written.")
        return Response({"version": written(one, request.data).version})


class Step(APIView):
    """Its steps."""

    def post(self, request, pk, name):
        """Take the task that waits for this step."""
        given = STEPS[name](data=request.data)
        given.is_valid(raise_exception=True)
        of = {
            "process__artifact_object_id": pk,
            "process__artifact_content_type": ContentType.objects.get_for_model(Request),
        }
        waiting = Task.objects.filter(**of, flow_task=getattr(Pathway, name), status=STATUS.NEW).first()
        if waiting is None:
            raise ValidationError("Not from here.")
        one = waiting.flow_task.run(waiting, said=given.validated_data)
        return Response({"id": one.id, "state": one.state})


urlpatterns = [
    path("requests", Asking.as_view()),
    path("requests/<int:pk>", One.as_view()),
    path("requests/<int:pk>/draft", Drafting.as_view()),
    path("requests/<int:pk>/<str:name>", Step.as_view()),
]
application = get_wsgi_application()

if __name__ == "__main__":
    migrate()
