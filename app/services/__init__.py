"""Use cases: one file a noun, one public function a transaction."""
