"""Staff: workers, teams, sign-in. Words: worker, team, membership, session, second factor. Says out: SignedIn, SessionsEnded, WorkerAdded.

Two proofs before there is a session (pages/sign_in, pages/provider, pages/proving), one more where a page asks for it (pages/confirming).
"""
