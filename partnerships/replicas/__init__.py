"""Hot standbys of the database: which of them answer and keep up, and which one a public page is read from."""
