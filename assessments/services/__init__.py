"""What people do with assessments: one function per verb, one transaction each."""
