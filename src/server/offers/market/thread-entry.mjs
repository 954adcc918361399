// A thread does not inherit the TypeScript loader of its process, so it registers its own before the first import.
import { register } from "tsx/esm/api";

register();
await import("./thread.ts");
