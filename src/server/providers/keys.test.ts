import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { ProviderError } from "@/server/http/provider-error";
import { canaries, pollAgainst } from "./loopback.double";
import { providers } from "./registry";

const keyed = providers.filter(({ secretNames }) => secretNames.length > 0);
/** Everything that a log or a page could show of an error, including its causes. */
const shown = (error: unknown) =>
  `${inspect(error, { depth: 12, showHidden: true })}${JSON.stringify(error)}`;

describe.each(keyed.map((provider) => [provider.slug, provider] as const))(
  "the keys of %s",
  (_slug, provider) => {
    const keys = Object.values(canaries(provider));

    it("are named like environment variables, and are sent with the first call but not in its URL", async () => {
      for (const name of provider.secretNames) expect(name).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/);
      const { received } = await pollAgainst(provider, () => ({ status: 401, body: {} }));
      const [first] = received;
      for (const key of keys) {
        expect(JSON.stringify([first?.headers, first?.body])).toContain(key);
        expect(`${first?.path}?${first?.query}`).not.toContain(key);
      }
    });

    it.each([401, 403])("when refused with %i, are reported as wrong without being shown", async (status) => {
      const { received, result } = await pollAgainst(provider, () => ({
        status,
        body: { error: keys.join(" ") },
      }));
      expect(result).toMatchObject({ kind: "auth", retryable: false, status });
      expect(received.length).toBe(1);
      for (const key of keys) expect(shown(result)).not.toContain(key);
    });

    it("are not shown by any other failure, even if the reply repeats them", async () => {
      for (const status of [200, 302, 400, 429, 500]) {
        for (const body of [keys.join(" "), { error: keys }, keys]) {
          const { result } = await pollAgainst(provider, () => ({ status, body }));
          expect(result).toBeInstanceOf(ProviderError);
          for (const key of keys) expect(shown(result)).not.toContain(key);
        }
      }
    });

    it("are not shown if they contain characters that a header must not have", async () => {
      const broken = Object.fromEntries(provider.secretNames.map((name) => [name, `canary-${name}\n.`]));
      const { result } = await pollAgainst(provider, () => ({ status: 401, body: {} }), broken);
      expect(result).toBeInstanceOf(ProviderError);
      expect(shown(result)).not.toContain("canary");
    });
  },
);
