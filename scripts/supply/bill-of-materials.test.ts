import { describe, expect, it } from "vitest";
import { readAudit } from "./audit.mjs";
import { checkBill, productOnly } from "./bill-of-materials.mjs";

const component = (ref: string, ...licenses: string[]) => ({
  "bom-ref": ref,
  licenses: licenses.map((id) => ({ license: { id } })),
});
const lock = {
  packages: {
    "": { version: "1.0.0" },
    "node_modules/a": { version: "1.0.0" },
    "node_modules/a/node_modules/b": { version: "2.0.0" },
    "node_modules/tool": { version: "3.0.0", dev: true },
  },
};
const bill = {
  metadata: { component: component("product@1.0.0") },
  components: [
    component("a@1.0.0", "MIT"),
    component("b@2.0.0", "MIT"),
    component("tool@3.0.0", "GPL-3.0-only"),
  ],
  dependencies: [
    { ref: "product@1.0.0", dependsOn: ["a@1.0.0", "tool@3.0.0"] },
    { ref: "tool@3.0.0", dependsOn: [] },
  ],
};

describe("the bill of materials", () => {
  it("has every package of the product and none that only development needs", () => {
    const product = productOnly(bill, lock);
    expect(product.components.map((one: { "bom-ref": string }) => one["bom-ref"])).toEqual([
      "a@1.0.0",
      "b@2.0.0",
    ]);
    expect(product.dependencies).toEqual([{ ref: "product@1.0.0", dependsOn: ["a@1.0.0"] }]);
    expect(checkBill(product, lock)).toEqual([]);
  });

  it("is refused when a package is missing", () => {
    expect(checkBill({ components: [component("a@1.0.0", "MIT")] }, lock)).toEqual([
      "b@2.0.0 is not in the bill of materials",
    ]);
  });

  it.each([
    ["AGPL-3.0-only", false],
    ["GPL-2.0-or-later", false],
    ["BUSL-1.1", false],
    ["SSPL-1.0", false],
    ["UNLICENSED", false],
    ["MIT AND GPL-3.0-only", false],
    ["(MIT OR GPL-3.0-only)", true],
    ["LGPL-3.0-or-later", true],
    ["MIT and ISC", true],
  ])("of a package under %s is acceptable: %s", (license, isAcceptable) => {
    const problems = checkBill({ components: [component("x@1.0.0", license)] }, { packages: {} });
    expect(problems.length === 0).toBe(isAcceptable);
  });

  it("is refused when a package names no licence and nobody has read its files", () => {
    const unnamed = [component("x@1.0.0"), component("seq-queue@0.0.5")];
    expect(checkBill({ components: unnamed }, { packages: {} })).toEqual([
      expect.stringContaining("x@1.0.0 names no"),
    ]);
  });
});

describe("readAudit", () => {
  const metadata = { vulnerabilities: { high: 1, total: 2 } };

  it("names every finding that is high or critical, with what brings it", () => {
    const via = [{ title: "a fault", url: "https://github.com/advisories/GHSA-x" }, "b"];
    const vulnerabilities = {
      a: { name: "a", severity: "high", range: "<2", via },
      c: { name: "c", severity: "moderate", range: "*", via: [] },
    };
    expect(readAudit(JSON.stringify({ metadata, vulnerabilities }))).toEqual({
      findings: ["a <2 (high): a fault https://github.com/advisories/GHSA-x; through b"],
    });
  });

  it.each(["", "not JSON", '{"message":"405 Method Not Allowed"}', '{"error":{"summary":"no network"}}'])(
    "does not take for an answer: %s",
    (text) => {
      expect(readAudit(text)).toEqual({ unanswered: expect.stringMatching(/405|no network|did not answer/) });
    },
  );
});
