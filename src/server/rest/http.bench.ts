import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import pino from "pino";
import { Agent, request } from "undici";
import { gpus } from "@/domain/gpu/gpu";
import { sampleOffer } from "@/domain/offer/offer.double";
import type { Context } from "@/server/context";
import { connect } from "@/server/db";
import { ingestAnswer } from "@/server/feeds/ingest/ingest";
import { providerNames } from "@/server/providers/provider-names";
import { settings } from "@/server/settings";
import { quantiles } from "../../../scripts/bench/measure";
import { type Anchor, report, reportAnchor } from "../../../scripts/bench/report";

/**
 * The web process with 100,000 offers: searches at 50 a second by REST, and how long another request waits meanwhile.
 * Anchor: /api/health of the same process when it is idle.
 */
const OFFERS = 100_000;
const PER_SECOND = 50;
const SECONDS = 12;
const MOST_P95_MS = 50;
const MOST_BLOCKED_MS = 20;
const PORT = 21_357;
const base = `http://127.0.0.1:${PORT}`;
const distDir = [".next-test", ".next"].find((dir) => existsSync(`${dir}/BUILD_ID`));
if (!distDir) throw new Error("there is no build: run `npm run up` or `npm test` once");

const agent = new Agent({ connections: 64 });
await fill();
const web = spawn(process.execPath, ["scripts/processes/web.mjs", "start", String(PORT)], {
  stdio: ["ignore", "ignore", "inherit", "ipc"],
  env: {
    ...process.env,
    NEXT_DIST_DIR: distDir,
    ANONYMOUS_REQUESTS_PER_MINUTE: "1000000",
    LOG_LEVEL: "error",
  },
});
try {
  await untilReady();
  const idle = await load("/api/health", 20, 4);
  const small = await withProbe(
    "/api/v2/offers?gpu=h100-sxm-80,a100-sxm-80,l40s-48&pricing=on_demand&price=..6&limit=50",
  );
  // A price bound of its own for each request, so that no ranking made before answers it.
  const whole = await withProbe("/api/v2/offers?limit=50&price=..");
  // Here the scales are new as well: they follow the GPUs that the question leaves.
  const scales = await withProbe("/api/v2/offers?limit=50&vram=SIZE..&price=..");
  const repeated = await withProbe("/api/v2/offers?limit=50");
  const anchor = { name: "idle /api/health, p50", value: idle.p50 };
  reportAnchor(
    `REST search over ${OFFERS.toLocaleString("en")} offers, ${PER_SECOND} a second for ${SECONDS} s`,
    anchor,
  );
  reportLoad("three GPUs, filters, top 50", small, anchor);
  reportLoad("whole market, each question new", whole, anchor);
  reportLoad("most of the market, each question and its scales new", scales, anchor);
  reportLoad("whole market, the same question", repeated, anchor);
} finally {
  web.kill("SIGTERM");
  await agent.close();
}

type Load = { p50: number; p95: number; p99: number; failed: number };

async function withProbe(path: string): Promise<{ found: Load; probe: Load }> {
  const [found, probe] = await Promise.all([
    load(path, PER_SECOND, SECONDS),
    load("/api/health", 20, SECONDS),
  ]);
  return { found, probe };
}

/** Open loop: requests leave on the clock, whether or not earlier ones have come back. */
async function load(path: string, perSecond: number, seconds: number): Promise<Load> {
  const times: number[] = [];
  let failed = 0;
  const running: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let sent = 0; sent < perSecond * seconds; sent += 1) {
    const due = startedAt + (sent * 1000) / perSecond;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    running.push(
      once(unlikeOthers(path, sent)).then((isGood) => {
        times.push(performance.now() - due);
        if (!isGood) failed += 1;
      }),
    );
  }
  await Promise.all(running);
  return { ...quantiles(times), failed };
}

/** A price bound, and a size among forty, of its own. */
function unlikeOthers(path: string, sent: number): string {
  const sized = path.replace("SIZE", String(4 + (sent % 40)));
  return sized.endsWith("..") ? `${sized}${50 + sent / 1000}` : sized;
}

async function once(path: string): Promise<boolean> {
  const { statusCode, body } = await request(base + path, { dispatcher: agent });
  await body.text();
  return statusCode === 200;
}

async function untilReady(): Promise<void> {
  for (let tries = 0; tries < 240; tries += 1) {
    if (await once("/api/v2/offers?limit=1").catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("the web process did not answer within a minute");
}

function reportLoad(name: string, { found, probe }: { found: Load; probe: Load }, anchor: Anchor): void {
  report({
    name: `HTTP: ${name}, p95`,
    value: found.p95,
    unit: "ms",
    anchor,
    note: `p50 ${found.p50.toFixed(1)} ms, p99 ${found.p99.toFixed(1)} ms, ${found.failed} failed; /api/health meanwhile p99 ${probe.p99.toFixed(1)} ms`,
    bound: {
      text: `p95 ${MOST_P95_MS} ms, none failed, /api/health p99 within ${MOST_BLOCKED_MS} ms of the anchor`,
      isHeld: found.p95 <= MOST_P95_MS && probe.p99 - anchor.value <= MOST_BLOCKED_MS && found.failed === 0,
    },
  });
}

async function fill(): Promise<void> {
  const db = connect(settings().DATABASE_URL);
  const each = Math.ceil(OFFERS / providerNames.length);
  for (const [place, { slug }] of providerNames.entries()) {
    const now = new Date();
    const ctx: Context = {
      db,
      now,
      actor: { type: "system", job: "bench", organizationId: null },
      requestId: `req_${slug}`,
      log: pino({ level: "silent" }),
    };
    const offers = Array.from({ length: each }, (_, index) => {
      const gpu = gpus[(index * 7 + place) % gpus.length];
      return sampleOffer(`${slug}-${index}`, 0.2 + ((index * 7919) % 9000) / 1000, {
        ...(gpu ? { gpuId: gpu.id, gpuRaw: gpu.model, vramGib: gpu.vramGib } : {}),
        gpuCount: 1 + (index % 8),
        isSpot: index % 3 === 0,
        region: `region-${index % 40}`,
        reliability: index % 2 === 0 ? null : 0.97,
      });
    });
    await ingestAnswer(ctx, { provider: slug, source: "live", offers, skipped: [], latencyMs: 0 });
  }
  await db.$disconnect();
}
