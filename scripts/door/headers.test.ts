import { expect, test } from "vitest";
import { clientOf } from "./addresses";
import { headersForClient, headersForUpstream } from "./headers";

const origin = { client: clientOf("192.0.2.1"), scheme: "https", host: "gpu.example" } as const;
const forward = (headers: Record<string, string>, dev = false) =>
  headersForUpstream({ host: "inner", ...headers }, { origin, requestId: "id-00001", dev });
const own = {
  host: "inner",
  "x-request-id": "id-00001",
  "x-forwarded-for": "192.0.2.1",
  "x-forwarded-proto": "https",
  "x-forwarded-host": "gpu.example",
};

test.each([
  "connection",
  "keep-alive",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
  "expect",
  "x-middleware-subrequest",
  "x-nextjs-data",
  "x-matched-path",
  "next-action",
  "next-resume",
  "x-nonce",
  "content-security-policy",
  "content-security-policy-report-only",
  "forwarded",
  "x-real-ip",
  "x-forwarded-port",
  "x-forwarded-for",
])("the upstream does not get the client's %s", (name) => {
  expect(forward({ [name]: "x" })).toEqual(own);
});

test("headers that Connection names concern only this connection, and cannot remove ours", () => {
  const headers = { connection: "close, X-Secret , x-forwarded-for,host", "x-secret": "x", cookie: "kept" };
  expect(forward(headers)).toEqual({ ...own, cookie: "kept" });
});

test("Next's development client keeps the header that it needs", () => {
  expect(forward({ "x-nextjs-request-id": "1" }, true)).toEqual({ ...own, "x-nextjs-request-id": "1" });
});

test("answers lose what concerns the connection to the upstream, and keep repeated headers apart", () => {
  const raw = ["Set-Cookie", "a", "Connection", "keep-alive, X-Hop", "Keep-Alive", "timeout=5", "X-Hop", "1"];
  expect(
    headersForClient([...raw, "Set-Cookie", "b", "Transfer-Encoding", "chunked"], "keep-alive, X-Hop"),
  ).toEqual(["Set-Cookie", "a", "Set-Cookie", "b"]);
});
