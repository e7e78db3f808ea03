"""The public site: requests of visitors in; pages, files and feeds of public agreements out."""
