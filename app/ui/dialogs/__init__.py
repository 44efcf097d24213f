"""The few dialogs: they come before the window is open, or over it when something broke."""
