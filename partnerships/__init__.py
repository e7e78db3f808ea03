"""The register of a university's international agreements."""

__version__ = "0.3.0"
