// The rules for imports. scripts/rules/imports.test.ts plants a violation of each rule and checks that it is rejected.

/** Files that only tests and benchmarks use; product code never imports them. */
const testFiles = String.raw`\.(test|spec|bench|double)\.tsx?$`;
const product = { pathNot: testFiles };

/** The rooms of the server. A room may use the verbs of rooms in earlier rows. */
const roomsByRow = [
  ["market", "feeds"],
  ["price-history", "models", "market-index"],
  ["status", "rent-or-call"],
  ["offers"],
  ["ranking"],
  ["notices"],
  ["accounts"],
  ["billing"],
  ["pods"],
  ["alerts", "analytics"],
  ["assistant", "agents"],
  ["admin"],
];

/** What every room may use: the server's top-level files, the outbound client, and the public files of three rooms. */
const shared = [
  String.raw`^src/server/[^/]+\.ts$`,
  "^src/server/http/",
  "^src/server/database/",
  "^src/server/limits/",
  "^src/server/settings/",
  "^src/server/clock/",
  String.raw`^src/server/providers/[^/]+\.ts$`,
  String.raw`^src/server/providers/machines/[^/]+\.ts$`,
  String.raw`^src/server/jobs/(enqueue|catalog)\.ts$`,
  String.raw`^src/server/realtime/(publish|listen)\.ts$`,
];

const npm = (...names) => names.map((name) => `(^|/)node_modules/${name}/`);
/** Packages that may reach the browser. All others stay on the server. */
const browserPackages = npm(
  "react",
  "react-dom",
  "next",
  "use-intl",
  "@types/(react|react-dom|negotiator)",
  "@tanstack/[^/]+",
  "@trpc/(client|server|tanstack-react-query)",
  "superjson",
  "react-hook-form",
  "@hookform/resolvers",
  "zod",
  "radix-ui",
  "cmdk",
  "recharts",
  "csv-stringify",
  "socket\\.io-client",
  "negotiator",
);
const frameworks = npm("next", "react", "react-dom", "@types/react", "@types/react-dom");

const rules = [
  rule(
    "no-circle",
    "Files must not import each other in a cycle: merge them, or move the common part to a third file.",
    {
      from: {},
      to: { circular: true },
    },
  ),
  rule("no-unknown-package", "A package must be listed in package.json and installed.", {
    from: {},
    to: {
      pathNot: "^src/generated/",
      dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown", "undetermined"],
    },
  }),
  rule("no-unresolved-import", "An import must resolve to a file.", {
    from: {},
    to: { couldNotResolve: true, pathNot: "generated/prisma" },
  }),
  rule("product-without-development-packages", "Production code must not use a development dependency.", {
    from: { path: "^(src|workers|simulators)/", ...product },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: npm("@types/[^/]+") },
  }),
  rule("product-without-test-files", "Product code never imports a test, a benchmark or a test double.", {
    from: product,
    to: { path: testFiles },
  }),
  rule("domain-alone", "The domain imports only the domain and zod.", {
    from: { path: "^src/domain/", ...product },
    to: { pathNot: ["^src/domain/", ...npm("zod")] },
  }),
  rule("locale-alone", "Locale files import only locale files and the translation libraries.", {
    from: { path: "^src/locale/", ...product },
    to: { pathNot: ["^src/locale/", ...npm("use-intl", "negotiator", "@types/negotiator")] },
  }),
  rule("src-without-tools", "The product never imports code that builds, seeds, simulates or tests it.", {
    from: { path: "^(src|workers)/", ...product },
    to: { path: "^(prisma|scripts|e2e|simulators|infrastructure)/" },
  }),
  rule("folder-has-a-place", "A new folder of src needs its own rules in this file.", {
    from: { path: "^src/[^/]+/", pathNot: "^src/(app|cli|components|domain|generated|locale|sdk|server)/" },
    to: {},
  }),
  ...providerRules(),
  ...roomRules(),
  ...layerRules(),
  ...edgeRules(),
];

function providerRules() {
  return [
    rule(
      "adapter-maps-data",
      "An adapter imports only the domain, the providers' shared code and the client's errors.",
      {
        from: { path: "^src/server/providers/", ...product },
        to: { path: "^(src|workers)/", pathNot: ["^src/domain/", "^src/server/(providers|http)/"] },
      },
    ),
    rule(
      "adapter-without-client",
      "The runner makes the calls: of the client, an adapter imports only errors and types.",
      {
        from: {
          path: "^src/server/providers/[^/]+/",
          pathNot: [testFiles, "^src/server/providers/machines/"],
        },
        to: {
          path: "^src/server/http/",
          pathNot: String.raw`^src/server/http/provider-error\.ts$`,
          dependencyTypesNot: ["type-only"],
        },
      },
    ),
    rule("adapter-without-system", "An adapter does not use the network, disk, process or clock directly.", {
      from: { path: "^src/server/providers/[^/]+/", ...product },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
    }),
    rule("adapter-without-neighbour", "An adapter does not import another provider.", {
      from: { path: "^src/server/providers/([^/]+)/" },
      to: {
        path: "^src/server/providers/[^/]+/",
        pathNot: ["^src/server/providers/$1/", "^src/server/providers/machines/"],
      },
    }),
    rule("one-door-to-adapters", "All other code accesses a provider through the registry.", {
      from: { path: "^(src|workers)/", pathNot: [testFiles, "^src/server/providers/"] },
      to: { path: "^src/server/providers/(?!machines/)[^/]+/" },
    }),
    rule(
      "adapter-without-packages",
      "Of npm packages, an adapter imports only zod, parsers and vendors' libraries.",
      {
        from: { path: "^src/server/providers/", ...product },
        to: {
          path: "(^|/)node_modules/",
          pathNot: npm(
            "zod",
            "csv-parse",
            "jose",
            "lru-cache",
            "@aws-sdk/client-ec2",
            "replicate",
            "together-ai",
          ),
        },
      },
    ),
  ];
}

function roomRules() {
  const known = roomsByRow.flat();
  const ruleOfEachRoom = roomsByRow.flatMap((row, position) =>
    row.map((room) => {
      const earlier = roomsByRow.slice(0, position).flat();
      const open = [...shared, `^src/server/${room}/`, String.raw`^src/server/trpc/init\.ts$`];
      if (earlier.length > 0) open.push(`^src/server/(${earlier.join("|")})/`);
      return rule(`room-${room}`, `The room ${room} imports only shared code and rooms in earlier rows.`, {
        from: { path: `^src/server/${room}/`, ...product },
        to: { path: "^src/server/", pathNot: open },
      });
    }),
  );
  return [
    ...ruleOfEachRoom,
    rule("room-has-a-place", "A new room needs a row in this file.", {
      from: {
        path: "^src/server/[^/]+/",
        pathNot: `^src/server/(${[...known, "clock", "database", "http", "jobs", "limits", "providers", "realtime", "rest", "settings", "trpc"].join("|")})/`,
      },
      to: {},
    }),
    rule("router-only-in-root", "Rooms share verbs. Only trpc/root imports routers.", {
      from: {
        path: "^(src|workers|simulators)/",
        pathNot: [testFiles, String.raw`^src/server/trpc/root\.ts$`],
      },
      to: { path: String.raw`^src/server/[^/]+/router\.ts$` },
    }),
    rule("verb-without-trpc", "A verb serves every interface, so only routers import tRPC.", {
      from: {
        path: "^src/server/",
        pathNot: [testFiles, "^src/server/trpc/", String.raw`^src/server/[^/]+/router\.ts$`],
      },
      to: { path: ["^src/server/trpc/", ...npm("@trpc/[^/]+")] },
    }),
  ];
}

function layerRules() {
  return [
    rule("ground-below-rooms", "Code that all rooms share imports none of them.", {
      from: {
        path: [String.raw`^src/server/[^/]+\.ts$`, "^src/server/(http|realtime|settings)/"],
        ...product,
      },
      to: { path: `^src/server/(${roomsByRow.flat().join("|")}|providers|rest|trpc)/` },
    }),
    rule("client-below-everything", "The outbound client imports only the domain, the clock and itself.", {
      from: { path: "^src/server/http/", ...product },
      to: {
        path: "^(src|workers)/",
        pathNot: ["^src/domain/", "^src/server/http/", "^src/server/clock/clock"],
      },
    }),
    rule(
      "server-without-framework",
      "The server has no pages. Only templates of mails and PDFs (.tsx) may import React.",
      {
        from: { path: "^(src/server|workers)/", pathNot: [testFiles, String.raw`\.tsx$`] },
        to: { path: frameworks },
      },
    ),
    rule("server-below-pages", "The server imports neither pages nor workers.", {
      from: { path: "^src/server/", ...product },
      to: { path: "^(src/app|src/components|workers)/" },
    }),
    rule("templates-without-pages", "Templates of mails and PDFs use React but not Next.js.", {
      from: { path: String.raw`^src/server/.*\.tsx$`, pathNot: [testFiles, "^src/server/trpc/rsc"] },
      to: { path: npm("next") },
    }),
    rule(
      "jobs-without-interfaces",
      "Verbs enqueue jobs and workers run them, so jobs must not import the REST API or tRPC.",
      {
        from: { path: "^src/server/jobs/", ...product },
        to: { path: "^src/server/(rest|trpc)/" },
      },
    ),
    rule(
      "shared-modules-use-job-catalog",
      "Modules that every room uses know jobs only through the catalogue.",
      {
        from: {
          path: [String.raw`^src/server/[^/]+\.ts$`, "^src/server/(http|realtime|settings)/"],
          ...product,
        },
        to: { path: "^src/server/jobs/", pathNot: String.raw`^src/server/jobs/(enqueue|catalog)\.ts$` },
      },
    ),
  ];
}

function edgeRules() {
  return [
    rule(
      "components-take-types",
      "Components import only the domain, locale files and the types of procedures.",
      {
        from: { path: "^src/components/", ...product },
        to: {
          path: ["^src/(server|app|generated)/", "^src/[^/]+$"],
          pathNot: String.raw`^src/server/trpc/types\.ts$`,
        },
      },
    ),
    rule("components-take-only-types", "Components import types from the server, never values.", {
      from: { path: "^src/components/", ...product },
      to: { path: "^src/server/", dependencyTypesNot: ["type-only"] },
    }),
    rule(
      "browser-without-server-packages",
      "Only listed packages may reach the browser: no database drivers, queues or loggers.",
      {
        from: { path: "^src/(components|app|locale)/", ...product },
        to: { path: "(^|/)node_modules/", pathNot: browserPackages },
      },
    ),
    rule(
      "browser-without-system",
      "Pages and components must not import Node's modules, because browsers do not have them.",
      {
        from: { path: "^src/(components|app|locale)/", ...product },
        to: { dependencyTypes: ["core"] },
      },
    ),
    rule(
      "app-is-routes",
      "A route calls verbs. It does not use the database, queue, secrets or adapters directly.",
      {
        from: { path: "^src/app/", ...product },
        to: {
          path: [
            "^src/generated/",
            "^src/server/(jobs|http|realtime)/",
            String.raw`^src/server/(db|queue|secrets|vault|transaction)\.ts$`,
            String.raw`^src/server/providers/(?!provider-names\.ts$)`,
            "^workers/",
          ],
        },
      },
    ),
    rule("workers-without-pages", "Workers import the domain and the server, but not its web interfaces.", {
      from: { path: "^workers/", ...product },
      to: {
        path: ["^src/(app|components)/", String.raw`^src/server/(auth|trpc/rsc)\.tsx?$`, "^src/server/rest/"],
      },
    }),
    rule("simulators-alone", "A simulator imports the domain and the dated price lists, never the product.", {
      from: { path: "^simulators/", ...product },
      to: { path: "^(src|workers|scripts|e2e|prisma)/", pathNot: ["^src/domain/", "^prisma/catalogue/"] },
    }),
    rule("sdk-alone", "Users install the SDK, so it imports only the generated client and the domain.", {
      from: { path: "^src/sdk/", ...product },
      to: { path: "^src/", pathNot: ["^src/sdk/", "^src/domain/"] },
    }),
    rule("cli-by-sdk", "The CLI imports only the SDK and the domain.", {
      from: { path: "^src/cli/", ...product },
      to: { path: "^src/", pathNot: ["^src/cli/", "^src/sdk/", "^src/domain/"] },
    }),
  ];
}

function rule(name, comment, { from, to }) {
  return { name, comment, severity: "error", from, to };
}

export default {
  forbidden: rules,
  options: {
    // Type imports count too: they can form cycles, and components may import nothing but types from the server.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: ["node_modules", "^src/generated/"] },
    detectProcessBuiltinModuleCalls: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
