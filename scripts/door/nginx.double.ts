// The real nginx with one of our own site files, on ports and a certificate of the test.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import type http from "node:http";
import https from "node:https";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import tls from "node:tls";
import { closedPort } from "./door.double";

type Ports = Record<string, number>;

/**
 * Starts nginx with a site file of infrastructure/nginx.
 *
 * @param ports what stands in the file -> what the test uses instead.
 */
export async function startNginx(file: string, ports: Ports) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gpubroker-nginx-"));
  const [crt, key] = [path.join(folder, "gpubroker.crt"), path.join(folder, "gpubroker.key")];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync("openssl", ["req", ...kind, "-keyout", key, "-out", crt, ...names], { stdio: "ignore" });
  const port = await closedPort();
  const config = path.join(folder, "nginx.conf");
  fs.writeFileSync(config, mainConfig(folder, siteConfig(file, { port, folder, ports })));
  const child = spawn("nginx", ["-p", folder, "-c", config, "-e", "stderr"], {
    stdio: ["ignore", "inherit", "pipe"],
  });
  let complaints = "";
  child.stderr.on("data", (text) => {
    complaints += String(text);
  });
  const isOver = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  while (!(await accepts(port)))
    if (child.exitCode !== null) throw new Error(`nginx did not start: ${complaints}`);
  const ca = fs.readFileSync(crt);
  return {
    port,
    ask: (options: https.RequestOptions, body?: string) => ask({ ...options, port, ca }, body),
    talk: (text: string, until: string) => talk({ port, ca, servername: "localhost" }, text, until),
    async close() {
      child.kill("SIGTERM");
      await isOver;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

function siteConfig(
  file: string,
  { port, folder, ports }: { port: number; folder: string; ports: Ports },
): string {
  let text = fs.readFileSync(path.join(import.meta.dirname, "../../infrastructure/nginx", file), "utf8");
  for (const [from, to] of Object.entries(ports))
    text = text.replaceAll(`127.0.0.1:${from}`, `127.0.0.1:${to}`);
  return text
    .replace("listen 443 ssl", `listen 127.0.0.1:${port} ssl`)
    .replace("listen [::]:443 ssl;", "")
    .replaceAll("/etc/nginx/gpubroker", `${folder}/gpubroker`);
}

/** nginx wants to write under /var and to change its account, neither of which a test may need. */
function mainConfig(folder: string, site: string): string {
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const places = kinds.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join("\n");
  return `daemon off;\nmaster_process off;\npid ${folder}/pid;\nerror_log stderr error;\nevents { worker_connections 512; }\nhttp {\naccess_log off;\n${places}\n${site}\n}\n`;
}

type Answer = { status: number; headers: http.IncomingHttpHeaders; body: string };

function ask(options: https.RequestOptions, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = https.request(
      { host: "127.0.0.1", servername: "localhost", agent: false, ...options },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        answer.on("end", () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text }),
        );
      },
    );
    request.on("error", reject);
    request.end(body);
  });
}

function talk(options: tls.ConnectionOptions, text: string, until: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ host: "127.0.0.1", ...options }, () => socket.write(text));
    let answer = "";
    socket.setEncoding("latin1");
    socket.on("data", (part: string) => {
      answer += part;
      if (answer.includes(until)) socket.destroy();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
  });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => setTimeout(resolve, 20, false));
  });
}
