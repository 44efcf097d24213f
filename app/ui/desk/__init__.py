"""The parts of the desk page: queue, case, assistant."""
