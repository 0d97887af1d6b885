"""Thai digits, Buddhist-era dates, text normalisation and document typography."""
