import { generateKeyPairSync } from "node:crypto";

/** An SSH public key in OpenSSH's form whose private half is forgotten at once: for APIs that refuse machines without a key. */
export function nobodysSshKey(): string {
  const { x = "" } = generateKeyPairSync("ed25519").publicKey.export({ format: "jwk" });
  const fields = [Buffer.from("ssh-ed25519"), Buffer.from(x, "base64url")];
  const wire = Buffer.concat(fields.flatMap((field) => [lengthOf(field), field]));
  return `ssh-ed25519 ${wire.toString("base64")} nobody`;
}

/** As RFC 4251 has it: four bytes, the highest first. */
function lengthOf(field: Buffer): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(field.length);
  return bytes;
}
