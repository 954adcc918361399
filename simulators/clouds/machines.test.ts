import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Offer } from "@/domain/offer/offer";
import type { LaunchOrder, MachineFault, MachineState } from "@/domain/pod/machine";
import { createHttp, type Http } from "@/server/http/http";
import { pollProvider } from "@/server/providers/contract";
import { orderFor } from "@/server/providers/loopback.double";
import { bindMachines, type Machines } from "@/server/providers/machines/bind";
import { providers } from "@/server/providers/registry";
import type { Secrets } from "@/server/providers/request";
import { publishedPrices } from "../../prisma/catalogue/read-list";
import { readDescription } from "../api-description.double";
import { cloudBySlug, type SimulatedProvider, simulatedProviders } from "../registry";
import type { FeedRequest } from "../reply";
import { type MarketSimulator, startMarketSimulator } from "../server";
import { descriptionOf, faultsOf, hasDescription } from "../vendor-descriptions.double";
import type { CloudTraits } from "./cloud";

const start = new Date("2026-11-23T10:00:00.000Z");
let now = start;
let simulator: MarketSimulator;
let http: Http;
const broken = new Map<string, Set<string>>();
/** The requests to providers since the list was last emptied. */
let sent: FeedRequest[] = [];

beforeAll(async () => {
  simulator = await startMarketSimulator({
    seed: 11,
    tickEveryMs: 0,
    now: () => now,
    searchesPerMinute: 10_000,
    onExchange: (provider, request, reply) => {
      sent.push(request);
      for (const fault of faultsOf(provider, request, reply))
        broken.set(provider, (broken.get(provider) ?? new Set()).add(fault));
    },
  });
  http = createHttp({ allowPrivate: true, wait: () => 0 });
});
afterAll(async () => {
  await http.close();
  await simulator.close();
});
beforeEach(() => simulator.controls.clearFaults());

const renting = providers.filter(({ machines }) => machines !== undefined);

function isSimulated(slug: string): slug is SimulatedProvider {
  return simulatedProviders.some((one) => one === slug);
}

function traitsOf(slug: string): Partial<CloudTraits> {
  return cloudBySlug(slug)?.traits ?? {};
}

function secretsOf(provider: (typeof renting)[number], key = "simulated-key"): Secrets {
  const names = [...provider.secretNames, ...(provider.machines?.secretNames ?? [])];
  const settings = provider.machines?.settingNames ?? [];
  return Object.fromEntries([
    ...names.map((name) => [name, key]),
    ...settings.map((name) => [name, "simulated"]),
  ]);
}

/** The body of a request, followed by its base64 parts, such as user data, in decoded form. */
function readable({ body }: FeedRequest): string {
  const plain = body.includes("%") && !body.startsWith("{") ? decodeURIComponent(body) : body;
  const opened = [...plain.matchAll(/[A-Za-z0-9+/]{40,}={0,2}/g)].map(([run]) => Buffer.from(run, "base64"));
  return [plain, ...opened].join("\n");
}

/** The paths that a read and a termination of this id request, part by part, as a server reads them. */
async function pathsFor({ get, terminate }: Machines, id: string): Promise<string[][]> {
  sent = [];
  const found = await get(id).catch((error: unknown) => error);
  expect(found).not.toMatchObject({ ok: true });
  await terminate(id, null);
  return sent.map(({ path }) => path.split("/").map(decodeURIComponent));
}

let marks = 0;
function orderOf(offer: Offer, changes: Partial<LaunchOrder>): LaunchOrder {
  marks += 1;
  return orderFor(offer, {
    mark: `gpb-test-${marks}`,
    model: "meta-llama/Llama-3.1-8B-Instruct",
    ...changes,
  });
}

function pass(milliseconds: number): void {
  now = new Date(now.getTime() + milliseconds);
}

it("every provider that rents machines is simulated", () => {
  expect(renting.map(({ slug }) => slug).filter((slug) => !isSimulated(slug))).toEqual([]);
  expect(renting.length).toBeGreaterThan(0);
});

describe.each(renting.map((provider) => [provider.slug, provider] as const))("%s rents", (slug, provider) => {
  const { refusals = [], model, hidesBootState, offlineBeforeDeletionMs, hasNoSsh } = traitsOf(slug);
  let machines: Machines;
  let offer: Offer;
  const bind = (key?: string) => {
    const baseUrl = `${simulator.url}/${slug}`;
    return bindMachines(provider, { http, now, secrets: secretsOf(provider, key), baseUrl });
  };
  const fault = (kind: "no_capacity" | "no_balance" | "quota" | "boot_fails" | "lost_answer") => {
    if (isSimulated(slug))
      simulator.controls.setFault({ provider: slug, fault: kind, times: null, latencyMs: 0, factor: 1 });
  };

  beforeAll(async () => {
    const options = { http, baseUrl: `${simulator.url}/${slug}`, secrets: secretsOf(provider) };
    const { offers } = await pollProvider(provider, { ...options, now, published: publishedPrices(slug) });
    const found = offers.find(
      (one) => one.availability !== "unavailable" && !one.isSpot && one.gpuCount >= 1,
    );
    if (!found) throw new Error(`${slug}: nothing to rent`);
    offer = found;
  });
  beforeEach(() => {
    machines = bind();
  });

  const order = (changes: Partial<LaunchOrder> = {}) =>
    orderOf(offer, { ...(model ? { model } : {}), ...changes });
  async function launched(changes: Partial<LaunchOrder> = {}) {
    const result = await machines.launch(order(changes));
    if (!result.ok) throw new Error(`${slug}: ${result.fault}: ${result.providerText}`);
    return result.value;
  }
  async function stateOf(id: string): Promise<MachineState | MachineFault> {
    const result = await machines.get(id);
    return result.ok ? result.value.state : result.fault;
  }

  it("a machine boots, runs and is terminated, and can be found by its mark at any time", async () => {
    const { id, mark } = await launched();
    expect(id).not.toBe("");
    expect(hidesBootState ? ["running"] : ["pending", "provisioning"]).toContain(await stateOf(id));
    pass(60_000);
    expect(await stateOf(id)).toBe("running");
    const ours = await machines.listOurs();
    expect(ours.ok && ours.value.filter((one) => one.mark === mark).map((one) => one.id)).toEqual([id]);
    const begun = await machines.terminate(id, null);
    expect([
      { ok: true, value: "ending" },
      { ok: true, value: "ended" },
    ]).toContainEqual(begun);
    if (offlineBeforeDeletionMs !== undefined) {
      expect(await stateOf(id)).toBe("stopped");
      pass(offlineBeforeDeletionMs);
      await machines.terminate(id, null);
    }
    pass(60_000);
    expect(["terminated", "gone"]).toContain(await stateOf(id));
    expect(await machines.terminate(id, null)).toEqual({ ok: true, value: "ended" });
  });

  if (provider.machines?.rents !== "endpoint" && !hasNoSsh)
    it("installs the order's own key", async () => {
      sent = [];
      const sshPublicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAICanary canary";
      const { id } = await launched({ sshPublicKey });
      expect(sent.map(readable).join("\n")).toContain(sshPublicKey);
      await machines.terminate(id, null);
    });

  it("a machine stops and starts again, if it can", async () => {
    expect([machines.stop !== null, machines.start !== null]).toEqual([provider.canStop, provider.canStop]);
    expect(provider.machines?.billedWhenStopped !== null).toBe(provider.canStop);
    if (machines.stop === null || machines.start === null) return;
    const { id } = await launched();
    pass(60_000);
    expect(await machines.stop(id)).toEqual({ ok: true, value: null });
    pass(60_000);
    expect(await stateOf(id)).toBe("stopped");
    expect(await machines.start(id)).toEqual({ ok: true, value: null });
    pass(60_000);
    expect(await stateOf(id)).toBe("running");
    await machines.terminate(id, null);
  });

  const failing = hidesBootState ? "running" : "failed";
  it(`a machine that fails to boot is ${failing}, according to the API`, async () => {
    fault("boot_fails");
    const { id } = await launched();
    simulator.controls.clearFaults();
    pass(60_000);
    expect(await stateOf(id)).toBe(failing);
    expect(await machines.terminate(id, null)).toMatchObject({ ok: true });
  });

  it.each(["no_capacity", ...refusals] as const)(
    "a refusal for %s is reported as such, and nothing is rented",
    async (kind) => {
      if (kind !== "no_capacity" && kind !== "no_balance" && kind !== "quota")
        throw new Error(`no fault ${kind}`);
      const before = isSimulated(slug) ? simulator.controls.state().providers[slug].rented : 0;
      fault(kind);
      expect(await machines.launch(order())).toMatchObject({ ok: false, fault: kind });
      expect(isSimulated(slug) && simulator.controls.state().providers[slug].rented).toBe(before);
    },
  );

  it("a launch whose answer is lost has an unknown outcome, and its machine is found by the mark", async () => {
    fault("lost_answer");
    const sent = order();
    const result = await machines.launch(sent);
    simulator.controls.clearFaults();
    expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
    const ours = await machines.listOurs();
    const found = ours.ok ? ours.value.filter((one) => one.mark === sent.mark) : [];
    expect(found).toHaveLength(1);
    for (const { id } of found) await machines.terminate(id, null);
  });

  it("sending the same order twice never creates two machines unnoticed", async () => {
    const twice = order();
    const [first, second] = [await machines.launch(twice), await machines.launch(twice)];
    const ours = await machines.listOurs();
    const ids = ours.ok ? ours.value.filter(({ mark }) => mark === twice.mark).map(({ id }) => id) : [];
    if (!first.ok) throw new Error(`${first.fault}: ${first.providerText}`);
    switch (provider.machines?.orderedTwice) {
      case "the same machine":
        expect([second, ids]).toMatchObject([{ ok: true, value: { id: first.value.id } }, [first.value.id]]);
        break;
      case "a refusal":
        expect([second, ids]).toMatchObject([{ ok: false, fault: "unknown_outcome" }, [first.value.id]]);
        break;
      default:
        expect(second.ok && new Set([first.value.id, second.value.id])).toEqual(new Set(ids));
        expect(ids).toHaveLength(2);
    }
    for (const id of ids) await machines.terminate(id, null);
  });

  it("an unknown machine is gone, and terminating it succeeds", async () => {
    const unknown = "7f3c2a10-0000-4000-8000-000000000000";
    expect(await machines.get(unknown)).toMatchObject({ ok: false, fault: "gone" });
    expect(await machines.terminate(unknown, null)).toEqual({ ok: true, value: "ended" });
    const minuteAgo = new Date(now.getTime() - 60_000);
    expect(await machines.terminate(unknown, minuteAgo)).toEqual({ ok: true, value: "ended" });
  });

  it("an unknown machine that was launched within the last minute may still exist", async () => {
    const unknown = "7f3c2a10-0000-4000-8000-000000000000";
    for (const agoMs of [0, 59_999]) {
      const result = await machines.terminate(unknown, new Date(now.getTime() - agoMs));
      expect(result).toMatchObject({ ok: false, fault: "unknown_outcome" });
    }
  });

  it("a wrong key is reported as wrong and never shown", async () => {
    const key = "wrong-canary-0123456789";
    const wrong = bind(key);
    for (const result of [await wrong.launch(order()), await wrong.get("x1"), await wrong.listOurs()]) {
      expect(result).toMatchObject({ ok: false, fault: "auth" });
      expect(JSON.stringify(result)).not.toContain(key);
    }
  });

  it("an id cannot change the path of a request: it is a single segment, or not part of the path", async () => {
    const plain = await pathsFor(machines, "plain0");
    for (const id of [
      "../../v1/account",
      "..",
      ".",
      "a/b/c",
      "a?b=c",
      "a#b",
      "%2e%2e",
      "a%2fb",
      "a\\..\\b",
    ]) {
      const allowed = plain.map((parts) => parts.map((part) => (part === "plain0" ? id : part)));
      for (const parts of await pathsFor(machines, id)) expect(allowed).toContainEqual(parts);
    }
  });

  it("refuses a mark in a foreign format", async () => {
    for (const mark of ["somebody-else", "gpb-", "gpb-1-", "gpb-A", `gpb-${"1".repeat(37)}`])
      expect(() => machines.launch(order({ mark }))).toThrow("mark: not one of ours");
  });

  const file = descriptionOf(slug);
  if (file !== null && hasDescription(slug))
    it("conforms to the vendor's description in every request and response", () => {
      expect([...(broken.get(slug) ?? [])]).toEqual([]);
    });
  else if (file !== null)
    it(`left out: ${file}, which is not part of this repository, was not found`, () => {
      console.warn(`${slug} is not checked against the vendor's description, because ${file} was not found`);
      expect(readDescription(file)).toBeNull();
    });
});
