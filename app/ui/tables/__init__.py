"""Lists and tables over rows of text: models, delegates and views that know no service."""
