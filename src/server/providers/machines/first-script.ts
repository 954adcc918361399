import type { LaunchOrder } from "@/domain/pod/machine";

/**
 * The start script, which first installs the order's SSH key, for APIs that accept only the account's keys: for the user that runs it,
 * and for every user with a home directory, because images differ in the user that one logs in as.
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

/** Quoted as a single word of the shell, whatever the text contains. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
