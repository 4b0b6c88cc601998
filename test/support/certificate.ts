/** A certificate that vouches for itself, for tests of encrypted connections. It lasts a day. */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Paths of PEM files; `cert` is its own authority. */
export interface Certificate extends AsyncDisposable {
  readonly cert: string;
  readonly key: string;
}

/** Made by the `openssl` of this machine. */
export async function makeCertificate(): Promise<Certificate> {
  const folder = await mkdtemp(join(tmpdir(), "snakebridge-certificate-"));
  const cert = join(folder, "cert.pem");
  const key = join(folder, "key.pem");
  await promisify(execFile)("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
    ...["-days", "1", "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"],
    ...["-keyout", key, "-out", cert],
  ]);
  return { cert, key, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
