"""What people do with memos and documents: one function per verb, one transaction each."""
