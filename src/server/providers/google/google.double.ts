import type { ReceivedRequest } from "../loopback.double";
import type { Machines } from "../machines/bind";
import { machinesAgainst } from "../machines/loopback.double";
import { google } from "./offers";

/** Not a key file, so it counts as a token. */
const TOKEN = "canary-token";
export const PROJECT_PATH = "/google/compute/v1/projects/my-project";
export const INSTANCE_ID = "us-central1-a/gpb-test-1-vm";

export type Answer = { status?: number; body: unknown };

/** Runs Google's machine verbs against the answers of a test, with a token for `my-project`. */
export function machinesOnGoogle(
  answer: (received: ReceivedRequest) => Answer,
  use: (machines: Machines) => Promise<unknown>,
  key = TOKEN,
) {
  const secrets = { GOOGLE_SERVICE_ACCOUNT_KEY: key, GOOGLE_CLOUD_PROJECT: "my-project" };
  return machinesAgainst({ provider: google, secrets, answer }, use);
}

export const instance = (name = "gpb-test-1-vm", more: object = {}) => ({
  name,
  status: "RUNNING",
  labels: { "gpubroker-mark": "gpb-test-1" },
  zone: "https://www.googleapis.com/compute/v1/projects/my-project/zones/us-central1-a",
  creationTimestamp: "2026-11-23T02:00:00.000-08:00",
  ...more,
});

export const running = { name: "operation-1", status: "RUNNING" };

export const failed = (code: string) => ({
  name: "operation-1",
  status: "DONE",
  error: { errors: [{ code, message: "no" }] },
});

export const refusal = (code: number, reason: string, message = "no") => ({
  status: code,
  body: { error: { code, message, errors: [{ reason }] } },
});
