"""x"""

from tests.browsing import Browser
from tests.place import Place


def test_home(northmere: Place) -> None:
    northmere.ask()
    for who in northmere.people:
        Browser(northmere, who).get("/")
