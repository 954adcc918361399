import { afterEach, describe, expect, it } from "vitest";
import { isReachable } from "./guard";
import { closeServers, failure, json, serve, status, testClient } from "./http.double";

afterEach(closeServers);

describe("where a request may go", () => {
  it.each([
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:1/elsewhere",
    "//example.com/",
    "file:///etc/passwd",
  ])("never to %s by a redirect", async (location) => {
    const { url, requests } = await serve(status(302, { location }));
    expect(await failure(testClient().http.json({ url }))).toMatchObject({ kind: "bad_response" });
    expect(requests.length).toBe(1);
  });

  it("not beyond three redirects, and for a POST not by any", async () => {
    const { url, requests } = await serve(status(302, { location: "/again" }));
    const { http } = testClient();
    expect(await failure(http.json({ url }))).toMatchObject({ kind: "bad_response" });
    expect(requests.length).toBe(4);
    await failure(http.json({ url, method: "POST", body: {} }));
    expect(requests.length).toBe(5);
  });

  it("not to a private address, given as a number or a name", async () => {
    const { url, requests } = await serve(json("{}"));
    const port = new URL(url).port;
    const { http } = testClient({ allowPrivate: false });
    const hosts = ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "localhost"];
    for (const host of hosts) {
      const error = await failure(http.json({ url: `https://${host}:${port}/` }));
      expect([host, error.kind]).toEqual([host, "bad_response"]);
    }
    expect(requests.length).toBe(0);
  });

  it("not to cloud metadata, even where private addresses are allowed", async () => {
    const error = await failure(testClient().http.json({ url: "http://169.254.169.254/latest/" }));
    expect(error.message).toContain("not public");
  });

  it("not over plain http, not with credentials, not to a host off the allow-list", async () => {
    const { http } = testClient({ allowPrivate: false, allowedHosts: ["api.example.com"] });
    for (const url of [
      "http://api.example.com/",
      "https://me:secret@api.example.com/",
      "https://example.com/",
    ])
      expect(await failure(http.json({ url }))).toMatchObject({ kind: "bad_response", retryable: false });
  });

  it.each([
    ["8.8.8.8", true],
    ["2606:4700::1111", true],
    ["10.1.2.3", false],
    ["172.16.0.1", false],
    ["192.168.1.1", false],
    ["127.8.8.8", false],
    ["169.254.169.254", false],
    ["100.64.0.1", false],
    ["0.0.0.0", false],
    ["224.0.0.1", false],
    ["255.255.255.255", false],
    ["::1", false],
    ["::", false],
    ["::7f00:1", false],
    ["::ffff:8.8.8.8", false],
    ["64:ff9b::a00:1", false],
    ["2002:a00:1::", false],
    ["2001::1", false],
    ["fc00::1", false],
    ["fd12::1", false],
    ["fe80::1", false],
    ["fec0::1", false],
    ["ff02::1", false],
    ["2::1", false],
    ["example.com", false],
  ])("address %s is public: %s", (address, expected) => {
    expect(isReachable(address, false)).toBe(expected);
  });
});
