import path from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { openApiDocument } from "./openapi";

const file = path.resolve("docs/openapi.yaml");

it("docs/openapi.yaml is what the list of operations says; `npm run unit -- openapi -u` writes it anew", async () => {
  const head = "# Generated from src/server/rest/endpoints.ts by `npm run unit -- openapi -u`.\n";
  const text = head + stringify(openApiDocument(), { lineWidth: 120, aliasDuplicateObjects: false });
  await expect(text).toMatchFileSnapshot(file);
});

it("each schema of the document is valid JSON Schema", () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const { components } = openApiDocument();
  for (const schema of Object.values(components?.schemas ?? {}))
    expect(ajv.validateSchema(schema)).toBe(true);
});
