import type { LaunchOrder } from "@/domain/pod/machine";

/**
 * The start script with the order's key let in before all else, for APIs that know the account's keys only: for whoever runs it, and
 * for every user with a home, since which of them one logs in as differs from image to image.
 *
 * @returns null when there is nothing to do.
 */
export function firstScript({
  sshPublicKey,
  startScript,
}: Pick<LaunchOrder, "sshPublicKey" | "startScript">): string | null {
  if (sshPublicKey === null) return startScript;
  const [, shebang = "#!/bin/sh\n", rest = ""] = /^(#!.*\n)?([\s\S]*)$/.exec(startScript ?? "") ?? [];
  const key = quoted(sshPublicKey);
  const letIn =
    `for home in "\${HOME:-/root}" /home/*; do [ -d "$home" ] && mkdir -p "$home/.ssh" && ` +
    `echo ${key} >> "$home/.ssh/authorized_keys"; done`;
  return `${shebang}${letIn}\n${rest}`;
}

/** One word of a shell, whatever it holds. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
