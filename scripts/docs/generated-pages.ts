import { rbacPage } from "./rbac-page";
import { envExample, environmentPage } from "./settings-pages";

/** Every page that is generated from code. `npm run docs` writes them, and a test fails if one is out of date. */
export const generatedPages: readonly { path: string; write: () => string }[] = [
  { path: ".env.example", write: envExample },
  { path: "docs/environment.md", write: environmentPage },
  { path: "docs/rbac.md", write: rbacPage },
];
