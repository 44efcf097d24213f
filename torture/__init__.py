"""Long trials that a store must survive: processes killed, power cut, disks filled. `make torture` runs them."""
