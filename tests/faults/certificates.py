"""Throw-away certificates for the tests of TLS, made with openssl."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


def is_available() -> bool:
    """Whether certificates can be made here."""
    return shutil.which("openssl") is not None


@dataclass(frozen=True)
class Authority:
    """A certificate authority in a folder of its own."""

    folder: Path

    @classmethod
    def found(cls, folder: Path) -> Authority:
        """Make a new authority."""
        folder.mkdir()
        made = cls(folder)
        subject = ["-subj", "/CN=test authority", "-addext", "keyUsage=critical,keyCertSign,cRLSign"]
        made._run("req", "-x509", *CURVE, "-keyout", "ca.key", "-out", "ca.crt", "-days", "2", *subject)
        return made

    @property
    def certificate(self) -> str:
        """The file clients and servers trust."""
        return str(self.folder / "ca.crt")

    def issue(self, name: str, *, host: str = "", days: int = 2) -> tuple[str, str]:
        """Return certificate and key files for ``name``; with negative ``days`` it has expired already."""
        extension = f"subjectAltName={host}" if host else "extendedKeyUsage=clientAuth"
        self._run("req", "-new", *CURVE, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        (self.folder / f"{name}.ext").write_text(extension)
        files = ["-in", f"{name}.csr", "-out", f"{name}.crt", "-extfile", f"{name}.ext"]
        signer = ["-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial"]
        self._run("x509", "-req", *files, *signer, "-days", str(days))
        return str(self.folder / f"{name}.crt"), str(self.folder / f"{name}.key")

    def server_context(self, name: str, *, host: str, days: int = 2) -> ssl.SSLContext:
        """Return what a server that asks every client for a certificate of ours needs."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=self.certificate)
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_cert_chain(*self.issue(name, host=host, days=days))
        return context

    def _run(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)
