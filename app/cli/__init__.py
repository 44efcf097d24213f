"""The same services without a window: ``fairdue NOUN``, one file a noun.

A noun is a module with ``NAME``, ``HELP``, ``declare(parser)`` for its own options, and ``run(call) -> Answer``. It
stands in the list of ``app.cli.program`` and in ``docs/cli.md``. Services are imported inside ``run``: the help must
come at once.
"""
