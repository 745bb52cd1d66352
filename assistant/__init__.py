"""What the person gets: cited answers, referrals and a risk checklist."""
