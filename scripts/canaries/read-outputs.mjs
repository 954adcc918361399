// Everything that the product shows to anybody: pages, answers, errors, scripts, logs and rows.
import fs from "node:fs";
import path from "node:path";
import { withSession } from "../postgres/sessions.mjs";
import { filesUnder } from "../prepare/stamps.mjs";

const pages = [
  "/",
  "/offers",
  "/gpus",
  "/models",
  "/rent-or-call",
  "/compare",
  "/providers",
  "/providers/lambda",
  "/status",
];
const data = [
  "/api/health",
  "/api/ready",
  "/api/v2/offers",
  "/api/v2/offers.csv",
  "/api/v2/index",
  "/api/v2/models",
  "/api/v2/openapi.json",
];
const files = ["/robots.txt", "/sitemap.xml", "/icon.svg"];
const refused = [
  "/no-such-page",
  "/offers/%",
  "/offers/off_0",
  "/gpus/h9000",
  "/api/nope",
  "/api/v2/%",
  "/api/v2/nope",
  "/api/v2/offers?limit=x",
  "/api/trpc/nope",
  "/api/trpc/offers.byId?input=x",
  "/api/trpc/offers.history?input=%7B%22json%22%3A%7B%7D%7D",
];

/** @returns {Promise<[string, string][]>} what was asked, and the whole answer with its headers. */
export async function readAnswers(site) {
  const asked = [...pages, ...data, ...files, ...refused].map((one) => [one, {}]);
  asked.push(["/preferences", { method: "POST", body: "x" }], ["/offers", { method: "POST", body: "x" }]);
  const answers = [];
  for (const [place, options] of asked) {
    const response = await fetch(`${site}${place}`, {
      ...options,
      redirect: "manual",
      signal: AbortSignal.timeout(30_000),
    });
    const headers = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    answers.push([
      `${options.method ?? "GET"} ${place}`,
      `${response.status}\n${headers}\n${await response.text()}`,
    ]);
  }
  return answers;
}

/** The scripts and source maps that browsers get. @param folder of the build. */
export function readScripts(folder) {
  return filesUnder(path.join(folder, "static")).map((file) => [file, fs.readFileSync(file, "utf8")]);
}

/** All rows of all tables as text. @param url of the owner. */
export function readRows(url) {
  return withSession(url, async (session) => {
    const { rows } = await session.query(
      `select oid::regclass::text as name from pg_class
       where relnamespace in ('public'::regnamespace, 'bullmq'::regnamespace) and relkind in ('r', 'p') and not relispartition`,
    );
    const texts = [];
    for (const { name } of rows) {
      const { rows: held } = await session.query(
        `select coalesce(string_agg(t::text, e'\\n'), '') as text from ${name} as t`,
      );
      texts.push([`table ${name}`, held[0].text]);
    }
    return texts;
  });
}
