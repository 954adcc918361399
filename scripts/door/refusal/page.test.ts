import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDoor, talk } from "../door.double";

describe("a refusal that a person reads", () => {
  let door: Awaited<ReturnType<typeof startDoor>>;
  beforeAll(async () => {
    door = await startDoor({ answer: (_req, res) => void res.destroy() });
  });
  afterAll(() => door.close());

  async function ask(path: string, headers: Record<string, string> = {}, method = "GET") {
    const told = { accept: "text/html,*/*;q=0.8", ...headers };
    const response = await fetch(door.url + path, { method, headers: told });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  it("is a page in the language that the browser asks for, and says when it tries again", async () => {
    const { status, headers, text } = await ask("/offers", { "accept-language": "es-EC,es;q=0.9,en;q=0.5" });
    expect([status, headers.get("content-type"), headers.get("content-language")]).toEqual([
      502,
      "text/html; charset=utf-8",
      "es",
    ]);
    expect(text).toContain('<html lang="es">');
    expect(text).toContain("No disponible en este momento");
    expect(text).toContain(`<meta http-equiv="refresh" content="${headers.get("retry-after")}">`);
    expect(text).toContain(`de nuevo sola en ${headers.get("retry-after")} s.`);
    expect(text).toContain(headers.get("x-request-id"));
    expect(text).not.toMatch(/upstream|web process|Try again/);
  });

  it("follows the language and the theme that the visitor chose, and no other value of their cookies", async () => {
    const chosen = await ask("/offers", { cookie: "a=b; gpubroker_locale=es; gpubroker_theme=dark" });
    expect(chosen.text).toContain('<html lang="es" data-theme="dark">');
    const forged = await ask("/offers", { cookie: 'gpubroker_locale=fr; gpubroker_theme="><script>' });
    expect(forged.text).toContain('<html lang="en">');
    expect(forged.text).not.toContain("<script>");
  });

  it("allows its own style and nothing else", async () => {
    const { headers, text } = await ask("/offers");
    const style = /<style>(.*)<\/style>/s.exec(text)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(headers.get("content-security-policy")).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; frame-ancestors 'none'`,
    );
  });

  it("does not try again what will be refused again, and shows nothing of the request", async () => {
    // As bytes, because "fetch" would encode them.
    const shown = "Accept-Language: <b>\r\nCookie: gpubroker_theme=<b>\r\nX-Request-Id: <b>\r\n";
    const asked = `GET /%ff<b> HTTP/1.1\r\nHost: x\r\nAccept: text/html\r\n${shown}Connection: close\r\n\r\n`;
    const text = await talk(door.port, asked);
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain("The address or the request is not valid.");
    expect(text).not.toMatch(/http-equiv="refresh"|<b>|%ff/);
  });

  it("offers no retry of a form, which the browser would repeat by a GET", async () => {
    const { status, text } = await ask("/preferences", {}, "POST");
    expect(status).toBe(502);
    expect(text).toContain("Not available right now");
    expect(text).not.toMatch(/http-equiv="refresh"|Try again|tries again/);
  });

  it("says that a request is too large, and not that its address is wrong", async () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, place) => [`x-${place}`, "1"]));
    const { status, text } = await ask("/", many);
    expect(status).toBe(431);
    expect(text).toContain("The request is too large");
  });

  it("stays problem+json for the API and plain text for programs", async () => {
    const api = await ask("/api/v2/offers");
    expect(api.headers.get("content-type")).toBe("application/problem+json");
    const program = await ask("/offers", { accept: "*/*" });
    expect(program.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(program.text).toMatch(
      /^The web process broke off before it answered\. Try again in 2 seconds\.\n$/,
    );
  });
});
