// The nginx that the tests of infrastructure/nginx use, with a certificate from OpenSSL.
import { spawnSync } from "node:child_process";

/** Whether both are installed. Without them, these tests are skipped and the summary says so. */
export function hasNginx() {
  return spawnSync("nginx", ["-v"]).status === 0 && spawnSync("openssl", ["version"]).status === 0;
}
