import type { LaunchOrder } from "@/domain/pod/machine";

const BOUNDARY = "==gpubroker==";

/**
 * User data for images that run cloud-init: installs an SSH key, then runs the script, both on the first start only.
 *
 * @returns null when there is nothing to do. Source: cloudinit.readthedocs.io, "User data formats".
 */
export function cloudInit({
  sshPublicKey,
  startScript,
}: Pick<LaunchOrder, "sshPublicKey" | "startScript">): string | null {
  if (sshPublicKey === null) return startScript;
  // JSON is YAML: nothing in a key can become another line of the configuration.
  const letIn = `#cloud-config\nssh_authorized_keys:\n  - ${JSON.stringify(sshPublicKey)}\n`;
  if (startScript === null) return letIn;
  return [
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"\nMIME-Version: 1.0\n`,
    `--${BOUNDARY}\nContent-Type: text/cloud-config; charset="utf-8"\n\n${letIn}`,
    `--${BOUNDARY}\nContent-Type: text/x-shellscript; charset="utf-8"\n\n${startScript}`,
    `--${BOUNDARY}--\n`,
  ].join("\n");
}
