"""How staff log in, by a password or the university's account: what counts as a try, and how long one waits."""
