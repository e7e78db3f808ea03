"""Lists of agreements in: files → tables → cells → planning → writing, entered through `resources`."""
