"""What administrators do with agencies and people: one function per verb, one transaction each."""
