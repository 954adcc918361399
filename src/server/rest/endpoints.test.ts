import { describe, expect, it } from "vitest";
import { z } from "zod";
import { columnsOf } from "./csv";
import { endpoints } from "./endpoints";

/** Every name of a field that a schema holds, at any depth. */
function namesIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(namesIn);
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === "properties" ? [...Object.keys(value), ...Object.values(value).flatMap(namesIn)] : namesIn(value),
  );
}

describe("the list of operations", () => {
  it("has one of each id and of each address", () => {
    for (const key of ["id", "path"] as const) {
      const values = endpoints.map((endpoint) => endpoint[key]);
      expect([...new Set(values)]).toEqual(values);
    }
  });

  it.each(endpoints)("$id declares the parameters that its path names", ({ path, parameters }) => {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect(Object.keys(parameters)).toEqual(named);
  });

  it.each(endpoints)("$id writes every name in snake case", ({ output, query }) => {
    const names = [...namesIn(z.toJSONSchema(output)), ...Object.keys(query)];
    expect(names.filter((name) => !/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  it.each(endpoints)("$id has money in its one form only", ({ output }) => {
    const names = namesIn(z.toJSONSchema(output)).filter((name) => name !== "amount_micros");
    expect(names.filter((name) => /micro|usd|cents/.test(name))).toEqual([]);
  });

  it.each(endpoints.filter(({ row }) => row !== null))("$id has each column of its CSV once", ({ row }) => {
    const columns = columnsOf(row ?? z.object({})).map(({ name }) => name);
    expect([...new Set(columns)]).toEqual(columns);
  });

  it.each(endpoints)("$id says of each parameter what it is", ({ parameters, query }) => {
    for (const [name, schema] of Object.entries({ ...parameters, ...query }))
      expect([name, schema.meta()?.description]).toEqual([name, expect.stringMatching(/\.$/)]);
  });
});
