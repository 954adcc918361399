// Sends odd requests to a running server: node --import tsx scripts/door/odd-requests/run.ts --port N [--count N] [--seed N]
import { parseArgs } from "node:util";
import { makeOddRequest } from "./make";
import { sendOddRequests } from "./send";

const { values } = parseArgs({
  options: {
    port: { type: "string" },
    count: { type: "string" },
    seed: { type: "string" },
    at: { type: "string" },
  },
});
const port = Number(values.port);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
const count = Number(values.count ?? 2_000);
const atOnce = Number(values.at ?? 8);
process.stdout.write(`${count} odd requests from seed ${seed} to port ${port}\n`);
const seeds = Array.from({ length: count }, (_, place) => seed + place);
const { failures, statuses } = await sendOddRequests({ port, quietMs: 6_000 }, { seeds, atOnce });
for (const [status, times] of [...statuses].sort(([a], [b]) => a - b))
  process.stdout.write(`${status}: ${times}\n`);
for (const failure of failures.slice(0, 40)) {
  process.stdout.write(`seed ${failure.seed}: ${failure.complaint} (${failure.statuses.join(", ")})\n`);
  process.stdout.write(
    `  ${JSON.stringify(Buffer.concat(makeOddRequest(failure.seed).parts).toString("latin1").slice(0, 600))}\n`,
  );
}
process.stdout.write(`${failures.length} failures\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
