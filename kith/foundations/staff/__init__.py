"""Staff: workers, teams, sign-in. Words: worker, team, membership. Says out: SignedIn, SignedOut, WorkerAdded."""
