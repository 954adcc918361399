import { rbacPage } from "./rbac-page";

/** Every page that is made from code, by its path. `npm run docs` writes them, and a test fails when one is stale. */
export const generatedPages: readonly { path: string; write: () => string }[] = [
  { path: "docs/rbac.md", write: rbacPage },
];
