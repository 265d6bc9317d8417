"""Files as LibreOffice saves them."""

import shutil
import subprocess
from pathlib import Path

import pytest

AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76"  # commas, quotation marks, UTF-8
AS_TEXT = "CSV:{delimiter},34,76,1,{columns}"  # as above, from the first row on; columns as its dialogue sets them
ALL_TEXT = "/".join(f"{place}/2" for place in range(1, 60))  # no cell of a CSV is taken for a number or a date


def resaved(content: bytes, kind: str, to: str, folder: Path, language: str = "en", columns: str = "") -> bytes:
    """The file as LibreOffice saves it after having opened it."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    given, saved = folder / f"given.{kind}", folder / "saved"
    given.write_bytes(content)
    opened_as = AS_TEXT.format(delimiter=44 if language == "en" else 59, columns=columns)
    as_csv = [f"--infilter={opened_as}"] if kind == "csv" else []
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", *as_csv),
            *("--convert-to", AS_CSV if to == "csv" else to, "--outdir", saved, given),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return (saved / f"given.{to}").read_bytes()
