"""What does a server load in the place of wsgi.py, that the program has a fault?"""

from tests.evidence.mutants import in_this_process

in_this_process()

from wsgi import application  # noqa: E402, F401  # only once the fault is in
