import path from "node:path";
import { defineConfig } from "vitest/config";

/** For machines that are busy with something else. It costs time only where a test fails. */
const patience = { expect: { poll: { timeout: 10_000 } } };

const alias = { "@": path.resolve(import.meta.dirname, "src") };

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          ...patience,
          name: "unit",
          testTimeout: 20_000,
          setupFiles: ["scripts/tests/start-as-all.ts"],
          include: [
            "src/**/*.test.ts",
            "simulators/**/*.test.ts",
            "scripts/**/*.test.ts",
            "prisma/**/*.test.ts",
            "workers/**/*.test.ts",
          ],
          exclude: ["**/*.db.test.ts", "node_modules/**"],
        },
      },
      {
        resolve: { alias },
        test: {
          ...patience,
          name: "database",
          setupFiles: ["scripts/tests/start-as-all.ts"],
          include: ["src/**/*.db.test.ts", "workers/**/*.db.test.ts", "scripts/**/*.db.test.ts"],
          fileParallelism: false,
          env: { LOG_LEVEL: "silent" },
          testTimeout: 30_000,
        },
      },
    ],
  },
});
