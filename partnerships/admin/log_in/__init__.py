"""How staff log in: a name and a password, or the university's account; what counts as a try, and how long one waits."""
