// TCP ports of this machine's loopback addresses.
import net from "node:net";

/** A port that is free at the moment. */
export async function freePort() {
  const server = net.createServer();
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Why we cannot listen on one of the addresses of "localhost": "EADDRINUSE", "EACCES", or null if we can. */
export async function obstacleTo(port) {
  const codes = await Promise.all(["127.0.0.1", "::1"].map((host) => listenError(port, host)));
  // Other errors mean that the machine has no IPv6, which is fine.
  return codes.find((code) => code === "EADDRINUSE" || code === "EACCES") ?? null;
}

/** Whether a process accepts connections on this port of 127.0.0.1. */
export function accepts(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function listenError(port, host) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error) => resolve(error.code));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}
