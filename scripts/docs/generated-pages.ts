import { rbacPage } from "./rbac-page";
import { envExample, environmentPage } from "./settings-pages";

/** Every page that is made from code, by its path. `npm run docs` writes them, and a test fails when one is stale. */
export const generatedPages: readonly { path: string; write: () => string }[] = [
  { path: ".env.example", write: envExample },
  { path: "docs/environment.md", write: environmentPage },
  { path: "docs/rbac.md", write: rbacPage },
];
