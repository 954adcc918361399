import { describe, expect, it } from "vitest";
import { z } from "zod";
import { columnsOf, csvOf } from "./csv";

const row = z.object({
  id: z.string(),
  price: z.object({ amount: z.int(), currency: z.string() }).nullable(),
  is_held: z.boolean(),
});

async function textOf(...portions: object[][]): Promise<string> {
  async function* each() {
    yield* portions;
  }
  let text = "";
  for await (const part of csvOf(row, each())) text += part;
  return text;
}

describe("csvOf", () => {
  it("has a column for each figure, in the order of the schema", () => {
    expect(columnsOf(row).map(({ name }) => name)).toEqual([
      "id",
      "price_amount",
      "price_currency",
      "is_held",
    ]);
  });

  it("writes lines of all portions under one header; what is null is empty", async () => {
    const priced = { id: "a", price: { amount: 5, currency: "USD" }, is_held: false };
    expect(await textOf([priced], [{ id: "b", price: null, is_held: true }])).toBe(
      "id,price_amount,price_currency,is_held\r\na,5,USD,false\r\nb,,,true\r\n",
    );
  });

  it("quotes what would break a line, and disarms what a spreadsheet would run", async () => {
    const text = await textOf([{ id: '=1,"2"\r\n', price: null, is_held: true }]);
    expect(text.split("is_held\r\n")[1]).toBe('"\'=1,""2""\r\n",,,true\r\n');
  });

  it("is only a header without records", async () => {
    expect(await textOf()).toBe("id,price_amount,price_currency,is_held\r\n");
  });

  it("refuses a schema with a list: a row has no place for it", () => {
    expect(() => columnsOf(z.object({ tags: z.array(z.string()) }))).toThrow("tags");
  });
});
