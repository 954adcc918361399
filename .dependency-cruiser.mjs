// Who may import what: the house plan as rules. scripts/rules/imports.test.ts plants a break of each and sees it refused.

/** Files that only tests and benchmarks use; product code never imports them. */
const testFiles = String.raw`\.(test|spec|bench|double)\.tsx?$`;
const product = { pathNot: testFiles };

/** The rooms of the server, left to right. A room may use the verbs of rooms that stand in an earlier row. */
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

/** What every room stands on: single files of the server, the outbound client, and the doors of three rooms. */
const ground = [
  String.raw`^src/server/[^/]+\.ts$`,
  "^src/server/http/",
  "^src/server/settings/",
  String.raw`^src/server/providers/[^/]+\.ts$`,
  String.raw`^src/server/providers/machines/[^/]+\.ts$`,
  String.raw`^src/server/jobs/(enqueue|catalog)\.ts$`,
  String.raw`^src/server/realtime/(publish|listen)\.ts$`,
];

const npm = (...names) => names.map((name) => `(^|/)node_modules/${name}/`);
const serverOnlyPackages = npm(
  "pg",
  "bullmq",
  "ioredis",
  "@prisma/[^/]+",
  "pino",
  "undici",
  "umzug",
  "replicate",
);
const frameworks = npm("next", "react", "react-dom", "@types/react", "@types/react-dom");

const rules = [
  rule("no-circle", "Two files that need each other are one file, or lack a third.", {
    from: {},
    to: { circular: true },
  }),
  rule("no-unknown-package", "A package must be in package.json and be found.", {
    from: {},
    to: {
      pathNot: "^src/generated/",
      dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown", "undetermined"],
    },
  }),
  rule("no-unresolved-import", "An import must lead to a file.", {
    from: {},
    to: { couldNotResolve: true, pathNot: "generated/prisma" },
  }),
  rule("product-without-development-packages", "What runs in production is a dependency.", {
    from: { path: "^(src|workers|simulators)/", ...product },
    to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"], pathNot: npm("@types/[^/]+") },
  }),
  rule("product-without-test-files", "Product code never imports a test, a benchmark or a test double.", {
    from: product,
    to: { path: testFiles },
  }),
  rule("domain-alone", "The domain imports the domain and zod.", {
    from: { path: "^src/domain/", ...product },
    to: { pathNot: ["^src/domain/", ...npm("zod")] },
  }),
  rule("locale-alone", "Texts import texts and the translator's library.", {
    from: { path: "^src/locale/", ...product },
    to: { pathNot: ["^src/locale/", ...npm("use-intl", "negotiator", "@types/negotiator")] },
  }),
  rule("src-without-tools", "The product never imports what builds, seeds, simulates or tests it.", {
    from: { path: "^src/", ...product },
    to: { path: "^(prisma|scripts|e2e|simulators|workers|infrastructure)/" },
  }),
  ...providerRules(),
  ...roomRules(),
  ...edgeRules(),
];

function providerRules() {
  return [
    rule(
      "adapter-maps-data",
      "An adapter knows the domain, the providers' machinery and the client's errors.",
      {
        from: { path: "^src/server/providers/", ...product },
        to: { path: "^(src|workers)/", pathNot: ["^src/domain/", "^src/server/(providers|http)/"] },
      },
    ),
    rule(
      "adapter-without-client",
      "The runner owns the network: an adapter takes only the errors and types.",
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
    rule("adapter-without-system", "An adapter has no network, disk, process or clock of its own.", {
      from: { path: "^src/server/providers/[^/]+/", ...product },
      to: { dependencyTypes: ["core"], pathNot: "^(node:)?crypto$" },
    }),
    rule("adapter-without-neighbour", "An adapter does not know another provider.", {
      from: { path: "^src/server/providers/([^/]+)/" },
      to: {
        path: "^src/server/providers/[^/]+/",
        pathNot: ["^src/server/providers/$1/", "^src/server/providers/machines/"],
      },
    }),
    rule("one-door-to-adapters", "Everybody else reaches a provider by the registry.", {
      from: { path: "^(src|workers)/", pathNot: [testFiles, "^src/server/providers/"] },
      to: { path: "^src/server/providers/(?!machines/)[^/]+/" },
    }),
    rule("adapter-without-packages", "An adapter uses zod, parsers and vendors' libraries, nothing else.", {
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
    }),
  ];
}

function roomRules() {
  const known = roomsByRow.flat();
  const leftward = roomsByRow.flatMap((row, position) =>
    row.map((room) => {
      const left = roomsByRow.slice(0, position).flat();
      const open = [...ground, `^src/server/${room}/`, String.raw`^src/server/trpc/init\.ts$`];
      if (left.length > 0) open.push(`^src/server/(${left.join("|")})/`);
      return rule(`room-${room}`, `The room ${room} uses the ground and the rooms to its left.`, {
        from: { path: `^src/server/${room}/`, ...product },
        to: { path: "^src/server/", pathNot: open },
      });
    }),
  );
  return [
    ...leftward,
    rule("room-has-a-place", "A new room gets its row in this file.", {
      from: {
        path: "^src/server/[^/]+/",
        pathNot: `^src/server/(${[...known, "http", "jobs", "providers", "realtime", "rest", "settings", "trpc"].join("|")})/`,
      },
      to: {},
    }),
    rule("router-only-in-root", "Rooms share verbs; routers meet in trpc/root only.", {
      from: {
        path: "^(src|workers|simulators)/",
        pathNot: [testFiles, String.raw`^src/server/trpc/root\.ts$`],
      },
      to: { path: String.raw`^src/server/[^/]+/router\.ts$` },
    }),
    rule("verb-without-trpc", "A verb serves every door: only a router knows tRPC.", {
      from: {
        path: "^src/server/",
        pathNot: [testFiles, "^src/server/trpc/", String.raw`^src/server/[^/]+/router\.ts$`],
      },
      to: { path: ["^src/server/trpc/", ...npm("@trpc/[^/]+")] },
    }),
    rule("ground-below-rooms", "What all rooms stand on knows none of them.", {
      from: {
        path: [String.raw`^src/server/[^/]+\.ts$`, "^src/server/(http|realtime|settings)/"],
        ...product,
      },
      to: { path: `^src/server/(${known.join("|")}|providers|rest|trpc)/` },
    }),
    rule("client-below-everything", "The outbound client knows the domain and itself.", {
      from: { path: "^src/server/http/", ...product },
      to: { path: "^(src|workers)/", pathNot: ["^src/domain/", "^src/server/http/"] },
    }),
    rule("server-without-framework", "The server has no pages; templates of mails and PDFs are .tsx files.", {
      from: { path: "^(src/server|workers)/", pathNot: [testFiles, String.raw`\.tsx$`] },
      to: { path: frameworks },
    }),
    rule("server-below-pages", "The server knows neither pages nor workers.", {
      from: { path: "^src/server/", ...product },
      to: { path: "^(src/app|src/components|workers)/" },
    }),
  ];
}

function edgeRules() {
  return [
    rule("components-take-types", "Components know the domain, texts and the types of procedures.", {
      from: { path: "^src/components/", ...product },
      to: { path: "^src/(server|app|generated)/", pathNot: String.raw`^src/server/trpc/types\.ts$` },
    }),
    rule("components-take-only-types", "Of the server, components import types and never a value.", {
      from: { path: "^src/components/", ...product },
      to: { path: "^src/server/", dependencyTypesNot: ["type-only"] },
    }),
    rule("browser-without-server-packages", "No driver, queue or logger reaches a browser.", {
      from: { path: "^src/(components|app|locale)/", ...product },
      to: { path: serverOnlyPackages },
    }),
    rule("browser-without-system", "Pages and components run where Node's modules are not.", {
      from: { path: "^src/(components|app|locale)/", ...product },
      to: { dependencyTypes: ["core"] },
    }),
    rule("app-is-routes", "A route calls verbs: no database, queue, key or adapter.", {
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
    }),
    rule("workers-without-pages", "Workers know the domain and the server, not its web doors.", {
      from: { path: "^workers/", ...product },
      to: {
        path: ["^src/(app|components)/", String.raw`^src/server/(auth|trpc/rsc)\.tsx?$`, "^src/server/rest/"],
      },
    }),
    rule("simulators-alone", "A simulator knows the domain and the dated prices, never the product.", {
      from: { path: "^simulators/", ...product },
      to: { path: "^(src|workers|scripts|e2e|prisma)/", pathNot: ["^src/domain/", "^prisma/catalogue/"] },
    }),
    rule("sdk-alone", "The SDK is what its users install: the generated client and the domain.", {
      from: { path: "^src/sdk/", ...product },
      to: { path: "^src/", pathNot: ["^src/sdk/", "^src/domain/"] },
    }),
    rule("cli-by-sdk", "The command line does what the SDK can.", {
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
    // Types count: a circle of types is a circle, and a component may take nothing else from the server.
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
