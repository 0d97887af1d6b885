"""What people do with plans and measures: one function per verb, one transaction each."""
