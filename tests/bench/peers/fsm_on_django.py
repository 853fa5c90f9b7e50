"""How is the pathway built on viewflow.fsm and Django REST Framework?"""

from on_django import configured, migrate

configured(__name__)

from django.core.wsgi import get_wsgi_application
from on_django.models import Advice, Request, record, written
from on_django.serializers import STEPS, Ask, Whole
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter
from rest_framework.viewsets import GenericViewSet, mixins
from viewflow import fsm


class Pathway:
    """The pathway, of one request."""

    state = fsm.State(str, default="drafting")

    def __init__(self, request: Request) -> None:
        self.request = request

    @state.getter()
    def _state(self) -> str:
        return self.request.state

    @state.setter()
    def _moved(self, value: str) -> None:
        self.request.state = value

    @state.transition(source="drafting")
    def record_reading(self) -> None:
        """Something was read."""

    @state.transition(source="drafting")
    def record_contact(self) -> None:
        """Somebody was spoken to."""

    @state.transition(source="drafting", target="reviewing")
    def submit_for_review(self) -> None:
        """The draft goes to be checked."""

    @state.transition(source="reviewing", target="issued")
    def issue_advice(self) -> None:
        """The advice is issued."""
        Advice.objects.create(request=self.request, content=self.request.draft.content)


class Requests(mixins.RetrieveModelMixin, GenericViewSet):
    """The seven calls."""

    queryset = Request.objects.prefetch_related("events__answers")
    serializer_class = Whole

    def create(self, request):
        """Ask."""
        asked = Ask(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        whom = {name: said["person"][name] for name in ("given_name", "family_name", "date_of_birth")}
        one = Request.objects.create(**whom, reason=said["reason"], received_on=said["received_on"])
        record(one, "ask", None, said)
        return Response(Whole(one).data, 201)

    @action(detail=True, methods=["put"])
    def draft(self, request, pk):
        """Write the advice."""
        one = Request.objects.select_for_update().get(pk=pk)
        if one.state != "drafting":
            raise ValidationError("Nothing is being written.")
        return Response({"version": written(one, request.data).version})

    def step(self, request, pk, name):
        """Take a step."""
        one = Request.objects.select_for_update().get(pk=pk)
        given = STEPS[name](data=request.data)
        given.is_valid(raise_exception=True)
        source = one.state
        try:
            getattr(Pathway(one), name)()
        except fsm.TransitionNotAllowed as wrong:
            raise ValidationError("Not from here.") from wrong
        one.save(update_fields=["state"])
        record(one, name, source, given.validated_data)
        return Response({"id": one.id, "state": one.state})

    @action(detail=True, methods=["post"])
    def record_reading(self, request, pk):
        """Record what was read."""
        return self.step(request, pk, "record_reading")

    @action(detail=True, methods=["post"])
    def record_contact(self, request, pk):
        """Record what was said."""
        return self.step(request, pk, "record_contact")

    @action(detail=True, methods=["post"])
    def submit_for_review(self, request, pk):
        """Send the draft to be checked."""
        return self.step(request, pk, "submit_for_review")

    @action(detail=True, methods=["post"])
    def issue_advice(self, request, pk):
        """Issue it."""
        return self.step(request, pk, "issue_advice")


router = DefaultRouter(trailing_slash=False)
router.register("requests", Requests)
urlpatterns = router.urls
application = get_wsgi_application()

if __name__ == "__main__":
    migrate()
