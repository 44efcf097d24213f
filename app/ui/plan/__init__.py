"""The parts of the plan editor: terms at the left, the schedule at the right, what is asked below."""
