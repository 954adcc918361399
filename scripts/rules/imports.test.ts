import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { ICruiseResult } from "dependency-cruiser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import configuration from "../../.dependency-cruiser.mjs";

/** A planted violation of an import rule. */
type Violation = [file: string, source: string, rule: string];

const chosenViolations: Violation[] = [
  // The domain and the texts.
  ["src/domain/offer/a.ts", `import "@/server/db";`, "domain-alone"],
  ["src/domain/offer/b.ts", `import { db } from "../../server/db";`, "domain-alone"],
  ["src/domain/offer/c.ts", `import type { Db } from "@/server/db";`, "domain-alone"],
  ["src/domain/offer/d.ts", `export { Card } from "@/components/ui/card";`, "domain-alone"],
  ["src/domain/offer/e.ts", `import { readFileSync } from "node:fs";`, "domain-alone"],
  ["src/domain/offer/f.ts", `import { createHash } from "crypto";`, "domain-alone"],
  ["src/domain/offer/g.ts", `import pino from "pino";`, "domain-alone"],
  ["src/domain/offer/h.ts", `import { useState } from "react";`, "domain-alone"],
  ["src/domain/offer/i.ts", `const { db } = await import("@/server/db");`, "domain-alone"],
  ["src/domain/offer/j.ts", `import { translatorFor } from "@/locale/translator";`, "domain-alone"],
  ["src/locale/a.ts", `import "@/domain/money";`, "locale-alone"],
  ["src/locale/b.ts", `import { headers } from "next/headers";`, "locale-alone"],
  // Adapters.
  ["src/server/providers/acme/a.ts", `import "@/server/db";`, "adapter-maps-data"],
  ["src/server/providers/acme/b.ts", `import "../../db";`, "adapter-maps-data"],
  ["src/server/providers/acme/c.ts", `import "../../jobs/catalog";`, "adapter-maps-data"],
  ["src/server/providers/acme/d.ts", `import "@/server/trpc/init";`, "adapter-maps-data"],
  ["src/server/providers/acme/e.ts", `import "../../context";`, "adapter-maps-data"],
  ["src/server/providers/acme/f.ts", `import "../vultr/offers";`, "adapter-without-neighbour"],
  [
    "src/server/providers/acme/g.ts",
    `import "@/server/providers/vultr/machines";`,
    "adapter-without-neighbour",
  ],
  [
    "src/server/providers/acme/h.ts",
    `import { createHttp } from "@/server/http/http";`,
    "adapter-without-client",
  ],
  ["src/server/providers/acme/i.ts", `import http from "node:http";`, "adapter-without-system"],
  ["src/server/providers/acme/j.ts", `import { request } from "undici";`, "adapter-without-packages"],
  ["src/server/feeds/a.ts", `import { vultr } from "../providers/vultr/offers";`, "one-door-to-adapters"],
  ["workers/market/a.ts", `import { vultr } from "@/server/providers/vultr/offers";`, "one-door-to-adapters"],
  // Rooms.
  ["src/server/market/a.ts", `import "@/server/feeds/poll";`, "room-market"],
  ["src/server/feeds/b.ts", `import "../offers/search";`, "room-feeds"],
  ["src/server/models/a.ts", `import "../status/health";`, "room-models"],
  ["src/server/billing/a.ts", `import "@/server/pods/stop";`, "room-billing"],
  ["src/server/pods/a.ts", `import "@/server/admin/set-mode";`, "room-pods"],
  ["src/server/offers/a.ts", `import "@/server/realtime/gateway";`, "room-offers"],
  ["src/server/offers/b.ts", `import "@/server/rest/handle";`, "room-offers"],
  ["src/server/helpers/a.ts", `import "@/domain/money";`, "room-has-a-place"],
  ["src/server/offers/c.ts", `import { modelsRouter } from "../models/router";`, "router-only-in-root"],
  ["src/server/rest/a.ts", `import { modelsRouter } from "@/server/models/router";`, "router-only-in-root"],
  ["src/server/offers/d.ts", `import { publicProcedure } from "../trpc/init";`, "verb-without-trpc"],
  ["src/server/offers/e.ts", `import { TRPCError } from "@trpc/server";`, "verb-without-trpc"],
  ["src/server/queue.ts", `import "./offers/search";`, "ground-below-rooms"],
  ["src/server/realtime/publish.ts", `import "@/server/offers/search";`, "ground-below-rooms"],
  ["src/server/http/a.ts", `import "@/server/context";`, "client-below-everything"],
  ["src/server/offers/f.ts", `import { cache } from "react";`, "server-without-framework"],
  ["src/server/offers/g.ts", `import { headers } from "next/headers";`, "server-without-framework"],
  ["workers/market/b.ts", `import { headers } from "next/headers";`, "server-without-framework"],
  ["src/server/offers/h.ts", `import "@/components/ui/card";`, "server-below-pages"],
  ["src/server/trpc/a.ts", `import "../../../workers/start";`, "server-below-pages"],
  // Pages and components.
  ["src/components/ui/a.tsx", `import { appRouter } from "@/server/trpc/root";`, "components-take-types"],
  ["src/components/ui/b.tsx", `import type { Db } from "@/server/db";`, "components-take-types"],
  ["src/components/ui/c.tsx", `import "../../server/offers/search";`, "components-take-types"],
  ["src/components/ui/d.tsx", `import Page from "@/app/page";`, "components-take-types"],
  [
    "src/components/ui/e.tsx",
    `import { AppRouter } from "@/server/trpc/types";`,
    "components-take-only-types",
  ],
  ["src/components/ui/f.tsx", `import pg from "pg";`, "browser-without-server-packages"],
  ["src/components/ui/j.tsx", `import { Server } from "socket.io";`, "browser-without-server-packages"],
  ["src/components/ui/k.tsx", `import { db } from "@/database";`, "components-take-types"],
  ["src/lib/a.ts", `export { db } from "@/server/db";`, "folder-has-a-place"],
  ["src/server/offers/q.tsx", `import { headers } from "next/headers";`, "templates-without-pages"],
  ["src/server/jobs/a.ts", `import "@/server/rest/handle";`, "jobs-without-interfaces"],
  ["src/server/realtime/a.ts", `import "@/server/jobs/schedules";`, "shared-modules-use-job-catalog"],
  ["src/components/ui/g.tsx", `import path from "node:path";`, "browser-without-system"],
  [
    "src/components/ui/h.tsx",
    `const { env } = process.getBuiltinModule("node:process");`,
    "browser-without-system",
  ],
  ["src/app/a.tsx", `import { db } from "@/server/db";`, "app-is-routes"],
  ["src/app/b.tsx", `import { openQueue } from "../server/queue";`, "app-is-routes"],
  ["src/app/c.tsx", `import { providers } from "@/server/providers/registry";`, "app-is-routes"],
  ["src/app/d.tsx", `import type { Offer } from "@/generated/prisma/client";`, "app-is-routes"],
  ["src/app/e.tsx", `import { findKeys } from "@/server/secrets";`, "app-is-routes"],
  // Tools, simulators, and packages that users install.
  ["src/server/offers/i.ts", `import "../../../prisma/catalogue/load";`, "src-without-tools"],
  ["src/components/ui/i.tsx", `import "../../../simulators/server";`, "src-without-tools"],
  ["workers/market/e.ts", `import "../../simulators/server";`, "src-without-tools"],
  ["workers/market/c.ts", `import "@/app/page";`, "workers-without-pages"],
  ["workers/market/d.ts", `import "@/server/trpc/rsc";`, "workers-without-pages"],
  ["simulators/a.ts", `import "@/server/db";`, "simulators-alone"],
  ["simulators/b.ts", `import "../workers/start";`, "simulators-alone"],
  ["src/sdk/a.ts", `import "@/server/db";`, "sdk-alone"],
  ["src/cli/a.ts", `import "@/server/offers/search";`, "cli-by-sdk"],
  ["src/server/offers/j.ts", `import "./offer.double";`, "product-without-test-files"],
  ["src/server/offers/k.ts", `import { it } from "vitest";`, "product-without-development-packages"],
  ["src/server/offers/l.ts", `import "no-such-package";`, "no-unresolved-import"],
  ["src/server/offers/p.ts", `import types from "pg-types";`, "no-unknown-package"],
  ["src/server/offers/m.ts", `import "./no-such-file";`, "no-unresolved-import"],
  ["src/server/offers/n.ts", `import type { O } from "./o";\nexport type N = O;`, "no-circle"],
];

/** One violation for every room: an import that no room may have. */
const roomViolations = configuration.forbidden
  .map(({ name }) => name)
  .filter((name) => name.startsWith("room-") && name !== "room-has-a-place")
  .map(
    (name): Violation => [`src/server/${name.slice("room-".length)}/z.ts`, `import "../rest/handle";`, name],
  );

const violations = [...chosenViolations, ...roomViolations];

/** The files that the planted files import, and examples of allowed imports. */
const allowed: [file: string, source: string][] = [
  ...[
    ["src/server/db.ts", "src/server/context.ts", "src/server/secrets.ts", "src/server/jobs/catalog.ts"],
    ["src/server/jobs/schedules.ts", "src/database.ts"],
    [
      "src/server/trpc/init.ts",
      "src/server/trpc/root.ts",
      "src/server/trpc/types.ts",
      "src/server/trpc/rsc.tsx",
    ],
    ["src/server/providers/registry.ts", "src/server/http/http.ts", "src/server/http/provider-error.ts"],
    ["src/server/providers/vultr/offers.ts", "src/server/providers/vultr/machines.ts"],
    ["src/server/feeds/poll.ts", "src/server/offers/search.ts", "src/server/status/health.ts"],
    ["src/server/pods/stop.ts", "src/server/admin/set-mode.ts", "src/server/realtime/gateway.ts"],
    ["src/server/rest/handle.ts", "src/server/models/router.ts", "src/server/offers/offer.double.ts"],
    [
      "src/components/ui/card.tsx",
      "src/app/page.tsx",
      "src/generated/prisma/client.ts",
      "src/domain/money.ts",
    ],
    ["src/locale/translator.ts", "workers/start.ts", "simulators/server.ts", "prisma/catalogue/load.ts"],
  ]
    .flat()
    .map((file): [string, string] => [file, "export {};"]),
  ["src/server/offers/o.ts", `import type { N } from "./n";\nexport type O = N;`],
  ["src/domain/offer/allowed.ts", `import { z } from "zod";\nimport "../money";`],
  ["src/server/pods/allowed.ts", `import "@/server/feeds/poll";\nimport "@/server/providers/registry";`],
  ["src/server/offers/router.ts", `import "../trpc/init";\nimport "./search";`],
  [
    "src/server/providers/acme/allowed.ts",
    `import "@/server/http/provider-error";\nimport { z } from "zod";`,
  ],
  ["src/components/ui/allowed.tsx", `import type { AppRouter } from "@/server/trpc/types";`],
  ["src/server/offers/allowed.test.ts", `import { it } from "vitest";\nimport "./offer.double";`],
  ["simulators/allowed.ts", `import "@/domain/money";\nimport "../prisma/catalogue/load";`],
];

const root = path.resolve(import.meta.dirname, "../..");
const planted = path.join(root, ".data/planted");
let refused: Map<string, string[]>;

beforeAll(() => {
  rmSync(planted, { recursive: true, force: true });
  for (const [file, source] of [...allowed, ...violations]) {
    mkdirSync(path.dirname(path.join(planted, file)), { recursive: true });
    writeFileSync(path.join(planted, file), source);
  }
  cpSync(path.join(root, "package.json"), path.join(planted, "package.json"));
  const paths = { "@/*": ["./src/*"] };
  writeFileSync(path.join(planted, "tsconfig.json"), JSON.stringify({ compilerOptions: { paths } }));
  refused = cruisePlanted();
});
afterAll(() => rmSync(planted, { recursive: true, force: true }));

/** Runs dependency-cruiser as developers do, and returns the rules that each planted file violates. */
function cruisePlanted(): Map<string, string[]> {
  const command = path.join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const rules = path.join(root, ".dependency-cruiser.mjs");
  const folders = ["src", "workers", "simulators", "prisma"];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [command, ...folders, "--config", rules, "--output-type", "json"],
    { cwd: planted, encoding: "utf8" },
  );
  if (!stdout.startsWith("{")) throw new Error(stderr);
  const { summary }: ICruiseResult = JSON.parse(stdout);
  const found = new Map<string, string[]>();
  for (const { from, rule } of summary.violations) found.set(from, [...(found.get(from) ?? []), rule.name]);
  return found;
}

describe("the import rules", () => {
  it.each(violations)("reject in %s: %s", (file, _source, rule) => {
    expect(refused.get(file)).toContain(rule);
  });

  it.each(allowed)("allow %s", (file) => {
    expect(refused.get(file) ?? []).toEqual([]);
  });

  it("each have a planted violation", () => {
    const tried = new Set(violations.map(([, , rule]) => rule));
    const rules = configuration.forbidden.map(({ name }) => name);
    expect(rules.filter((name) => !tried.has(name))).toEqual([]);
  });
});
