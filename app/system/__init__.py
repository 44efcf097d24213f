"""What the operating system gives: paths, keys, locks, logs. No Qt."""
