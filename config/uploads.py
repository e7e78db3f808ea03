"""Where uploaded files are kept: a folder, or a bucket of a store that speaks S3, which all web servers share."""

from importlib.util import find_spec
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

SCHEMES = {"s3": "https", "s3+http": "http"}
FORM = "write s3://key:secret@host/bucket, or the path of a folder from / on"


def storage_at(address: str) -> dict[str, object]:
    """Return the settings of the storage at an `address`; raise ValueError with a sentence where it names none."""
    if address.startswith("/"):
        if not Path(address).is_dir():
            raise ValueError(f"there is no folder {address}.")
        return {"BACKEND": "partnerships.stored_files.FolderStorage", "OPTIONS": {"location": address}}
    try:
        parts = urlsplit(address)
        is_whole = bool(parts.scheme in SCHEMES and parts.hostname and parts.username and parts.password)
        is_whole = is_whole and bool(parts.path.strip("/")) and (parts.port or 1) > 0
    except ValueError:
        is_whole = False
    if not is_whole:  # the address is not repeated: it may hold the secret
        raise ValueError(f"it names no place for files; {FORM}.")
    if not find_spec("storages") or not find_spec("boto3"):
        raise ValueError("a bucket needs the package django-storages[s3], which is not installed.")
    return {"BACKEND": "partnerships.bucket_storage.BucketStorage", "OPTIONS": bucket_of(parts)}


def bucket_of(parts: SplitResult) -> dict[str, object]:
    """Return the options of the storage for the parts of an address; what follows the bucket is put before names."""
    from botocore.config import Config  # type: ignore[import-untyped] # only who keeps files in a bucket has it

    bucket, _slash, folder = parts.path.strip("/").partition("/")
    host = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    return {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": bucket,
        "location": folder,
        "endpoint_url": f"{SCHEMES[parts.scheme]}://{host}",
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
        "file_overwrite": False,
        "default_acl": None,  # as the bucket has it: private; the register itself says who may see a file
        "client_config": Config(
            signature_version="s3v4",
            s3={"addressing_style": "path"},
            connect_timeout=5,
            read_timeout=20,
            retries={"max_attempts": 2},
            request_checksum_calculation="when_required",  # other stores than Amazon's know no newer kind
            response_checksum_validation="when_required",
        ),
    }
