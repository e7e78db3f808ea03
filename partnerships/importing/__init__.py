"""Lists of agreements in: files → tables → cells → planning → writing, one door for them all in `resources`."""
