"""FairDue (有还): a desktop client for people who collect overdue consumer debts."""

__version__ = "0.1.0"
