import { describe, expect, it } from "vitest";
import { requestIdOf } from "./request-id";

const seen = (url: string, id: string | null) => ({
  url: `https://gpubroker.test${url}`,
  serverTiming: id === null ? [] : [{ name: "request", description: id }],
});

describe("requestIdOf", () => {
  it("is that of the document on the page that was opened", () => {
    expect(requestIdOf([seen("/offers?gpu=x", "req_document")], "/offers")).toBe("req_document");
  });

  it("is that of the last fetch of the page after the reader has gone there", () => {
    const requests = [
      seen("/offers", "req_document"),
      seen("/gpus?_rsc=1", "req_prefetch"),
      seen("/gpus?_rsc=2", "req_page"),
      seen("/models?_rsc=3", "req_other"),
      seen("/gpus", "req_no_page"),
    ];
    expect(requestIdOf(requests, "/gpus")).toBe("req_page");
    expect(requestIdOf(requests, "/offers")).toBe("req_document");
  });

  it("is unknown where the browser keeps nothing", () => {
    expect(requestIdOf([], "/offers")).toBeNull();
    expect(requestIdOf([seen("/offers", null)], "/offers")).toBeNull();
  });
});
