import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { microUsd } from "@/domain/money";
import type { Offer } from "@/domain/offer/offer";
import type { LaunchOrder } from "@/domain/pod/machine";
import { createHttp, type Http } from "@/server/http/http";
import { pollProvider } from "@/server/providers/contract";
import { orderFor } from "@/server/providers/loopback.double";
import { bindMachines } from "@/server/providers/machines/bind";
import { providers } from "@/server/providers/registry";
import { publishedPrices } from "../../prisma/catalogue/read-list";
import { type Exchange, type Liar, type Lie, type Plan, startLiar } from "../liar.double";
import { cloudBySlug, simulatedProviders } from "../registry";
import { type MarketSimulator, startMarketSimulator } from "../server";
import { contradictionsOf, type Run, stateOf, type Told, tell } from "./contradictions.double";
import { documentedRefusals } from "./documented-refusals.double";
import {
  ABOUT_ANOTHER,
  answer,
  documented,
  endlessLies,
  isDocumented,
  lies,
  nameless,
  type Verb,
  verbs,
} from "./lies.double";

/**
 * Every renting provider x every verb x every exchange of the verb x every lie. The simulated cloud knows the truth, so the rules
 * need no row for a provider: what a verb says must be true, whatever one answer of its API said.
 */
const rentable = providers.filter(({ machines }) => machines !== undefined);
/** A launch that goes through an API of its own has a row of its own; what it rents is an ordinary machine from then on. */
const SPOT = " for spot";
const spotApis = ["runpod"];
const rows = rentable.flatMap((provider) => [
  { name: provider.slug, provider, isSpot: false },
  ...(spotApis.includes(provider.slug) ? [{ name: `${provider.slug}${SPOT}`, provider, isSpot: true }] : []),
]);

let now = new Date("2026-11-23T10:00:00.000Z");
let simulator: MarketSimulator;
let liar: Liar;
let http: Http;
function rentedAt(slug: string): number {
  const known = simulatedProviders.find((one) => one === slug);
  if (known === undefined) throw new Error(`${slug} is not simulated`);
  return simulator.controls.state().providers[known].rented;
}
beforeAll(async () => {
  simulator = await startMarketSimulator({
    seed: 11,
    tickEveryMs: 0,
    now: () => now,
    searchesPerMinute: 1_000_000,
  });
  liar = await startLiar(simulator.url, rentedAt);
  // Long enough for the busiest machine, short enough for the lies that never end.
  http = createHttp({ allowPrivate: true, maxAttempts: 1, totalTimeoutMs: 4_000 });
});
afterAll(async () => {
  await http.close();
  await liar.close();
  await simulator.close();
});

it("knows an exception only for providers that rent", () => {
  const names = rows.map(({ name }) => name);
  const named = [documented, nameless, documentedRefusals].flatMap((table) => Object.keys(table));
  expect(named.filter((slug) => !names.includes(slug))).toEqual([]);
  expect(rows).toHaveLength(rentable.length + spotApis.length);
  expect(Object.keys(lies).length).toBeGreaterThanOrEqual(20);
});

describe.each(rows)("$name doubts", ({ name: row, provider, isSpot }) => {
  const { slug } = provider;
  const { model } = cloudBySlug(slug)?.traits ?? {};
  const keys = Object.fromEntries([
    ...[...provider.secretNames, ...(provider.machines?.secretNames ?? [])].map((name) => [
      name,
      "simulated-key",
    ]),
    ...(provider.machines?.settingNames ?? []).map((name) => [name, "simulated"]),
  ]);
  const bind = (baseUrl: string, client = http) =>
    bindMachines(provider, { http: client, now, secrets: keys, baseUrl });
  const honest = () => bind(`${simulator.url}/${slug}`);
  const rented = () => rentedAt(slug);
  let offer: Offer;
  /** Exchanges of a launch: the first that sends the order somewhere, and the one that rents. */
  let firstOrder = 0;
  let renting = 0;
  let marks = 0;

  beforeAll(async () => {
    const options = { http, baseUrl: `${simulator.url}/${slug}`, secrets: keys };
    const { offers } = await pollProvider(provider, { ...options, now, published: publishedPrices(slug) });
    const found = offers.find(
      (one) => one.availability !== "unavailable" && one.isSpot === isSpot && one.gpuCount >= 1,
    );
    if (!found) throw new Error(`${slug}: nothing to rent`);
    offer = found;
    const before = rented();
    const { exchanges } = await honestly("launch");
    renting = exchanges.findIndex((one) => one.rented > before);
    const order = exchanges[renting];
    firstOrder = exchanges.findIndex(({ method, path }) => method === order?.method && path === order.path);
    expect(renting).toBeGreaterThanOrEqual(firstOrder);
  });

  const order = (): LaunchOrder => {
    marks += 1;
    return orderFor(offer, {
      mark: `gpb-doubt-${marks}`,
      model: model ?? "meta-llama/Llama-3.1-8B-Instruct",
      bidMicroUsdPerHour: isSpot ? microUsd(offer.price.microUsdPerGpuHour * offer.gpuCount) : null,
    });
  };
  async function launched(): Promise<string> {
    const result = await honest().launch(order());
    if (!result.ok) throw new Error(`${slug}: ${result.fault}: ${result.providerText}`);
    now = new Date(now.getTime() + 60_000);
    return result.value.id;
  }
  /** A machine in the state from which the verb changes something. */
  async function machineFor(verb: Verb): Promise<string> {
    const id = await launched();
    if (verb !== "start") return id;
    await honest().stop?.(id);
    now = new Date(now.getTime() + 60_000);
    return id;
  }

  const asked = verbs.filter((verb) => {
    if (isSpot) return verb === "launch";
    return provider.canStop || (verb !== "stop" && verb !== "start");
  });

  /** The exchanges of a verb that nobody lies about, about a machine of its own. */
  async function honestly(verb: Verb): Promise<{ exchanges: Exchange[]; told: Told }> {
    const id = verb === "launch" ? "" : await machineFor(verb);
    const { url, exchanges } = liar.open(slug);
    return { told: await tell(bind(url), verb, id, order()), exchanges };
  }

  async function run(verb: Verb, plan: Plan, id: string, client = http): Promise<Run> {
    const before = rented();
    const stateBefore = verb === "launch" ? null : await stateOf(honest(), id);
    const ordered = order();
    const { url } = liar.open(slug, plan);
    const told = await tell(bind(url, client), verb, id, ordered);
    return {
      verb,
      id,
      told,
      ordered,
      hasRented: rented() > before,
      mayHaveLeft: plan.at >= firstOrder,
      stateBefore,
    };
  }
  /** Lists ask every region or page alike, so the first and the last exchange stand for all. */
  const indexes = (verb: Verb, count: number) =>
    verb === "listOurs" ? [...new Set([0, count - 1])] : [...Array(count).keys()];

  it.each(asked)(
    "of %s: no single lie becomes a success, a refusal or an end",
    { timeout: 300_000 },
    async (verb) => {
      const other = await honestly(verb);
      expect(other.told).toMatchObject({ ok: true });
      const wrong: string[] = [];
      let id = verb === "launch" ? "" : await machineFor(verb);
      const attempt = async (name: string, plan: Plan) => {
        const machine = id;
        const made = await run(verb, plan, machine);
        const isExcused = isDocumented(row, verb, name);
        const found = await contradictionsOf(honest(), made);
        const unexcused = found.filter(
          (fault) => !(isExcused && /^(?:believed|launched, but|a list without)/.test(fault)),
        );
        wrong.push(...unexcused.map((fault) => `exchange ${plan.at}, ${name}: ${fault}`));
        return made.stateBefore !== null && (await stateOf(honest(), machine)) !== made.stateBefore;
      };
      // A launch is carried out and then lied about; an action is lied about instead of being carried out.
      for (const at of indexes(verb, other.exchanges.length))
        for (const [name, lie] of liesFor(verb, other.exchanges[at]))
          if (await attempt(name, { at, lie, isDelivered: verb === "launch" || lie.kind === "relabelled" }))
            id = await machineFor(verb);
      expect(wrong).toEqual([]);
    },
  );

  it("of every verb: silence, and an answer without end", { timeout: 60_000 }, async () => {
    const cases: { verb: Verb; name: string; plan: Plan; id: string }[] = [];
    for (const verb of asked) {
      const { exchanges } = await honestly(verb);
      for (const at of indexes(verb, exchanges.length))
        for (const [name, lie] of Object.entries(endlessLies)) {
          const id = verb === "launch" ? "" : await machineFor(verb);
          cases.push({ verb, name, plan: { at, lie, isDelivered: verb === "launch" }, id });
        }
    }
    const wrong = await Promise.all(
      cases.map(async ({ verb, name, plan, id }) => {
        // A client keeps eight connections at most, and each of these holds one.
        const own = createHttp({ allowPrivate: true, maxAttempts: 1, totalTimeoutMs: 4_000 });
        const made = await run(verb, plan, id, own);
        await own.close();
        // Other launches are under way, so the count of machines says nothing here.
        const ours = await honest().listOurs();
        const hasRented = ours.ok && ours.value.some(({ mark }) => mark === made.ordered.mark);
        const found = await contradictionsOf(honest(), { ...made, hasRented });
        return found.map((fault) => `${verb}, exchange ${plan.at}, ${name}: ${fault}`);
      }),
    );
    expect(wrong.flat()).toEqual([]);
  });

  it.each(asked.filter((verb) => verb === "terminate"))(
    "of gone at %s: the provider's own word for it ends no machine that it still shows",
    {
      timeout: 60_000,
    },
    async () => {
      const nobody = liar.open(slug);
      const unknown = "7f3c2a10-0000-4000-8000-000000000000";
      expect(await bind(nobody.url).terminate(unknown, null)).toEqual({ ok: true, value: "ended" });
      const real = liar.open(slug);
      await bind(real.url).terminate(await launched(), null);
      for (const at of real.exchanges.keys())
        for (const { status, contentType, body } of nobody.exchanges) {
          const id = await launched();
          const lie = answer(status, { "content-type": contentType }, body);
          const { told } = await run("terminate", { at, lie, isDelivered: false }, id);
          const isEnd = !(told instanceof Error) && told.ok && told.value === "ended";
          // Where the order was delivered and only its confirmation was a lie, the machine does end.
          now = new Date(now.getTime() + 60_000);
          if (isEnd) expect(["gone", "terminated"]).toContain(await stateOf(honest(), id));
        }
    },
  );

  it("of nothing that the provider documents: each of its refusals gives its reason, and only in its own shape", {
    timeout: 60_000,
  }, async () => {
    const rows = documentedRefusals[row] ?? [];
    expect(rows.length).toBeGreaterThan(0);
    for (const { status, body, contentType = "application/json", fault, isDespite = false } of rows) {
      const told = async (as: number, type: string) => {
        const lie = answer(
          as,
          { "content-type": type },
          typeof body === "string" ? body : JSON.stringify(body),
        );
        return (await run("launch", { at: renting, lie, isDelivered: false }, "")).told;
      };
      expect([status, body, await told(status, contentType)]).toMatchObject([
        status,
        body,
        { ok: false, fault },
      ]);
      expect(await told(status, "text/html")).toMatchObject({ ok: false, fault: "unknown_outcome" });
      if (!isDespite)
        expect(await told(504, contentType)).toMatchObject({ ok: false, fault: "unknown_outcome" });
    }
  });

  /** A list is about all machines, so there is no list about another. */
  function liesFor(verb: Verb, exchange: Exchange | undefined): [string, Lie][] {
    if (exchange === undefined || verb === "listOurs") return Object.entries(lies);
    const { status, contentType, body } = exchange;
    return [...Object.entries(lies), [ABOUT_ANOTHER, answer(status, { "content-type": contentType }, body)]];
  }
});
