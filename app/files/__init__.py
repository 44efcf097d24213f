"""Tables in and out: CSV and spreadsheets. Nothing of the domain."""
