import { generateKeyPairSync } from "node:crypto";

/** An SSH public key in OpenSSH's format whose private half is thrown away, for APIs that refuse machines without a key. */
export function nobodysSshKey(): string {
  const { x = "" } = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
  const fields = [Buffer.from("ssh-ed25519"), Buffer.from(x, "base64url")];
  const wire = Buffer.concat(fields.flatMap((field) => [lengthOf(field), field]));
  return `ssh-ed25519 ${wire.toString("base64")} nobody`;
}

/** As in RFC 4251: four bytes, the highest first. */
function lengthOf(field: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(field.length);
  return bytes;
}
