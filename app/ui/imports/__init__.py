"""The parts of the import page: a file, a debtor by hand, what came in before."""
